"""MemoryLedger: the in-memory twin of `Ledger`."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from alerts.audience import RANK_LEFT, RANK_LEFT_PENDING
from alerts.model import Relation
from alerts.ports import (
    Chunk,
    Numbers,
    OpenRevision,
    Result,
    RevisionOutOfOrder,
    Settlement,
    Wave,
)
from alerts.retention import RECIPIENTS_KEPT_FOR, ended_at
from alerts.testing_store import History, Issued, MemoryStore, Phone, Row

MOST_IN_CHUNK = 1_000


class MemoryLedger:
    """See `alerts.ports.Ledger`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def open_revisions(self) -> tuple[OpenRevision, ...]:
        with self._store.lock:
            newest = [history.revisions[-1] for history in self._store.histories.values()]
            return tuple(_open(issued) for issued in sorted(newest, key=_urgency) if _owes(issued))

    def recorded(self, alert_id: str, before: int | None = None) -> Numbers:
        with self._store.lock:
            history = self._store.histories.get(alert_id)
            if history is None:
                return np.empty(0, np.int64)
            revisions = history.revisions[: None if before is None else max(before - 1, 0)]
            people = [issued.recipients() for issued in revisions]
        return np.unique(np.concatenate([np.empty(0, np.int64), *people]))

    def holders(self, alert_id: str, number: int) -> Numbers:
        with self._store.lock:
            issued = self._store.issued(alert_id, number)
            held = [
                phone
                for row in issued.chunks
                for phone, result in zip(row.numbers.tolist(), row.results, strict=True)
                if result == Result.ACCEPTED and row.relation is not Relation.LEFT
            ]
            return np.array(sorted([*held, *issued.told]), np.int64)

    def first_told(self, alert_id: str, number: int) -> tuple[Numbers, Numbers]:
        with self._store.lock:
            chunks = self._store.issued(alert_id, number).chunks
            first = np.sort(chunks[0].numbers) if chunks else np.empty(0, np.int64)
        return first, first[np.isin(first, self.holders(alert_id, number))]

    def record(self, alert_id: str, number: int, wave: Wave) -> None:
        with self._store.lock:
            issued = self._store.issued(alert_id, number)
            history = self._store.histories[alert_id]
            if issued is not history.revisions[-1] or history.forgotten:
                return
            self._add_chunks(issued, wave)
            issued.cursor = wave.cursor
            issued.all_recorded = issued.all_recorded or wave.last

    def _add_chunks(self, issued: Issued, wave: Wave) -> None:
        known = set(issued.recipients().tolist())
        by_service: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number in dict.fromkeys(wave.numbers.tolist()):
            phone = self._store.phones.get(number)
            if number not in known and phone is not None and self._store.is_owed(number):
                rank = _rank(wave.rank, phone)
                by_service[rank, phone.registration.service].append(number)
        # Ranks in order; services as they came.
        for (rank, service), numbers in sorted(by_service.items(), key=lambda one: one[0][0]):
            for start in range(0, len(numbers), MOST_IN_CHUNK):
                part = numbers[start : start + MOST_IN_CHUNK]
                issued.chunks.append(self._row(service, rank, wave, part))

    def _row(self, service: str, rank: int, wave: Wave, numbers: list[int]) -> Row:
        self._store.chunk_count += 1
        return Row(
            id=self._store.chunk_count,
            service=service,
            rank=rank,
            relation=wave.relation,
            numbers=np.array(numbers, np.int64),
            languages=tuple(self._store.phones[number].language for number in numbers),
            results=bytearray(len(numbers)),
        )

    def tell(self, alert_id: str, number: int, subscription: int, relation: Relation) -> bool:
        with self._store.lock:
            issued = self._store.issued(alert_id, number)
            if issued is not self._store.newest(alert_id):
                raise RevisionOutOfOrder(f"{alert_id}: revision {number} is not the newest")
            if self._store.histories[alert_id].forgotten or subscription in issued.recipients():
                return False
            issued.told[subscription] = relation
            return True

    def owed(self, alert_id: str, number: int, after: int = 0) -> Iterator[Chunk]:
        with self._store.lock:
            issued = self._store.issued(alert_id, number)
            rows = sorted(issued.chunks, key=lambda row: (row.rank, row.id))
            rows = [row for row in rows if row.id > after]
        for row in rows:
            with self._store.lock:
                chunk = _chunk(alert_id, number, row)
            if Result.OWED in chunk.results:
                yield chunk

    def settle(self, chunk_id: int, results: bytes, at: datetime | None = None) -> None:
        with self._store.lock:
            row = self._store.chunk(chunk_id)
            check_results(results, None if row is None else len(row.results))
            if row is None:
                return
            before = row.results.count(Result.ACCEPTED)
            for place, result in enumerate(results):
                if result != Result.OWED:
                    row.results[place] = result
            more = row.results.count(Result.ACCEPTED) - before
            if at is not None and more > 0:
                self._issued_with(row).seconds[at.replace(microsecond=0)] += more

    def settle_many(self, settlements: Sequence[Settlement]) -> None:
        with self._store.lock:
            for one in settlements:
                row = self._store.chunk(one.chunk_id)
                check_results(one.results, None if row is None else len(row.results))
            for one in settlements:
                self.settle(one.chunk_id, one.results, one.at)

    def _issued_with(self, row: Row) -> Issued:
        return next(
            issued
            for history in self._store.histories.values()
            for issued in history.revisions
            if any(one is row for one in issued.chunks)
        )

    def accepted_at(self, alert_id: str, number: int) -> tuple[tuple[datetime, int], ...]:
        with self._store.lock:
            return tuple(sorted(self._store.issued(alert_id, number).seconds.items()))

    def counts(self, alert_id: str, number: int) -> dict[Result, int]:
        with self._store.lock:
            return _counts(self._store.issued(alert_id, number))

    def counts_by(self, alert_id: str, number: int) -> dict[tuple[str, int], int]:
        with self._store.lock:
            return _counts_by(self._store.issued(alert_id, number))

    def forget(self, now: datetime) -> int:
        with self._store.lock:
            due = [one for one in self._store.histories.values() if _is_forgettable(one, now)]
            for history in due:
                history.forgotten = True
                for issued in history.revisions:
                    _erase(issued)
            return len(due)


