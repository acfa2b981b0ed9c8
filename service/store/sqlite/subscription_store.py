"""SqliteSubscriptionStore: `alerts.ports.SubscriptionStore` over subscriptions, addresses, places.

What `delete` and `sweep` remove is in no live file once they return.
"""

import hashlib
import hmac
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from numpy import uint8
from numpy.typing import NDArray

from alerts.census import Census
from alerts.ports import (
    Address,
    AgreedKey,
    Numbers,
    Place,
    Registration,
    Runs,
    Subscriber,
    UnknownSubscription,
)
from service.store.sqlite import slots, sweeping
from service.store.sqlite.audience import CLASSES, audience, foremost
from service.store.sqlite.census import census
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import listed, micros, moment, moment_or_none
from service.store.sqlite.numbering import highest_number, language_id, service_id
from service.store.sqlite.summary import counts

_ADDRESSES = slots.ADDRESS.format(source="json_each(?) j", number="j.value") + "ORDER BY j.key"
_PROVE = """
    UPDATE services SET proven = 1
    WHERE NOT proven AND id = (SELECT service FROM subscriptions WHERE number = ?)
"""
_HIGHEST_NUMBER = 2**63 - 1  # SQLite's; clients may ask for anything
_WAITING = slots.ADDRESS.format(source="keys_due k", number="k.number") + (
    "ORDER BY k.used, k.number LIMIT ?"
)


