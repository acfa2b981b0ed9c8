"""SqliteLedger: `alerts.ports.Ledger` over table chunks, ≤ 1,000 recipients in a row."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from alerts.model import Mode, Relation
from alerts.ports import (
    Chunk,
    Numbers,
    OpenRevision,
    Result,
    RevisionOutOfOrder,
    Settlement,
    Wave,
)
from alerts.retention import RECIPIENTS_KEPT_FOR
from service.store.sqlite.acceptance import accepted_at
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, unpack
from service.store.sqlite.recording import first_told, holders_of, is_recorded, write_chunks
from service.store.sqlite.settling import settle
from service.store.sqlite.tally import accepted_by, results_of, tally_and_erase

_REVISION = """
    SELECT r.id, r.number = a.latest AND NOT a.forgotten
    FROM alerts a JOIN revisions r ON r.alert = a.id WHERE a.alert_id = ? AND r.number = ?
"""
_OPEN = """
    SELECT a.alert_id, r.number, r.mode, r.cutoff, r.cursor, r.all_recorded
    FROM revisions r JOIN alerts a ON a.id = r.alert
    WHERE r.number = a.latest AND r.id IN (
        SELECT id FROM revisions WHERE NOT all_recorded
        UNION SELECT DISTINCT revision FROM chunks WHERE owed > 0
    ) ORDER BY r.exercise, r.strength, r.id
"""
_RECORDED = """
    SELECT {columns} FROM alerts a JOIN revisions r ON r.alert = a.id
    JOIN {table} ON {table}.revision = r.id
    WHERE a.alert_id = ? AND r.number < ?
