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
        def work(connection: sqlite3.Connection) -> Kept:
            row = connection.execute(
                "SELECT etag, last_modified, newest, answered FROM feeds_kept WHERE feed = ?",
                (feed,),
            ).fetchone()
            return Kept() if row is None else _kept(*row)

        return self._database.read(work)

    def keep(self, feed: str, kept: Kept) -> None:
        times = [None if at is None else micros(at) for at in (kept.newest, kept.answered)]
        values = (feed, kept.tag.etag, kept.tag.last_modified, *times)
        self._database.write(
            lambda connection: connection.execute(
                "INSERT OR REPLACE INTO feeds_kept (feed, etag, last_modified, newest, answered) "
                "VALUES (?, ?, ?, ?, ?)",
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


def _kept(etag: str, last_modified: str, newest: int | None, answered: int | None) -> Kept:
    return Kept(
        tag=Tag(etag=etag, last_modified=last_modified),
        newest=moment_or_none(newest),
        answered=moment_or_none(answered),
    )
