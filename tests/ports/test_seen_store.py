"""SeenStore: what a feed brought is known after a restart, and each feed knows its own alone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.store.sqlite.store import open_store
from service.watch.fetching import Tag
from service.watch.seen_store import Kept, SeenStore
from service.watch.testing_seen_store import MemorySeenStore

NOW = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
DAY = timedelta(days=1)
KEPT = Kept(
    tag=Tag(etag='"7"', last_modified="Sun, 22 Nov 2026 05:00:20 GMT"), newest=NOW, answered=NOW
)


@pytest.fixture(params=["memory", "sqlite"])
def seen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SeenStore]:
    if request.param == "memory":
        yield MemorySeenStore()
        return
    store = open_store(tmp_path / "hansho.db")
    yield store.seen
    store.close()


def test_of_a_feed_that_was_never_asked_nothing_is_kept(seen: SeenStore) -> None:
    assert seen.kept("jma") == Kept()
    assert seen.seen("jma", [b"a", b"b"]) == frozenset()


def test_how_far_a_feed_was_read_is_kept_apart_from_the_others(seen: SeenStore) -> None:
    seen.keep("jma", Kept(newest=NOW - DAY))
    seen.keep("jma", KEPT)

    assert (seen.kept("jma"), seen.kept("prefecture")) == (KEPT, Kept())


def test_what_one_feed_brought_hides_nothing_of_another(seen: SeenStore) -> None:
    seen.note("jma", b"a", NOW)
    seen.note("jma", b"a", NOW + DAY)
    seen.note("prefecture", b"b", NOW)

    assert seen.seen("jma", [b"a", b"b"]) == {b"a"}


def test_as_many_may_be_asked_for_as_a_feed_can_list(seen: SeenStore) -> None:
    keys = [number.to_bytes(16, "big") for number in range(5_001)]
    for key in (keys[0], keys[-1]):
        seen.note("jma", key, NOW)

    assert seen.seen("jma", keys) == {keys[0], keys[-1]}


def test_old_ones_are_forgotten_unless_they_are_listed_still(seen: SeenStore) -> None:
    for key, days in ((b"listed", 9), (b"gone", 9), (b"young", 1)):
        seen.note("jma", key, NOW - days * DAY)
    seen.note("prefecture", b"gone", NOW - 9 * DAY)

    seen.tidy("jma", [b"listed"], NOW - 7 * DAY, 100)

    assert seen.seen("jma", [b"listed", b"gone", b"young"]) == {b"listed", b"young"}
    assert seen.seen("prefecture", [b"gone"]) == {b"gone"}


def test_beyond_the_most_the_oldest_are_forgotten(seen: SeenStore) -> None:
    for hours, key in enumerate([b"a", b"b", b"c", b"d"]):
        seen.note("jma", key, NOW + timedelta(hours=hours))

    seen.tidy("jma", [b"a"], NOW - DAY, 2)

    assert seen.seen("jma", [b"a", b"b", b"c", b"d"]) == {b"a", b"d"}


def test_the_first_time_of_a_warning_counts(seen: SeenStore) -> None:
    seen.note("jma", b"a", NOW - 9 * DAY)
    seen.note("jma", b"a", NOW)

    seen.tidy("jma", [], NOW - 7 * DAY, 100)

    assert seen.seen("jma", [b"a"]) == frozenset()


def test_it_outlives_the_process(tmp_path: Path) -> None:
    first = open_store(tmp_path / "hansho.db")
    first.seen.keep("jma", KEPT)
    first.seen.note("jma", b"a", NOW)
    first.close()

    again = open_store(tmp_path / "hansho.db")

    assert (again.seen.kept("jma"), again.seen.seen("jma", [b"a"])) == (KEPT, {b"a"})
    again.close()
