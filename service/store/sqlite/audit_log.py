"""SqliteAuditLog: one row per entry; triggers refuse all else (staff_tables.py)."""

import sqlite3
from typing import Any

import msgspec

from service.desk.audit import chained
from service.desk.ports import AuditRow, Entry, Sought
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, moment

_NEWEST = """SELECT n, at, actor, act, subject, body, previous, hash
    FROM audit_entries ORDER BY n DESC LIMIT 1"""
_AFTER = """SELECT n, at, actor, act, subject, body, previous, hash
    FROM audit_entries WHERE n > ? ORDER BY n LIMIT ?"""
_LATEST = """SELECT n, at, actor, act, subject, body, previous, hash
    FROM audit_entries WHERE n < coalesce(:before, n + 1) AND actor = coalesce(:actor, actor)
    AND act = coalesce(nullif(:act, ''), act) AND subject = coalesce(nullif(:subject, ''), subject)
    ORDER BY n DESC LIMIT :most"""
_APPEND = """INSERT INTO audit_entries (n, at, actor, act, subject, body, previous, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


class SqliteAuditLog:
    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, entry: Entry) -> AuditRow:
        return self._database.write(lambda connection: append_entry(connection, entry))

    def newest(self) -> AuditRow | None:
        return self._database.read(newest_row)

    def rows(self, after: int = 0, most: int = 1_000) -> tuple[AuditRow, ...]:
        return self._database.read(lambda connection: rows_after(connection, after, most))

    def latest(self, sought: Sought, most: int = 50) -> tuple[AuditRow, ...]:
        values = {**msgspec.structs.asdict(sought), "most": most}
        return self._database.read(
            lambda connection: tuple(map(_row, connection.execute(_LATEST, values)))
        )


def append_entry(connection: sqlite3.Connection, entry: Entry) -> AuditRow:
    """Within the transaction of the act that the entry tells of."""
    row = chained(newest_row(connection), entry)
    values = (
        row.n,
        micros(row.at),
        row.actor,
        row.act,
        row.subject,
        row.body,
        row.previous,
        row.hash,
    )
    connection.execute(_APPEND, values)
    return row


def rows_after(connection: sqlite3.Connection, after: int, most: int) -> tuple[AuditRow, ...]:
    return tuple(map(_row, connection.execute(_AFTER, (after, most))))


def newest_row(connection: sqlite3.Connection) -> AuditRow | None:
    found = connection.execute(_NEWEST).fetchone()
    return None if found is None else _row(found)


def _row(values: tuple[Any, ...]) -> AuditRow:
    n, at, actor, act, subject, body, previous, digest = values
    return AuditRow(
        n=n,
        at=moment(at),
        actor=actor,
        act=act,
        subject=subject,
        body=body,
        previous=previous,
        hash=digest,
    )
