"""Whom an area reaches, while it is being drawn: rounded, so that no home can be found by counting.

Two areas that differ by one house differ by one phone: exact counts would tell who has registered.
So a count under ten is "< 10", others are rounded to tens, and a session may redraw only so often.
"""

import math
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec

from alerts.census import Census, Tally, inside, inside_too, tally
from alerts.ports import SubscriptionStore
from geo.area import Area
from geo.cells import runs_of, subtract_runs
from service.errors import TooMany

FEW = 10
_STEP = 10
CENSUS_LASTS = timedelta(seconds=60)
# Pushes a second that one service takes while nothing is known of its pauses. Chrome may hold a
# site to 1,000 a minute.
DEFAULT_RATE = 1_000 / 60
_REDRAWS = 60
_REDRAW_WINDOW_S = 60.0


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number that may be shown: `few` says "under ten", else `about` is rounded to tens."""

    few: bool
    about: int

    def __str__(self) -> str:
        return f"< {FEW}" if self.few else str(self.about)


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """`inside`: phones with a place in a cell that touches the area; `near`: told besides them.

    `confirmed_share`: of both, how many have proven that a push reaches them, in whole tenths of
    1; None where too few are there. `last_phone`: until the last is accepted at current rates.
    `counted_at`: when the copy was taken that was counted in.
    """

    inside: Count
    near: Count
    residents: Count
    visitors: Count
    by_language: dict[str, Count]
    confirmed_share: float | None
    last_phone: timedelta
    counted_at: datetime


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="census", daemon=True).start()


class Reaching:
    """Counts in a copy of the phones that is about a minute old; the next is taken beside it.

    Only the very first count waits for its copy (`warm` takes it, when somebody opens the desk).
    `rate_of`: pushes a second that a push service takes now. `beside`: runs something later.
    """

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        rate_of: Callable[[str], float] = lambda _service: DEFAULT_RATE,
        beside: Callable[[Callable[[], None]], None] = _in_a_thread,
    ) -> None:
        self._subscriptions = subscriptions
        self._rate_of = rate_of
        self._beside = beside
        self._lock = threading.Lock()
        self._taking = threading.Lock()
        self._census: Census | None = None
        self._taken: datetime | None = None
        self._limit = RedrawLimit()

    def reach(self, session: bytes, area: Area, now: datetime) -> Reach:
        """For a page. Raises TooMany when this session redraws faster than a person does."""
        self._limit.note(session)
        census, taken = self._fresh(now)
        touched, grown = runs_of(area, 0), runs_of(area)
        within = inside(census, touched)
        told = inside_too(census, within, subtract_runs(grown, touched))
        return _shown(int(within.sum()), tally(census, told), self._rate_of, taken)

    def about(self, area: Area, now: datetime) -> int:
        """How many would be told, in the copy: for checks, not for pages."""
        census, _ = self._fresh(now)
        return int(inside(census, runs_of(area)).sum())

    def recipients(self, area: Area, now: datetime) -> int:
        """Exactly: what growth is measured by, not for pages. Asks the store if the copy is old:
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

    def _fresh(self, now: datetime) -> tuple[Census, datetime]:
        self.warm(now)
        with self._taking if self._census is None else self._lock:
            if self._census is None or self._taken is None:
                self._census, self._taken = self._subscriptions.census(now), now
            return self._census, self._taken

    def _take(self, now: datetime) -> None:
        """Runs with `_taking` held, and gives it back."""
        try:
            census = self._subscriptions.census(now)
            with self._lock:
                self._census, self._taken = census, now
        finally:
            self._taking.release()


class RedrawLimit:
    """At most 60 counts a minute and session. Sessions that have gone quiet are forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._drawn: dict[bytes, list[float]] = {}

    def note(self, session: bytes) -> None:
        """Raises TooMany, saying when to go on."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            drawn = self._drawn.setdefault(session, [])
            if len(drawn) >= _REDRAWS:
                wait = math.ceil(drawn[0] + _REDRAW_WINDOW_S - now)
                raise TooMany(f"the count pauses for {wait} s; the area can be drawn on meanwhile")
            drawn.append(now)

    def _forget(self, now: float) -> None:
        for session, drawn in list(self._drawn.items()):
            recent = [at for at in drawn if now - at < _REDRAW_WINDOW_S]
            if recent:
                self._drawn[session] = recent
            else:
                del self._drawn[session]


def counted(number: int) -> Count:
    few = number < FEW
    return Count(few=few, about=0 if few else round(number / _STEP) * _STEP)


def time_to_last(by_service: Mapping[str, int], rate_of: Callable[[str], float]) -> timedelta:
    """Push services do not wait for each other: the slowest one decides."""
    seconds = (number / max(rate_of(service), 1e-9) for service, number in by_service.items())
    return timedelta(seconds=math.ceil(max(seconds, default=0.0)))


def _shown(within: int, told: Tally, rate_of: Callable[[str], float], taken: datetime) -> Reach:
    share = None if told.phones < FEW else round(told.confirmed / told.phones, 1)
    return Reach(
        inside=counted(within),
        near=counted(told.phones - within),
        residents=counted(told.phones - told.visitors),
        visitors=counted(told.visitors),
        by_language={name: counted(count) for name, count in sorted(told.by_language.items())},
        confirmed_share=share,
        last_phone=time_to_last({k: counted(n).about for k, n in told.by_service.items()}, rate_of),
        counted_at=taken,
    )
