"""A store that is not the one served last is on hold, and what it forgot is told to it again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.testing_examples import NOON, registration
from service.holding import COPY, MOVED, OLDER, Hold, NotOnHold, why_held
from service.lineage import (
    DEPARTED_FILE,
    SERVED_FILE,
    Departed,
    Mark,
    Served,
    read_served,
    write_served,
)
from service.store.sqlite.store import SqliteStore, open_store

LATER = NOON + timedelta(hours=1)


def mark(number: int, copied: datetime | None = None, highest: int = 5) -> Mark:
    return Mark(number=number, copied=copied, highest=highest)


def served(number: int) -> Served:
    return Served(number=number, highest=0)


@pytest.mark.parametrize(
    ("store", "machine", "reason"),
    [
        (mark(0), None, None),
        (mark(7), served(7), None),
        (mark(8), served(7), None),
        (mark(6), served(7), OLDER),
        (mark(0), served(7), OLDER),
        (mark(0, highest=0), served(7), None),
        (mark(7), None, MOVED),
        (mark(7, copied=NOON), served(7), COPY),
        (mark(7, copied=NOON), None, COPY),
    ],
)
def test_only_a_store_that_was_served_last_here_or_never_is_free(
    store: Mark, machine: Served | None, reason: str | None
) -> None:
    assert why_held(store, machine) == reason


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def store(tmp_path: Path, keys: Path) -> Iterator[SqliteStore]:
    made = open_store(tmp_path / "hansho.sqlite", Departed(keys).note)
    yield made
    made.close()


def started(store: SqliteStore, keys: Path, now: datetime = NOON) -> Hold:
    return Hold(store.lineage, keys, Departed(keys), now)


def phone(store: SqliteStore, name: str) -> int:
    return store.subscriptions.register(registration(name), b"s", b"n", NOON)


def test_every_start_raises_the_number_in_the_store_and_beside_the_keys(
    store: SqliteStore, keys: Path
) -> None:
    reasons = [started(store, keys).reason for _ in range(3)]

    assert reasons == [None, None, None]
    assert store.lineage.mark().number == 3
    assert read_served(keys) == Served(number=3, highest=0)


def test_a_crash_between_the_two_holds_nothing_back(store: SqliteStore, keys: Path) -> None:
    started(store, keys)
    store.lineage.raise_to(2)

    assert started(store, keys).reason is None


def test_a_start_without_room_on_the_disk_for_the_file_still_serves(
    store: SqliteStore, keys: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keys.mkdir()
    (keys / SERVED_FILE).mkdir()

    assert started(store, keys).reason is None
    assert "will not be known as one" in caplog.text


def test_the_number_is_raised_every_hour_so_that_a_copy_of_yesterday_is_known(
    store: SqliteStore, keys: Path
) -> None:
    hold = started(store, keys)

    for minutes in (30, 59, 61, 90, 122):
        hold.keep(NOON + timedelta(minutes=minutes))

    assert store.lineage.mark().number == 3


def test_what_is_on_hold_stays_so_over_restarts_until_it_is_released(
    store: SqliteStore, keys: Path
) -> None:
    phone(store, "one")
    write_served(keys, served(9))
    assert started(store, keys).reason == OLDER
    hold = started(store, keys)
    begun: list[str] = []

    was = hold.release(LATER, lambda: begun.append("sending"))

    assert (was, begun, hold.reason, hold.troubles) == (OLDER, ["sending"], None, ())
    row = store.audit.newest()
    assert row is not None
    assert (row.act, row.at, row.subject) == ("store.released", LATER, "store")
    assert read_served(keys) == Served(number=10, highest=1)
    assert started(store, keys).reason is None


def test_what_is_not_on_hold_cannot_be_released(store: SqliteStore, keys: Path) -> None:
    with pytest.raises(NotOnHold):
        started(store, keys).release(LATER, lambda: None)


def test_who_was_deleted_since_is_deleted_from_the_restored_store(
    tmp_path: Path, store: SqliteStore, keys: Path
) -> None:
    started(store, keys)
    stays, leaves = phone(store, "stays"), phone(store, "leaves")
    store.lineage.copy(tmp_path / "backup.sqlite", NOON)
    store.subscriptions.delete(leaves)
    restored = open_store(tmp_path / "backup.sqlite")

    hold = started(restored, keys)

    assert hold.reason == COPY
    assert restored.subscriptions.subscriber(leaves) is None
    assert restored.subscriptions.subscriber(stays) is not None
    restored.close()


def test_a_restored_store_never_gives_a_number_that_somebody_had(
    tmp_path: Path, store: SqliteStore, keys: Path
) -> None:
    store.lineage.copy(tmp_path / "backup.sqlite", NOON)
    known = [phone(store, str(n)) for n in range(5)]
    started(store, keys)
    unknown = phone(store, "registered after the file was written")
    restored = open_store(tmp_path / "backup.sqlite")

    started(restored, keys)
    started(restored, keys)

    given = phone(restored, "new")
    assert given > max(*known, unknown)
    assert phone(restored, "next") == given + 1
    restored.close()


def test_a_new_store_beside_old_keys_is_free_and_gives_no_number_of_before(
    store: SqliteStore, keys: Path
) -> None:
    write_served(keys, Served(number=9, highest=40))
    Departed(keys).note([50])

    hold = started(store, keys)

    assert (hold.reason, store.lineage.mark().number) == (None, 10)
    assert phone(store, "first") > 50


def test_the_list_of_who_left_holds_numbers_and_days_of_the_last_eight_days(keys: Path) -> None:
    departed = Departed(keys)
    departed.note([5, 6])
    today = datetime.now(UTC)

    departed.tidy(today + timedelta(days=8))
    assert departed.numbers() == {5, 6}
    assert (keys / DEPARTED_FILE).read_text() == f"{today.date()} 5\n{today.date()} 6\n"
    assert (keys / DEPARTED_FILE).stat().st_mode & 0o077 == 0
    departed.tidy(today + timedelta(days=9))
    assert departed.numbers() == frozenset()


def test_a_line_that_a_power_cut_left_half_is_passed_over(keys: Path) -> None:
    departed = Departed(keys)
    departed.note([5])
    with (keys / DEPARTED_FILE).open("a") as file:
        file.write("2026-1")

    assert departed.numbers() == {5}


def test_deleting_goes_on_without_the_list(
    store: SqliteStore, keys: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keys.write_text("no folder")
    number = phone(store, "one")

    store.subscriptions.delete(number)

    assert store.subscriptions.subscriber(number) is None
    assert "not on the list" in caplog.text
