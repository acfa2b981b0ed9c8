"""The queue of one push service: who goes first, and what a clock that is put back does."""

from datetime import datetime, timedelta

import numpy as np

from alerts.model import Mode, Relation, Strength
from alerts.ports import Chunk
from alerts.service_state import ServiceState, free_at, paused, set_back
from service.workers.waiting import Lot, Waiting, precedence_of
from tests.factories import NOW, revision

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
WEAK, STRONG = (False, 3), (False, 0)


def lot(number: int) -> Lot:
    chunk = Chunk(
        id=number,
        alert_id="a" * 16,
        number=1,
        service="https://push.example",
        rank=0,
        relation=Relation.NEW,
        numbers=np.array([number], np.int64),
        results=b"\0",
    )
    return Lot(chunk=chunk, attempts={})


def ids(waiting: Waiting, now: datetime = NOW) -> list[int]:
    found = []
    while (taken := waiting.take(now)) is not None:
        found.append(taken[1].chunk.id)
    return found


def test_people_in_danger_come_first_and_exercises_last() -> None:
    drill = precedence_of(revision(mode=Mode.DRILL, strength=Strength.PROTECT))
    know, leave = (
        precedence_of(revision(strength=strength)) for strength in (Strength.KNOW, Strength.LEAVE)
    )

    assert sorted([drill, know, leave]) == [leave, know, drill]


def test_of_those_due_the_foremost_goes_then_in_the_order_they_came() -> None:
    waiting = Waiting()
    for number, precedence in enumerate((WEAK, STRONG, WEAK, STRONG)):
        waiting.add(lot(number), precedence, NOW)
    waiting.add(lot(9), STRONG, NOW + SECOND)

    assert ids(waiting) == [1, 3, 0, 2]
    assert waiting.first_at() == NOW + SECOND


def test_only_what_is_due_and_goes_before_overtakes() -> None:
    waiting = Waiting()
    waiting.add(lot(1), STRONG, NOW + SECOND)
    waiting.add(lot(2), WEAK, NOW)

    overtaken = [waiting.is_overtaken(WEAK, now) for now in (NOW, NOW + SECOND)]

    assert overtaken == [False, True]


def test_a_clock_that_is_put_back_keeps_nobody_waiting() -> None:
    waiting = Waiting()
    waiting.add(lot(1), WEAK, NOW)
    state = paused(ServiceState(service="https://push.example"), NOW, "60")

    waiting.set_back(HOUR)

    assert ids(waiting, NOW - HOUR) == [1]
    assert free_at(set_back(state, HOUR), NOW - HOUR) == NOW - HOUR + 60 * SECOND
