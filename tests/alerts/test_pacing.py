"""The token bucket of a push service that throttles: never more than it holds, the weak share kept."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.pacing import (
    BURST_S,
    LIFTED_AFTER,
    SLOWEST,
    UNLIMITED,
    WEAK_SHARE,
    Pace,
    allowed,
    next_at,
    noted,
    rate,
    returned,
    set_back,
    spent,
    throttled,
)
from tests.factories import NOW

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def limited(per_minute: int = 6_000) -> Pace:
    """Throttled now, without a pause, after so many were accepted in the minute before."""
    return throttled(noted(Pace(), per_minute, NOW), NOW, NOW)


def test_nothing_limits_a_service_that_never_throttled() -> None:
    assert allowed(Pace(), NOW, weak=True) == UNLIMITED
    assert next_at(Pace(), NOW, weak=True) == NOW


def test_after_a_throttle_it_gets_what_it_took_in_the_minute_before() -> None:
    pace = noted(noted(Pace(), 999_999, NOW - 2 * MINUTE), 6_000, NOW - 30 * SECOND)

    pace = throttled(pace, NOW, NOW + 10 * SECOND)

    assert rate(pace, NOW + 10 * SECOND) == 100.0


def test_the_rate_doubles_by_the_minute_and_is_lifted_after_ten() -> None:
    pace = limited()

    rates = [rate(pace, NOW + passed) for passed in (MINUTE, 2 * MINUTE, LIFTED_AFTER)]

    assert rates == [200.0, 400.0, None]
    assert allowed(pace, NOW + LIFTED_AFTER, weak=True) == UNLIMITED


def test_an_outage_in_which_nothing_was_taken_teaches_no_rate() -> None:
    assert rate(throttled(Pace(), NOW, NOW), NOW) is None


def test_a_rate_that_is_known_outlives_a_minute_of_pauses() -> None:
    later = NOW + 3 * MINUTE

    again = throttled(limited(), later, later)

    assert rate(again, later) == 800.0


def test_a_service_that_took_a_handful_is_still_sent_to() -> None:
    assert rate(limited(per_minute=1), NOW) == SLOWEST


def test_nothing_goes_while_the_pause_lasts() -> None:
    pace = throttled(noted(Pace(), 6_000, NOW), NOW, NOW + MINUTE)
    pace = spent(pace, 1, NOW, weak=False)

    assert allowed(pace, NOW + MINUTE, weak=False) == 0
    assert NOW + MINUTE < next_at(pace, NOW, weak=False) <= NOW + MINUTE + SECOND


def test_what_comes_back_unsent_may_go_again() -> None:
    pace = limited()
    now = NOW + SECOND
    before = allowed(pace, now, weak=False)

    pace = returned(spent(pace, before, now, weak=False), before, now, weak=False)

    assert allowed(pace, now, weak=False) == before


def test_a_clock_that_is_put_back_changes_nothing() -> None:
    hour, pace = timedelta(hours=1), limited()

    moved = set_back(pace, hour)

    assert rate(moved, NOW + MINUTE - hour) == rate(pace, NOW + MINUTE)
    assert rate(throttled(moved, NOW - hour, NOW - hour), NOW - hour) == 100.0


steps = st.lists(
    st.tuples(st.floats(0.0, 5.0), st.booleans(), st.integers(0, 400)), min_size=1, max_size=40
)


@given(steps, st.integers(600, 60_000))
def test_never_more_goes_than_the_bucket_held_and_the_weak_get_their_share(
    steps: list[tuple[float, bool, int]], per_minute: int
) -> None:
    pace, now, sent, weak_sent = limited(per_minute), NOW, 0, 0

    for wait, weak, wanted in steps:
        now += wait * SECOND
        count = min(wanted, allowed(pace, now, weak=weak))
        pace = spent(pace, count, now, weak=weak)
        sent, weak_sent = sent + count, weak_sent + (count if weak else 0)

    fastest = rate(pace, now)
    assert fastest is not None
    most = fastest * ((now - NOW).total_seconds() + BURST_S) + 1
    assert sent <= most
    assert weak_sent <= most * WEAK_SHARE + 1


@given(st.booleans(), st.integers(600, 60_000), st.floats(0, 60))
def test_at_the_time_that_is_told_one_more_may_go(weak: bool, per_minute: int, wait: float) -> None:
    now = NOW + wait * SECOND
    pace = limited(per_minute)
    pace = spent(pace, allowed(pace, now, weak=weak), now, weak=weak)

    at = next_at(pace, now, weak=weak)

    assert now < at
    assert allowed(pace, at, weak=weak) >= 1
