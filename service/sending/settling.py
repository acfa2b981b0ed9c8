"""Results on their way into the ledger: gathered, written by a thread, kept when that fails.

Whatever the disk does, the conductor goes on. Were results given up, everyone in their chunks would
be pushed to again and again.
"""

import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.ports import Numbers, Result, Settlement, StoreUnavailable
from service.stores import Stores

_USED_AT_ONCE = 5_000
# Notes about used keys only save work; a long emergency must not fill the memory with them.
_MOST_USED = 4_000_000
_log = logging.getLogger(__name__)


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction's worth. `owners`: sender process -> how many of its recipients are in it."""

    settlements: tuple[Settlement, ...] = ()
    buried: tuple[int, ...] = ()
    used: Numbers | None = None
    owners: dict[int, int] = msgspec.field(default_factory=dict)


class Gathered:
    """Results that are not on their way yet. `since` (monotonic): when the first of them came."""

    def __init__(self) -> None:
        self.since = 0.0
        self._results: dict[int, tuple[NDArray[np.uint8], datetime]] = {}
        self._owners: Counter[int] = Counter()
        self._buried: list[int] = []
        self._used: list[Numbers] = []
        self._used_count = 0

    def __bool__(self) -> bool:
        return bool(self._results or self._buried)

    @property
    def count(self) -> int:
        """How many of them are in flight."""
        return self._owners.total()

    @property
    def has_used(self) -> bool:
        """Whether keys were used that no note says so of."""
        return bool(self._used)

    def add(
        self, chunk_id: int, size: int, positions: Numbers | int, result: Result, now: datetime
    ) -> None:
        """`size`: recipients of the chunk."""
        if not self:
            self.since = time.monotonic()
        if chunk_id not in self._results:
            self._results[chunk_id] = (np.zeros(size, np.uint8), now)
        self._results[chunk_id][0][positions] = result

    def own(self, owner: int, count: int) -> None:
        """So many of the results just added were of recipients in flight at this process."""
        self._owners[owner] += count

    def bury(self, number: int) -> None:
        self._buried.append(number)

    def use(self, numbers: Numbers) -> None:
        """Their keys were used; noted in quiet time."""
        if self._used_count < _MOST_USED:
            self._used.append(numbers)
            self._used_count += len(numbers)

    def take(self) -> Job:
        """All of it but the notes about keys."""
        job = Job(
            settlements=tuple(
                Settlement(chunk_id=chunk_id, results=results.tobytes(), at=at)
                for chunk_id, (results, at) in self._results.items()
            ),
            buried=tuple(self._buried),
            owners=dict(self._owners),
        )
        self._results, self._owners, self._buried = {}, Counter(), []
        return job

    def take_used(self) -> Job | None:
        """Some of the notes about keys; None if there are none."""
        if not self._used:
            return None
        numbers = self._used.pop()
        if len(numbers) > _USED_AT_ONCE:
            self._used.append(numbers[_USED_AT_ONCE:])
        while self._used and len(numbers) + len(self._used[-1]) <= _USED_AT_ONCE:
            numbers = np.concatenate([numbers, self._used.pop()])
        used = numbers[:_USED_AT_ONCE]
        self._used_count -= len(used)
        return Job(used=used)

    def put_back(self, job: Job) -> None:
        """The store could not take it: what came since goes before it. Owners stay released."""
        for one in job.settlements:
            older = np.frombuffer(one.results, np.uint8)
            newer, _ = self._results.get(one.chunk_id, (np.zeros(len(older), np.uint8), one.at))
            together = np.where(newer != Result.OWED, newer, older)
            self._results[one.chunk_id] = (together, one.at or datetime.now(UTC))
        self._buried[:0] = job.buried


class Settler(threading.Thread):
    """Writes one job after another. `on_done` hears of each, with the failure if it failed."""

    def __init__(
        self, stores: Stores, on_done: Callable[[Job, StoreUnavailable | None], None]
    ) -> None:
        super().__init__(name="settling", daemon=True)
        self._stores = stores
        self._on_done = on_done
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def submit(self, job: Job) -> None:
        self._jobs.put(job)

    def close(self) -> None:
        """After everything that was submitted is written."""
        self._jobs.put(None)
        self.join()

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._on_done(job, self._attempt(job))

    def _attempt(self, job: Job) -> StoreUnavailable | None:
        try:
            self._write(job)
        except StoreUnavailable as error:
            return error
        return None

    def _write(self, job: Job) -> None:
        if job.settlements:
            self._settle(job.settlements)
        if job.buried:
            self._stores.subscriptions.bury(np.array(job.buried, np.int64), datetime.now(UTC))
        if job.used is not None:
            # Without the note a key is used once more, with a salt of its own.
            with suppress(StoreUnavailable):
                self._stores.subscriptions.mark_keys_used(job.used)

    def _settle(self, settlements: tuple[Settlement, ...]) -> None:
        try:
            self._stores.ledger.settle_many(settlements)
        except StoreUnavailable:
            raise
        except Exception:
            # One damaged chunk must not keep the results of all others from the ledger.
            for one in settlements:
                self._settle_alone(one)

    def _settle_alone(self, settlement: Settlement) -> None:
        try:
            self._stores.ledger.settle_many([settlement])
        except StoreUnavailable:
            raise
        except Exception:
            _log.exception("the results of chunk %d are given up", settlement.chunk_id)
