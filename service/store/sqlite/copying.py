"""A copy of the store while it is served: by a connection that only reads, in one state."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alerts.ports import StoreUnavailable
from service.private_files import sync_folder
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros
from service.store.sqlite.failure import unavailable


def copy_into(database: Database, file: Path, now: datetime) -> None:
    """Writes `file` whole or not at all, 0600, marked as a copy of `now`, on the disk.

    The reading connection neither writes nor checkpoints, so that the one that does stays alone
    (DESIGN section 7); while it reads, phones that are being deleted wait. Raises
    StoreUnavailable: the file is there already, or cannot be written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        _make_empty(draft)
        try:
            database.read(lambda connection: _fill(connection, draft))
            _mark(draft, now)
            file.hardlink_to(draft)  # unlike a rename, this fails where a file is
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(file.parent)
    except FileExistsError as error:
        raise StoreUnavailable(f"{file} is there already; name a new file") from error
    except OSError as error:
        reason = f"{file} cannot be written ({error.strerror}); name another place"
        raise StoreUnavailable(reason) from error


def _make_empty(draft: Path) -> None:
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _fill(connection: sqlite3.Connection, draft: Path) -> None:
    connection.execute("SELECT number FROM lineage").fetchone()  # begins its one state
    with closing(sqlite3.connect(draft)) as copy:
        connection.backup(copy)


def _mark(draft: Path, now: datetime) -> None:
    """One file without a WAL beside it; every page of it on the disk."""
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("PRAGMA synchronous = FULL")
            copy.execute("UPDATE lineage SET copied = ?", (micros(now),))
    except sqlite3.Error as error:
        raise unavailable(error) from error
    with draft.open("rb") as written:
        os.fsync(written.fileno())
