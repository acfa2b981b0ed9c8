"""CityChanging: blocked streets and sites' states, by people of the desk and by commands alike.

    close, say  ->  taking away: one person, holds at once
    say, reopen ->  giving back: waits  ->  ask, approve: another person's passkey, then it holds

Every act is in the log with the change itself, in one transaction. Phones hear of it all in the
same way: `service.city.City.told`. Decision 0024 says why the two directions differ.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from alerts.model import Mode
from geo.changes import (
    CityChanges,
    Closure,
    Effect,
    Segment,
    Word,
    with_closure,
    with_sites,
)
from geo.shifts import Shift
from geo.sites import Site, SiteState
from service.city import City
from service.desk import city_entries as entries
from service.desk.acting import DeskRefused, Who
from service.desk.city_ground import (
    allow_site,
    allow_streets,
    concerns_of_closure,
    concerns_of_sites,
)
from service.desk.means import Ring
from service.desk.ports import MACHINE, DeskChanged
from service.desk.reopening import Reopening, Split, split
from service.desk.reopening_store import ReopeningStore
from service.desk.rings import Concern, Why

_LONGEST_REASON = 500


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of street that somebody wants closed, as `geo.changes.Closure` has them."""

    segments: tuple[Segment, ...]
    reason: str
    hazard: str | None = None
    effect: Effect = Effect.CLOSED
    review: datetime | None = None


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """States that somebody says of sites, by their ids."""

    states: Mapping[str, SiteState]
    reason: str
    review: datetime | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """`now`: how many sites hold at once. `waits`: what waits for a second person, if anything."""

    now: int
    waits: Reopening | None = None


class CityMeans(msgspec.Struct, frozen=True, kw_only=True):
    """`mode`: training in a training space, else real. There are no drills of streets."""

    city: City
    store: ReopeningStore
    ring: Callable[[Ring], None]
    mode: Mode


class CityChanging:
    """Raises NotAllowed, DeskRefused, geo.changes.ChangeRefused, DeskChanged.

    `seen`: the number of the state that the person looked at; None where nobody looked. If the
    city is another by now, DeskChanged: look again.
    """

    def __init__(
        self, means: CityMeans, propose: Callable[[Who, Split, Saying, datetime], Reopening]
    ) -> None:
        self._means = means
        self._propose = propose

    @property
    def city(self) -> City:
        return self._means.city

    def closed(self, closing: Closing, now: datetime, by: int = MACHINE) -> CityChanges:
        """What would hold: nothing is stored."""
        return _with(self.city.changes, closing, by, now)

    def shifts(self, after: CityChanges) -> tuple[Shift, ...]:
        """What `after` would do to everybody's ways."""
        return self.city.ways.shifts(self.city.changes, after)

    def close(self, who: Who, closing: Closing, now: datetime, seen: int) -> Closure:
        """Holds at once."""
        _check(closing.reason, closing.review, now)
        if not closing.segments:
            raise DeskRefused("no street is chosen; choose at least one")
        allow_streets(who, closing.hazard, closing.segments, now)
        return self._close(closing, who.number, now, seen)

    def close_here(self, closing: Closing, now: datetime) -> Closure:
        """By a command on the machine."""
        return self._close(closing, MACHINE, now, None)

    def say(self, who: Who, saying: Saying, now: datetime, seen: int) -> Said:
        """What takes away holds at once; what gives back waits for a second person."""
        _check(saying.reason, saying.review, now)
        for site in self.sites(saying.states):
            allow_site(who, site, now)
        parts = split(self.city.changes, saying.states)
        if not parts.now and not parts.waits:
            raise DeskRefused("this is said of them already; choose another state or other sites")
        if parts.now:
            self._say(parts.now, saying, who.number, now, seen)
        waits = self._propose(who, parts, saying, now) if parts.waits else None
        return Said(now=len(parts.now), waits=waits)

    def say_here(self, saying: Saying, now: datetime) -> CityChanges:
        """By a command on the machine: also what gives back holds at once, and the desk is rung."""
        parts = split(self.city.changes, saying.states)
        changed = self._say(saying.states, saying, MACHINE, now, None)
        if parts.waits:
            known = {one.id: one for one in self.city.bundle.places.sites}
            given = [known[id] for id in parts.waits if id in known]
            self._ring(changed.n, concerns_of_sites(given))
        return changed

    def reopen_here(self, number: int, now: datetime) -> CityChanges:
        """By a command on the machine, and the desk is rung: nobody else looked at it."""
        word, closure = Word(at=now, by=MACHINE), self.city.changes.closure(number)
        changed = self.city.change(
            lambda changes: entries.reopened_one(changes, number, word),
            lambda to: self._means.store.change(to, entries.lifting(number, to, now)),
        )
        self._ring(changed.n, () if closure is None else concerns_of_closure(closure))
        return changed

    def sites(self, ids: Mapping[str, SiteState]) -> tuple[Site, ...]:
        known = {one.id: one for one in self.city.bundle.places.sites}
        if not ids or not known.keys() >= ids.keys():
            raise DeskRefused("no such site is known here; choose at least one from the list")
        return tuple(known[one] for one in ids)

    def _close(self, closing: Closing, by: int, now: datetime, seen: int | None) -> Closure:
        changed = self.city.change(
            lambda changes: _with(_unchanged(changes, seen), closing, by, now),
            lambda to: self._means.store.change(to, entries.closing(self.city, to, by, now)),
        )
        return changed.closures[-1]

    def _say(
        self,
        states: Mapping[str, SiteState],
        saying: Saying,
        by: int,
        now: datetime,
        seen: int | None,
    ) -> CityChanges:
        word = Word(at=now, by=by, reason=saying.reason, review=saying.review)
        return self.city.change(
            lambda changes: with_sites(_unchanged(changes, seen), states, word),
            lambda to: self._means.store.change(to, entries.saying(states, to, word)),
        )

    def _ring(self, n: int, concerns: tuple[Concern, ...]) -> None:
        self._means.ring(Ring(why=Why.GIVEN_BACK, subject=f"city:{n}", concerns=concerns))


def _with(changes: CityChanges, closing: Closing, by: int, now: datetime) -> CityChanges:
    return with_closure(
        changes,
        closing.segments,
        label=closing.reason,
        hazard=closing.hazard,
        effect=closing.effect,
        now=now,
        by=by,
        review=closing.review,
    )


def _unchanged(changes: CityChanges, seen: int | None) -> CityChanges:
    if seen is not None and changes.n != seen:
        raise DeskChanged("streets or sites changed meanwhile; look at the effect once more")
    return changes


def _check(reason: str, review: datetime | None, now: datetime) -> None:
    if not reason.strip():
        raise DeskRefused("write the reason, so that others can judge whether it still holds")
    if len(reason) > _LONGEST_REASON:
        raise DeskRefused("the reason is too long; write it in at most 500 characters")
    if review is not None and review <= now:
        raise DeskRefused("the time to look again is over already; choose a later one")
