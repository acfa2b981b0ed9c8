"""SqliteSeenStore: `service.watch.seen_store`."""

import sqlite3
from collections.abc import Collection
from datetime import datetime
from itertools import islice

from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, moment, moment_or_none
from service.watch.fetching import Tag
from service.watch.seen_store import Kept, forgettable

_AT_ONCE = 500


class SqliteSeenStore:
    """Any thread, one process at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, feed: str) -> Kept:
        def work(connection: sqlite3.Connection) -> tuple[str, str, int | None] | None:
            found: tuple[str, str, int | None] | None = connection.execute(
                "SELECT etag, last_modified, newest FROM feeds_kept WHERE feed = ?", (feed,)
            ).fetchone()
            return found

        row = self._database.read(work)
        if row is None:
            return Kept()
        return Kept(tag=Tag(etag=row[0], last_modified=row[1]), newest=moment_or_none(row[2]))

    def keep(self, feed: str, kept: Kept) -> None:
        newest = None if kept.newest is None else micros(kept.newest)
        values = (feed, kept.tag.etag, kept.tag.last_modified, newest)
        self._database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO feeds_kept (feed, etag, last_modified, newest) "
                "VALUES (?, ?, ?, ?)",
                values,
            )
        )

    def seen(self, feed: str, keys: Collection[bytes]) -> frozenset[bytes]:
        def work(connection: sqlite3.Connection) -> frozenset[bytes]:
            found: set[bytes] = set()
            left = iter(keys)
            while some := tuple(islice(left, _AT_ONCE)):
                marks = ", ".join("?" * len(some))
                found |= {
                    row[0]
                    for row in connection.execute(
                        f"SELECT key FROM feeds_seen WHERE feed = ? AND key IN ({marks})",  # noqa: S608
                        (feed, *some),
                    )
                }
            return frozenset(found)

        return self._database.read(work)

    def note(self, feed: str, key: bytes, at: datetime) -> None:
        self._database.write(
            lambda connection: connection.execute(
                "INSERT OR IGNORE INTO feeds_seen (feed, key, at) VALUES (?, ?, ?)",
                (feed, key, micros(at)),
            )
        )

    def tidy(self, feed: str, listed: Collection[bytes], before: datetime, most: int) -> None:
        def noted(connection: sqlite3.Connection) -> list[tuple[bytes, datetime]]:
            rows = connection.execute("SELECT key, at FROM feeds_seen WHERE feed = ?", (feed,))
            return [(key, moment(at)) for key, at in rows]

        doomed = forgettable(self._database.read(noted), listed, before, most)
        if doomed:
            self._database.write(
                lambda connection: connection.executemany(
                    "DELETE FROM feeds_seen WHERE feed = ? AND key = ?",
                    [(feed, key) for key in doomed],
                )
            )
