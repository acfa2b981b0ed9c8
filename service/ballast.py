"""Ballast: room on the disk that is given up when the store needs it.

A full disk must not stop a warning. When SQLite finds no room, the ballast goes, the write is done,
and new phones are turned away, so that what is left serves alerts and results. It is made again as
soon as the disk has room for it and for as much again.
"""

import contextlib
import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from alerts.ports import StoreUnavailable
from service.trouble import Trouble

FULL = (
    "the disk is full: warnings still go out, new phones are turned away. Free space on the disk "
    "of the store at once"
)
LOW = "the disk is nearly full: there is no room for the reserve. Free space on it today"
_LEAST_FREE = 16 * 1024 * 1024
_log = logging.getLogger(__name__)


class Ballast:
    """`size`: bytes, 0 for none. Any thread. Nothing is made before the first `look`."""

    def __init__(self, file: Path, size: int) -> None:
        self._file = file
        self._size = size
        self._lock = threading.Lock()
        self._full_since: datetime | None = None
        self._low_since: datetime | None = None

    @property
    def is_full(self) -> bool:
        return self._full_since is not None

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        full, low = self._full_since, self._low_since
        if full is not None:
            return (Trouble(subject="store:disk", said=FULL, since=full),)
        if low is not None:
            return (Trouble(subject="store:disk", said=LOW, since=low),)
        return ()

    def give_up(self) -> bool:
        """The store found no room. True if there is more of it now than before."""
        with self._lock:
            if self._full_since is None:
                _log.error("%s", FULL)
                self._full_since = datetime.now(UTC)
            try:
                had = self._file.stat().st_size > 0
                self._file.unlink()
            except OSError:
                return False
            _log.error("the reserve of %d bytes was given up for the store", self._size)
            return had

    def admit(self) -> None:
        """Raises StoreUnavailable while the disk is full: what is left is not for new phones."""
        if self.is_full:
            raise StoreUnavailable("the service has no room for new phones now; try again soon")

    def look(self, now: datetime) -> None:
        """Makes the ballast if it is not there and the disk has room."""
        with self._lock:
            free = self._free()
            if self._is_there() or (free >= 2 * self._size and self._make()):
                if self._full_since is None or free >= (self._size or _LEAST_FREE):
                    self._full_since = self._low_since = None
            elif self._low_since is None:
                _log.warning("%s", LOW)
                self._low_since = now

    def _is_there(self) -> bool:
        return not self._size or (self._file.exists() and self._file.stat().st_size == self._size)

    def _free(self) -> int:
        status = os.statvfs(self._file.parent)
        return status.f_bavail * status.f_frsize

    def _make(self) -> bool:
        """Real blocks, not a hole."""
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, self._size)
            os.fsync(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                self._file.unlink()
            return False
        finally:
            os.close(descriptor)
        return True
