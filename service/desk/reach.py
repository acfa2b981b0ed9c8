"""Whom an area reaches, while it is being drawn: so that no home can be found by counting.

Two areas that differ by one house differ by one phone. Exact counts would tell who has registered,
and so would rounded ones to whoever asks often. So what pages get is made of crowds of at least ten
phones (`alerts.crowds`) in a copy that is frozen for ten minutes, is rounded by a secret
(`service.desk.counts`), and a person may have so many areas counted only
(docs/decisions/0027-counts-that-find-nobody.md).
"""

import hashlib
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from alerts.census import Census, inside
from alerts.ports import SubscriptionStore
from geo.area import Area
from geo.cells import runs_of
from service.desk.counts import FEW, Count, Rounding, counted, less
from service.desk.frozen_crowds import Estimate, FrozenCrowds
from service.desk.pace import Duration, Pace, assumed, time_to_last
from service.desk.redraw_limit import RedrawLimit

__all__ = ["FEW", "Count", "Reach", "Reaching", "counted"]

CENSUS_LASTS = timedelta(seconds=60)
"""For decisions, which nobody sees a number of."""

FROZEN_FOR = timedelta(minutes=10)
"""What pages count in stays the same for so long: nobody sees one phone come or go."""

_SECRET_BYTES = 32


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """`phones` would be told: those `inside`, with a place in a cell that touches the area, and
    those `near` besides them.

    `by_language`: all but `rest_language` of which there are ten; `rest` is what remains for that
    one and for languages that too few read. `confirmed_share`: how many have proven that a push
    reaches them, in whole tenths of 1; None where too few are there. `counted_at`: when the copy
    was taken that was counted in.
    """

    phones: Count
    inside: Count
    near: Count
    residents: Count
    visitors: Count
    by_language: dict[str, Count]
    rest: Count
    rest_language: str
    confirmed_share: float | None
    last_phone: Duration
    counted_at: datetime


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="census", daemon=True).start()


class Reaching:
    """Counts in copies of the phones; the next is taken beside the one in use.

    Only the very first count waits for its copy (`warm` takes it, when somebody opens the desk).
    `pace_of`: how a push service takes pushes now. `beside`: runs something later. `secret`: 32
    random bytes that die with the process, so that no two copies can be held against each other
    by their roundings. `spoken`: the language of most people here.
    """

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        pace_of: Callable[[str], Pace] = assumed,
        beside: Callable[[Callable[[], None]], None] = _in_a_thread,
        secret: bytes | None = None,
        spoken: str = "ja",
    ) -> None:
        self._subscriptions = subscriptions
        self._pace_of = pace_of
        self._beside = beside
        self._secret = secret or secrets.token_bytes(_SECRET_BYTES)
        self._spoken = spoken
        self.rounding = Rounding(self._secret)
        self._lock = threading.Lock()
        self._taking = threading.Lock()
        self._census: Census | None = None
        self._taken: datetime | None = None
        self._frozen: FrozenCrowds | None = None
        self._limit = RedrawLimit()

    def reach(self, person: int, area: Area, now: datetime) -> Reach:
        """For a page. Raises TooMany when this person redraws faster than one draws."""
        touched, grown = runs_of(area, 0), runs_of(area)
        digest = hashlib.sha256(grown.tobytes() + b"/" + touched.tobytes()).digest()
        self._limit.note(person, digest)
        frozen = self._fresh(now)
        within = self.rounding.shown(frozen.phones(touched), digest, "inside")
        return self._shown(frozen.estimate(grown), within, digest, frozen.taken)

    def about(self, area: Area, now: datetime) -> Count:
        """How many would be told, as a page may say it: the same number as in `reach`."""
        touched, grown = runs_of(area, 0), runs_of(area)
        digest = hashlib.sha256(grown.tobytes() + b"/" + touched.tobytes()).digest()
        return self.rounding.shown(self._fresh(now).phones(grown), digest, "phones")

    def recipients(self, area: Area, now: datetime) -> int:
        """Exactly: what growth is measured by, never for pages. Asks the store if the copy is old:
        seconds for a city, so `warm` it when somebody begins to approve.
        """
        with self._lock:
            census, taken = self._census, self._taken
        if census is not None and taken is not None and now - taken < CENSUS_LASTS:
            return int(inside(census, runs_of(area)).sum())
        highest = self._subscriptions.highest_number()
        numbers, _ = self._subscriptions.audience(runs_of(area), highest, now)
        return len(numbers)

    def warm(self, now: datetime) -> None:
        """Has a copy taken, if there is none or it is old."""
        with self._lock:
            is_old = self._taken is None or now - self._taken > CENSUS_LASTS
        if is_old and self._taking.acquire(blocking=False):
            self._beside(lambda: self._take(now))

    def _fresh(self, now: datetime) -> FrozenCrowds:
        with self._lock:
            frozen = self._frozen
        if frozen is not None:
            if now - frozen.taken > FROZEN_FOR:
                self.warm(now)
            return self._frozen or frozen
        with self._taking:
            if self._frozen is None:
                self._keep(self._subscriptions.census(now), now)
            assert self._frozen is not None
            return self._frozen

    def _take(self, now: datetime) -> None:
        """Runs with `_taking` held, and gives it back."""
        try:
            self._keep(self._subscriptions.census(now), now)
        finally:
            self._taking.release()

    def _keep(self, census: Census, now: datetime) -> None:
        frozen = self._frozen
        if frozen is None or now - frozen.taken > FROZEN_FOR:
            frozen = FrozenCrowds.of(census, int.from_bytes(self._secret[:8], "big"), now)
        with self._lock:
            self._census, self._taken, self._frozen = census, now, frozen

    def _shown(self, found: Estimate, inside: Count, digest: bytes, taken: datetime) -> Reach:
        shown = self.rounding.shown
        phones = shown(found.phones, digest, "phones")
        visitors = shown(found.visitors, digest, "visitors")
        languages = {
            name: count
            for name, number in sorted(found.by_language.items())
            if name != self._spoken and not (count := shown(number, digest, "language", name)).few
        }
        others = sum(one.about for one in languages.values())
        services = {
            name: shown(number, digest, "service", name).about
            for name, number in found.by_service.items()
        }
        return Reach(
            phones=phones,
            inside=inside,
            near=less(phones, inside),
            residents=less(phones, visitors),
            visitors=visitors,
            by_language=languages,
            rest=less(phones, Count(few=False, about=others)),
            rest_language=self._spoken,
            confirmed_share=None if phones.few else round(found.confirmed, 1),
            last_phone=time_to_last(services, self._pace_of),
            counted_at=taken,
        )
