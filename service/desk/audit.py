"""The log's chain: how a row's hash is made, and how anything done to the rows is found.

A row's hash is SHA-256 over `hansho-audit-1\\n`, the hash before it (32 zero bytes for the first),
then n, at (microseconds since 1970) and actor as eight bytes each, big-endian and signed, then act,
subject and body as UTF-8, each behind its length in eight bytes.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from service.desk.ports import AuditRow, Entry

START = bytes(32)
"""What stands before the first row."""

_MARK = b"hansho-audit-1\n"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


What = Literal["missing", "order", "content", "key", "signature", "cut", "anew"]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something is wrong at row `n`; the sentence says what it shows, `what` names it for words."""

    n: int
    what: What
    reason: str


def chained(previous: AuditRow | None, entry: Entry) -> AuditRow:
    """The row that follows `previous` (None: the first)."""
    row = AuditRow(
        n=1 if previous is None else previous.n + 1,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        subject=entry.subject,
        body=msgspec.json.encode(entry.body, order="sorted"),
        previous=START if previous is None else previous.hash,
        hash=b"",
    )
    return msgspec.structs.replace(row, hash=hash_of(row))


def hash_of(row: AuditRow) -> bytes:
    """What the row's hash has to be, from all its other fields."""
    digest = hashlib.sha256(_MARK + row.previous)
    for number in (row.n, (row.at - _EPOCH) // timedelta(microseconds=1), row.actor):
        digest.update(number.to_bytes(8, "big", signed=True))
    for text in (row.act.encode(), row.subject.encode(), row.body):
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text)
    return digest.digest()


class Verifier:
    """Takes the rows as they stand, in any number of pieces, and keeps what it found."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.hashes: dict[int, bytes] = {}
        self._last: AuditRow | None = None

    @property
    def newest(self) -> AuditRow | None:
        return self._last

    def take(self, rows: Iterable[AuditRow]) -> None:
        for row in rows:
            self._take(row)

    def _take(self, row: AuditRow) -> None:
        before = self._last
        expected = 1 if before is None else before.n + 1
        if row.n != expected:
            self._fault(
                row.n,
                "missing",
                f"entry {expected} should stand here: entries are missing or moved",
            )
        elif row.previous != (START if before is None else before.hash):
            self._fault(
                row.n, "order", "it does not follow the entry before it: one of them was exchanged"
            )
        if row.hash != hash_of(row):
            self._fault(row.n, "content", "its content is not what was written: it was changed")
        self.hashes[row.n] = row.hash
        self._last = row

    def _fault(self, n: int, what: What, reason: str) -> None:
        self.faults.append(Fault(n=n, what=what, reason=reason))
