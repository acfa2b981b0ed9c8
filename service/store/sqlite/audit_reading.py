"""Reads the log of a store that another process may be serving: looks, and never writes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from alerts.ports import StoreUnavailable
from service.desk.ports import AuditRow
from service.store.sqlite.audit_log import rows_after
from service.store.sqlite.failure import unavailable

_AT_ONCE = 1_000


def audit_rows(path: Path) -> Iterator[AuditRow]:
    """Every row in stored order. Raises StoreUnavailable."""
    if not path.exists():
        raise StoreUnavailable(f"{path}: no store is there; check data_dir in the settings")
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            after = 0
            while rows := rows_after(connection, after, _AT_ONCE):
                yield from rows
                after = rows[-1].n
    except sqlite3.Error as error:
        raise unavailable(error) from error
