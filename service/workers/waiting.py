"""What waits for one push service: lots with their time, the foremost of those due first."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from alerts.dispatch import Attempt
from alerts.model import Revision
from alerts.ports import Chunk

# Exercises behind everything real, then the strongest first; the rest as it came.
Precedence = tuple[bool, int]


def precedence_of(revision: Revision) -> Precedence:
    """Sorts people in danger first, within one push service."""
    return (revision.mode.is_exercise, revision.strength.rank)


class Lot(msgspec.Struct, frozen=True, kw_only=True):
    """Recipients of one chunk to try now: position in the chunk -> how often it was tried."""

    chunk: Chunk
    attempts: dict[int, Attempt]


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    lot: Lot
    precedence: Precedence
    at: datetime
    order: int


class Waiting:
    """A queue by precedence among those due. Not for several threads at once: the sender guards it.

    Times are this machine's clock; `set_back` follows it when it is put back.
    """

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._order: Iterator[int] = itertools.count()

    def add(self, lot: Lot, precedence: Precedence, at: datetime) -> None:
        entry = _Entry(lot=lot, precedence=precedence, at=at, order=next(self._order))
        self._entries.append(entry)

    def first_at(self) -> datetime | None:
        """When the next lot is due; None if none waits."""
        return min((entry.at for entry in self._entries), default=None)

    def pushes(self) -> int:
        """How many wait, due or not."""
        return sum(len(entry.lot.attempts) for entry in self._entries)

    def take(self, now: datetime) -> tuple[Precedence, Lot] | None:
        """The foremost lot of those due, which leaves the queue; None if none is due."""
        due = [entry for entry in self._entries if entry.at <= now]
        if not due:
            return None
        chosen = min(due, key=lambda entry: (entry.precedence, entry.order))
        self._entries.remove(chosen)
        return chosen.precedence, chosen.lot

    def is_overtaken(self, precedence: Precedence, now: datetime) -> bool:
        """Whether something that goes before `precedence` is due."""
        return any(entry.at <= now and entry.precedence < precedence for entry in self._entries)

    def set_back(self, by: timedelta) -> None:
        """All times earlier by `by`, as the clock is now: nobody waits an hour for a second."""
        self._entries = [
            msgspec.structs.replace(entry, at=entry.at - by) for entry in self._entries
        ]