class SqliteSubscriptionStore:
    """See `alerts.ports.SubscriptionStore`."""

    def __init__(
        self,
        database: Database,
        departing: Callable[[Sequence[int]], None] = lambda _numbers: None,
    ) -> None:
        """`departing`: hears of phones before they are removed, and may be told of one twice."""
        self._database = database
        self._departing = departing

    def register(
        self, registration: Registration, secret_hash: bytes, nonce_hash: bytes, now: datetime
    ) -> int:
        def work(connection: sqlite3.Connection) -> int:
            cursor = connection.execute(
                """INSERT INTO subscriptions (slot, endpoint_hash, service, language, key_id,
                   secret_hash, nonce_hash, registered) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (
                    slots.fill(connection, registration),
                    _hash(registration.endpoint),
                    service_id(connection, registration.service, registration.service_exists),
                    language_id(connection, registration.language),
                    registration.key_id,
                    secret_hash,
                    nonce_hash,
                    micros(now),
                ),
            )
            number = cursor.lastrowid
            assert number is not None
            connection.execute("INSERT INTO keys_due (used, number) VALUES (0, ?)", (number,))
            return number

        return self._database.write(work)

    def confirm(self, number: int, nonce_hash: bytes) -> bool:
        def work(connection: sqlite3.Connection) -> tuple[bool, int]:
            row = connection.execute(
                "SELECT nonce_hash, endpoint_hash FROM subscriptions WHERE number = ?", (number,)
            ).fetchone()
            if row is None or not hmac.compare_digest(row[0], nonce_hash):
                return False, 0
            connection.execute("UPDATE subscriptions SET confirmed = 1 WHERE number = ?", (number,))
            connection.execute(_PROVE, (number,))
            older = connection.execute(
                "SELECT number FROM subscriptions WHERE endpoint_hash = ? AND number < ?",
                (row[1], number),
            ).fetchall()
            self._remove(connection, [one for (one,) in older])
            return True, len(older)

        confirmed, removed = self._database.write(work)
        if removed:
            self._database.clear_wal()
        return confirmed

    def authenticate(self, number: int, secret_hash: bytes) -> bool:
        if number > _HIGHEST_NUMBER:
            return False
        rows = self._rows("SELECT secret_hash FROM subscriptions WHERE number = ?", (number,))
        return bool(rows) and hmac.compare_digest(rows[0][0], secret_hash)

    def set_places(self, number: int, places: Sequence[Place]) -> None:
        rows = [
            row for position, place in enumerate(places) for row in _rows(number, position, place)
        ]

        def work(connection: sqlite3.Connection) -> None:
            _demand(connection, number)
            connection.execute("DELETE FROM places WHERE number = ?", (number,))
            connection.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)", rows)

        self._database.write(work)

    def set_language(self, number: int, language: str) -> None:
        def work(connection: sqlite3.Connection) -> None:
            _demand(connection, number)
            connection.execute(
                "UPDATE subscriptions SET language = ? WHERE number = ?",
                (language_id(connection, language), number),
            )

        self._database.write(work)

    def delete(self, number: int) -> None:
        self._database.write(lambda connection: self._remove(connection, [number]))
        self._database.clear_wal()

    def subscriber(self, number: int) -> Subscriber | None:
        def work(connection: sqlite3.Connection) -> tuple[Any, list[tuple[Any, ...]]]:
            phone = connection.execute(
                """SELECT tag, confirmed FROM subscriptions s
                   JOIN languages l ON l.id = s.language WHERE number = ?""",
                (number,),
            ).fetchone()
            places = connection.execute(
                """SELECT position, class, since, until, cell FROM places
                   WHERE number = ? ORDER BY position, cell""",
                (number,),
            ).fetchall()
            return phone, places

        phone, rows = self._database.read(work)
        if phone is None:
            return None
        language, confirmed = phone
        return Subscriber(
            number=number, language=language, confirmed=bool(confirmed), places=_places(rows)
        )

    def audience(self, runs: Runs, cutoff: int, now: datetime) -> tuple[Numbers, NDArray[uint8]]:
        return self._database.read(lambda connection: audience(connection, runs, cutoff, now))

    def foremost(
        self, runs: Runs, cutoff: int, now: datetime, among: Numbers | None, most: int
    ) -> tuple[Numbers, NDArray[uint8]]:
        return self._database.read(lambda one: foremost(one, runs, cutoff, now, among, most))

    def census(self, now: datetime) -> Census:
        return self._database.read(lambda connection: census(connection, now))

    def highest_number(self) -> int:
        return self._database.read(highest_number)

    def addresses(self, numbers: Numbers) -> tuple[Address, ...]:
        return tuple(slots.address(row) for row in self._rows(_ADDRESSES, (listed(numbers),)))

    def without_agreed_key(self, limit: int) -> tuple[Address, ...]:
        return tuple(slots.address(row) for row in self._rows(_WAITING, (limit,)))

    def store_agreed_keys(self, keys: Sequence[tuple[int, AgreedKey]]) -> None:
        def work(connection: sqlite3.Connection) -> None:
            for number, key in keys:
                slots.agree(connection, number, key)
            connection.executemany(
                "DELETE FROM keys_due WHERE used IN (0, 1) AND number = ?",
                [(number,) for number, _ in keys],
            )

        self._database.write(work)

    def mark_keys_used(self, numbers: Numbers) -> None:
        statement = """
            INSERT OR IGNORE INTO keys_due (used, number)
            SELECT 1, s.number FROM json_each(?) j CROSS JOIN subscriptions s ON s.number = j.value
            CROSS JOIN addresses d ON d.slot = s.slot WHERE d.keyed = 1
        """
        self._run(statement, (listed(numbers),))

    def bury(self, numbers: Numbers, now: datetime) -> None:
        self._run(
            """UPDATE subscriptions SET buried = ? WHERE buried IS NULL
               AND number IN (SELECT value FROM json_each(?))""",
            (micros(now), listed(numbers)),
        )

    def revive(self, number: int) -> None:
        self._run(
            "UPDATE subscriptions SET buried = NULL WHERE number = ? AND buried IS NOT NULL",
            (number,),
        )

    def sweep(self, now: datetime) -> int:
        removed = self._database.write(
            lambda connection: sweeping.sweep(connection, now, self._remove)
        )
        if removed:
            self._database.clear_wal()
        return removed

    def _remove(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
        if numbers:
            self._departing(numbers)
            sweeping.remove(connection, numbers)

    def key_ids(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._rows("SELECT DISTINCT key_id FROM subscriptions"))

    def counts(self) -> dict[str, int]:
        return self._database.read(counts)

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._database.read(
            lambda connection: connection.execute(statement, values).fetchall()
        )

    def _run(self, statement: str, values: Sequence[Any]) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(statement, values)

        self._database.write(work)


def _hash(endpoint: str) -> bytes:
    return hashlib.sha256(endpoint.encode()).digest()


def _demand(connection: sqlite3.Connection, number: int) -> None:
    found = connection.execute("SELECT 1 FROM subscriptions WHERE number = ?", (number,))
    if found.fetchone() is None:
        raise UnknownSubscription(f"subscription {number} is not here; register the phone anew")


def _rows(number: int, position: int, place: Place) -> list[tuple[int | None, ...]]:
    since = micros(place.since)
    until = None if place.until is None else micros(place.until)
    code = CLASSES.index(place.place_class)
    return [(cell, number, position, code, since, until) for cell in sorted(set(place.cells))]


def _places(rows: Sequence[tuple[Any, ...]]) -> tuple[Place, ...]:
    """Rows (position, class, since, until, cell), sorted -> one Place for each position."""
    cells: dict[tuple[Any, ...], list[int]] = {}
    for *place, cell in rows:
        cells.setdefault(tuple(place), []).append(cell)
    return tuple(
        Place(
            place_class=CLASSES[code],
            cells=tuple(own),
            since=moment(since),
            until=moment_or_none(until),
        )
        for (_, code, since, until), own in cells.items()
    )
