"""How often one phone may ask for something, counted in memory."""

import math
import threading
from datetime import datetime, timedelta

from service.errors import TooMany

_WINDOW = timedelta(hours=1)
_FORGET_EVERY = timedelta(minutes=1)


class Allowance:
    """At most `per_hour` times within any hour, per number; `what` names it in the refusal."""

    def __init__(self, per_hour: int, what: str) -> None:
        self._per_hour = per_hour
        self._what = what
        self._lock = threading.Lock()
        self._taken: dict[int, list[datetime]] = {}
        self._forgotten_at: datetime | None = None

    def take(self, number: int, now: datetime) -> None:
        """Counts one. Raises TooMany, which counts nothing."""
        with self._lock:
            self._forget(now)
            taken = [one for one in self._taken.get(number, ()) if now - one < _WINDOW]
            self._taken[number] = taken
            if len(taken) >= self._per_hour:
                wait = math.ceil((taken[0] + _WINDOW - now).total_seconds())
                raise TooMany(f"too many {self._what} in this hour; try again later", wait)
            taken.append(now)

    def _forget(self, now: datetime) -> None:
        """Drops what is older than an hour, so that nothing grows without end. Not at every call:
        that would be as much work for each of many numbers as there are numbers.
        """
        if self._forgotten_at is not None and abs(now - self._forgotten_at) < _FORGET_EVERY:
            return
        self._forgotten_at = now
        self._taken = {
            number: kept
            for number, times in self._taken.items()
            if (kept := [one for one in times if now - one < _WINDOW])
        }


class Spacing:
    """One every `every` for as long as anybody likes, and `at_once` more after a pause, per number.

    For what a phone needs to do often: whoever is refused waits for `every` at most. Keeps one time
    for each number that asked lately, and nothing of those that did not.
    """

    def __init__(self, at_once: int, every: timedelta, what: str) -> None:
        self._slack = at_once * every
        self._every = every
        self._what = what
        self._lock = threading.Lock()
        # When all that was taken will have been paid for, by one for each `every`.
        self._paid_at: dict[int, datetime] = {}
        self._forgotten_at: datetime | None = None

    def take(self, number: int, now: datetime) -> None:
        """Counts one. Raises TooMany, which counts nothing."""
        with self._lock:
            self._forget(now)
            # A clock that was put back must not shut anybody out.
            paid = min(max(self._paid_at.get(number, now), now), now + self._slack)
            wait = paid + self._every - now - self._slack
            if wait > timedelta(0):
                seconds = math.ceil(wait.total_seconds())
                raise TooMany(f"too many {self._what}; try again in {seconds} s", seconds)
            self._paid_at[number] = paid + self._every

    def _forget(self, now: datetime) -> None:
        if self._forgotten_at is not None and abs(now - self._forgotten_at) < _FORGET_EVERY:
            return
        self._forgotten_at = now
        self._paid_at = {number: at for number, at in self._paid_at.items() if at > now}
