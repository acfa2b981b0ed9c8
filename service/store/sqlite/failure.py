"""What went wrong in SQLite -> `StoreUnavailable` with what to do about it."""

import sqlite3

from alerts.ports import StoreUnavailable

_ADVICE = {
    "SQLITE_FULL": "the disk is full; free space on it, then try again",
    "SQLITE_BUSY": "another program holds the store; close it (no other may write), then try again",
    "SQLITE_LOCKED": "another program holds the store; close it, then try again",
    "SQLITE_READONLY": "the store may not be written; check owner and mode of the file and folder",
    "SQLITE_CANTOPEN": "the store cannot be opened; check that its folder exists and is ours",
    "SQLITE_IOERR": "the disk gave an error; check it (dmesg), and have the backup at hand",
    "SQLITE_CORRUPT": "the store is damaged; stop the service and restore the backup",
    "SQLITE_NOTADB": "this file is no store of hansho; check the path in the settings",
}


def unavailable(error: sqlite3.Error) -> StoreUnavailable:
    """SQLite's extended names (SQLITE_IOERR_WRITE, …) share the advice of their first word."""
    name = getattr(error, "sqlite_errorname", "") or ""
    found = next((text for key, text in _ADVICE.items() if name.startswith(key)), None)
    advice = found or "see the log, then try again"
    return StoreUnavailable(f"{advice} ({name or type(error).__name__}: {error})")


def is_full(error: Exception) -> bool:
    """Whether there was no room on the disk for what SQLite had to write."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"


def translated(error: Exception) -> Exception:
    """`StoreUnavailable` for what the machine did; faults of our own code stay as they are."""
    ours = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
    if isinstance(error, sqlite3.Error) and not isinstance(error, ours):
        return unavailable(error)
    return error
