"""What is costly to find out and anybody may ask for: found out rarely, by one asker at a time."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# At most this share of the time goes into finding it out, however many ask.
SHARE = 0.05
# What costs less than this is found out whenever somebody asks.
CHEAP_S = 0.05


class Rarely(Generic[T]):
    """The last finding, until it is as old as it was costly (twenty times its seconds).

    What costs next to nothing is always new. Any thread; whoever asks while it is being found out
    gets the one before, and waits only for the very first.
    """

    def __init__(self, find_out: Callable[[], T], clock: Callable[[], float] = time.monotonic):
        self._find_out = find_out
        self._clock = clock
        self._busy = threading.Lock()
        self._found: tuple[T, float] | None = None

    def __call__(self) -> T:
        found = self._found
        if found is not None and (self._clock() < found[1] or self._busy.locked()):
            return found[0]
        with self._busy:
            if self._found is None or self._clock() >= self._found[1]:
                self._found = self._look()
            return self._found[0]

    def _look(self) -> tuple[T, float]:
        began = self._clock()
        found = self._find_out()
        now = self._clock()
        cost = now - began
        return found, now + (cost / SHARE if cost >= CHEAP_S else 0)
