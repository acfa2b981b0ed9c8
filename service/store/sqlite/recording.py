"""A wave -> rows of chunks: recipients packed by the thousand, one push service each."""

import sqlite3
from collections.abc import Iterator
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from alerts.audience import RANK_LEFT, RANK_LEFT_PENDING
from alerts.model import Relation
from alerts.ports import Numbers, Result, Wave
from service.store.sqlite.encoding import listed, pack, unpack

MOST_IN_CHUNK = 1_000
_READ_AT_ONCE, _WIDTH = 4_096, 4

# Pending ones only where `Ledger.record` says so: see docs/decisions/0031.
_PHONES = """
    SELECT s.number, s.service, s.language, s.confirmed
    FROM json_each(?) wanted CROSS JOIN subscriptions s ON s.number = wanted.value
    WHERE s.confirmed OR (
        (SELECT proven FROM services WHERE id = s.service)
        AND NOT EXISTS (
            SELECT 1 FROM subscriptions o
            WHERE o.endpoint_hash = s.endpoint_hash AND o.buried IS NULL
            AND (o.number < s.number OR o.number > s.number AND o.confirmed)
        )
    )
"""
# Waves come sorted by number, so few chunks reach over any one number.
_REACHING = "SELECT numbers FROM chunks WHERE revision = ? AND lowest <= ? AND highest >= ?"
_TOLD = "SELECT subscription FROM told WHERE revision = ? AND subscription BETWEEN ? AND ?"


def write_chunks(connection: sqlite3.Connection, revision: int, wave: Wave) -> None:
    """See `alerts.ports.Ledger.record`."""
    numbers = _new_ones(connection, revision, wave.numbers)
    phones = _read(connection.execute(_PHONES, (listed(numbers),)))
    if not len(phones):
        return
    connection.executemany(
        """INSERT INTO chunks (revision, service, rank, relation, lowest, highest, owed,
           results, languages, numbers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (revision, service, rank, wave.relation.value, *_row(part))
            for rank, alike in _by_rank(phones, wave.rank)
            for service, part in _parts(alike)
        ],
    )


def holders_of(connection: sqlite3.Connection, revision: int) -> Numbers:
    """See `alerts.ports.Ledger.holders`."""
    rows = connection.execute(
        "SELECT numbers, results FROM chunks WHERE revision = ? AND relation <> ?",
        (revision, Relation.LEFT.value),
    ).fetchall()
    told = connection.execute(
        "SELECT subscription FROM told WHERE revision = ?", (revision,)
    ).fetchall()
    results = np.frombuffer(b"".join(row[1] for row in rows), np.uint8)
    accepted = unpack(b"".join(row[0] for row in rows))[results == Result.ACCEPTED]
    return np.sort(np.concatenate([accepted, np.array([row[0] for row in told], np.int64)]))


def first_told(connection: sqlite3.Connection, revision: int) -> tuple[Numbers, Numbers]:
    """See `alerts.ports.Ledger.first_told`."""
    row = connection.execute(
        """SELECT numbers, results, relation FROM chunks
           WHERE id = (SELECT min(id) FROM chunks WHERE revision = ?)""",
        (revision,),
    ).fetchone()
    if row is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    numbers, results = unpack(row[0]), np.frombuffer(row[1], np.uint8)
    is_held = (results == Result.ACCEPTED) & (row[2] != Relation.LEFT.value)
    return np.sort(numbers), np.sort(numbers[is_held])


def is_recorded(connection: sqlite3.Connection, revision: int, number: int) -> bool:
    people = recorded_between(connection, revision, number, number)
    return bool(np.any(people == number))


def recorded_between(
    connection: sqlite3.Connection, revision: int, lowest: int, highest: int
) -> Numbers:
    """Recorded numbers of the revision: all from `lowest` to `highest`, perhaps others too."""
    blobs = connection.execute(_REACHING, (revision, highest, lowest)).fetchall()
    told = connection.execute(_TOLD, (revision, lowest, highest)).fetchall()
    people = unpack(b"".join(row[0] for row in blobs))
    return np.concatenate([people, np.array([row[0] for row in told], np.int64)])


def _read(rows: sqlite3.Cursor) -> NDArray[np.int64]:
    """Rows of four whole numbers, shape (n, 4).

    A few at a time: an array made of fifty thousand tuples at once keeps every other thread from
    running, those that answer readers among them.
    """
    parts = [np.empty((0, _WIDTH), np.int64)]
    while some := rows.fetchmany(_READ_AT_ONCE):
        flat = np.fromiter(chain.from_iterable(some), np.int64, _WIDTH * len(some))
        parts.append(flat.reshape(-1, _WIDTH))
    return np.concatenate(parts)


def _new_ones(connection: sqlite3.Connection, revision: int, numbers: Numbers) -> Numbers:
    _, first = np.unique(numbers, return_index=True)
    once = numbers[np.sort(first)]
    if not len(once):
        return once
    known = recorded_between(connection, revision, int(once.min()), int(once.max()))
    return once[~np.isin(once, known)]


def _by_rank(phones: NDArray[np.int64], rank: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Rows (number, service, language, confirmed) with their rank: the wave's, but that those who
    are out of the area are told apart here.
    """
    if rank != RANK_LEFT:
        yield rank, phones
        return
    confirmed = phones[:, 3] != 0
    for own, alike in ((rank, phones[confirmed]), (RANK_LEFT_PENDING, phones[~confirmed])):
        if len(alike):
            yield own, alike


def _parts(phones: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Rows (number, service, language, …) by service, in the order of each service's first one."""
    services, first = np.unique(phones[:, 1], return_index=True)
    for service in services[np.argsort(first)].tolist():
        own = phones[phones[:, 1] == service]
        for start in range(0, len(own), MOST_IN_CHUNK):
            yield service, own[start : start + MOST_IN_CHUNK]


def _row(part: NDArray[np.int64]) -> tuple[int, int, int, bytes, bytes, bytes]:
    numbers = part[:, 0]
    results = bytes([Result.OWED]) * len(part)
    languages = part[:, 2].astype(np.uint8).tobytes()
    return int(numbers.min()), int(numbers.max()), len(part), results, languages, pack(numbers)
