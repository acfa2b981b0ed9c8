"""The queue of one push service: who goes first, and what a clock that is put back does."""

from datetime import datetime, timedelta

import numpy as np

from alerts.dispatch import Attempt
from alerts.model import Mode, Relation, Strength
from alerts.ports import Chunk
from alerts.service_state import ServiceState, free_at, paused, set_back
from service.sending.waiting import Lot, Precedence, Waiting, lot_of, precedence_of
from tests.factories import NOW, revision

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
WEAK, STRONG = (False, True, False, 3, 0), (False, False, False, 0, 0)


def chunk(number: int, people: int = 1, alert_id: str = "a" * 16, revision: int = 1) -> Chunk:
    return Chunk(
        id=number,
        alert_id=alert_id,
        number=revision,
        service="https://push.example",
        rank=0,
        relation=Relation.NEW,
        numbers=np.arange(number * 100, number * 100 + people),
        results=b"\0" * people,
    )


def lot(number: int, precedence: Precedence = WEAK, people: int = 1) -> Lot:
    return Lot(
        chunk=chunk(number, people),
        precedence=precedence,
        positions=np.arange(people),
        attempts={},
    )


def ids(waiting: Waiting, now: datetime = NOW) -> list[int]:
    found = []
    while (taken := waiting.take(now)) is not None:
        found.append(taken.chunk.id)
    return found


def test_people_in_danger_come_first_then_by_the_class_of_their_place_and_exercises_last() -> None:
    drill = precedence_of(revision(mode=Mode.DRILL, strength=Strength.PROTECT), 0)
    know = precedence_of(revision(strength=Strength.KNOW), 0)
    here, home = (precedence_of(revision(strength=Strength.LEAVE), rank) for rank in (0, 2))

    assert sorted([drill, know, home, here]) == [here, home, know, drill]


def test_pending_phones_wait_for_all_that_must_act_but_for_no_notice() -> None:
    strong, stronger, notice = (
        revision(strength=strength)
        for strength in (Strength.LEAVE, Strength.PROTECT, Strength.KNOW)
    )
    fakes = precedence_of(stronger, 4)
    left = precedence_of(stronger, 9)
    proven = precedence_of(strong, 3)
    told = precedence_of(notice, 0)
    drill = precedence_of(revision(mode=Mode.DRILL, strength=Strength.PROTECT), 0)

    assert sorted([drill, told, left, fakes, proven]) == [proven, fakes, left, told, drill]


def test_of_those_due_the_foremost_goes_then_in_the_order_they_came() -> None:
    waiting = Waiting()
    for number, precedence in enumerate((WEAK, STRONG, WEAK, STRONG)):
        waiting.add(lot(number, precedence))
    waiting.add(lot(9, STRONG), NOW + SECOND)

    assert ids(waiting) == [1, 3, 0, 2]
    assert (waiting.next_at(NOW), waiting.pushes) == (NOW + SECOND, 1)


def test_what_is_cut_off_or_comes_back_keeps_its_place() -> None:
    waiting = Waiting()
    waiting.add(lot(1, people=5))
    waiting.add(lot(2))

    front, rest = waiting.take(NOW).cut(2)
    waiting.add(rest)
    waiting.add(front)

    assert waiting.pushes == 6
    assert ids(waiting) == [1, 1, 2]


def test_only_those_who_are_owed_are_in_a_lot() -> None:
    settled = Chunk(**{**_fields(chunk(1, people=4)), "results": b"\0\1\0\2"})

    made = lot_of(settled, revision(strength=Strength.LEAVE))

    assert made.positions.tolist() == [0, 2]


def test_retries_of_one_chunk_in_one_second_go_together() -> None:
    waiting = Waiting()
    first, second = Attempt(count=1), Attempt(count=2, short=True)

    waiting.again(lot(1, people=9), 7, first, NOW + 0.25 * SECOND)
    waiting.again(lot(1, people=9), 3, second, NOW + 0.75 * SECOND)
    waiting.again(lot(1, people=9), 5, first, NOW + 1.5 * SECOND)
    assert (waiting.take(NOW), waiting.next_at(NOW), waiting.pushes) == (None, NOW + SECOND, 3)
    taken = waiting.take(NOW + SECOND)

    assert taken.positions.tolist() == [3, 7]
    assert taken.attempts == {7: first, 3: second}
    assert waiting.pushes == 1


def test_what_a_newer_revision_supersedes_leaves_the_queue() -> None:
    waiting = Waiting()
    for number, (alert_id, issued) in enumerate([("a", 1), ("a", 2), ("b", 1)]):
        one = Lot(
            chunk=chunk(number, 1, alert_id, issued),
            precedence=WEAK,
            positions=np.arange(1),
            attempts={},
        )
        waiting.add(one)
        waiting.add(one, NOW + SECOND)
        waiting.again(one, 0, Attempt(count=1), NOW + SECOND)

    waiting.supersede("a", 2)

    assert waiting.pushes == 6
    assert set(ids(waiting, NOW + SECOND)) == {1, 2}


def test_a_clock_that_is_put_back_keeps_nobody_waiting() -> None:
    waiting = Waiting()
    waiting.add(lot(1), NOW)
    waiting.again(lot(2), 0, Attempt(count=1), NOW)
    state = paused(ServiceState(service="https://push.example"), NOW, "60")

    waiting.set_back(HOUR)

    assert ids(waiting, NOW - HOUR) == [1, 2]
    assert free_at(set_back(state, HOUR), NOW - HOUR) == NOW - HOUR + 60 * SECOND


def _fields(one: Chunk) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__struct_fields__}
