"""How often a phone may ask: fair to whoever moves, an end to whoever never stops."""

from datetime import UTC, datetime, timedelta

import pytest

from service.allowance import Allowance, Spacing
from service.errors import TooMany

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def spacing() -> Spacing:
    return Spacing(3, 5 * SECOND, "requests")


def test_so_many_at_once_then_one_at_a_time_for_as_long_as_anybody_likes() -> None:
    made = spacing()
    for _ in range(3):
        made.take(1, NOON)

    with pytest.raises(TooMany) as refused:
        made.take(1, NOON + SECOND)
    for turn in range(1, 1_000):
        made.take(1, NOON + turn * 5 * SECOND)

    assert refused.value.retry_after_s == 4
    assert str(refused.value) == "too many requests; try again in 4 s"


def test_being_refused_costs_nothing_and_nobody_else_anything() -> None:
    made = spacing()
    for _ in range(3):
        made.take(1, NOON)
    for _ in range(50):
        with pytest.raises(TooMany):
            made.take(1, NOON)

    made.take(2, NOON)
    made.take(1, NOON + 5 * SECOND)


def test_after_a_pause_all_of_it_is_there_again() -> None:
    made = spacing()
    for turn in range(20):
        made.take(1, NOON + turn * 5 * SECOND)
    later = NOON + timedelta(hours=1)

    for _ in range(3):
        made.take(1, later)

    with pytest.raises(TooMany):
        made.take(1, later)


def test_a_clock_that_is_put_back_keeps_nobody_waiting_for_long() -> None:
    made = spacing()
    made.take(1, NOON)
    before = NOON - timedelta(hours=2)

    with pytest.raises(TooMany) as refused:
        made.take(1, before)

    assert refused.value.retry_after_s == 5


def test_nothing_is_kept_of_those_who_have_not_asked_lately() -> None:
    made = spacing()
    for number in range(1_000):
        made.take(number, NOON)

    made.take(1_000, NOON + timedelta(minutes=2))

    assert list(vars(made)["_paid_at"]) == [1_000]


def test_an_hourly_allowance_says_when_the_next_is_free() -> None:
    made = Allowance(1, "tests")
    made.take(1, NOON)

    with pytest.raises(TooMany) as refused:
        made.take(1, NOON + timedelta(minutes=59))

    assert refused.value.retry_after_s == 60
