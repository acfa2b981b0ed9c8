"""RingStore: devices of the desk's people, and rings with their calls and answers.

Port, adapter and spec share one name: service/store/sqlite/ring_store.py, tests/ports/
test_ring_store.py; the in-memory twin is in service/desk/testing_ring_store.py. What takes an
`Entry` stores both in one transaction, or neither. Calls are not in the log: they are kept here for
90 days.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from service.desk.ports import Entry
from service.desk.rings import Answer, Call, Device, Outcome, Ring, Rung

Settled = tuple[int, Outcome, str]
"""A call's id, what became of it, and the detail."""
RingDevice = tuple[int, int]
"""A ring's id and a device's."""


class RingStore(Protocol):
    """For any thread."""

    def add_device(self, device: Device, entry: Entry) -> Device:
        """With its id. The same endpoint is one device, whoever set it up last has it."""
        ...

    def devices(self) -> tuple[Device, ...]:
        """Everybody's, in the order in which they were added."""
        ...

    def remove_device(self, id: int, staff: int, entry: Entry) -> None:
        """Raises DeskChanged unless it is this person's."""
        ...

    def lose_device(self, id: int, at: datetime) -> None:
        """Its push service calls it gone."""
        ...

    def begin(self, ring: Ring, entry: Entry) -> Ring | None:
        """With its id; None, and no entry, while one of its key goes on."""
        ...

    def ring(self, id: int) -> Ring | None: ...

    def going_on(self) -> tuple[Ring, ...]:
        """Those that have not ended, oldest first."""
        ...

    def recent(self, most: int = 50) -> tuple[Ring, ...]:
        """Newest first, those that go on included."""
        ...

    def call(self, ring: int, calls: Sequence[Call], rung: Sequence[Rung] = ()) -> tuple[Call, ...]:
        """Written before anybody is called; with their ids. `rung`: devices that are pushed to;
        one that was before stays as it is."""
        ...

    def settle(self, settled: Sequence[Settled], refused: Sequence[RingDevice] = ()) -> None:
        """`refused`: devices that were not rung after all."""
        ...

    def interrupted(self) -> int:
        """Calls that nobody knows the outcome of have failed; recalls are owed again. How many
        calls. At start alone."""
        ...

    def to_recall(self) -> tuple[Ring, ...]:
        """Those that have ended and owe a device a recall, oldest first."""
        ...

    def set_recalls(self, ring: int, rung: Sequence[Rung]) -> None:
        """How the recalls of these devices stand now."""
        ...

    def answer(self, ring: int, answer: Answer, entry: Entry) -> None:
        """Raises DeskChanged for a ring that has ended. Whoever comes is heard: `unheard` ends."""
        ...

    def set_unheard(self, ring: int, at: datetime, entry: Entry) -> None: ...

    def set_widened(self, ring: int, at: datetime, entry: Entry) -> None: ...

    def end(self, ring: int, at: datetime) -> None: ...

    def last_called(self) -> Mapping[int, datetime]:
        """By staff number; tests are left out."""
        ...

    def forget(self, before: datetime) -> int:
        """Rings that ended earlier, with their calls and answers; how many."""
        ...
