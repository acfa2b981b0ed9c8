"""AuditLog: each entry follows the one before it, for good."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from service.desk.audit import START, hash_of
from service.desk.ports import AuditLog, Entry, Sought
from service.desk.testing import MemoryAuditLog
from service.store.sqlite.store import open_store

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AuditLog]:
    if request.param == "memory":
        yield MemoryAuditLog()
        return
    store = open_store(tmp_path / "hansho.db")
    yield store.audit
    store.close()


def entry(number: int) -> Entry:
    return Entry(
        at=NOW + timedelta(seconds=number),
        actor=number,
        act="draft.submit",
        subject=f"draft:{number}",
        body={"b": number, "a": "湊浜"},
    )


def test_a_log_begins_empty(log: AuditLog):
    assert (log.newest(), log.rows()) == (None, ())


def test_an_entry_is_kept_word_for_word_with_its_place_in_the_chain(log: AuditLog):
    row = log.append(entry(7))

    assert log.rows() == (row,)
    assert (row.n, row.at, row.actor, row.act, row.subject, row.body, row.previous) == (
        1,
        NOW + timedelta(seconds=7),
        7,
        "draft.submit",
        "draft:7",
        '{"a":"湊浜","b":7}'.encode(),
        START,
    )
    assert row.hash == hash_of(row)


def test_each_entry_names_the_hash_of_the_one_before(log: AuditLog):
    first, second, third = (log.append(entry(number)) for number in range(3))

    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert log.newest() == third


def test_rows_are_read_on_from_any_place(log: AuditLog):
    rows = [log.append(entry(number)) for number in range(5)]

    assert log.rows(after=1, most=3) == tuple(rows[1:4])
    assert log.rows(after=5) == ()


def test_the_latest_rows_are_told_newest_first(log: AuditLog):
    rows = [log.append(entry(number)) for number in range(5)]

    assert log.latest(Sought(), most=2) == (rows[4], rows[3])
    assert log.latest(Sought(before=3)) == (rows[1], rows[0])


def test_rows_are_found_by_actor_act_and_subject_together(log: AuditLog):
    rows = [log.append(entry(number)) for number in (1, 2, 1)]
    other = log.append(msgspec.structs.replace(entry(1), act="staff.login"))

    assert log.latest(Sought(actor=1)) == (other, rows[2], rows[0])
    assert log.latest(Sought(actor=0)) == ()
    assert log.latest(Sought(act="staff.login")) == (other,)
    assert log.latest(Sought(subject="draft:2")) == (rows[1],)
    assert log.latest(Sought(actor=1, act="draft.submit", subject="draft:1", before=3)) == (
        rows[0],
    )
