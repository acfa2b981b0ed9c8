"""How many pages are told at once how an alert goes."""

import itertools
import threading
import time
from collections.abc import Callable

from service.errors import TooMany

MOST = 40
MOST_EACH = 4
_GONE_AFTER_S = 60.0


class Watchers:
    """Whoever opens too many is refused alone, as long as there are not very many in all.

    A stream that was never begun, or that nobody has looked through for a minute, is not counted.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens = itertools.count()
        self._open: dict[int, tuple[int, float]] = {}

    def enter(self, person: int) -> int:
        """A token for `seen` and `leave`. Raises TooMany."""
        now = self._clock()
        with self._lock:
            self._open = {
                token: one for token, one in self._open.items() if now - one[1] < _GONE_AFTER_S
            }
            own = sum(1 for who, _ in self._open.values() if who == person)
            if own >= MOST_EACH or len(self._open) >= MOST:
                raise TooMany("too many pages watch at once; this one asks every ten seconds")
            token = next(self._tokens)
            self._open[token] = (person, now)
            return token

    def seen(self, token: int, person: int) -> None:
        with self._lock:
            self._open[token] = (person, self._clock())

    def leave(self, token: int) -> None:
        with self._lock:
            self._open.pop(token, None)
