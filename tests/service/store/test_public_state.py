"""PublicState: raised before anybody hears of a change that readers would see, and by no other."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.model import Phase
from alerts.ports import Result
from alerts.testing_examples import ALERT_ID, NOON, issue, registration, report_key, wave
from geo.changes import CityChanges, Effect, with_closure
from service.store.sqlite.public_state import PublicState
from service.store.sqlite.store import SqliteStore, open_store

STREET = ((13_999_000, 3_450_000, 13_999_050, 3_450_020),)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path / "hansho.sqlite")
    yield opened
    opened.close()


def closed_street(changes: CityChanges) -> CityChanges:
    now = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
    return with_closure(changes, STREET, label="F", hazard="flood", effect=Effect.CLOSED, now=now)


def test_every_revision_and_every_change_of_the_city_raises_it(store: SqliteStore) -> None:
    seen = [store.database.public_state.number]

    for change in (
        lambda: store.alerts.issue([issue()], report_key("a"), []),
        lambda: store.alerts.issue([issue(number=2)], report_key("b"), []),
        lambda: store.alerts.issue([issue(number=3, phase=Phase.ALL_CLEAR)], None, []),
        lambda: store.city.change(closed_street(store.city.changes())),
    ):
        change()
        seen.append(store.database.public_state.number)

    assert seen == sorted(set(seen))


def test_sending_and_registering_leave_it_alone(store: SqliteStore) -> None:
    number = store.subscriptions.register(registration(), b"s" * 32, b"n" * 32, NOON)
    store.alerts.issue([issue()], report_key("a"), [])
    before = store.database.public_state.number

    store.ledger.record(ALERT_ID, 1, wave([number]))
    (chunk,) = store.ledger.owed(ALERT_ID, 1)
    store.ledger.settle(chunk.id, bytes([Result.ACCEPTED]), NOON)
    store.alerts.issue([], report_key("nothing new"), [])
    store.alerts.set_aside(b"raw", "unmatched", NOON)
    store.ledger.forget(NOON + timedelta(days=400))

    assert store.database.public_state.number == before


def test_what_was_refused_changes_nothing_that_is_read(store: SqliteStore) -> None:
    store.alerts.issue([issue()], report_key("a"), [])

    with pytest.raises(Exception, match="revision 1 was offered"):
        store.alerts.issue([issue()], report_key("b"), [])

    assert [one.latest.number for one in store.alerts.recent(9)] == [1]


def test_it_is_raised_before_the_writer_goes_on(store: SqliteStore) -> None:
    """Whoever issued, and then reads, is never given what was rendered before."""
    numbers = []

    def issue_and_look(name: str) -> None:
        before = store.database.public_state.number
        store.alerts.issue([issue(name)], report_key(name), [])
        numbers.append(store.database.public_state.number > before)

    threads = [
        threading.Thread(target=issue_and_look, args=(f"{at:016d}".replace("0", "a"),))
        for at in range(1, 9)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers == [True] * 8


def test_a_commit_that_failed_counts_as_one_that_may_have_happened() -> None:
    state = PublicState()
    state._touch()

    state.settled()
    state.settled()

    assert state.number == 1
