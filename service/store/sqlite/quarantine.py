"""Table quarantine: what waits for a person, the newest of it, within bounds.

Rows go from the old end alone, and a row's number is one more than the highest there is: so the
highest number is how many were ever set aside.
"""

import sqlite3
from datetime import datetime

from alerts.ports import Held
from alerts.retention import MOST_HELD, MOST_HELD_BYTES
from service.store.sqlite.encoding import micros, moment

_TOO_MANY = "DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?"
# `length` of a blob does not read it. The newest stays whole, whatever its size.
_TOO_LARGE = """
    UPDATE quarantine SET raw = x'' WHERE raw <> x'' AND id IN (
        SELECT id FROM (
            SELECT id, sum(length(raw)) OVER (ORDER BY id DESC) AS size FROM quarantine
        ) WHERE size > ? AND id < (SELECT max(id) FROM quarantine)
    )
"""


def set_aside(connection: sqlite3.Connection, raw: bytes, reason: str, at: datetime) -> None:
    """See `alerts.ports.AlertStore.set_aside`."""
    connection.execute(
        "INSERT INTO quarantine (at, reason, raw) VALUES (?, ?, ?)", (micros(at), reason, raw)
    )
    connection.execute(_TOO_MANY, (MOST_HELD,))
    connection.execute(_TOO_LARGE, (MOST_HELD_BYTES,))


def held(connection: sqlite3.Connection, newest: int) -> Held:
    """See `alerts.ports.AlertStore.held`."""
    total, kept = connection.execute(
        "SELECT coalesce(max(id), 0), count(*) FROM quarantine"
    ).fetchone()
    rows = connection.execute(
        "SELECT at, reason FROM quarantine ORDER BY id DESC LIMIT ?", (newest,)
    ).fetchall()
    return Held(
        total=total,
        dropped=total - kept,
        newest=tuple((moment(at), reason) for at, reason in reversed(rows)),
    )
