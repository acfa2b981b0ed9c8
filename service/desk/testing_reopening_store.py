"""MemoryReopeningStore: the in-memory twin of `ReopeningStore`, with the table's rules."""

from datetime import datetime

import msgspec

from geo.changes import CityChanges
from geo.ports import ChangesOutOfOrder, CityStore
from service.desk.desk_store import RuleBroken
from service.desk.ports import DeskChanged, Entry, StaffStore
from service.desk.reopening import Reopening, Stage
from service.desk.reopening_store import CarryingOut
from service.desk.testing import MemoryAuditLog

replace = msgspec.structs.replace


class MemoryReopeningStore:
    """Changes `city`, uses up challenges of `staff`, writes entries into `log`."""

    def __init__(self, city: CityStore, staff: StaffStore, log: MemoryAuditLog) -> None:
        self._city = city
        self._staff = staff
        self._log = log
        self._lock = log.lock
        self._all: list[Reopening] = []

    def change(self, to: CityChanges, entry: Entry) -> None:
        with self._lock:
            self._city.change(to)
            self._log.append(entry)

    def propose(self, reopening: Reopening, entry: Entry) -> Reopening:
        with self._lock:
            if reopening.proposed_by < 1 or len(reopening.hash) != 32:
                raise RuleBroken("a person proposes it, with the hash of what it is")
            stored = replace(reopening, id=len(self._all) + 1, stage=Stage.WAITING)
            self._all.append(stored)
            self._log.append(entry)
            return stored

    def reopening(self, id: int) -> Reopening | None:
        return self._all[id - 1] if 1 <= id <= len(self._all) else None

    def reopenings(self, stage: Stage | None = None, most: int = 100) -> tuple[Reopening, ...]:
        found = [one for one in self._all[::-1] if stage in (None, one.stage)]
        return tuple(found[:most])

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        with self._lock:
            waiting = self._waiting(id)
            if stage is Stage.DONE:
                raise RuleBroken("another person with a passkey carries it out")
            self._put(replace(waiting, stage=stage, decided_by=by, decided_at=at, why=why), entry)

    def carry_out(self, carrying: CarryingOut, entry: Entry) -> None:
        with self._lock:
            waiting = self._waiting(carrying.id)
            if carrying.approver in (0, waiting.proposed_by):
                raise RuleBroken("another person than its proposer carries it out")
            if carrying.to.n != self._city.changes().n + 1:
                raise ChangesOutOfOrder(f"change {carrying.to.n} does not follow; try once more")
            self._staff.consume(carrying.nonce, carrying.approver, waiting.hash, carrying.at)
            self._city.change(carrying.to)
            done = replace(
                waiting,
                stage=Stage.DONE,
                decided_by=carrying.approver,
                decided_at=carrying.at,
            )
            self._put(done, entry)

    def _waiting(self, id: int) -> Reopening:
        found = self.reopening(id)
        if found is None or found.stage is not Stage.WAITING:
            raise DeskChanged("somebody else has decided on this already; read what became of it")
        return found

    def _put(self, reopening: Reopening, entry: Entry) -> None:
        self._all[reopening.id - 1] = reopening
        self._log.append(entry)
