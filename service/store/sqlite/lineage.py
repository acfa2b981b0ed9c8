"""SqliteLineage: `service.lineage.Lineage` over the row of table lineage."""

import sqlite3
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from service.desk.ports import Entry
from service.lineage import Mark
from service.store.sqlite import sweeping
from service.store.sqlite.audit_log import append_entry
from service.store.sqlite.copying import copy_into
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import moment_or_none
from service.store.sqlite.numbering import highest_number

_PRESENT = """SELECT number FROM subscriptions
    WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"""


class SqliteLineage:
    """See `service.lineage.Lineage`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self) -> Mark:
        def work(connection: sqlite3.Connection) -> Mark:
            number, copied = connection.execute("SELECT number, copied FROM lineage").fetchone()
            highest = highest_number(connection)
            return Mark(number=number, copied=moment_or_none(copied), highest=highest)

        return self._database.read(work)

    def raise_to(self, number: int) -> None:
        self._database.write(
            lambda connection: connection.execute("UPDATE lineage SET number = ?", (number,))
        )

    def release(self, number: int, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE lineage SET number = ?, copied = NULL", (number,))
            append_entry(connection, entry)

        self._database.write(work)

    def replay(self, departed: Collection[int], lowest_free: int) -> int:
        listed = "[" + ",".join(map(str, sorted(departed))) + "]"

        def work(connection: sqlite3.Connection) -> int:
            found = [row[0] for row in connection.execute(_PRESENT, (listed,)).fetchall()]
            sweeping.remove(connection, found)
            _give_no_number_below(connection, lowest_free)
            return len(found)

        removed = self._database.write(work)
        if removed:
            self._database.clear_wal()
        return removed

    def copy(self, file: Path, now: datetime) -> None:
        copy_into(self._database, file, now)


def _give_no_number_below(connection: sqlite3.Connection, lowest: int) -> None:
    if highest_number(connection) >= lowest - 1:
        return
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'subscriptions'")
    connection.execute("INSERT INTO sqlite_sequence VALUES ('subscriptions', ?)", (lowest - 1,))