"""
_PEOPLE = _RECORDED.format(columns="chunks.numbers", table="chunks")
_TOLD = _RECORDED.format(columns="told.subscription", table="told")
_ANY_NUMBER = 2**62


class SqliteLedger:
    """See `alerts.ports.Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open_revisions(self) -> tuple[OpenRevision, ...]:
        rows = self._database.read(lambda connection: connection.execute(_OPEN).fetchall())
        return tuple(
            OpenRevision(
                alert_id=alert_id,
                number=number,
                mode=Mode(mode),
                cutoff=cutoff,
                cursor=cursor,
                all_recorded=bool(all_recorded),
            )
            for alert_id, number, mode, cutoff, cursor, all_recorded in rows
        )

    def recorded(self, alert_id: str, before: int | None = None) -> Numbers:
        values = (alert_id, _ANY_NUMBER if before is None else before)

        def work(connection: sqlite3.Connection) -> tuple[bytes, list[int]]:
            blobs = b"".join(row[0] for row in connection.execute(_PEOPLE, values))
            return blobs, [row[0] for row in connection.execute(_TOLD, values)]

        blobs, told = self._database.read(work)
        return np.unique(np.concatenate([unpack(blobs), np.array(told, np.int64)]))

    def holders(self, alert_id: str, number: int) -> Numbers:
        def work(connection: sqlite3.Connection) -> Numbers:
            return holders_of(connection, _revision(connection, alert_id, number)[0])

        return self._database.read(work)

    def first_told(self, alert_id: str, number: int) -> tuple[Numbers, Numbers]:
        return self._database.read(
            lambda connection: first_told(connection, _revision(connection, alert_id, number)[0])
        )

    def record(self, alert_id: str, number: int, wave: Wave) -> None:
        def work(connection: sqlite3.Connection) -> None:
            revision, is_open = _revision(connection, alert_id, number)
            if not is_open:
                return
            write_chunks(connection, revision, wave)
            connection.execute(
                "UPDATE revisions SET cursor = ?, all_recorded = all_recorded OR ? WHERE id = ?",
                (wave.cursor, wave.last, revision),
            )

        self._database.write(work)

    def tell(self, alert_id: str, number: int, subscription: int, relation: Relation) -> bool:
        def work(connection: sqlite3.Connection) -> bool:
            revision, is_open = _revision(connection, alert_id, number)
            if not is_open:
                return _refuse(connection, alert_id, number)
            if is_recorded(connection, revision, subscription):
                return False
            connection.execute(
                "INSERT INTO told VALUES (?, ?, ?)", (revision, subscription, relation.value)
            )
            return True

        return self._database.write(work)

    def owed(self, alert_id: str, number: int, after: int = 0) -> Iterator[Chunk]:
        def work(connection: sqlite3.Connection) -> list[int]:
            revision, _ = _revision(connection, alert_id, number)
            rows = connection.execute(
                """SELECT id FROM chunks WHERE revision = ? AND owed > 0 AND id > ?
                   ORDER BY rank, id""",
                (revision, after),
            )
            return [row[0] for row in rows]

        for chunk_id in self._database.read(work):
            chunk = self._chunk(alert_id, number, chunk_id)
            if chunk is not None:
                yield chunk

    def _chunk(self, alert_id: str, number: int, chunk_id: int) -> Chunk | None:
        """None if it was settled, superseded or forgotten meanwhile."""
        row = self._database.read(
            lambda connection: connection.execute(
                """SELECT origin, rank, relation, numbers, results
                   FROM chunks c JOIN services v ON v.id = c.service
                   WHERE c.id = ? AND c.owed > 0""",
                (chunk_id,),
            ).fetchone()
        )
        if row is None:
            return None
        service, rank, relation, numbers, results = row
        return Chunk(
            id=chunk_id,
            alert_id=alert_id,
            number=number,
            service=service,
            rank=rank,
            relation=Relation(relation),
            numbers=unpack(numbers),
            results=results,
        )

    def settle(self, chunk_id: int, results: bytes, at: datetime | None = None) -> None:
        self.settle_many([Settlement(chunk_id=chunk_id, results=results, at=at)])

    def settle_many(self, settlements: Sequence[Settlement]) -> None:
        def work(connection: sqlite3.Connection) -> None:
            for one in settlements:
                settle(connection, one)

        self._database.write(work)

    def counts(self, alert_id: str, number: int) -> dict[Result, int]:
        return self._database.read(
            lambda connection: results_of(connection, _revision(connection, alert_id, number)[0])
        )

    def counts_by(self, alert_id: str, number: int) -> dict[tuple[str, int], int]:
        return self._database.read(
            lambda connection: accepted_by(connection, _revision(connection, alert_id, number)[0])
        )

    def accepted_at(self, alert_id: str, number: int) -> tuple[tuple[datetime, int], ...]:
        return self._database.read(
            lambda connection: accepted_at(connection, _revision(connection, alert_id, number)[0])
        )

    def forget(self, now: datetime) -> int:
        ended_before = micros(now - RECIPIENTS_KEPT_FOR)

        def work(connection: sqlite3.Connection) -> int:
            alerts = connection.execute(
                "SELECT id FROM alerts WHERE NOT forgotten AND ended_at <= ?", (ended_before,)
            ).fetchall()
            for (alert,) in alerts:
                tally_and_erase(connection, alert)
            return len(alerts)

        erased = self._database.write(work)
        if erased:
            self._database.clear_wal()
        return erased


def _revision(connection: sqlite3.Connection, alert_id: str, number: int) -> tuple[int, bool]:
    """Its row, and whether it may still be recorded for: the newest one, its people not forgotten.

    Raises LookupError if it was never issued.
    """
    row = connection.execute(_REVISION, (alert_id, number)).fetchone()
    if row is None:
        raise LookupError(f"revision {number} of alert {alert_id} was never issued")
    return row[0], bool(row[1])


def _refuse(connection: sqlite3.Connection, alert_id: str, number: int) -> bool:
    """A phone may not be told of a revision that was superseded; of a forgotten one is no need."""
    latest = connection.execute(
        "SELECT latest FROM alerts WHERE alert_id = ?", (alert_id,)
    ).fetchone()[0]
    if latest != number:
        raise RevisionOutOfOrder(f"{alert_id}: revision {number} is not the newest ({latest} is)")
    return False
