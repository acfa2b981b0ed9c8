"""The desk looks once an hour for what its time is over."""

from datetime import datetime, timedelta

from alerts.testing import MemoryAlertStore, MemoryStore
from service.desk.desk_store import Swept
from service.desk.retention import DeskRetention
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_desk_store import MemoryDeskStore
from tests.factories import NOW

HOUR = timedelta(hours=1)


class Noting(MemoryDeskStore):
    def __init__(self) -> None:
        log = MemoryAuditLog()
        super().__init__(MemoryAlertStore(MemoryStore()), MemoryStaffStore(log), log)
        self.asked: list[tuple[datetime, datetime]] = []

    def sweep(self, before: datetime, at: datetime) -> Swept:
        self.asked.append((before, at))
        return super().sweep(before, at)


def test_it_looks_once_an_hour_for_what_is_as_old_as_was_set() -> None:
    store = Noting()
    retention = DeskRetention(store, timedelta(days=90))

    for minutes in (0, 1, 59, 60, 61):
        retention.tidy(NOW + timedelta(minutes=minutes))

    days = timedelta(days=90)
    assert store.asked == [(NOW - days, NOW), (NOW + HOUR - days, NOW + HOUR)]
