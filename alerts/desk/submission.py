"""Submission: a draft's version as frozen bytes, waiting for another person.

What is hashed, and why: docs/decisions/0020-what-two-people-approve.md.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from alerts.model import Alert, Holding, Mode, Phase
from alerts.ports import Edition
from alerts.push.payload import rest_in
from geo.area import Area

_DOMAIN = "hansho-approval-2"


class State(StrEnum):
    WAITING = "waiting"
    ISSUED = "issued"
    RETURNED = "returned"
    REJECTED = "rejected"
    EXPIRED = "expired"


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes that people would get: now, if taken back, if all is clear.

    `holding` is what held on the same ground when it was frozen; the two endings name it. Of a
    lifting or a withdrawal only `alert` is set: it is the ending itself.
    """

    area: Area
    alert: tuple[Edition, ...]
    withdrawal: tuple[Edition, ...] = ()
    all_clear: tuple[Edition, ...] = ()
    holding: tuple[Holding, ...] = ()


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What one person asks another to approve. `number` is the alert's revision that it becomes.

    `sent` is the clock time that stands in the texts. `audience` is how many phones it would have
    reached when it was last asked about, exactly and for no page; `told` what pages say of it, in
    tens (0: under ten); `asked` the larger count that both must agree to first
    (None: nothing to agree to), `agreed` whether the submitter has. `template` is the hash of a
    pre-approved template (break-glass), else None. `note` is what a withdrawal says of itself.
    `id` counts from 1; 0 before it is stored.
    """

    draft_id: str
    version: int
    mode: Mode
    phase: Phase
    alert_id: str
    number: int
    identifier: str
    sent: datetime
    root: bytes
    withdrawal_root: bytes
    all_clear_root: bytes
    hash: bytes
    cap: bytes
    submitted_by: int
    at: datetime
    audience: int
    told: int = 0
    id: int = 0
    note: str = ""
    template: bytes | None = None
    state: State = State.WAITING
    asked: int | None = None
    agreed: bool = False
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


def root_of(editions: Iterable[Edition]) -> bytes:
    """SHA-256 over the sorted lines "language relation hex(sha256(payload))\\n", UTF-8.

    Whoever holds nothing but the payloads that phones got can work it out: language and relation
    stand in each payload's data.
    """
    lines = sorted(
        f"{one.language} {one.relation.value} {hashlib.sha256(one.payload).hexdigest()}\n"
        for one in editions
    )
    return hashlib.sha256("".join(lines).encode()).digest()


NOTHING = root_of(())
"""The root of an ending where none is prepared."""


def rest_of(area: Area, withdrawal_root: bytes = NOTHING, all_clear_root: bytes = NOTHING) -> bytes:
    """What is approved with an alert's texts and stands in none of them, as 32 bytes.

    Each of the payloads carries it (`data.rest`): phones can tell the whole hash by themselves.
    """
    ground = hashlib.sha256(area.to_wkb()).hexdigest()
    return _hashed(ground, withdrawal_root.hex(), all_clear_root.hex())


def approval_hash(submission: Submission, area: Area) -> bytes:
    """What is approved, as 32 bytes: mode, phase, alert, revision, the rest, and all texts."""
    rest = rest_of(area, submission.withdrawal_root, submission.all_clear_root)
    return _hash(submission, rest, submission.root)


def hash_told(submission: Submission, editions: Sequence[Edition]) -> bytes:
    """The approved hash as the payloads themselves tell it, whatever is stored beside them.

    One payload's `rest` is enough, because the root holds all of them to what was approved.
    """
    rest = rest_in(editions[0].payload) if editions else b""
    return _hash(submission, rest, root_of(editions))


def _hash(submission: Submission, rest: bytes, root: bytes) -> bytes:
    return _hashed(
        _DOMAIN,
        submission.mode.value,
        submission.phase.value,
        submission.alert_id,
        str(submission.number),
        rest.hex(),
        root.hex(),
    )


def _hashed(*lines: str) -> bytes:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).digest()


def came_too_late(one: Submission, alert: Alert | None) -> bool:
    """Another revision was issued meanwhile: nobody can approve this any more."""
    return alert is not None and alert.latest.number >= one.number
