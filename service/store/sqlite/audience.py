"""Runs of cells -> who is there, in order of delivery: range scans on one index, sorted by numpy.

SQLite hands a million rows over as one text, ten times as fast as row by row; whoever is pending or
buried is few, so the exceptions are read and not every phone. PostgreSQL takes the same statement
with its own way of reading RUNS. Ranks are those of `alerts.places.rank`.
"""

import sqlite3
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from alerts.model import PlaceClass
from alerts.places import (
    HERE_ENDS_AFTER,
    HERE_FRESH_FOR,
    PENDING_PENALTY,
    RANK_HERE,
    RANK_HOME,
    RANK_OLD_HERE,
    RANK_STAY,
)
from alerts.ports import Numbers, Runs
from service.store.sqlite.encoding import listed, micros

CLASSES = tuple(PlaceClass)
CODE_HERE = CLASSES.index(PlaceClass.HERE)
CODE_STAY = CLASSES.index(PlaceClass.STAY)
CODE_HOME = CLASSES.index(PlaceClass.HOME)

# Characters of a text of numbers that are read at once: a millisecond.
_PIECE = 65_536

# A place of a phone as one number: the phone's, and in the lowest bits the rank of the place.
_RANKS = 4

_RANKED = f"""p.number * {_RANKS} + CASE
        WHEN p.class = {CODE_STAY} THEN {RANK_STAY}
        WHEN p.class = {CODE_HOME} THEN {RANK_HOME}
        WHEN p.since >= :fresh_since THEN {RANK_HERE}
        ELSE {RANK_OLD_HERE} END"""
_COUNTS = f"""p.number <= :cutoff
      AND (p.until IS NULL OR p.until > :now)
      AND (p.class <> {CODE_HERE} OR p.since > :ended_since)"""

RUNS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:runs)"
PLACES = f"""
    WITH runs (first, last) AS ({RUNS})
    SELECT group_concat({_RANKED})
    FROM runs CROSS JOIN places p ON p.cell BETWEEN runs.first AND runs.last
    WHERE {_COUNTS}
"""  # noqa: S608
# Whoever is found first: as many rows are read as come back, however many people live there.
FEW = f"""
    WITH runs (first, last) AS ({RUNS})
    SELECT p.number FROM runs CROSS JOIN places p ON p.cell BETWEEN runs.first AND runs.last
    LIMIT :most
"""  # noqa: S608
CONFIRMED = f"""
    SELECT {_RANKED}, p.cell FROM json_each(:among) w
    CROSS JOIN subscriptions s ON s.number = w.value
    CROSS JOIN places p ON p.number = s.number
    WHERE s.confirmed AND s.buried IS NULL AND {_COUNTS}
"""  # noqa: S608
PENDING = "SELECT group_concat(number) FROM subscriptions WHERE NOT confirmed"
BURIED = "SELECT group_concat(number) FROM subscriptions WHERE buried IS NOT NULL"


def audience(
    connection: sqlite3.Connection, runs: Runs, cutoff: int, now: datetime
) -> tuple[Numbers, NDArray[np.uint8]]:
    """See `alerts.ports.SubscriptionStore.audience`."""
    places = numbers_in(connection.execute(PLACES, parameters(runs, cutoff, now)).fetchone()[0])
    if not len(places):
        return places, np.zeros(0, np.uint8)
    buried, pending = (
        numbers_in(connection.execute(statement).fetchone()[0]) for statement in (BURIED, PENDING)
    )
    numbers, ranks = _once_each(places)
    left = ~np.isin(numbers, buried)
    numbers, ranks = numbers[left], ranks[left]
    ranks += np.where(np.isin(numbers, pending), PENDING_PENALTY, 0).astype(np.uint8)
    order = np.argsort(ranks, kind="stable")
    return numbers[order], ranks[order]


def foremost(
    connection: sqlite3.Connection,
    runs: Runs,
    cutoff: int,
    now: datetime,
    among: Numbers | None,
    most: int,
) -> tuple[Numbers, NDArray[np.uint8]]:
    """See `alerts.ports.SubscriptionStore.foremost`."""
    values = parameters(runs, cutoff, now) | {"most": most}
    if among is None:
        found = connection.execute(FEW, values).fetchall()
        among = np.unique(np.array([number for (number,) in found], np.int64))
    rows = connection.execute(CONFIRMED, values | {"among": listed(among[:most])}).fetchall()
    places = np.array(rows, np.int64).reshape(-1, 2)
    numbers, ranks = _once_each(places[_within(places[:, 1], runs), 0])
    order = np.argsort(ranks, kind="stable")
    return numbers[order], ranks[order]


def _within(cells: Numbers, runs: Runs) -> NDArray[np.bool_]:
    """Which of the cells lie in one of the runs, which are sorted and apart."""
    if not len(runs):
        return np.zeros(len(cells), np.bool_)
    at = np.searchsorted(runs[:, 0], cells, "right") - 1
    inside: NDArray[np.bool_] = (at >= 0) & (cells <= runs[at, 1])
    return inside


def numbers_in(text: str | None) -> Numbers:
    """What `group_concat` made of whole numbers; None is none.

    Piece by piece: no other thread runs while numpy reads, and readers wait for one of them.
    """
    parts, start, left = [np.empty(0, np.int64)], 0, text or ""
    while start < len(left):
        end = left.find(",", start + _PIECE)
        piece = left[start : end if end >= 0 else None]
        parts.append(np.fromstring(piece, np.int64, sep=","))
        start += len(piece) + 1
    return np.concatenate(parts)


def _once_each(places: Numbers) -> tuple[Numbers, NDArray[np.uint8]]:
    """Each phone with its best rank, by number."""
    places.sort()
    numbers = places // _RANKS
    is_first = np.ones(len(numbers), np.bool_)
    is_first[1:] = numbers[1:] != numbers[:-1]
    return numbers[is_first], (places[is_first] % _RANKS).astype(np.uint8)


def parameters(runs: Runs, cutoff: int, now: datetime) -> dict[str, int | str]:
    return {
        "runs": listed(runs),
        "cutoff": cutoff,
        "now": micros(now),
        "fresh_since": micros(now - HERE_FRESH_FOR),
        "ended_since": micros(now - HERE_ENDS_AFTER),
    }
