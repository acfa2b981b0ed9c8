"""The log is looked through while it is served, and whatever is wrong is told."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from service.audit_keys import audit_key
from service.desk.audit_heads import HEADS_FILE
from service.desk.log_state import ChainState
from service.desk.testing import MemoryAuditLog
from service.workers.audit_export import AuditExporter
from service.workers.audit_watch import AuditWatch
from tests.ports.test_audit_log import entry

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


class Watched:
    """A log with three entries and their heads; `told` is what was rung."""

    def __init__(self, folder: Path) -> None:
        self.folder, keys = folder / "elsewhere", folder / "keys"
        self.log = MemoryAuditLog()
        self.told: list[str] = []
        for number in range(3):
            self.log.append(entry(number))
        AuditExporter(self.log, audit_key(keys), self.folder).export(NOW)
        self.watch = AuditWatch(self.log, keys, self.folder, self.told.append)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_a_sound_log_is_told_with_its_entries_and_the_time(watched: Watched):
    state = watched.watch.look(NOW)

    assert state == watched.watch.state == ChainState(at=NOW, entries=3, heads=1)
    assert (state.is_sound, watched.told) == (True, [])


def test_a_changed_entry_is_told_once_and_stays_to_be_seen(watched: Watched):
    rows = watched.log._rows
    rows[1] = msgspec.structs.replace(rows[1], actor=9)

    for now in (NOW, LATER):
        watched.watch.look(now)

    assert [fault.n for fault in watched.watch.state.faults] == [2]
    assert watched.told == ["the desk's log is not as it was written: 1 faults"]


def test_an_end_that_was_cut_off_is_told(watched: Watched):
    del watched.log._rows[2:]

    state = watched.watch.look(NOW)

    assert [fault.n for fault in state.faults] == [3]


def test_heads_that_cannot_be_read_are_no_sound_log(watched: Watched):
    (watched.folder / HEADS_FILE).write_text("{}\n")

    state = watched.watch.look(NOW)

    assert (state.is_sound, "line 1 is no head" in state.unread) == (False, True)


def test_it_looks_at_once_and_ends_when_it_is_closed(watched: Watched):
    watched.watch.start()
    watched.watch.close()

    assert watched.watch.state.entries == 3
    assert "audit-watch" not in {thread.name for thread in threading.enumerate()}
