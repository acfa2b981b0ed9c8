"""When a feed is asked next: in its rhythm, and ever more rarely while it does not answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.watch.rhythm import Rhythm, Standing, is_silent, next_ask

NOON = datetime(2026, 11, 22, 12, 0, 20, tzinfo=UTC)
JMA = Rhythm(at_second=20)
FIVE = Rhythm(every=timedelta(minutes=5))


@pytest.mark.parametrize(
    ("asked", "due"),
    [("12:00:20", "12:01:20"), ("12:00:23", "12:01:20"), ("12:00:05", "12:00:20"),
     ("12:00:59", "12:01:20")],
)  # fmt: skip
def test_jma_is_asked_at_twenty_past_the_minute(asked: str, due: str) -> None:
    standing = Standing(asked=_at(asked))

    assert next_ask(JMA, standing, 0.0) == _at(due)


def test_askers_are_spread_over_three_seconds() -> None:
    latest = next_ask(JMA, Standing(asked=NOON), 0.999)

    assert timedelta(seconds=62) < latest - NOON < timedelta(seconds=63)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (1000, 10)]
)
def test_a_feed_that_fails_is_asked_ever_more_rarely(failures: int, minutes: int) -> None:
    standing = Standing(asked=NOON, failures=failures)

    assert next_ask(JMA, standing, 0.0) == NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(("wished", "minutes"), [(30, 30), (600, 60), (0, 1)])
def test_a_server_s_wish_is_heard_within_an_hour(wished: int, minutes: int) -> None:
    standing = Standing(asked=NOON, failures=1, wish=timedelta(minutes=wished))

    assert next_ask(JMA, standing, 0.0) == NOON + timedelta(minutes=minutes)


@given(
    st.integers(0, 50),
    st.floats(0, 1, exclude_max=True),
    st.timedeltas(timedelta(), timedelta(days=3)),
    st.integers(0, 3599),
)
def test_it_is_never_asked_at_once_again_nor_forgotten(
    failures: int, chance: float, wish: timedelta, second: int
) -> None:
    asked = NOON + timedelta(seconds=second)
    for rhythm in (JMA, FIVE):
        wait = next_ask(rhythm, Standing(asked=asked, failures=failures, wish=wish), chance) - asked

        assert timedelta() < wait <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("rhythm", "minutes", "silent"),
    [(JMA, 5, False), (JMA, 6, True), (FIVE, 15, False), (FIVE, 16, True)],
)
def test_a_feed_is_silent_after_five_minutes_or_three_missed_answers(
    rhythm: Rhythm, minutes: int, silent: bool
) -> None:
    now = NOON + timedelta(minutes=minutes)
    heard = Standing(asked=now, answered=NOON)
    never = Standing(asked=now)

    long_ago = NOON - timedelta(days=1)
    assert is_silent(rhythm, heard, long_ago, now) is silent
    assert is_silent(rhythm, never, NOON, now) is silent


def _at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-22T{clock}+00:00")
