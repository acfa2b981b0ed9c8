"""Runs of cells -> who is there, in one statement: a range scan of `places` for each run.

`CROSS JOIN` keeps the runs outside and the B-tree search inside. PostgreSQL takes the same
statement with its own way of reading RUNS. Ranks are those of `alerts.places.rank`.
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

RUNS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:runs)"
AUDIENCE = f"""
    WITH runs (first, last) AS ({RUNS}),
    matched (number, rank) AS (
        SELECT p.number, min(CASE
            WHEN p.class = {CODE_STAY} THEN {RANK_STAY}
            WHEN p.class = {CODE_HOME} THEN {RANK_HOME}
            WHEN p.since >= :fresh_since THEN {RANK_HERE}
            ELSE {RANK_OLD_HERE} END)
        FROM runs CROSS JOIN places p ON p.cell BETWEEN runs.first AND runs.last
        WHERE p.number <= :cutoff
          AND (p.until IS NULL OR p.until > :now)
          AND (p.class <> {CODE_HERE} OR p.since > :ended_since)
        GROUP BY p.number
    )
    SELECT m.number, m.rank + CASE WHEN s.confirmed = 1 THEN 0 ELSE {PENDING_PENALTY} END AS rank
    FROM matched m CROSS JOIN subscriptions s ON s.number = m.number
    WHERE s.buried IS NULL
    ORDER BY 2, 1
"""  # noqa: S608


def audience(
    connection: sqlite3.Connection, runs: Runs, cutoff: int, now: datetime
) -> tuple[Numbers, NDArray[np.uint8]]:
    """See `alerts.ports.SubscriptionStore.audience`."""
    rows = connection.execute(AUDIENCE, parameters(runs, cutoff, now)).fetchall()
    found = np.array(rows, np.int64).reshape(-1, 2)
    return found[:, 0].copy(), found[:, 1].astype(np.uint8)


def parameters(runs: Runs, cutoff: int, now: datetime) -> dict[str, int | str]:
    return {
        "runs": listed(runs),
        "cutoff": cutoff,
        "now": micros(now),
        "fresh_since": micros(now - HERE_FRESH_FOR),
        "ended_since": micros(now - HERE_ENDS_AFTER),
    }
