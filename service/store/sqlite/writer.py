"""Writer: the one connection that writes, on a thread of its own; what waits is committed together.

A lone write is committed at once. While a commit waits for the disk, others queue up behind it and
share the next one. Each caller goes on only when its own commit is on the disk.
"""

import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

import msgspec

from alerts.ports import StoreUnavailable
from service.store.sqlite.failure import is_full, translated, unavailable

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

GROUP_SECONDS = 0.02
# Readers hold back the truncation of the WAL only for the moment of their read.
_TRUNCATION_WAIT_MS = 50
_CLOSED = "the store is closed; start the service again"


class _Job(msgspec.Struct):
    work: Work[Any]
    future: "Future[Any]"
    clears: bool = False
    result: Any = None
    error: Exception | None = None

    def resolve(self) -> None:
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """Runs closures over the writing connection, one after another. Any thread may call it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        busy_timeout_ms: int,
        settled: Callable[[], None] = lambda: None,
        on_full: Callable[[], bool] = lambda: False,
    ) -> None:
        """`settled` is called after each group, committed or not, before its callers go on.

        `on_full`: the disk has no room; True if it made some, and then the group is tried once
        more: closures may run twice.
        """
        self._on_full = on_full
        self._connection = connection
        self._busy_timeout_ms = busy_timeout_ms
        self._settled = settled
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._admission = threading.Lock()
        self._closing = False
        self._clearing: list[_Job] = []
        self._thread = threading.Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()

    def run(self, work: Work[T]) -> T:
        """The closure's result, once it is durable; its exception, and then nothing is stored.

        Raises StoreUnavailable when SQLite cannot write. Never call it from within a closure.
        """
        result: T = self._submit(_Job(work, Future()))
        return result

    def clear_wal(self) -> None:
        """Returns once everything committed before is in the file itself and the WAL is empty."""
        self._submit(_Job(_nothing, Future(), clears=True))

    def _submit(self, job: _Job) -> Any:
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write inside a write would wait for itself; use the connection")
        with self._admission:
            if self._closing:
                raise StoreUnavailable(_CLOSED)
            self._queue.put(job)
        return job.future.result()

    def close(self) -> None:
        """Commits what waits, then closes the connection."""
        with self._admission:
            self._closing = True
            self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        try:
            for first in self._arrivals():
                if first is not None:
                    self._commit_group(first)
                self._truncate()
        finally:
            self._retire()

    def _retire(self) -> None:
        """Nobody may wait for a thread that is no more, whatever made it end."""
        with self._admission:
            self._closing = True
        left = self._clearing
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._queue.get_nowait()
                left += [] if job is None else [job]
        self._abandon(left, StoreUnavailable(_CLOSED))
        self._connection.close()

    def _arrivals(self) -> Iterator[_Job | None]:
        """Jobs as they come; None when a truncation is due again; ends when closed and empty."""
        while True:
            try:
                job = self._queue.get(
                    timeout=_TRUNCATION_WAIT_MS / 1000 if self._clearing else None
                )
            except queue.Empty:
                yield None
                continue
            if job is None:
                return
            yield job

    def _commit_group(self, first: _Job) -> None:
        group: list[_Job] = []
        error = self._commit(self._group(first), group)
        if error is not None and is_full(error) and self._on_full():
            group = group or [first]
            error = self._commit(iter(group), [])
        if error is not None:
            self._abandon(group or [first], translated(error))
            return
        self._settled()
        for job in group:
            if job.clears and job.error is None:
                self._clearing.append(job)
            else:
                job.resolve()

    def _commit(self, jobs: Iterator[_Job], taken: list[_Job]) -> Exception | None:
        """All in one transaction; `taken` gets each before it runs. None once it is durable, else
        what prevented it, and nothing is stored."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for job in jobs:
                taken.append(job)
                self._attempt(job)
            self._connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            return error
        return None

    def _roll_back(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _group(self, first: _Job) -> Iterator[_Job]:
        """`first` and what already waits, as long as the first has not waited for too long."""
        yield first
        deadline = time.monotonic() + GROUP_SECONDS
        while time.monotonic() < deadline:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return
            if job is None:
                self._queue.put(None)
                return
            yield job

    def _attempt(self, job: _Job) -> None:
        """Runs one closure; what it raises undoes only itself. Raises if the group is lost."""
        job.error = None
        self._connection.execute("SAVEPOINT job")
        try:
            job.result = job.work(self._connection)
        except Exception as error:
            if is_full(error):
                raise
            if not self._connection.in_transaction:
                raise _lost(error) from error
            self._connection.execute("ROLLBACK TO job")
            job.error = translated(error)
        self._connection.execute("RELEASE job")

    def _abandon(self, group: list[_Job], error: Exception) -> None:
        self._settled()
        for job in group:
            job.error = error
            job.resolve()

    def _truncate(self) -> None:
        """Clears the WAL if somebody waits for it; tried again soon if a reader is in the way."""
        if not self._clearing:
            return
        self._connection.execute(f"PRAGMA busy_timeout = {_TRUNCATION_WAIT_MS}")
        try:
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error as error:
            self._abandon(self._clearing, unavailable(error))
            busy = 0
        else:
            if not busy:
                for job in self._clearing:
                    job.resolve()
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {self._busy_timeout_ms}")
        if not busy:
            self._clearing = []


def _nothing(_connection: sqlite3.Connection) -> None:
    pass


def _lost(error: Exception) -> sqlite3.Error:
    return error if isinstance(error, sqlite3.Error) else sqlite3.OperationalError(str(error))
