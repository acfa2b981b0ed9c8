"""One push service: how much of a sender process it may take, and when nothing goes at all."""

from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from alerts import pacing
from alerts.model import Relation, Strength
from alerts.ports import Chunk
from alerts.service_state import accepted, held, paused
from service.sending.child import MOST_IN_FLIGHT
from service.sending.lane import Flight, Lane
from service.sending.waiting import Lot, Precedence, precedence_of
from tests.factories import NOW, revision

SECOND = timedelta(seconds=1)
LEAVE, READY = (
    precedence_of(revision(strength=strength), 0) for strength in (Strength.LEAVE, Strength.READY)
)


def lot(precedence: Precedence = LEAVE, people: int = 1_000) -> Lot:
    chunk = Chunk(
        id=1,
        alert_id="a" * 16,
        number=1,
        service="https://push.example.org",
        rank=0,
        relation=Relation.NEW,
        numbers=np.arange(people),
        results=b"\0" * people,
    )
    return Lot(chunk=chunk, precedence=precedence, positions=np.arange(people), attempts={})


def lane(waiting: Lot | None = None, **changes: object) -> Lane:
    made = Lane("https://push.example.org")
    made.state = replace(made.state, **changes)
    made.waiting.add(waiting or lot())
    return made


def begin(one: Lane, taken: Lot, number: int = 1, now=NOW) -> Flight:
    people = len(taken.positions)
    flight = Flight(
        id=number,
        child=0,
        lot=taken,
        sent=taken.positions,
        token_serial=0,
        valid_until=NOW + timedelta(hours=6),
        unanswered=bytearray(b"\1") * people,
        left=people,
    )
    one.began(flight, now)
    return flight


@given(st.integers(1, 10), st.integers(1, 8))
def test_however_many_services_are_silent_another_always_finds_room(
    services: int, children: int
) -> None:
    free = MOST_IN_FLIGHT
    for number in range(services):
        silent = lane(at_once=800.0)
        while (room := silent.room(0, free, children)) > 0:
            taken = silent.take(room, NOW)
            if taken is None:
                break
            begin(silent, taken, number=100 * number + len(silent.flights))
            free -= len(taken.positions)

    assert lane().room(0, free, children) > 0


def test_as_many_wait_in_a_process_as_bridge_a_round_and_no_more() -> None:
    slow = lane(at_once=2.0)

    taken = slow.take(slow.room(0, MOST_IN_FLIGHT, 1), NOW)
    begin(slow, taken)

    assert len(taken.positions) == 8
    assert slow.room(0, MOST_IN_FLIGHT, 1) == 0


def test_a_service_that_refuses_our_key_is_probed_by_one_push_at_a_time() -> None:
    probed = lane()
    probed.state = held(probed.state, NOW)
    due = probed.state.probe_at

    before = probed.take(probed.room(0, MOST_IN_FLIGHT, 2), NOW)
    taken = probed.take(probed.room(0, MOST_IN_FLIGHT, 2), due)
    begin(probed, taken, now=due)

    assert (before, len(taken.positions), probed.room(0, MOST_IN_FLIGHT, 2)) == (None, 1, 0)
    assert probed.next_at(due) == due + timedelta(minutes=1)


def test_nothing_is_taken_while_the_service_pauses_and_what_is_there_is_called_back() -> None:
    pausing = lane()
    flight = begin(pausing, pausing.take(100, NOW))
    pausing.state = paused(pausing.state, NOW, "60")

    assert pausing.take(100, NOW) is None
    assert list(pausing.outdone(NOW)) == [flight]
    assert pausing.next_at(NOW) == NOW + 60 * SECOND


def test_after_a_throttle_weak_alerts_get_their_share_and_no_more() -> None:
    later = NOW + 120 * SECOND
    taken = []
    for precedence in (LEAVE, READY):
        one = lane(lot(precedence))
        one.state = paused(accepted(one.state, NOW, 0, 6_000), NOW, "1")
        begun = one.take(1_000, later)
        begin(one, begun, now=later)
        taken.append(len(begun.positions))
        assert one.take(1_000, later) is None

    strong, weak = taken
    assert weak <= strong * pacing.WEAK_SHARE + 1


def test_what_comes_back_unsent_goes_first_and_is_not_counted_as_sent() -> None:
    one = lane()
    one.state = paused(accepted(one.state, NOW, 0, 6_000), NOW, "1")
    later = NOW + 120 * SECOND
    flight = begin(one, one.take(1_000, later), now=later)
    before = len(flight.sent)

    one.came_back(flight, flight.under_way(), later)

    assert one.take(1_000, later).positions.tolist() == list(range(before))


def test_only_stronger_alerts_call_others_back() -> None:
    one = lane(lot(READY, people=10))
    flight = begin(one, one.take(10, NOW))

    one.waiting.add(lot(READY, people=5))
    by_equals = list(one.outdone(NOW))
    one.waiting.add(lot(LEAVE, people=5))

    assert (by_equals, list(one.outdone(NOW))) == ([], [flight])
