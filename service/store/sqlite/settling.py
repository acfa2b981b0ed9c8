"""What push services answered -> result bytes of chunks."""

import sqlite3

import numpy as np
from numpy.typing import NDArray

from alerts.ports import Result, Settlement
from service.store.sqlite.acceptance import note_accepted


def checked(results: bytes) -> NDArray[np.uint8]:
    """Raises ValueError for a byte that is no `Result`."""
    if results and max(results) > max(Result):
        raise ValueError(f"{max(results)} is not a result; see alerts.ports.Result")
    return np.frombuffer(results, np.uint8)


def settle(connection: sqlite3.Connection, settlement: Settlement) -> None:
    """See `alerts.ports.Ledger.settle`."""
    given = checked(settlement.results)
    row = connection.execute(
        "SELECT results, revision FROM chunks WHERE id = ?", (settlement.chunk_id,)
    ).fetchone()
    if row is None:
        return
    stored = np.frombuffer(row[0], np.uint8)
    if len(stored) != len(given):
        raise ValueError(f"{len(given)} results for {len(stored)} recipients; one each")
    settled = np.where(given != Result.OWED, given, stored)
    connection.execute(
        "UPDATE chunks SET results = ?, owed = ? WHERE id = ?",
        (settled.tobytes(), int(np.count_nonzero(settled == Result.OWED)), settlement.chunk_id),
    )
    more = int(np.count_nonzero((settled == Result.ACCEPTED) & (stored != settled)))
    if settlement.at is not None and more:
        note_accepted(connection, row[1], settlement.at, more)
