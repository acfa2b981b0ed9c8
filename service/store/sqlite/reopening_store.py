"""SqliteReopeningStore: `service.desk.reopening_store`. The city's change rides in the act."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from geo.changes import CityChanges
from service.desk.desk_store import RuleBroken
from service.desk.ports import DeskChanged, Entry
from service.desk.reopening import Reopening, Stage
from service.desk.reopening_store import CarryingOut
from service.store.sqlite import challenges
from service.store.sqlite.audit_log import append_entry
from service.store.sqlite.city_store import write_change
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, moment_or_none

T = TypeVar("T")
_NOT_WAITING = "somebody else has decided on this already; read what became of it"
_COLUMNS = "SELECT id, body, stage, decided_by, decided_at, why FROM desk_reopenings "


class SqliteReopeningStore:
    """Any thread, one process at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, to: CityChanges, entry: Entry) -> None:
        self._act(lambda connection: write_change(connection, to), entry)

    def propose(self, reopening: Reopening, entry: Entry) -> Reopening:
        body = msgspec.msgpack.encode(reopening)
        values = (reopening.hash, reopening.proposed_by, body, Stage.WAITING.value)

        def work(connection: sqlite3.Connection) -> int:
            added = connection.execute(
                "INSERT INTO desk_reopenings (hash, proposed_by, body, stage) VALUES (?, ?, ?, ?)",
                values,
            ).lastrowid
            assert added is not None
            return added

        return msgspec.structs.replace(reopening, id=self._act(work, entry), stage=Stage.WAITING)

    def reopening(self, id: int) -> Reopening | None:
        found = self._found("WHERE id = ?", (id,))
        return found[0] if found else None

    def reopenings(self, stage: Stage | None = None, most: int = 100) -> tuple[Reopening, ...]:
        named = None if stage is None else stage.value
        return self._found(
            "WHERE stage = coalesce(?, stage) ORDER BY id DESC LIMIT ?", (named, most)
        )

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            changed = connection.execute(
                "UPDATE desk_reopenings SET stage = ?, decided_by = ?, decided_at = ?, why = ? "
                "WHERE id = ? AND stage = 'waiting'",
                (stage.value, by, micros(at), why, id),
            )
            if not changed.rowcount:
                raise DeskChanged(_NOT_WAITING)

        self._act(work, entry)

    def carry_out(self, carrying: CarryingOut, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            content = _waiting_hash(connection, carrying.id)
            approver, at = carrying.approver, carrying.at
            challenges.consume(connection, carrying.nonce, approver, content, at)
            write_change(connection, carrying.to)
            values = (approver, micros(at), carrying.nonce, carrying.to.n, carrying.id)
            connection.execute(
                "UPDATE desk_reopenings SET stage = 'done', decided_by = ?, decided_at = ?, "
                "nonce = ?, n = ? WHERE id = ?",
                values,
            )

        self._act(work, entry)

    def _act(self, work: Callable[[sqlite3.Connection], T], entry: Entry) -> T:
        """One act and its entry in the log, in one transaction."""

        def both(connection: sqlite3.Connection) -> T:
            try:
                done = work(connection)
            except sqlite3.IntegrityError as error:
                raise RuleBroken(f"the desk's rules forbid this: {error}") from error
            append_entry(connection, entry)
            return done

        return self._database.write(both)

    def _found(self, condition: str, values: Sequence[Any]) -> tuple[Reopening, ...]:
        rows = self._database.read(
            lambda connection: connection.execute(_COLUMNS + condition, values).fetchall()
        )
        return tuple(map(_reopening, rows))


def _waiting_hash(connection: sqlite3.Connection, id: int) -> bytes:
    found = connection.execute(
        "SELECT hash FROM desk_reopenings WHERE id = ? AND stage = 'waiting'", (id,)
    ).fetchone()
    if found is None:
        raise DeskChanged(_NOT_WAITING)
    return bytes(found[0])


def _reopening(row: tuple[Any, ...]) -> Reopening:
    id, body, stage, decided_by, decided_at, why = row
    return msgspec.structs.replace(
        msgspec.msgpack.decode(body, type=Reopening),
        id=id,
        stage=Stage(stage),
        decided_by=decided_by,
        decided_at=moment_or_none(decided_at),
        why=why,
    )
