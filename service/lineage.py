"""Is this the store that this machine served last, or an older one that was put in its place?

A number stands in the store and in a file beside the keys. It is raised in both at every start and
every hour, in the store first: so a store that is behind the file is an older copy of it. A copy
by `hansho backup` says itself that it is one. The file keeps the highest subscription number too,
and a list beside it those who were deleted lately: what a restored store has to be told.
"""

import logging
import os
import threading
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from service.desk.ports import Entry
from service.private_files import make_private_folder, write_private

SERVED_FILE = "served.json"
DEPARTED_FILE = "departed"
BACKUPS_KEPT_FOR = timedelta(days=7)
# Numbers that were given after the file was last written; nobody is ever given one of them again.
_MARGIN = 100_000
_log = logging.getLogger(__name__)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the store says of itself. `copied`: when it was written as a copy; None: it is none.
    `highest`: the highest subscription number that it ever gave."""

    number: int
    copied: datetime | None
    highest: int

    @property
    def is_new(self) -> bool:
        """Nobody is in it, and nobody ever was."""
        return not self.number and not self.highest


class Lineage(Protocol):
    """The store's own side of it."""

    def mark(self) -> Mark: ...

    def raise_to(self, number: int) -> None:
        """Returns once it is durable."""

    def release(self, number: int, entry: Entry) -> None:
        """From now on it is the store that is served, and no copy; told in the log at once."""

    def replay(self, departed: Collection[int], lowest_free: int) -> int:
        """Deletes those phones, and gives no number below `lowest_free` from now on. Returns how
        many of them were there."""
        ...

    def copy(self, file: Path, now: datetime) -> None:
        """Raises StoreUnavailable: the file is there already, or cannot be written."""


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """What this machine served last."""

    number: int
    highest: int


def read_served(folder: Path) -> Served | None:
    """None where there is none, or none that can be read: then nobody knows."""
    try:
        return msgspec.json.decode((folder / SERVED_FILE).read_bytes(), type=Served)
    except (OSError, msgspec.DecodeError):
        return None


def write_served(folder: Path, served: Served) -> None:
    """Returns once it is durable. Raises OSError."""
    make_private_folder(folder)
    write_private(folder / SERVED_FILE, msgspec.json.encode(served), over=True)


def lowest_free(served: Served | None, departed: Collection[int]) -> int:
    """No subscription of an older store may be given a number that somebody had before."""
    highest = max(0 if served is None else served.highest, max(departed, default=0))
    return highest + _MARGIN if highest else 0


class Departed:
    """Who was deleted in the last days: numbers and the day, nothing else. Any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def note(self, numbers: Sequence[int]) -> None:
        """Before they are deleted from the store; on the disk when it returns.

        Deleting goes on without the list, as whoever asks for it may not be kept for want of it.
        """
        lines = "".join(f"{datetime.now(UTC).date()} {number}\n" for number in numbers)
        try:
            with self._lock:
                self._append(lines.encode())
        except OSError as error:
            _log.warning(
                "%d deleted phones are not on the list beside the keys (%s): a backup of today "
                "brings them back",
                len(numbers),
                error.strerror,
            )

    def numbers(self) -> frozenset[int]:
        return frozenset(number for _, number in self._rows())

    def tidy(self, now: datetime) -> None:
        """Leaves out those whom no backup holds any more. Raises OSError."""
        oldest = (now - BACKUPS_KEPT_FOR - timedelta(days=1)).date()
        with self._lock:
            rows = self._rows()
            kept = [row for row in rows if row[0] >= oldest]
            if len(kept) < len(rows):
                lines = "".join(f"{day} {number}\n" for day, number in kept)
                write_private(self._folder / DEPARTED_FILE, lines.encode(), over=True)

    def _append(self, lines: bytes) -> None:
        make_private_folder(self._folder)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = os.open(self._folder / DEPARTED_FILE, flags, 0o600)
        try:
            os.write(descriptor, lines)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _rows(self) -> list[tuple[date, int]]:
        try:
            lines = (self._folder / DEPARTED_FILE).read_text().splitlines()
        except OSError:
            return []
        return [row for line in lines if (row := _row(line)) is not None]


def _row(line: str) -> tuple[date, int] | None:
    """None for what a power cut left of a line."""
    day, _, number = line.partition(" ")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None
