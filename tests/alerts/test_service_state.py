"""What many answers at once do to a push service's state."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from alerts.pacing import rate
from alerts.service_state import MOST_AT_ONCE, ServiceState, accepted, counted, paused
from tests.factories import NOW

FRESH = ServiceState(service="https://push.example.org")


@given(st.floats(1.0, 900.0), st.lists(st.integers(1, 400), max_size=8))
def test_acceptances_in_bulk_are_the_same_as_one_after_the_other(
    at_once: float, counts: list[int]
) -> None:
    state = replace(FRESH, at_once=min(at_once, MOST_AT_ONCE), gone=0b1011, answers=4, refusals=3)
    singly = in_bulk = state

    for count in counts:
        in_bulk = counted(accepted(in_bulk, NOW, 0, count), gone=False, count=count)
        for _ in range(count):
            singly = counted(accepted(singly, NOW, 0), gone=False)

    assert in_bulk.at_once == pytest.approx(singly.at_once)
    assert replace(in_bulk, at_once=0.0) == replace(singly, at_once=0.0)


def test_a_service_that_throttles_is_sent_to_at_its_own_rate_when_it_takes_pushes_again() -> None:
    proven = accepted(FRESH, NOW, 0, 6_000)

    state = paused(proven, NOW, "30")

    assert rate(state.pace, NOW + timedelta(seconds=30)) == 100.0
