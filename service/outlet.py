"""What the service puts out beside pushes: approved alerts, as feeds and single CAP files.

Everything is made from the stored revision and its editions. What was made of a revision never
changes, so the newest stay at hand.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from urllib.parse import urlsplit

from alerts.channels.approved import Approved, sent_of
from alerts.channels.atom import Entry, Feed, atom
from alerts.channels.cap_content import Voice, cap_alert
from alerts.channels.cap_signing import CapKey, signed
from alerts.channels.cap_writer import write_cap
from alerts.channels.geojson_feed import geojson
from alerts.languages import LANGUAGES, described, names_for
from alerts.model import Alert, Mode
from alerts.ports import AlertStore
from service.errors import NotFound
from service.page.reading import shown_alerts
from service.settings import Settings
from service.text_states import text_states

_AT_HAND = 64
# CAP asks for the earlier messages; an alert of more revisions than this names the newest of them.
_MOST_REFERENCES = 50
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Outlet:
    """Reads alerts for whoever is no phone."""

    def __init__(self, settings: Settings, alerts: AlertStore, key: Callable[[], CapKey]) -> None:
        """`key` is asked for when the first CAP is signed; it may have to be made."""
        self._settings = settings
        self._alerts = alerts
        self._make_key = key
        self._making = Lock()
        self._key: CapKey | None = None
        self._voice = Voice(relay=settings.cap_relay or _relay(settings.base_url))
        self._caps = lru_cache(maxsize=_AT_HAND)(self._cap)

    def approved(self, alert_id: str) -> Approved:
        """The newest revision as it was approved. Raises NotFound."""
        return self._approved(self._alert(alert_id))

    def cap(self, alert_id: str) -> bytes:
        """The newest revision as signed CAP. Raises NotFound."""
        alert = self._alert(alert_id)
        return self._caps(alert.id, alert.latest.number)

    def atom(self, language: str, now: datetime, *, exercises: bool) -> bytes:
        entries = self._entries(language, now, exercises=exercises)
        base, (named_in, town) = self._settings.base_url, self._town(language)
        query = f"?language={language}" + ("&exercises=1" if exercises else "")
        feed = Feed(
            address=f"{base}/feeds/atom{query}",
            page=f"{base}/{language}/situation",
            title=town,
            author=town,
            updated=self._updated(entries),
            lang=described(named_in).lang,
        )
        return atom(feed, entries)

    def geojson(self, language: str, now: datetime, *, exercises: bool) -> bytes:
        return geojson(self._entries(language, now, exercises=exercises))

    def _entries(self, language: str, now: datetime, *, exercises: bool) -> list[Entry]:
        found = self._wanted(shown_alerts(self._alerts, now), exercises=exercises)
        return [self._entry(alert, language) for alert in found]

    def _wanted(self, alerts: Iterable[Alert], *, exercises: bool) -> list[Alert]:
        """In real mode nobody who asked for warnings is handed an exercise, nor the reverse.

        In a training space everything is an exercise, and says so.
        """
        if self._settings.mode == "training":
            return list(alerts)
        return [one for one in alerts if (one.latest.mode is not Mode.REAL) == exercises]

    def _entry(self, alert: Alert, language: str) -> Entry:
        approved = self._approved(alert)
        return Entry(
            approved=approved,
            said=approved.said_for(language),
            published=alert.first_issued,
            cap=f"{self._settings.base_url}/feeds/cap/{alert.id}.xml",
        )

    def _updated(self, entries: list[Entry]) -> datetime:
        """Also when nothing is left to show: the last thing that happened."""
        if entries:
            return max(entry.approved.revision.issued for entry in entries)
        newest = self._wanted(self._alerts.recent(1), exercises=False)
        return newest[0].latest.issued if newest else _NEVER

    def _cap(self, alert_id: str, number: int) -> bytes:
        alert = self._alert(alert_id)
        approved = self._approved(alert)
        first = max(1, number - _MOST_REFERENCES)
        earlier = [
            (one, sent_of(self._alerts.editions(alert_id, one))) for one in range(first, number)
        ]
        states = text_states(alert.latest)
        written = cap_alert(approved, alert.origin, self._voice, earlier, states)
        return signed(write_cap(written), self._signing_key())

    def _signing_key(self) -> CapKey:
        with self._making:
            self._key = self._key or self._make_key()
            return self._key

    def _alert(self, alert_id: str) -> Alert:
        alert = self._alerts.alert(alert_id)
        if alert is None:
            raise NotFound("no alert has this id; /feeds/atom lists the newest")
        return alert

    def _approved(self, alert: Alert) -> Approved:
        latest = alert.latest
        return Approved(revision=latest, editions=self._alerts.editions(alert.id, latest.number))

    def _town(self, language: str) -> tuple[str, str]:
        """A language of ours, and the town's name in it."""
        names = self._settings.town
        wanted = (one for one in names_for(language) if one in LANGUAGES)
        return next(((one, names[one]) for one in wanted if names.get(one)), ("en", "Hansho"))


def _relay(base_url: str) -> str:
    return f"relay@{urlsplit(base_url).hostname or 'localhost'}"
