"""MemoryWordStore: the in-memory twin of `WordStore`, with the table's rules."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from service.desk.desk_store import RuleBroken
from service.desk.ports import MACHINE, DeskChanged, Entry
from service.desk.testing import MemoryAuditLog
from service.desk.word_corrections import Correction, Stage, newest

replace = msgspec.structs.replace
_DECIDED = "somebody else has decided on this already; read what became of it"
_ENDS = (Stage.REVIEWED, Stage.RETURNED, Stage.DROPPED)


class MemoryWordStore:
    """Writes entries into `log`."""

    def __init__(self, log: MemoryAuditLog) -> None:
        self._log = log
        self._lock = log.lock
        self._all: list[Correction] = []
        self._reviewed: list[int] = []

    def write(self, corrections: Sequence[Correction], entry: Entry) -> tuple[Correction, ...]:
        with self._lock:
            if any(one.stage is not Stage.WAITING or one.written_by < 1 for one in corrections):
                raise RuleBroken("a person writes a correction, and a second one reviews it")
            stored = tuple(self._add(one, one.written_by, one.written_at) for one in corrections)
            self._log.append(entry)
            return stored

    def confirm(self, correction: Correction, by: int, at: datetime, entry: Entry) -> Correction:
        with self._lock:
            if correction.stage is not Stage.WAITING or by in (MACHINE, correction.written_by):
                raise RuleBroken("another speaker than its writer reviews it")
            stored = self._add(correction, by, at)
            self._put(replace(stored, stage=Stage.REVIEWED, decided_by=by, decided_at=at))
            self._log.append(entry)
            return self._all[stored.id - 1]

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        with self._lock:
            found = self.correction(id)
            if found is None or found.stage is not Stage.WAITING:
                raise DeskChanged(_DECIDED)
            if stage not in _ENDS or (stage is Stage.REVIEWED and by in (0, found.written_by)):
                raise RuleBroken("another speaker than its writer reviews it")
            self._put(replace(found, stage=stage, decided_by=by, decided_at=at, why=why))
            self._log.append(entry)

    def correction(self, id: int) -> Correction | None:
        return self._all[id - 1] if 1 <= id <= len(self._all) else None

    def current(self) -> tuple[Correction, ...]:
        reviewed = newest((self._all[id - 1] for id in self._reviewed), Stage.REVIEWED)
        waiting = [one for one in self._all if one.stage is Stage.WAITING]
        return tuple(sorted((*reviewed.values(), *waiting), key=lambda one: one.id))

    def history(self, language: str, phrase: str) -> tuple[Correction, ...]:
        return tuple(one for one in self._all[::-1] if one.place == (language, phrase))

    def _add(self, correction: Correction, by: int, at: datetime) -> Correction:
        for one in self._all:
            if one.place == correction.place and one.stage is Stage.WAITING:
                self._put(replace(one, stage=Stage.REPLACED, decided_by=by, decided_at=at))
        stored = replace(correction, id=len(self._all) + 1)
        self._all.append(stored)
        return stored

    def _put(self, correction: Correction) -> None:
        self._all[correction.id - 1] = correction
        if correction.stage is Stage.REVIEWED:
            self._reviewed.append(correction.id)
