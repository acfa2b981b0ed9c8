"""The shelf: bounded in number and bytes, and empty after every change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.rendered import Rendered
from service.web.shelf import Entry, Shelf, entry_of

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def entry(size: int = 10) -> Entry:
    rendered = Rendered(
        media_type="text/plain", etag='"t"', plain=b"x" * size, packed={}, headers={}
    )
    return entry_of(rendered, NOON, NOON + MINUTE)


def filled(shelf: Shelf, key: str, state: int = 1) -> Entry:
    made = entry()
    shelf.find(key, state, NOON)
    shelf.put(key, state, made)
    return made


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (NOON - timedelta(microseconds=1), False),
        (NOON, True),
        (NOON + MINUTE - timedelta(microseconds=1), True),
        (NOON + MINUTE, False),
        (NOON - timedelta(hours=1), False),
    ],
)
def test_an_entry_holds_for_its_time_and_for_no_clock_that_was_set(
    moment: datetime, there: bool
) -> None:
    shelf = Shelf()
    made = filled(shelf, "/a")

    assert shelf.find("/a", 1, moment) == (made if there else None)


def test_a_change_empties_it() -> None:
    shelf = Shelf()
    filled(shelf, "/a")

    assert shelf.find("/a", 2, NOON) is None
    assert (len(shelf), shelf.size) == (0, 0)


def test_what_was_rendered_before_a_change_is_not_shelved_after_it() -> None:
    shelf = Shelf()
    shelf.find("/a", 2, NOON)

    shelf.put("/a", 1, entry())

    assert shelf.find("/a", 2, NOON) is None


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    shelf = Shelf(entries=2)
    for key in ("/a", "/b"):
        filled(shelf, key)
    shelf.find("/a", 1, NOON)

    filled(shelf, "/c")

    assert [shelf.find(key, 1, NOON) is not None for key in ("/a", "/b", "/c")] == [
        True,
        False,
        True,
    ]


@given(puts=st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 50_000)), max_size=60))
def test_no_order_of_requests_fills_more_than_its_bounds(puts: list[tuple[str, int]]) -> None:
    shelf = Shelf(entries=5, size=100_000)
    shelf.find("", 1, NOON)

    for key, size in puts:
        shelf.put(key, 1, entry(size))

    held = [one for key in {key for key, _ in puts} if (one := shelf.find(key, 1, NOON))]
    assert len(held) == len(shelf) <= 5
    assert shelf.size == sum(one.size for one in held) <= 100_000
