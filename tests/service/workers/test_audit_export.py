"""The log's head leaves the machine whenever the log has grown."""

import logging
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.audit_keys import audit_key, public_keys_in
from service.desk.audit_findings import Findings, examined
from service.desk.audit_heads import HEADS_FILE, read_heads
from service.desk.log_state import HeadState
from service.desk.ports import AuditRow
from service.desk.testing import MemoryAuditLog
from service.workers.audit_export import AuditExporter
from tests.ports.test_audit_log import entry

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)


@pytest.fixture
def log() -> MemoryAuditLog:
    return MemoryAuditLog()


def exporter(log: MemoryAuditLog, tmp_path: Path) -> AuditExporter:
    return AuditExporter(log, audit_key(tmp_path / "keys"), tmp_path / "elsewhere")


def findings(log: MemoryAuditLog, tmp_path: Path) -> Findings:
    """What somebody elsewhere finds who has nothing but the exported folder and the log."""
    folder = tmp_path / "elsewhere"
    (public,) = folder.glob("audit-*.pub")
    heads = read_heads((folder / HEADS_FILE).read_bytes())
    return examined(log.rows(), heads, public_keys_in(public))


def test_each_growth_adds_one_head_that_holds_elsewhere(log: MemoryAuditLog, tmp_path: Path):
    leaving = exporter(log, tmp_path)
    written = [leaving.export(NOW)]
    for number in range(3):
        log.append(entry(number))
        written += [leaving.export(NOW), leaving.export(NOW + timedelta(seconds=1))]

    assert written == [False, True, False, True, False, True, False]
    told = findings(log, tmp_path)
    assert (told.entries, told.heads, told.covered, told.faults) == (3, 3, 3, ())


def test_a_restart_adds_no_head_that_was_exported_before(log: MemoryAuditLog, tmp_path: Path):
    log.append(entry(1))
    exporter(log, tmp_path).export(NOW)

    again = exporter(log, tmp_path)

    assert again.export(NOW) is False
    log.append(entry(2))
    assert again.export(NOW) is True
    assert findings(log, tmp_path).faults == ()


def test_a_log_that_lost_its_end_shows_against_what_was_exported(
    log: MemoryAuditLog, tmp_path: Path
):
    for number in range(3):
        log.append(entry(number))
    exporter(log, tmp_path).export(NOW)
    restored = MemoryAuditLog()
    restored.append(entry(0))
    exporter(restored, tmp_path).export(NOW)

    told = findings(restored, tmp_path)

    assert [fault.n for fault in told.faults] == [3]


def test_a_line_that_a_crash_cut_off_spoils_no_other(log: MemoryAuditLog, tmp_path: Path):
    log.append(entry(1))
    exporter(log, tmp_path).export(NOW)
    file = tmp_path / "elsewhere" / HEADS_FILE
    file.write_bytes(file.read_bytes() + b'{"n": 2, "at"')
    log.append(entry(2))

    exporter(log, tmp_path).export(NOW)

    assert [head.n for head in read_heads(file.read_bytes())] == [1, 2]


def test_a_folder_that_is_gone_is_complained_of_once_and_stops_nothing(
    log: MemoryAuditLog, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "elsewhere").write_text("no folder")
    leaving = exporter(log, tmp_path)
    log.append(entry(1))

    with caplog.at_level(logging.ERROR):
        leaving._attempt(NOW)
        leaving._attempt(NOW + timedelta(seconds=1))
    complaints, meanwhile = len(caplog.records), leaving.state(NOW)
    (tmp_path / "elsewhere").unlink()
    leaving._attempt(NOW + timedelta(seconds=2))

    assert complaints == 1
    assert (meanwhile.failing, meanwhile.since, meanwhile.n) == ("File exists", NOW, 0)
    assert leaving.state(NOW) == HeadState(n=1, at=NOW + timedelta(seconds=2))
    assert findings(log, tmp_path).faults == ()


def test_a_folder_that_never_answers_counts_as_failing_after_ten_seconds(
    tmp_path: Path,
):
    seen: list[str] = []

    class Slow(MemoryAuditLog):
        def newest(self) -> AuditRow | None:
            """Looks at the state as others see it while the attempt goes on."""
            seen.extend(leaving.state(NOW + timedelta(seconds=late)).failing for late in (9, 10))
            return None

    leaving = exporter(Slow(), tmp_path)
    leaving._attempt(NOW)

    assert seen == ["", "the folder does not answer"]
    assert leaving.state(NOW + timedelta(seconds=60)).failing == ""


def test_heads_that_were_taken_away_begin_anew_with_the_newest(log: MemoryAuditLog, tmp_path: Path):
    leaving = exporter(log, tmp_path)
    log.append(entry(1))
    leaving.export(NOW)
    (tmp_path / "elsewhere" / HEADS_FILE).unlink()

    assert leaving.export(NOW) is True
    assert findings(log, tmp_path).covered == 1


def test_a_restart_knows_what_was_exported_before(log: MemoryAuditLog, tmp_path: Path):
    log.append(entry(1))
    exporter(log, tmp_path).export(NOW)
    again = exporter(log, tmp_path)

    again.export(NOW + timedelta(hours=1))

    assert again.state(NOW) == HeadState(n=1, at=NOW)


def test_closing_exports_what_is_left(log: MemoryAuditLog, tmp_path: Path):
    leaving = exporter(log, tmp_path)
    leaving.start()
    log.append(entry(1))

    leaving.close()

    assert findings(log, tmp_path).covered == 1
    assert "audit-export" not in {thread.name for thread in threading.enumerate()}


def test_the_key_is_private_and_stays_the_same(tmp_path: Path):
    first = audit_key(tmp_path / "keys")

    (file,) = (tmp_path / "keys").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.name == f"audit-{first.key_id}.pem"
    assert audit_key(tmp_path / "keys").key_id == first.key_id
