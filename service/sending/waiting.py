"""What waits for one push service: lots with their time, the foremost of those due first."""

import heapq
import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
import numpy as np

from alerts.audience import is_pending
from alerts.dispatch import Attempt
from alerts.model import Revision, Strength
from alerts.ports import Chunk, Numbers, Result

# Exercises behind everything real, what needs nobody to act behind what does, pending phones behind
# all others of these, then the strongest first (index 3), then the class of places (rank).
Precedence = tuple[bool, bool, bool, int, int]
# Of so much of it, whoever is behind is called back for whoever comes before.
OVERTAKES = 4

FIRST = Attempt()


def precedence_of(revision: Revision, rank: int) -> Precedence:
    """Sorts people in danger first, within one push service.

    100,000 registrations that nobody has confirmed keep no phone waiting that has to act; a notice
    to everybody keeps no new phone in danger waiting.
    """
    strength = revision.strength.rank
    is_weak = strength >= Strength.READY.rank
    return (revision.mode.is_exercise, is_weak, is_pending(rank), strength, rank)


def is_weak(precedence: Precedence) -> bool:
    """Whether nobody has to act at once: these yield while a push service throttles."""
    return precedence[1]


class Lot(msgspec.Struct, frozen=True, kw_only=True):
    """Recipients of one chunk to try now.

    `positions`: where they stand in the chunk, shape (n,), sorted. `attempts`: how often each was
    tried; whoever is not in it was not tried yet. `order`: among lots of the same precedence.
    """

    chunk: Chunk
    precedence: Precedence
    positions: Numbers
    attempts: Mapping[int, Attempt]
    order: int = 0

    def cut(self, most: int) -> tuple["Lot", "Lot | None"]:
        """The first `most` of it, and the rest."""
        if len(self.positions) <= most:
            return self, None
        front, rest = self.positions[:most], self.positions[most:]
        return self.of(front), self.of(rest)

    def of(self, positions: Numbers) -> "Lot":
        """The same for some of its positions."""
        return msgspec.structs.replace(self, positions=positions)


def lot_of(chunk: Chunk, revision: Revision) -> Lot:
    """Everyone in the chunk who is still owed."""
    return Lot(
        chunk=chunk,
        precedence=precedence_of(revision, chunk.rank),
        positions=np.flatnonzero(np.frombuffer(chunk.results, np.uint8) == Result.OWED),
        attempts={},
    )


class _Again(msgspec.Struct):
    """Retries of one chunk that fall into the same second, gathered."""

    chunk: Chunk
    precedence: Precedence
    attempts: dict[int, Attempt]


class Waiting:
    """A queue by precedence among those due. One thread.

    Times are this machine's clock; `set_back` follows it when it is put back.
    """

    def __init__(self) -> None:
        self.pushes = 0
        self._order = itertools.count(1)
        self._came = itertools.count()  # tells parts of one lot apart
        self._due: list[tuple[Precedence, int, int, int, Lot]] = []
        self._later: list[tuple[datetime, int, Lot]] = []
        self._again: dict[tuple[datetime, int], _Again] = {}
        self._again_at: list[tuple[datetime, int]] = []

    def add(self, lot: Lot, at: datetime | None = None) -> None:
        """`at`: not before then; None: at once. A lot that was here before keeps its order."""
        if not len(lot.positions):
            return
        if not lot.order:
            lot = msgspec.structs.replace(lot, order=next(self._order))
        self.pushes += len(lot.positions)
        if at is None:
            self._push(lot)
        else:
            heapq.heappush(self._later, (at, next(self._came), lot))

    def _push(self, lot: Lot) -> None:
        """Parts of one lot go in the order of their people, whichever of them came back last."""
        first = int(lot.positions[0])
        heapq.heappush(self._due, (lot.precedence, lot.order, first, next(self._came), lot))

    def again(self, lot: Lot, position: int, attempt: Attempt, at: datetime) -> None:
        """One of the lot's recipients is to be tried again at `at`.

        Whole seconds, so that retries come in lots and not one by one.
        """
        second = at.replace(microsecond=0) + timedelta(seconds=1 if at.microsecond else 0)
        gathered = self._again.get((second, lot.chunk.id))
        if gathered is None:
            gathered = _Again(lot.chunk, lot.precedence, {})
            self._again[second, lot.chunk.id] = gathered
            heapq.heappush(self._again_at, (second, lot.chunk.id))
        self.pushes += position not in gathered.attempts
        gathered.attempts[position] = attempt

    def next_at(self, now: datetime) -> datetime | None:
        """When the next lot is due: `now` or a time to come; None if none waits."""
        if self._due:
            return now
        times = [heap[0][0] for heap in (self._again_at, self._later) if heap]
        return max(now, min(times)) if times else None

    def foremost(self, now: datetime) -> Precedence | None:
        """Of the lot that `take` would give."""
        self._ripen(now)
        return self._due[0][0] if self._due else None

    def take(self, now: datetime) -> Lot | None:
        """The foremost lot of those due, which leaves the queue; None if none is due."""
        self._ripen(now)
        if not self._due:
            return None
        lot = heapq.heappop(self._due)[-1]
        self.pushes -= len(lot.positions)
        return lot

    def supersede(self, alert_id: str, newest: int) -> None:
        """Takes out what is of older revisions of the alert."""

        def stays(chunk: Chunk) -> bool:
            return chunk.alert_id != alert_id or chunk.number >= newest

        self._due = [one for one in self._due if stays(one[-1].chunk)]
        self._later = [one for one in self._later if stays(one[-1].chunk)]
        self._again = {key: one for key, one in self._again.items() if stays(one.chunk)}
        self._again_at = sorted(self._again)
        heapq.heapify(self._due)
        heapq.heapify(self._later)
        lots = [one[-1] for one in self._due] + [one[-1] for one in self._later]
        self.pushes = sum(len(lot.positions) for lot in lots)
        self.pushes += sum(len(one.attempts) for one in self._again.values())

    def set_back(self, by: timedelta) -> None:
        """All times earlier by `by`, as the clock is now: nobody waits an hour for a second."""
        self._later = [(at - by, order, lot) for at, order, lot in self._later]
        self._again = {(at - by, chunk): one for (at, chunk), one in self._again.items()}
        self._again_at = sorted(self._again)

    def _ripen(self, now: datetime) -> None:
        while self._later and self._later[0][0] <= now:
            lot = heapq.heappop(self._later)[-1]
            self._push(lot)
        while self._again_at and self._again_at[0][0] <= now:
            gathered = self._again.pop(heapq.heappop(self._again_at))
            self.pushes -= len(gathered.attempts)
            self.add(_retried(gathered))


def _retried(gathered: _Again) -> Lot:
    return Lot(
        chunk=gathered.chunk,
        precedence=gathered.precedence,
        positions=np.array(sorted(gathered.attempts), np.int64),
        attempts=gathered.attempts,
    )
