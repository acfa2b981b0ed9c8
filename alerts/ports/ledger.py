"""The ledger: who is owed which revision, and what came of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Protocol

import msgspec

from alerts.model import Mode, Relation
from alerts.ports.arrays import Numbers


class Result(IntEnum):
    """One byte per recipient and revision."""

    OWED = 0
    ACCEPTED = 1
    GONE = 2
    REFUSED = 3
    EXPIRED = 4
    SUPERSEDED = 5
    TOLD = 6  # given in the answer to a registration, a move or an opening of the app
    DELETED = 7


class Wave(msgspec.Struct, frozen=True, kw_only=True):
    """Recipients to record at once (≤ 50,000), all of one rank, relation and push service order.

    `cursor` is where recording goes on after this wave: opaque to the ledger.
    """

    numbers: Numbers
    rank: int
    relation: Relation
    cursor: int
    last: bool


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """≤ 1,000 recipients of one revision, one push service, one rank and relation.

    `results` is one byte each (`Result`), same length and order as `numbers`.
    """

    id: int
    alert_id: str
    number: int
    service: str
    rank: int
    relation: Relation
    numbers: Numbers
    results: bytes


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What was learnt about one chunk: see `Ledger.settle`."""

    chunk_id: int
    results: bytes
    at: datetime | None = None


class OpenRevision(msgspec.Struct, frozen=True, kw_only=True):
    """A revision that still owes work. `cursor` is None before its first wave."""

    alert_id: str
    number: int
    mode: Mode
    cutoff: int
    cursor: int | None
    all_recorded: bool


class Ledger(Protocol):
    """Who is owed what. A crash anywhere resumes at the cursor; nobody is lost."""

    def open_revisions(self) -> tuple[OpenRevision, ...]:
        """Newest revisions with recipients to record or results owed.

        Real ones before exercises, then strongest first, then the one issued first.
        """
        ...

    def recorded(self, alert_id: str, before: int | None = None) -> Numbers:
        """Everyone ever recorded for the alert, sorted; with `before`, in revisions < before."""
        ...

    def holders(self, alert_id: str, number: int) -> Numbers:
        """Who knows of the alert by this revision, sorted: accepted for them, or told in an answer.

        Not those whom it told that their place is no longer in the area.
        """
        ...

    def first_told(self, alert_id: str, number: int) -> tuple[Numbers, Numbers]:
        """The chunk that was recorded first (≤ 1,000), sorted, and who of it are `holders`."""
        ...

    def record(self, alert_id: str, number: int, wave: Wave) -> None:
        """Writes a wave and moves the cursor in one durable transaction.

        Numbers already recorded for this revision are skipped; numbers are split by push service
        into chunks of ≤ 1,000, in the given order; of a wave of `RANK_LEFT` pending phones get
        `RANK_LEFT_PENDING`. Left out are deleted numbers, and pending ones whose endpoint is
        confirmed by another, or was registered by another before, or whose service may not exist
        (no phone there was ever confirmed). Does nothing for a revision that was superseded
        meanwhile. Raises LookupError for one never issued.
        """
        ...

    def tell(self, alert_id: str, number: int, subscription: int, relation: Relation) -> bool:
        """Records one phone that got the revision in an answer. False if it was recorded before.

        Raises `RevisionOutOfOrder` if a newer revision was issued meanwhile: answer with that one.
        """
        ...

    def owed(self, alert_id: str, number: int, after: int = 0) -> Iterator[Chunk]:
        """Chunks with anything owed, in order of delivery (rank, then as recorded).

        `after`: only chunks with a higher id, which are those that were recorded later.
        """
        ...

    def settle(self, chunk_id: int, results: bytes, at: datetime | None = None) -> None:
        """Writes result bytes; bytes that are `OWED` in `results` leave the stored byte as it is.

        `at`: when these answers came; whoever is newly accepted counts for that second.

        Nothing happens for a chunk that was forgotten. Raises ValueError if `results` is not one
        known byte for each recipient.
        """
        ...

    def settle_many(self, settlements: Sequence[Settlement]) -> None:
        """The same for many chunks in one durable transaction: all of them or none."""
        ...

    def counts(self, alert_id: str, number: int) -> dict[Result, int]:
        """Recipients by result; every result is a key, 0 included."""
        ...

    def counts_by(self, alert_id: str, number: int) -> dict[tuple[str, int], int]:
        """Accepted recipients by (language, rank), for reports to people."""
        ...

    def accepted_at(self, alert_id: str, number: int) -> tuple[tuple[datetime, int], ...]:
        """Seconds in which push services accepted, with how many, in order. They stay."""
        ...

    def forget(self, now: datetime) -> int:
        """Erases recipients 72 h after their alert ended; counts stay. Returns alerts erased."""
        ...
