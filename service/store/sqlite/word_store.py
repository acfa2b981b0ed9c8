"""SqliteWordStore: `service.desk.word_store`, over the table desk_words."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from alerts.ports import StoreUnavailable
from service.desk.desk_store import RuleBroken
from service.desk.ports import MACHINE, DeskChanged, Entry
from service.desk.word_corrections import Correction, Stage
from service.store.sqlite.audit_log import append_entry
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros, moment, moment_or_none
from service.store.sqlite.failure import unavailable

T = TypeVar("T")
_DECIDED = "somebody else has decided on this already; read what became of it"
_COLUMNS = (
    "SELECT id, language, phrase, words, before, source_ja, source_en, note, written_by, "
    "written_at, stage, decided_by, decided_at, why FROM desk_words w "
)
_CURRENT = (
    "WHERE stage = 'waiting' OR reviewed_as = (SELECT max(reviewed_as) FROM desk_words v "
    "WHERE v.language = w.language AND v.phrase = w.phrase) ORDER BY id"
)
_REVIEWED_AS = "(SELECT coalesce(max(reviewed_as), 0) + 1 FROM desk_words)"


class SqliteWordStore:
    """Any thread, one process at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, corrections: Sequence[Correction], entry: Entry) -> tuple[Correction, ...]:
        def work(connection: sqlite3.Connection) -> tuple[Correction, ...]:
            if any(one.written_by == MACHINE for one in corrections):
                raise RuleBroken("a person writes a correction, and a second one reviews it")
            return tuple(_add(connection, one, one.written_by) for one in corrections)

        return self._act(work, entry)

    def confirm(self, correction: Correction, by: int, at: datetime, entry: Entry) -> Correction:
        def work(connection: sqlite3.Connection) -> Correction:
            stored = _add(connection, correction, by)
            _decide(connection, stored.id, Stage.REVIEWED, by, at, "")
            return msgspec.structs.replace(
                stored, stage=Stage.REVIEWED, decided_by=by, decided_at=at
            )

        return self._act(work, entry)

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        self._act(lambda connection: _decide(connection, id, stage, by, at, why), entry)

    def correction(self, id: int) -> Correction | None:
        found = self._found("WHERE id = ?", (id,))
        return found[0] if found else None

    def current(self) -> tuple[Correction, ...]:
        return self._found(_CURRENT, ())

    def history(self, language: str, phrase: str) -> tuple[Correction, ...]:
        return self._found("WHERE language = ? AND phrase = ? ORDER BY id DESC", (language, phrase))

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

    def _found(self, condition: str, values: Sequence[Any]) -> tuple[Correction, ...]:
        rows = self._database.read(
            lambda connection: connection.execute(_COLUMNS + condition, values).fetchall()
        )
        return tuple(map(_correction, rows))


def stored_words(path: Path) -> tuple[tuple[Correction, ...], dict[int, str]]:
    """What waits and what holds, and the staff's names, of a store that another process may be
    serving: looks, and never writes. Raises StoreUnavailable."""
    if not path.exists():
        raise StoreUnavailable(f"{path}: no store is there; check data_dir in the settings")
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            found = tuple(map(_correction, connection.execute(_COLUMNS + _CURRENT)))
            return found, dict(connection.execute("SELECT number, name FROM staff"))
    except sqlite3.Error as error:
        raise unavailable(error) from error


def _add(connection: sqlite3.Connection, one: Correction, by: int) -> Correction:
    connection.execute(
        "UPDATE desk_words SET stage = 'replaced', decided_by = ?, decided_at = ? "
        "WHERE language = ? AND phrase = ? AND stage = 'waiting'",
        (by, micros(one.written_at), one.language, one.phrase),
    )
    added = connection.execute(
        "INSERT INTO desk_words (language, phrase, words, before, source_ja, source_en, note, "
        "written_by, written_at, stage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tuple(_values(one)),
    ).lastrowid
    assert added is not None
    return msgspec.structs.replace(one, id=added)


def _values(one: Correction) -> Iterator[Any]:
    yield from (one.language, one.phrase, one.words, one.before, *one.sources, one.note)
    yield from (one.written_by, micros(one.written_at), one.stage.value)


def _decide(
    connection: sqlite3.Connection, id: int, stage: Stage, by: int, at: datetime, why: str
) -> None:
    if stage not in (Stage.REVIEWED, Stage.RETURNED, Stage.DROPPED):
        raise RuleBroken("another speaker than its writer reviews it")
    reviewed_as = _REVIEWED_AS if stage is Stage.REVIEWED else "NULL"
    changed = connection.execute(
        f"UPDATE desk_words SET stage = ?, decided_by = ?, decided_at = ?, why = ?, "  # noqa: S608
        f"reviewed_as = {reviewed_as} WHERE id = ? AND stage = 'waiting'",
        (stage.value, by, micros(at), why, id),
    )
    if not changed.rowcount:
        raise DeskChanged(_DECIDED)


def _correction(row: tuple[Any, ...]) -> Correction:
    id, language, phrase, words, before, ja, en, note, by, at, stage, decider, when, why = row
    return Correction(
        id=id,
        language=language,
        phrase=phrase,
        words=words,
        before=before,
        sources=(ja, en),
        note=note,
        written_by=by,
        written_at=moment(at),
        stage=Stage(stage),
        decided_by=decider,
        decided_at=moment_or_none(when),
        why=why,
    )
