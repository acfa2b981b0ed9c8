"""Alerts as readers get them: the stored payload of the newest revision, in one language.

What other languages are said from stands in each, also where the push had no room for it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from alerts.languages import FALLBACK, fallback
from alerts.model import Alert, Phase, Relation
from alerts.ports import AlertStore
from service.page.retelling import with_retelling
from service.page.visit import Told

MOST_ALERTS = 50
_SHOWN_FOR = timedelta(hours=72)
_LAST_RESORT = ("ja", "en")
# A live revision has all three; an ending goes to those who were told before, and to nobody else.
_READ = (Relation.NEW, Relation.CHANGED, Relation.LEFT)
_REVISIONS_AT_HAND = 64


class Reader:
    """Reads alerts for pages and for the API.

    The payloads of a revision never change, so the newest ones stay at hand.
    """

    def __init__(self, alerts: AlertStore) -> None:
        self._alerts = alerts
        self._payloads = lru_cache(maxsize=_REVISIONS_AT_HAND)(self._read)

    def one(self, alert_id: str, language: str, now: datetime) -> Told | None:
        """None for an unknown alert."""
        found = self._alerts.alert(alert_id)
        return None if found is None else self._told(found, language, now)

    def live(self, language: str, now: datetime) -> tuple[Told, ...]:
        """Orders first, then strongest first: an order is its own card (DOMAIN section 1).

        Exercises come after all that is real.
        """
        return tuple(told for _, told in self.standing(language, now))

    def standing(self, language: str, now: datetime) -> tuple[tuple[Alert, Told], ...]:
        """As `live`, with the alert beside what its readers are told."""
        live = sorted(self._alerts.live(now), key=_weight)
        return tuple((one, self._told(one, language, now)) for one in live)

    def newest(self, limit: int, language: str, now: datetime) -> tuple[Told, ...]:
        return self._all(self._alerts.recent(limit), language, now)

    def listed(self, language: str, now: datetime) -> tuple[Told, ...]:
        """As `shown_alerts` has them."""
        return self._all(shown_alerts(self._alerts, now), language, now)

    def _all(self, found: Iterable[Alert], language: str, now: datetime) -> tuple[Told, ...]:
        return tuple(self._told(one, language, now) for one in found)

    def _told(self, alert: Alert, language: str, now: datetime) -> Told:
        """In a language that came after the alert, in one that it has: never left out."""
        payloads = self._payloads(alert.id, alert.latest.number)
        read = (language, *fallback(language), *FALLBACK, *_LAST_RESORT, *payloads)
        payload = next(payloads[one] for one in read if one in payloads)
        is_over = alert.latest.phase is not Phase.LIVE
        return Told(payload=payload, expired=not is_over and not alert.is_live(now))

    def _read(self, alert_id: str, number: int) -> dict[str, bytes]:
        """By language: as it is told to somebody new, or an ending to those who were told."""
        editions = self._alerts.editions(alert_id, number)
        wanted = min((_READ.index(one.relation) for one in editions), default=0)
        return with_retelling(
            {one.language: one.payload for one in editions if one.relation is _READ[wanted]}
        )


def shown_alerts(alerts: AlertStore, now: datetime) -> list[Alert]:
    """Newest first: all live ones and those over within 72 hours, at most 50.

    Where there are more, the live ones stay.
    """
    recent = {one.id: one for one in alerts.recent(MOST_ALERTS)}
    live = {one.id: one for one in alerts.live(now)}
    over = [one for one in recent.values() if one.id not in live]
    fresh = [one for one in over if now - _ended(one) <= _SHOWN_FOR]
    kept = [*live.values(), *fresh][:MOST_ALERTS]
    return sorted(kept, key=_issued, reverse=True)


def next_turn(alerts: AlertStore, now: datetime) -> datetime | None:
    """When the first of them runs out, or was over for 72 hours, and lists change by themselves."""
    ends = [one.latest.valid_until for one in alerts.live(now)]
    gone = [_ended(one) + _SHOWN_FOR for one in alerts.recent(MOST_ALERTS)]
    # An alert is shown at the very end of its time, and not a moment later.
    return min((one for one in (*ends, *gone) if one >= now), default=None)


def _weight(alert: Alert) -> tuple[bool, bool, int]:
    """No exercise stands before what is real."""
    latest = alert.latest
    return latest.mode.is_exercise, not latest.is_order, latest.strength.rank


def _issued(alert: Alert) -> datetime:
    return alert.latest.issued


def _ended(alert: Alert) -> datetime:
    """When it was ended, or else ran out."""
    latest = alert.latest
    return latest.issued if latest.phase is not Phase.LIVE else latest.valid_until
