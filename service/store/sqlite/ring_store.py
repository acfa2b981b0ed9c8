"""SqliteRingStore: `service.desk.ring_store`."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from alerts.model import Kind
from geo.area import Area
from service.desk.ports import DeskChanged, Entry
from service.desk.ring_store import RingDevice, Settled
from service.desk.rings import (
    INTERRUPTED,
    Answer,
    Call,
    Concern,
    Device,
    Outcome,
    Recall,
    Ring,
    Rung,
    Said,
    Why,
)
from service.store.sqlite.audit_log import append_entry
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, moment, moment_or_none

T = TypeVar("T")
replace = msgspec.structs.replace

_RINGS = """SELECT id, why, subject, staff, exercise, about, begun, ended, unheard, concerns,
    widened FROM rings """
_DEVICES = """SELECT id, staff, label, language, endpoint, service, public_key, auth, key_id, added,
    lost FROM ring_devices ORDER BY id"""


class SqliteRingStore:
    """Any thread, one process at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_device(self, device: Device, entry: Entry) -> Device:
        columns = {**msgspec.structs.asdict(device), "added": micros(device.added)}
        del columns["id"], columns["lost"]
        names, marks = ", ".join(columns), ", ".join("?" for _ in columns)

        def work(connection: sqlite3.Connection) -> int:
            connection.execute("DELETE FROM ring_devices WHERE endpoint = ?", (device.endpoint,))
            statement = f"INSERT INTO ring_devices ({names}) VALUES ({marks})"  # noqa: S608
            return _added(connection.execute(statement, tuple(columns.values())))

        return replace(device, id=self._act(work, entry), lost=None)

    def devices(self) -> tuple[Device, ...]:
        return tuple(map(_device, self._rows(_DEVICES, ())))

    def remove_device(self, id: int, staff: int, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            gone = connection.execute(
                "DELETE FROM ring_devices WHERE id = ? AND staff = ?", (id, staff)
            )
            if gone.rowcount != 1:
                raise DeskChanged("you have no such device any more; load the page again")

        self._act(work, entry)

    def lose_device(self, id: int, at: datetime) -> None:
        self._do("UPDATE ring_devices SET lost = ? WHERE id = ?", (micros(at), id))

    def begin(self, ring: Ring, entry: Entry) -> Ring | None:
        values = (
            ring.why.value,
            ring.subject,
            ring.staff,
            ring.exercise,
            ring.about,
            micros(ring.begun),
            _packed(ring.concerns),
        )

        def work(connection: sqlite3.Connection) -> int | None:
            try:
                added = connection.execute(
                    "INSERT INTO rings (why, subject, staff, exercise, about, begun, concerns) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
            except sqlite3.IntegrityError:
                return None
            append_entry(connection, entry)
            return _added(added)

        id = self._database.write(work)
        return None if id is None else replace(ring, id=id)

    def ring(self, id: int) -> Ring | None:
        found = self._rings("WHERE id = ?", (id,))
        return found[0] if found else None

    def going_on(self) -> tuple[Ring, ...]:
        return self._rings("WHERE ended IS NULL ORDER BY id", ())

    def recent(self, most: int = 50) -> tuple[Ring, ...]:
        return self._rings("ORDER BY id DESC LIMIT ?", (most,))

    def call(self, ring: int, calls: Sequence[Call], rung: Sequence[Rung] = ()) -> tuple[Call, ...]:
        def work(connection: sqlite3.Connection) -> tuple[Call, ...]:
            connection.executemany(
                "INSERT OR IGNORE INTO ring_rung "
                "(ring, device, staff, recall, at, detail, tries, due) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [_rung_row(ring, one) for one in rung],
            )
            return tuple(replace(one, id=_write_call(connection, ring, one)) for one in calls)

        return self._database.write(work)

    def settle(self, settled: Sequence[Settled], refused: Sequence[RingDevice] = ()) -> None:
        values = [(outcome.value, detail, id) for id, outcome, detail in settled]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(
                "UPDATE ring_calls SET outcome = ?, detail = ? WHERE id = ?", values
            )
            connection.executemany("DELETE FROM ring_rung WHERE ring = ? AND device = ?", refused)

        self._database.write(work)

    def interrupted(self) -> int:
        def work(connection: sqlite3.Connection) -> int:
            connection.execute(
                "UPDATE ring_rung SET recall = 'owed', detail = ? WHERE recall = 'sending'",
                (INTERRUPTED,),
            )
            return connection.execute(
                "UPDATE ring_calls SET outcome = 'failed', detail = ? WHERE outcome = 'calling'",
                (INTERRUPTED,),
            ).rowcount

        return self._database.write(work)

    def to_recall(self) -> tuple[Ring, ...]:
        owed = "SELECT ring FROM ring_rung WHERE recall = 'owed'"
        return self._rings(f"WHERE ended IS NOT NULL AND id IN ({owed}) ORDER BY id", ())

    def set_recalls(self, ring: int, rung: Sequence[Rung]) -> None:
        rows = [(*_rung_row(ring, one)[3:], ring, one.device) for one in rung]
        update = (
            "UPDATE ring_rung SET recall = ?, at = ?, detail = ?, tries = ?, due = ? "
            "WHERE ring = ? AND device = ?"
        )
        self._database.write(lambda connection: connection.executemany(update, rows))

    def answer(self, ring: int, answer: Answer, entry: Entry) -> None:
        unheard = "unheard" if answer.said is Said.CANNOT else "NULL"
        update = f"UPDATE rings SET unheard = {unheard} WHERE id = ? AND ended IS NULL"  # noqa: S608
        values = (ring, answer.staff, micros(answer.at), answer.said.value)

        def work(connection: sqlite3.Connection) -> None:
            if connection.execute(update, (ring,)).rowcount != 1:
                raise DeskChanged("this ring is over; nobody has to answer it any more")
            connection.execute(
                "INSERT INTO ring_answers (ring, staff, at, said) VALUES (?, ?, ?, ?)", values
            )

        self._act(work, entry)

    def set_unheard(self, ring: int, at: datetime, entry: Entry) -> None:
        update = "UPDATE rings SET unheard = ? WHERE id = ?"
        self._act(lambda connection: connection.execute(update, (micros(at), ring)), entry)

    def set_widened(self, ring: int, at: datetime, entry: Entry) -> None:
        update = "UPDATE rings SET widened = ? WHERE id = ?"
        self._act(lambda connection: connection.execute(update, (micros(at), ring)), entry)

    def end(self, ring: int, at: datetime) -> None:
        self._do("UPDATE rings SET ended = ? WHERE id = ?", (micros(at), ring))

    def last_called(self) -> Mapping[int, datetime]:
        rows = self._rows(
            "SELECT c.staff, max(c.at) FROM ring_calls c JOIN rings r ON r.id = c.ring "
            "WHERE r.why <> 'test' GROUP BY c.staff",
            (),
        )
        return {staff: moment(at) for staff, at in rows}

    def forget(self, before: datetime) -> int:
        old = "(SELECT id FROM rings WHERE ended < ?)"

        def work(connection: sqlite3.Connection) -> int:
            for table in ("ring_calls", "ring_answers", "ring_rung"):
                connection.execute(f"DELETE FROM {table} WHERE ring IN {old}", (micros(before),))  # noqa: S608
            gone = connection.execute("DELETE FROM rings WHERE ended < ?", (micros(before),))
            return gone.rowcount

        return self._database.write(work)

    def _rings(self, condition: str, values: Sequence[Any]) -> tuple[Ring, ...]:
        def read(connection: sqlite3.Connection) -> tuple[Ring, ...]:
            rows = connection.execute(_RINGS + condition, values).fetchall()
            return tuple(_whole(connection, row) for row in rows)

        return self._database.read(read)

    def _rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._database.read(
            lambda connection: connection.execute(statement, values).fetchall()
        )

    def _do(self, statement: str, values: Sequence[Any]) -> int:
        return self._database.write(
            lambda connection: connection.execute(statement, values).rowcount
        )

    def _act(self, work: Callable[[sqlite3.Connection], T], entry: Entry) -> T:
        def both(connection: sqlite3.Connection) -> T:
            done = work(connection)
            append_entry(connection, entry)
            return done

        return self._database.write(both)


def _added(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _write_call(connection: sqlite3.Connection, ring: int, call: Call) -> int:
    values = (ring, call.staff, call.turn, micros(call.at), call.outcome.value, call.detail)
    return _added(
        connection.execute(
            "INSERT INTO ring_calls (ring, staff, turn, at, outcome, detail) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
    )


def _device(row: tuple[Any, ...]) -> Device:
    *most, added, lost = row
    names = Device.__struct_fields__
    values: dict[str, Any] = dict(zip(names, most, strict=False))
    return Device(**values, added=moment(added), lost=moment_or_none(lost))


def _whole(connection: sqlite3.Connection, row: tuple[Any, ...]) -> Ring:
    id, why, subject, staff, exercise, about, begun, ended, unheard, concerns, widened = row
    calls = connection.execute(
        "SELECT id, staff, turn, at, outcome, detail FROM ring_calls WHERE ring = ? ORDER BY id",
        (id,),
    )
    answers = connection.execute(
        "SELECT staff, at, said FROM ring_answers WHERE ring = ? ORDER BY id", (id,)
    )
    rung = connection.execute(
        "SELECT device, staff, recall, at, detail, tries, due FROM ring_rung "
        "WHERE ring = ? ORDER BY device",
        (id,),
    )
    return Ring(
        id=id,
        why=Why(why),
        subject=subject,
        staff=staff,
        exercise=bool(exercise),
        about=about,
        begun=moment(begun),
        ended=moment_or_none(ended),
        unheard=moment_or_none(unheard),
        concerns=_concerns(concerns),
        widened=moment_or_none(widened),
        calls=tuple(map(_call, calls.fetchall())),
        answers=tuple(map(_answer, answers.fetchall())),
        rung=tuple(map(_rung, rung.fetchall())),
    )


def _packed(concerns: Sequence[Concern]) -> bytes:
    """JSON: `[[kind, WKB in base64], …]`."""
    return msgspec.json.encode([(one.kind.value, one.ground.to_wkb()) for one in concerns])


def _concerns(packed: bytes) -> tuple[Concern, ...]:
    found = msgspec.json.decode(packed, type=list[tuple[Kind, bytes]])
    return tuple(Concern(kind=kind, ground=Area.from_wkb(wkb)) for kind, wkb in found)


def _call(row: tuple[Any, ...]) -> Call:
    id, staff, turn, at, outcome, detail = row
    return Call(
        id=id, staff=staff, turn=turn, at=moment(at), outcome=Outcome(outcome), detail=detail
    )


def _answer(row: tuple[Any, ...]) -> Answer:
    staff, at, said = row
    return Answer(staff=staff, at=moment(at), said=Said(said))


def _rung(row: tuple[Any, ...]) -> Rung:
    device, staff, recall, at, detail, tries, due = row
    return Rung(
        device=device,
        staff=staff,
        recall=Recall(recall),
        at=moment_or_none(at),
        detail=detail,
        tries=tries,
        due=moment_or_none(due),
    )


def _rung_row(ring: int, one: Rung) -> tuple[Any, ...]:
    at, due = (None if time is None else micros(time) for time in (one.at, one.due))
    return ring, one.device, one.staff, one.recall.value, at, one.detail, one.tries, due
