"""ReopeningStore: changes of the city with their entries in the log, and what waits for two people.

Port, adapter and spec share one name: service/store/sqlite/reopening_store.py, tests/ports/
test_reopening_store.py; the in-memory twin is in service/desk/testing_reopening_store.py. Every
write is one transaction with the `Entry` that tells of it. In the database itself stands: nobody
carries out what they proposed, nothing without a passkey's challenge, and what waits never changes.
"""

from datetime import datetime
from typing import Protocol

import msgspec

from geo.changes import CityChanges
from service.desk.ports import Entry
from service.desk.reopening import Reopening, Stage


class CarryingOut(msgspec.Struct, frozen=True, kw_only=True):
    """An approval, and what holds in the city because of it."""

    id: int
    approver: int
    nonce: bytes
    at: datetime
    to: CityChanges


class ReopeningStore(Protocol):
    def change(self, to: CityChanges, entry: Entry) -> None:
        """What one person does: taking away. Raises geo.ports.ChangesOutOfOrder."""
        ...

    def propose(self, reopening: Reopening, entry: Entry) -> Reopening:
        """Stores it as waiting, and gives it its id."""
        ...

    def reopening(self, id: int) -> Reopening | None: ...

    def reopenings(self, stage: Stage | None = None, most: int = 100) -> tuple[Reopening, ...]:
        """Newest first."""
        ...

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        """Rejected, dropped or expired. Raises DeskChanged unless it waits."""
        ...

    def carry_out(self, carrying: CarryingOut, entry: Entry) -> None:
        """Uses the challenge up, changes the city, marks it as done and logs it, or nothing.

        Raises Spent, DeskChanged (it waits no more), ChangesOutOfOrder, RuleBroken.
        """
        ...
