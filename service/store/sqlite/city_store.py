"""SqliteCityStore: every state of the city's changes, one row each; the highest number holds."""

import sqlite3

import msgspec

from geo.changes import CityChanges
from geo.ports import ChangesOutOfOrder
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros


class SqliteCityStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def changes(self) -> CityChanges:
        body = self._database.read(_newest)
        return CityChanges() if body is None else msgspec.json.decode(body, type=CityChanges)

    def change(self, to: CityChanges) -> None:
        self._database.write(lambda connection: write_change(connection, to))


def write_change(connection: sqlite3.Connection, to: CityChanges) -> None:
    """Within the transaction of the act. Raises ChangesOutOfOrder unless `to.n` is next."""
    newest = connection.execute("SELECT max(n) FROM city_changes").fetchone()[0] or 0
    if to.n != newest + 1:
        raise ChangesOutOfOrder(f"change {to.n} does not follow {newest}; try once more")
    values = (to.n, micros(to.at), msgspec.json.encode(to))
    connection.execute("INSERT INTO city_changes (n, at, body) VALUES (?, ?, ?)", values)


def _newest(connection: sqlite3.Connection) -> bytes | None:
    row = connection.execute("SELECT body FROM city_changes ORDER BY n DESC LIMIT 1").fetchone()
    return None if row is None else row[0]
