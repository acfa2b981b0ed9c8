"""MemoryStore: what the three in-memory twins of the store share. A lock makes each call whole."""

from collections import Counter
from datetime import datetime
from threading import RLock

import msgspec
import numpy as np

from alerts.model import Alert, Relation
from alerts.ports import AgreedKey, Issue, Numbers, Place, Registration, Result
from alerts.release import Handling
from alerts.report import ReportKey
from alerts.voices import Voice, VoiceKey


class Phone(msgspec.Struct, kw_only=True):
    """A phone as the twin keeps it; `used` says that the agreed key is due for a fresh one."""

    registration: Registration
    language: str
    secret_hash: bytes
    nonce_hash: bytes
    registered: datetime
    confirmed: bool = False
    buried: datetime | None = None
    agreed: AgreedKey | None = None
    used: bool = False
    places: tuple[Place, ...] = ()


class Row(msgspec.Struct, kw_only=True):
    """A chunk as the twin keeps it; `languages` as they were when its recipients were recorded."""

    id: int
    service: str
    rank: int
    relation: Relation
    numbers: Numbers
    languages: tuple[str, ...]
    results: bytearray


class Issued(msgspec.Struct, kw_only=True):
    """A revision with what the ledger knows of it. `tallies` and `accepted` outlive the chunks.

    `pushed`: what the desk decided on what waited; None: nothing yet.
    """

    issue: Issue
    order: int
    cutoff: int
    cursor: int | None = None
    all_recorded: bool = False
    chunks: list[Row] = msgspec.field(default_factory=list)
    told: dict[int, Relation] = msgspec.field(default_factory=dict)
    tallies: dict[Result, int] = msgspec.field(default_factory=dict)
    accepted: dict[tuple[str, int], int] = msgspec.field(default_factory=dict)
    seconds: Counter[datetime] = msgspec.field(default_factory=Counter)
    pushed: bool | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody has still to decide if it is pushed."""
        release = self.issue.release
        is_asked = release is not None and release.handling is Handling.APPROVAL
        return is_asked and self.pushed is None

    def recipients(self) -> Numbers:
        """Everyone recorded for this revision, in no order."""
        told = np.fromiter(self.told, np.int64, len(self.told))
        return np.concatenate([told, *(row.numbers for row in self.chunks)])

    def close(self) -> None:
        """A newer revision took over: nobody more is recorded, nothing more is sent."""
        self.all_recorded = True
        for row in self.chunks:
            row.results = row.results.replace(_OWED, _SUPERSEDED)


_OWED = bytes([Result.OWED])
_SUPERSEDED = bytes([Result.SUPERSEDED])


class History(msgspec.Struct, kw_only=True):
    """An alert, all its revisions (number n at index n - 1), whether its people are forgotten."""

    alert: Alert
    revisions: list[Issued]
    forgotten: bool = False


class MemoryStore:
    """The state that `MemoryAlertStore`, `MemorySubscriptionStore` and `MemoryLedger` share."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.reports: dict[ReportKey, list[str]] = {}
        self.referenced: set[ReportKey] = set()
        self.voices: dict[VoiceKey, Voice] = {}
        self.histories: dict[str, History] = {}
        self.quarantine: list[tuple[datetime, str, bytes]] = []
        self.set_aside = 0
        self.phones: dict[int, Phone] = {}
        self.proven: dict[str, bool] = {}
        self.highest_number = 0
        self.issued_count = 0
        self.chunk_count = 0

    def issued(self, alert_id: str, number: int) -> Issued:
        """Raises LookupError if this revision was never issued."""
        history = self.histories.get(alert_id)
        if history is None or not 1 <= number <= len(history.revisions):
            raise LookupError(f"revision {number} of alert {alert_id} was never issued")
        return history.revisions[number - 1]

    def is_owed(self, number: int) -> bool:
        """Whether this phone is recorded at all: see `alerts.ports.Ledger.record`."""
        phone = self.phones[number]
        if phone.confirmed:
            return True
        return self.proven.get(phone.registration.service, True) and not any(
            other.registration.endpoint == phone.registration.endpoint
            and other.buried is None
            and (one < number or (one > number and other.confirmed))
            for one, other in self.phones.items()
        )

    def newest(self, alert_id: str) -> Issued:
        return self.histories[alert_id].revisions[-1]

    def chunk(self, chunk_id: int) -> Row | None:
        rows = (
            row
            for history in self.histories.values()
            for issued in history.revisions
            for row in issued.chunks
        )
        return next((row for row in rows if row.id == chunk_id), None)