def check_results(results: bytes, expected: int | None) -> None:
    """Raises ValueError unless `results` are known bytes, `expected` of them (None: any number)."""
    if expected is not None and len(results) != expected:
        raise ValueError(f"{len(results)} results for {expected} recipients; give one byte each")
    if results and max(results) > max(Result):
        raise ValueError(f"{max(results)} is not a result; see alerts.ports.Result")


def _rank(rank: int, phone: Phone) -> int:
    return RANK_LEFT_PENDING if rank == RANK_LEFT and not phone.confirmed else rank


def _urgency(issued: Issued) -> tuple[bool, int, int]:
    revision = issued.issue.revision
    return (revision.mode.is_exercise, revision.strength.rank, issued.order)


def _owes(issued: Issued) -> bool:
    return not issued.all_recorded or any(Result.OWED in row.results for row in issued.chunks)


def _open(issued: Issued) -> OpenRevision:
    revision = issued.issue.revision
    return OpenRevision(
        alert_id=revision.alert_id,
        number=revision.number,
        mode=revision.mode,
        cutoff=issued.cutoff,
        cursor=issued.cursor,
        all_recorded=issued.all_recorded,
    )


def _chunk(alert_id: str, number: int, row: Row) -> Chunk:
    return Chunk(
        id=row.id,
        alert_id=alert_id,
        number=number,
        service=row.service,
        rank=row.rank,
        relation=row.relation,
        numbers=row.numbers.copy(),
        results=bytes(row.results),
    )


def _counts(issued: Issued) -> dict[Result, int]:
    found = Counter(issued.tallies)
    for row in issued.chunks:
        found.update(Counter(Result(one) for one in row.results))
    found[Result.TOLD] += len(issued.told)
    return {result: found[result] for result in Result}


def _counts_by(issued: Issued) -> dict[tuple[str, int], int]:
    found = Counter(issued.accepted)
    for row in issued.chunks:
        for language, result in zip(row.languages, row.results, strict=True):
            if result == Result.ACCEPTED:
                found[language, row.rank] += 1
    return dict(found)


def _is_forgettable(history: History, now: datetime) -> bool:
    end = ended_at(history.alert.latest)
    return not history.forgotten and end is not None and now >= end + RECIPIENTS_KEPT_FOR


def _erase(issued: Issued) -> None:
    issued.tallies, issued.accepted = _counts(issued), _counts_by(issued)
    issued.chunks, issued.told = [], {}
    issued.all_recorded = True
