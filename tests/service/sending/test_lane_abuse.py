"""100,000 registrations that nobody confirmed, in the lane of their push service."""

from datetime import timedelta

import numpy as np

from alerts.dispatch import Attempt
from alerts.model import Relation, Strength
from alerts.ports import Chunk
from service.sending.frames import MOST_IN_BATCH
from service.sending.lane import Flight, Lane
from service.sending.waiting import Lot, lot_of
from tests.factories import NOW, revision

SERVICE = "https://push.example"
FAKES, CHUNK = 100_000, 1_000
SECOND = timedelta(seconds=1)
HERE_PENDING, HOME = 4, 2


def chunk(number: int, rank: int, people: int = CHUNK) -> Chunk:
    return Chunk(
        id=number,
        alert_id="a" * 16,
        number=1,
        service=SERVICE,
        rank=rank,
        relation=Relation.NEW,
        numbers=np.arange(number * CHUNK, number * CHUNK + people),
        results=b"\0" * people,
    )


def lane_full_of_fakes(strength: Strength = Strength.PROTECT) -> Lane:
    lane = Lane(SERVICE)
    for number in range(FAKES // CHUNK):
        lane.waiting.add(lot_of(chunk(number, HERE_PENDING), revision(strength=strength)))
    return lane


def flown(lane: Lane, lot: Lot) -> Flight:
    flight = Flight(
        id=1,
        child=0,
        lot=lot,
        sent=lot.positions,
        token_serial=0,
        valid_until=NOW + timedelta(hours=1),
        unanswered=bytearray(b"\1" * len(lot.positions)),
        left=len(lot.positions),
    )
    lane.began(flight, NOW)
    return flight


def test_who_lives_there_and_is_confirmed_goes_before_all_fakes_that_claim_to_be_there() -> None:
    lane = lane_full_of_fakes()
    lane.waiting.add(lot_of(chunk(500, HOME, 10), revision(strength=Strength.LEAVE_IF_SLOW)))

    first, second = lane.take(MOST_IN_BATCH, NOW), lane.take(MOST_IN_BATCH, NOW)

    assert first is not None
    assert second is not None
    assert [(lot.chunk.rank, len(lot.positions)) for lot in (first, second)] == [
        (HOME, 10),
        (HERE_PENDING, MOST_IN_BATCH),
    ]


def test_a_retry_of_a_confirmed_phone_calls_the_fakes_back_that_are_not_on_the_wire() -> None:
    lane = lane_full_of_fakes()
    proven = lot_of(chunk(500, HOME, 10), revision(strength=Strength.LEAVE))
    fakes = lane.take(MOST_IN_BATCH, NOW)
    assert fakes is not None
    flight = flown(lane, fakes)
    lane.waiting.again(proven, 3, Attempt(count=1), NOW + SECOND)

    before = list(lane.outdone(NOW))
    called_back = list(lane.outdone(NOW + SECOND))
    next_one = lane.take(MOST_IN_BATCH, NOW + SECOND)

    assert (before, called_back) == ([], [flight])
    assert next_one is not None
    assert (next_one.chunk.id, next_one.positions.tolist()) == (500, [3])


def test_a_new_phone_in_danger_does_not_wait_for_a_notice_to_everybody() -> None:
    lane = Lane(SERVICE)
    lane.waiting.add(lot_of(chunk(1, HOME), revision(strength=Strength.KNOW)))
    lane.waiting.add(lot_of(chunk(2, HERE_PENDING, 1), revision(strength=Strength.LEAVE)))

    first = lane.take(MOST_IN_BATCH, NOW)

    assert first is not None
    assert first.chunk.id == 2
