"""How many areas one person may have counted. The same area again costs nothing."""

import math
import threading
import time
from collections.abc import Callable

from service.errors import TooMany

A_MINUTE = 60
AN_HOUR = 600
_BOUNDS = ((60.0, A_MINUTE), (3_600.0, AN_HOUR))
_LONGEST = _BOUNDS[-1][0]


class RedrawLimit:
    """Per person, not per session or browser. People who have gone quiet are forgotten.

    Everybody has a limit of their own: nobody can use up somebody else's.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._drawn: dict[int, dict[bytes, float]] = {}

    def note(self, person: int, area: bytes) -> None:
        """`area`: its digest. Raises TooMany, saying when to go on."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            drawn = self._drawn.setdefault(person, {})
            if area in drawn:
                return
            for window, most in _BOUNDS:
                within = [at for at in drawn.values() if now - at < window]
                if len(within) >= most:
                    wait = math.ceil(min(within) + window - now)
                    reason = f"the count pauses for {wait} s; the area can be drawn on meanwhile"
                    raise TooMany(reason)
            drawn[area] = now

    def _forget(self, now: float) -> None:
        for person, drawn in list(self._drawn.items()):
            recent = {area: at for area, at in drawn.items() if now - at < _LONGEST}
            if recent:
                self._drawn[person] = recent
            else:
                del self._drawn[person]
