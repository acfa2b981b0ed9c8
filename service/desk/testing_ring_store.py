"""MemoryRingStore: the in-memory twin of `RingStore`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from service.desk.ports import DeskChanged, Entry
from service.desk.ring_store import RingDevice, Settled
from service.desk.rings import (
    INTERRUPTED,
    Answer,
    Call,
    Device,
    Outcome,
    Recall,
    Ring,
    Rung,
    Said,
    Why,
)
from service.desk.testing import MemoryAuditLog

replace = msgspec.structs.replace


class MemoryRingStore:
    """Forgets everything with the process; writes its entries into `log`."""

    def __init__(self, log: MemoryAuditLog) -> None:
        self._log = log
        self._lock = log.lock
        self._devices: dict[int, Device] = {}
        self._rings: dict[int, Ring] = {}
        self._calls = 0
        self._added = 0
        self._begun = 0

    def add_device(self, device: Device, entry: Entry) -> Device:
        with self._lock:
            for one in self.devices():
                if one.endpoint == device.endpoint:
                    del self._devices[one.id]
            self._added += 1
            added = replace(device, id=self._added)
            self._devices[added.id] = added
            self._log.append(entry)
            return added

    def devices(self) -> tuple[Device, ...]:
        return tuple(self._devices.values())

    def remove_device(self, id: int, staff: int, entry: Entry) -> None:
        with self._lock:
            found = self._devices.get(id)
            if found is None or found.staff != staff:
                raise DeskChanged("you have no such device any more; load the page again")
            del self._devices[id]
            self._log.append(entry)

    def lose_device(self, id: int, at: datetime) -> None:
        with self._lock:
            if id in self._devices:
                self._devices[id] = replace(self._devices[id], lost=at)

    def begin(self, ring: Ring, entry: Entry) -> Ring | None:
        with self._lock:
            if any(one.key == ring.key for one in self.going_on()):
                return None
            self._begun += 1
            begun = replace(ring, id=self._begun)
            self._rings[begun.id] = begun
            self._log.append(entry)
            return begun

    def ring(self, id: int) -> Ring | None:
        return self._rings.get(id)

    def going_on(self) -> tuple[Ring, ...]:
        return tuple(one for one in self._rings.values() if one.ended is None)

    def recent(self, most: int = 50) -> tuple[Ring, ...]:
        return tuple(reversed(self._rings.values()))[:most]

    def call(self, ring: int, calls: Sequence[Call], rung: Sequence[Rung] = ()) -> tuple[Call, ...]:
        with self._lock:
            numbered = tuple(replace(one, id=self._calls + n) for n, one in enumerate(calls, 1))
            self._calls += len(calls)
            found = self._rings[ring]
            known = {one.device for one in found.rung}
            new = [one for one in rung if one.device not in known]
            self._rings[ring] = replace(
                found, calls=(*found.calls, *numbered), rung=_by_device([*found.rung, *new])
            )
            return numbered

    def settle(self, settled: Sequence[Settled], refused: Sequence[RingDevice] = ()) -> None:
        with self._lock:
            became = {id: (outcome, detail) for id, outcome, detail in settled}
            for ring in self._rings.values():
                calls = tuple(
                    replace(one, outcome=became[one.id][0], detail=became[one.id][1])
                    if one.id in became
                    else one
                    for one in ring.calls
                )
                rung = tuple(one for one in ring.rung if (ring.id, one.device) not in refused)
                self._rings[ring.id] = replace(ring, calls=calls, rung=rung)

    def interrupted(self) -> int:
        calls = [one for ring in self._rings.values() for one in ring.calls]
        left = [one.id for one in calls if one.outcome is Outcome.CALLING]
        self.settle([(id, Outcome.FAILED, INTERRUPTED) for id in left])
        for ring in list(self._rings.values()):
            cut_off = [one for one in ring.rung if one.recall is Recall.SENDING]
            self.set_recalls(ring.id, [_owed_again(one) for one in cut_off])
        return len(left)

    def to_recall(self) -> tuple[Ring, ...]:
        return tuple(
            ring
            for ring in self._rings.values()
            if ring.ended is not None and any(one.recall is Recall.OWED for one in ring.rung)
        )

    def set_recalls(self, ring: int, rung: Sequence[Rung]) -> None:
        with self._lock:
            found, changed = self._rings[ring], {one.device: one for one in rung}
            now = [changed.get(one.device, one) for one in found.rung]
            self._rings[ring] = replace(found, rung=tuple(now))

    def answer(self, ring: int, answer: Answer, entry: Entry) -> None:
        with self._lock:
            found = self._rings.get(ring)
            if found is None or found.ended is not None:
                raise DeskChanged("this ring is over; nobody has to answer it any more")
            unheard = found.unheard if answer.said is Said.CANNOT else None
            answers = (*found.answers, answer)
            self._rings[ring] = replace(found, answers=answers, unheard=unheard)
            self._log.append(entry)

    def set_unheard(self, ring: int, at: datetime, entry: Entry) -> None:
        with self._lock:
            self._rings[ring] = replace(self._rings[ring], unheard=at)
            self._log.append(entry)

    def set_widened(self, ring: int, at: datetime, entry: Entry) -> None:
        with self._lock:
            self._rings[ring] = replace(self._rings[ring], widened=at)
            self._log.append(entry)

    def end(self, ring: int, at: datetime) -> None:
        with self._lock:
            self._rings[ring] = replace(self._rings[ring], ended=at)

    def last_called(self) -> Mapping[int, datetime]:
        last: dict[int, datetime] = {}
        for ring in self._rings.values():
            for one in ring.calls if ring.why is not Why.TEST else ():
                last[one.staff] = max(one.at, last.get(one.staff, one.at))
        return last

    def forget(self, before: datetime) -> int:
        with self._lock:
            old = [one.id for one in self._rings.values() if one.ended and one.ended < before]
            for id in old:
                del self._rings[id]
            return len(old)


def _by_device(rung: Sequence[Rung]) -> tuple[Rung, ...]:
    return tuple(sorted(rung, key=lambda one: one.device))


def _owed_again(one: Rung) -> Rung:
    return replace(one, recall=Recall.OWED, detail=INTERRUPTED)
