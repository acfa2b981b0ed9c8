"""Readers: connections that may only look. They see what is committed, and never checkpoint."""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from alerts.ports import StoreUnavailable
from service.store.sqlite.failure import translated

T = TypeVar("T")


class Readers:
    """As many connections as there are reads at one time, kept for the next ones."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._idle: deque[sqlite3.Connection] = deque()
        self._lock = threading.Lock()
        self._closed = False

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The closure sees one state of the store throughout. It has to be short: while it runs,
        nothing can be cleared from the WAL."""
        connection = self._take()
        try:
            connection.execute("BEGIN")
            try:
                return work(connection)
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            self._give_back(connection)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise StoreUnavailable("the store is closed; start the service again")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()
