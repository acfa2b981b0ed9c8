"""What waits, what was told and how much of the rate is used are there after a restart."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from alerts.release import Handling, Past, Release
from alerts.testing_examples import NOON, issue_of, warning
from service.store.sqlite.store import open_store


def test_a_restart_forgets_neither_the_rate_nor_what_waits(tmp_path: Path) -> None:
    pushed = Release(feed="agency", handling=Handling.AUTOMATIC, at=NOON)
    waits = Release(feed="agency", handling=Handling.APPROVAL, at=NOON, reasons=("so",))
    told, open_ = warning("aaaaaaaaaaaaaaaa"), warning("bbbbbbbbbbbbbbbb")
    store = open_store(tmp_path / "hansho.db")
    store.alerts.issue([replace(issue_of(told), release=pushed)], None, [])
    store.alerts.issue([replace(issue_of(open_), release=waits, untold=True)], None, [])
    store.close()

    again = open_store(tmp_path / "hansho.db")
    found = (
        again.alerts.released("agency", NOON - timedelta(hours=1)),
        [one.id for one in again.alerts.waiting(NOON)],
        again.alerts.past(told.alert_id),
        again.alerts.release(open_.alert_id),
    )
    again.close()

    expected = Past(told=told, last=told, handling=Handling.AUTOMATIC)
    assert found == (1, [open_.alert_id], expected, waits)
