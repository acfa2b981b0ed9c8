"""How things stand in the town: what the situation page is made from, worked out once, no words.

In a real space the map, the chart and the lists hold nothing but what is real; an exercise is a
card that says that it is one. In a training space everything is an exercise, and is shown as such.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec

from alerts.model import Alert, Phase, Revision
from alerts.outcome import Outcome
from alerts.ports import AlertStore
from geo.area import Area
from geo.places import Gazetteer, OfficialArea
from service.page.reading import Reader
from service.page.visit import Told
from service.watch.feed_state import FeedState

DAY = timedelta(hours=24)
# An alert that was changed within the day was mostly issued within this.
_LOOKED_BACK = timedelta(hours=72)
_MOST_REVISIONS = 500
# Beyond these a map has more areas than anybody can tell apart.
_MOST_AREAS = 60
# A drawing and an official border that only touch share a sliver, if anything.
_SHARE_THAT_COUNTS = 0.001
_AT_HAND = 256
_MOST_HELD_LOOKED_AT = 50
# As `alerts.pipeline` sets it aside.
_UNPLACED = f"{Outcome.UNMATCHED.value}: "

Feeds = Callable[[datetime], tuple[FeedState, ...]]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One official area; `alerts`: what holds somewhere in it, orders first, then strongest."""

    area: OfficialArea
    alerts: tuple[Alert, ...]

    @property
    def strongest(self) -> Revision | None:
        ranked = sorted(self.alerts, key=lambda one: one.latest.strength.rank)
        return ranked[0].latest if ranked else None


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """One alert over the last 24 hours. `revisions`: oldest first, one at least; the first may be
    of before. `end`: when it was over; None while it holds."""

    alert_id: str
    revisions: tuple[Revision, ...]
    end: datetime | None

    @property
    def latest(self) -> Revision:
        return self.revisions[-1]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A live alert, what its readers are told, and what each of its sources says of it now."""

    alert: Alert
    told: Told
    voices: tuple[Revision, ...] = ()


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """`live`: orders first; `grounds`: () without a map; `day`: strongest first, what holds before
    what is over. `unplaced`: when the newest warning came within the day that has no ground here.
    """

    live: tuple[Standing, ...]
    grounds: tuple[Ground, ...]
    day: tuple[Course, ...]
    feeds: tuple[FeedState, ...]
    unplaced: datetime | None = None


class SituationReader:
    """Reads how things stand. Which areas of the map an area is in is worked out once."""

    def __init__(
        self, alerts: AlertStore, reader: Reader, gazetteer: Gazetteer, feeds: Feeds, *, real: bool
    ) -> None:
        """`real`: a real space, whose map shows no exercise."""
        self._alerts = alerts
        self._reader = reader
        self._areas = shown_areas(gazetteer)
        self._feeds = feeds
        self._real = real
        self._touched = lru_cache(maxsize=_AT_HAND)(self._touches)

    def read(self, language: str, now: datetime) -> Situation:
        live = [
            Standing(alert=alert, told=told, voices=self._voices(alert, now))
            for alert, told in self._reader.standing(language, now)
        ]
        alerts = [one.alert for one in live]
        shown = [one for one in alerts if not (self._real and one.latest.mode.is_exercise)]
        issued = self._alerts.history(now - _LOOKED_BACK, _MOST_REVISIONS)
        kept = [one for one in issued if not (self._real and one.mode.is_exercise)]
        return Situation(
            live=tuple(live),
            grounds=self._grounds(shown),
            day=courses(shown, kept, now),
            feeds=self._feeds(now),
            unplaced=self._unplaced(now),
        )

    def _voices(self, alert: Alert, now: datetime) -> tuple[Revision, ...]:
        heard = self._alerts.voices(alert.id)
        return tuple(one.word for one in heard if one.speaks(now))

    def _unplaced(self, now: datetime) -> datetime | None:
        newest = self._alerts.held(_MOST_HELD_LOOKED_AT).newest
        found = [at for at, reason in newest if reason.startswith(_UNPLACED) and at > now - DAY]
        return max(found, default=None)

    def _grounds(self, live: Sequence[Alert]) -> tuple[Ground, ...]:
        touched = [(one, self._touched(one.latest.area)) for one in live]
        return tuple(
            Ground(area=area, alerts=tuple(one for one, keys in touched if area.key in keys))
            for area in self._areas
        )

    def _touches(self, drawn: Area) -> frozenset[str]:
        """Keys of the areas in which it lies."""
        return frozenset(one.key for one in self._areas if _meets(one.area, drawn))


def shown_areas(gazetteer: Gazetteer) -> tuple[OfficialArea, ...]:
    """The areas of the map: of the finest scheme that is no more than can be told apart."""
    schemes: dict[str, list[str]] = {}
    for entry in gazetteer.listed():
        schemes.setdefault(entry.key.partition(":")[0], []).append(entry.key)
    fitting = [keys for keys in schemes.values() if len(keys) <= _MOST_AREAS]
    chosen = max(fitting, key=len, default=[])
    found = (gazetteer.find(key) for key in chosen)
    return tuple(one for one in found if one is not None)


def courses(live: Iterable[Alert], issued: Iterable[Revision], now: datetime) -> tuple[Course, ...]:
    """`issued`: newest first. Alerts that held at some time within the last 24 hours."""
    by_alert: dict[str, list[Revision]] = {}
    for revision in issued:
        by_alert.setdefault(revision.alert_id, []).insert(0, revision)
    holding = {one.id: one.latest for one in live}
    for id, latest in holding.items():
        by_alert.setdefault(id, [latest])
    found = [
        Course(alert_id=id, revisions=tuple(all), end=None if id in holding else _end(all[-1]))
        for id, all in by_alert.items()
    ]
    within = [one for one in found if one.end is None or one.end >= now - DAY]
    return tuple(sorted(within, key=_weight))


def _weight(course: Course) -> tuple[bool, bool, int, float]:
    latest = course.latest
    is_over = course.end is not None
    return is_over, not latest.is_order, latest.strength.rank, -latest.issued.timestamp()


def _end(latest: Revision) -> datetime:
    """When it was ended, or else ran out."""
    return latest.issued if latest.phase is not Phase.LIVE else latest.valid_until


def _meets(official: Area, drawn: Area) -> bool:
    """Whether they share more than a border."""
    one, other = official.geometry, drawn.geometry
    if not one.intersects(other):
        return False
    return one.intersection(other).area >= _SHARE_THAT_COUNTS * min(one.area, other.area)
