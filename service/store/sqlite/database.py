"""Database: one file, one process, one writing connection; all other connections only look.

SQLite before 3.51.3 (and 3.44.6, 3.50.7) can corrupt a WAL when one connection checkpoints while
another commits. Here a single connection does both, whatever the version.
"""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from alerts.ports import StoreUnavailable
from service.store.sqlite.failure import unavailable
from service.store.sqlite.lock import StoreLock
from service.store.sqlite.public_state import PublicState
from service.store.sqlite.readers import Readers
from service.store.sqlite.schema import is_current
from service.store.sqlite.writer import Writer

T = TypeVar("T")

_log = logging.getLogger(__name__)
_BUSY_TIMEOUT_MS = 5_000
_CACHE_KIB = 65_536
_MENDED_IN = (3, 51, 3)
_MENDED_BRANCHES = ((3, 44, 6), (3, 50, 7))

_FOR_ALL = (
    f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
    "PRAGMA temp_store = MEMORY",
)
_FOR_WRITER = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)
_FOR_READERS = ("PRAGMA query_only = ON", "PRAGMA wal_autocheckpoint = 0")


class Database:
    """Opens or creates the file. Raises StoreUnavailable, saying what to do."""

    def __init__(self, path: Path, on_full: Callable[[], bool] = lambda: False) -> None:
        """`on_full`: see `Writer`."""
        self._path = path
        self.public_state = PublicState()
        try:
            self._lock = StoreLock(path)
        except OSError as error:
            raise StoreUnavailable(f"{path}: {error.strerror}; check its folder") from error
        try:
            connection = self._open_for_writing()
        except BaseException:
            self._lock.release()
            raise
        self._writer = Writer(connection, _BUSY_TIMEOUT_MS, self.public_state.settled, on_full)
        self._readers = Readers(self._open_for_reading)
        note_version(sqlite3.sqlite_version_info)

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs over one committed state. Keep it short."""
        return self._readers.run(work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Returns once it is durable."""
        return self._writer.run(work)

    def clear_wal(self) -> None:
        """Returns once the WAL holds no older copy of anything: the second half of erasing."""
        self._writer.clear_wal()

    def close(self) -> None:
        """Readers first: the writer's connection has to be the last, for that one checkpoints."""
        self._readers.close()
        self._writer.close()
        self._lock.release()

    def _open_for_writing(self) -> sqlite3.Connection:
        try:
            connection = self._connect(_FOR_ALL + _FOR_WRITER)
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            if mode != "wal":
                raise StoreUnavailable(
                    f"{self._path}: its file system has no WAL; use a local disk"
                )
            if not is_current(connection):
                from service.store.sqlite.migrations import migrate

                migrate(connection)
            self.public_state.watch(connection)
            # A crash may have come between erasing something and clearing the WAL of it.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise unavailable(error) from error
        return connection

    def _open_for_reading(self) -> sqlite3.Connection:
        return self._connect(_FOR_ALL + _FOR_READERS)

    def _connect(self, pragmas: tuple[str, ...]) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        for pragma in pragmas:
            connection.execute(pragma)
        return connection


def note_version(version: tuple[int, int, int]) -> None:
    """Warns operators of a SQLite that a second writing program would bring to corrupt the file."""
    mended = any(version[:2] == one[:2] and version >= one for one in _MENDED_BRANCHES)
    if version >= _MENDED_IN or mended:
        return
    _log.warning(
        "SQLite %d.%d.%d can damage a store that two programs write at once. This service writes "
        "through one connection only, which is safe: let no other program write to its file.",
        *version,
    )
