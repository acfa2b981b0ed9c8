"""Whatever is done to the log is found: changed, dropped, cut off, moved, or written anew."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from service.desk.audit import chained, hash_of
from service.desk.audit_findings import examined
from service.desk.audit_heads import (
    Head,
    HeadUnreadable,
    line_of,
    read_heads,
    signed_head,
)
from service.desk.ports import AuditRow, Entry

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
KEY, OTHER_KEY = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
KEYS = {"ours": KEY.public_key()}
SIZE = 6

replace = msgspec.structs.replace
Rows = list[AuditRow]


def log(size: int = SIZE, word: str = "") -> Rows:
    rows: Rows = []
    for n in range(1, size + 1):
        entry = Entry(
            at=NOW + timedelta(seconds=n), actor=n, act="a.b", subject=f"s:{n}", body={"w": word}
        )
        rows.append(chained(rows[-1] if rows else None, entry))
    return rows


def heads(rows: Rows, key: Ed25519PrivateKey = KEY, key_id: str = "ours") -> list[Head]:
    return [signed_head(row, NOW, key, key_id) for row in rows]


def rechained(rows: Rows) -> Rows:
    """What somebody does who knows how the chain is made: every hash and number anew."""
    anew: Rows = []
    for row in rows:
        before = anew[-1] if anew else None
        entry = Entry(at=row.at, actor=row.actor, act=row.act, subject=row.subject)
        made = replace(chained(before, entry), body=row.body)
        anew.append(replace(made, hash=hash_of(made)))
    return anew


def found(rows: Rows, told: list[Head]) -> set[int]:
    return {fault.n for fault in examined(rows, told, KEYS).faults}


def test_a_log_as_it_was_written_is_without_fault():
    findings = examined(log(), heads(log()), KEYS)

    assert (findings.entries, findings.heads, findings.covered, findings.faults) == (6, 6, 6, ())


CHANGES: dict[str, Callable[[AuditRow], AuditRow]] = {
    "time": lambda row: replace(row, at=row.at + timedelta(microseconds=1)),
    "actor": lambda row: replace(row, actor=row.actor + 1),
    "act": lambda row: replace(row, act="a.c"),
    "subject": lambda row: replace(row, subject="s:9"),
    "body": lambda row: replace(row, body=b'{"w":"x"}'),
    "border of two fields": lambda row: replace(row, act="a.bs", subject=row.subject[1:]),
    "hash": lambda row: replace(row, hash=bytes(32)),
    "previous hash": lambda row: replace(row, previous=b"\1" * 32),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", range(SIZE))
def test_a_changed_entry_is_found_without_any_head(change: str, at: int):
    rows = log()
    rows[at] = CHANGES[change](rows[at])

    assert at + 1 in found(rows, [])


@pytest.mark.parametrize("at", range(SIZE - 1))
def test_a_dropped_entry_is_found_without_any_head(at: int):
    rows = log()
    del rows[at]

    assert at + 2 in found(rows, [])


@given(st.permutations(range(SIZE)).filter(lambda order: order != list(range(SIZE))))
def test_moved_entries_are_found_without_any_head(order: list[int]):
    rows = log()

    assert found([rows[at] for at in order], []) != set()


def test_an_entry_put_in_between_is_found_without_any_head():
    rows = log()

    assert found([*rows[:3], rows[2], *rows[3:]], []) != set()


@pytest.mark.parametrize("kept", range(SIZE))
def test_an_end_that_was_cut_off_is_found_by_the_heads_and_only_by_them(kept: int):
    rows = log()

    assert found(rows[:kept], []) == set()
    assert found(rows[:kept], heads(rows)[-1:]) == {SIZE}


@pytest.mark.parametrize("at", range(SIZE))
def test_a_log_that_was_written_anew_from_an_entry_on_is_found_by_the_heads(at: int):
    rows = log()
    forged = rechained([*rows[:at], replace(rows[at], actor=99), *rows[at + 1 :]])

    assert found(forged, []) == set()
    assert found(forged, heads(rows)) == set(range(at + 1, SIZE + 1))


def test_a_log_that_was_written_anew_shorter_is_found_by_the_heads():
    rows = log()
    forged = rechained([*rows[:2], *rows[3:]])

    assert found(forged, heads(rows)) == {3, 4, 5, 6}


def test_heads_that_another_key_signed_are_found():
    forged = log(word="forged")

    assert found(forged, heads(forged, OTHER_KEY, "theirs")) == set(range(1, SIZE + 1))
    assert found(forged, heads(forged, OTHER_KEY, "ours")) == set(range(1, SIZE + 1))


@pytest.mark.parametrize(
    "change",
    [{"n": 5}, {"at": NOW + timedelta(seconds=1)}, {"hash": "00" * 32}, {"signature": "zz"}],
    ids=["number", "time", "hash", "signature"],
)
def test_a_head_that_was_changed_is_found(change: dict[str, object]):
    rows = log()
    told = [replace(heads(rows)[-1], **change)]

    assert len(examined(rows, told, KEYS).faults) == 1


def test_entries_that_no_head_covers_yet_are_told():
    findings = examined(log(), heads(log())[:4], KEYS)

    assert (findings.covered, findings.faults) == (4, ())


def test_heads_are_read_as_they_were_written():
    told = heads(log())

    assert list(read_heads(b"".join(map(line_of, told)))) == told


def test_a_line_that_a_crash_cut_off_is_left_out():
    told = heads(log())[:2]
    content = line_of(told[0]) + line_of(told[1])[:40] + b"\n" + line_of(told[1])

    assert list(read_heads(content)) == told


def test_a_line_that_is_no_head_is_named():
    with pytest.raises(HeadUnreadable, match="line 2 is no head"):
        read_heads(line_of(heads(log())[0]) + b"{}\n")
