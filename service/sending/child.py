"""One sender process as the conductor sees it: started, fed, heard, and started anew if it dies."""

import logging
import socket
import time
from collections.abc import Callable
from typing import NamedTuple

from service.sending.frames import ANSWERS, Answers, AtOnce, Batch, BrokenFrame, Drop, Reading
from service.sending.frames import packed as frame

MOST_IN_FLIGHT = 1024

_PIECE = 1 << 18
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 30.0
# Whoever lived for so long did not die of being started.
_LIVED_S = 60.0
_log = logging.getLogger(__name__)


class Running(NamedTuple):
    """A sender process and our end of its socket pair. `end` waits until it is gone, or kills."""

    control: socket.socket
    end: Callable[[], None]
    pid: int = 0


Spawn = Callable[[], Running]


class Gone(Exception):
    """The process died, or said what nobody understands: what it had is to be sent by another."""


class Child:
    """`in_flight`: handed over, and not in a committed result; above `MOST_IN_FLIGHT` never.

    `flights`: ids of batches that are not answered in full. Times are of the monotonic clock.
    """

    def __init__(self, number: int, spawn: Spawn) -> None:
        self.number = number
        self.in_flight = 0
        self.flights: set[int] = set()
        self.deaths = 0
        self._spawn = spawn
        self._running: Running | None = None
        self._reading = Reading()
        self._out = bytearray()
        self._started = self._heard = 0.0
        self._start_at = 0.0

    @property
    def is_up(self) -> bool:
        return self._running is not None

    @property
    def wants_to_write(self) -> bool:
        return bool(self._out)

    @property
    def start_at(self) -> float | None:
        """When it is to be started (anew); None while it runs."""
        return None if self.is_up else self._start_at

    def fileno(self) -> int:
        assert self._running is not None
        return self._running.control.fileno()

    def room(self) -> int:
        return MOST_IN_FLIGHT - self.in_flight if self.is_up else 0

    def start(self) -> None:
        """Raises OSError if the machine has no room for another process."""
        self._started = self._heard = time.monotonic()
        try:
            self._running = self._spawn()
        except OSError:
            self._pause()
            raise
        self._running.control.setblocking(False)
        self._reading, self._out = Reading(), bytearray()

    def send(self, order: Batch | Drop | AtOnce) -> None:
        """Raises Gone."""
        self._out += frame(order)
        self.write()

    def write(self) -> None:
        """As much as the socket takes now. Raises Gone."""
        assert self._running is not None
        try:
            del self._out[: self._running.control.send(self._out)]
        except BlockingIOError:
            return
        except OSError as error:
            raise Gone(f"it takes nothing more: {error}") from error

    def read(self) -> list[Answers]:
        """What it has said since. Raises Gone."""
        assert self._running is not None
        try:
            piece = self._running.control.recv(_PIECE)
        except BlockingIOError:
            return []
        except OSError as error:
            raise Gone(f"it says nothing more: {error}") from error
        if not piece:
            raise Gone("it died")
        self._heard = time.monotonic()
        try:
            return list(self._reading.feed(piece, ANSWERS))
        except BrokenFrame as error:
            raise Gone(str(error)) from error

    def silent_for(self, now: float) -> float:
        """Seconds since it last said anything although it had something to do; 0 if it had not."""
        if not self.flights:
            self._heard = now
        return now - self._heard

    def bury(self) -> None:
        """Ends what is left of it. It is started anew at `start_at`, later after every death."""
        self.deaths = 1 if time.monotonic() - self._started > _LIVED_S else self.deaths + 1
        self.close()
        self._pause()

    def close(self) -> None:
        """Ends it; what it was still sending is cut off."""
        if self._running is not None:
            self._running.control.close()
            self._running.end()
            self._running = None

    def _pause(self) -> None:
        pause = min(_FIRST_PAUSE_S * 2.0 ** min(self.deaths, 20), _LONGEST_PAUSE_S)
        self._start_at = time.monotonic() + pause
