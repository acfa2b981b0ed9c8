"""When push services accepted: how many in each second, for the desk's watch page.

A row for each second in which something was accepted; who it was is not in it, so it stays.
"""

import sqlite3
from datetime import UTC, datetime

ACCEPTANCE_TABLES = (
    """CREATE TABLE acceptances (
        revision INTEGER NOT NULL REFERENCES revisions (id),
        second INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (revision, second)
    ) WITHOUT ROWID""",
)


def note_accepted(connection: sqlite3.Connection, revision: int, at: datetime, more: int) -> None:
    connection.execute(
        "INSERT INTO acceptances VALUES (?, ?, ?) "
        "ON CONFLICT (revision, second) DO UPDATE SET count = count + excluded.count",
        (revision, int(at.timestamp()), more),
    )


def accepted_at(connection: sqlite3.Connection, revision: int) -> tuple[tuple[datetime, int], ...]:
    """See `alerts.ports.Ledger.accepted_at`."""
    rows = connection.execute(
        "SELECT second, count FROM acceptances WHERE revision = ? ORDER BY second", (revision,)
    )
    return tuple((datetime.fromtimestamp(second, UTC), count) for second, count in rows)
