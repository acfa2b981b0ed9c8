"""Who is called when: one after the other, then all; nobody twice, nobody left out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk.ring_rules import RULES, Due, due, in_order, is_spent, is_unheard, quiet_until
from service.desk.rings import Answer, Call, Outcome, Ring, Said, Why

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RING = Ring(why=Why.APPROVE, subject="submission:3", exercise=False, begun=NOW)

replace = msgspec.structs.replace


def at(minutes: float) -> datetime:
    return NOW + minutes * MINUTE


def called(ring: Ring, due_now: Due, now: datetime, *unreached: int) -> Ring:
    """The ring after these calls; push services reached all but `unreached`."""
    calls = tuple(
        Call(
            staff=one,
            turn=due_now.turn,
            at=now,
            outcome=Outcome.FAILED if one in unreached else Outcome.REACHED,
        )
        for one in due_now.staff
    )
    return replace(ring, calls=(*ring.calls, *calls))


def answered(ring: Ring, staff: int, said: Said, now: datetime) -> Ring:
    return replace(ring, answers=(*ring.answers, Answer(staff=staff, at=now, said=said)))


def gone_through(ring: Ring, able: tuple[int, ...], minutes: int, *unreached: int) -> Ring:
    """So many minutes, looked at every half minute, without any answer."""
    for half in range(2 * minutes + 1):
        now = at(half / 2)
        while (next_due := due(ring, able, now)) is not None and next_due.staff:
            ring = called(ring, next_due, now, *unreached)
    return ring


def times(ring: Ring) -> list[tuple[int, int, float]]:
    return [(one.staff, one.turn, (one.at - NOW) / MINUTE) for one in ring.calls]


def test_the_first_is_called_at_once_the_next_after_three_minutes_then_all():
    ring = gone_through(RING, (1, 2, 3), 12)

    assert times(ring) == [
        (1, 1, 0),
        (2, 1, 3),
        (3, 1, 6),
        (1, 2, 9),
        (2, 2, 9),
        (3, 2, 9),
        (1, 3, 12),
        (2, 3, 12),
        (3, 3, 12),
    ]


def test_whoever_cannot_be_reached_is_passed_over_without_waiting():
    ring = gone_through(RING, (1, 2, 3), 3, 1, 2)

    assert times(ring) == [(1, 1, 0), (2, 1, 0), (3, 1, 0), (1, 2, 3), (2, 2, 3), (3, 2, 3)]


def test_where_nobody_can_be_reached_the_desk_says_so_at_once_and_tries_again():
    ring = gone_through(RING, (1, 2), 0, 1, 2)

    assert times(ring) == [(1, 1, 0), (2, 1, 0), (1, 2, 0), (2, 2, 0)]
    assert due(ring, (1, 2), at(2.5)) is None
    again = due(ring, (1, 2), at(3))
    assert again == Due(staff=(1, 2), turn=3)
    assert is_unheard(ring, again)


def test_where_nobody_may_decide_at_all_the_desk_says_so_at_once():
    nobody = due(RING, (), NOW)

    assert nobody == Due(staff=(), turn=2)
    assert is_unheard(RING, nobody)


def test_who_cannot_come_hands_over_to_the_next_at_once():
    ring = called(RING, Due(staff=(1,), turn=1), NOW)

    ring = answered(ring, 1, Said.CANNOT, at(0.5))

    assert due(ring, (1, 2), at(0.5)) == Due(staff=(2,), turn=1)


@pytest.mark.parametrize("said", [Said.COMING, Said.OPENED])
def test_whoever_comes_has_five_minutes_then_the_next_is_called(said: Said):
    ring = answered(called(RING, Due(staff=(1,), turn=1), NOW), 1, said, at(2))

    assert due(ring, (1, 2), at(6.9)) is None
    assert due(ring, (1, 2), at(7)) == Due(staff=(2,), turn=1)


def test_who_said_that_they_come_and_then_that_they_cannot_holds_nobody_back():
    ring = answered(called(RING, Due(staff=(1,), turn=1), NOW), 1, Said.COMING, at(1))

    ring = answered(ring, 1, Said.CANNOT, at(2))

    assert due(ring, (1, 2), at(2)) == Due(staff=(2,), turn=1)


def test_who_cannot_is_left_out_when_all_are_called():
    ring = answered(gone_through(RING, (1, 2, 3), 6), 2, Said.CANNOT, at(6))

    assert due(ring, (1, 2, 3), at(9)) == Due(staff=(1, 3), turn=2)


def test_if_all_cannot_the_desk_says_so_and_all_are_asked_anew_in_a_quarter_of_an_hour():
    ring = gone_through(RING, (1, 2), 3)
    for one in (1, 2):
        ring = answered(ring, one, Said.CANNOT, at(4))

    soon, later = due(ring, (1, 2), at(4)), due(ring, (1, 2), at(19))

    assert (soon, later) == (Due(staff=(), turn=2), Due(staff=(1, 2), turn=2))
    assert soon is not None
    assert is_unheard(ring, soon)


def test_after_five_turns_all_are_called_each_quarter_of_an_hour():
    ring = gone_through(RING, (1,), 60)

    turns = [(one.at - NOW) / MINUTE for one in ring.calls]
    assert turns == [0, 3, 6, 9, 12, 15, 30, 45, 60]


def test_a_withdrawal_that_was_begun_is_left_to_whoever_began_it_for_a_minute():
    ring = replace(RING, why=Why.WITHDRAW)

    assert due(ring, (1,), at(0.9)) is None
    assert due(ring, (1,), at(1)) == Due(staff=(1,), turn=1)


def test_news_for_one_person_rings_three_times_and_is_no_alarm_for_the_desk():
    ring = gone_through(replace(RING, why=Why.RETURNED, staff=1), (1,), 30)

    assert times(ring) == [(1, 1, 0), (1, 2, 3), (1, 3, 6)]
    assert [is_spent(ring, at(8.9)), is_spent(ring, at(9))] == [False, True]
    assert not is_unheard(ring, Due(staff=(1,), turn=2))


@pytest.mark.parametrize("said", list(Said))
def test_news_that_was_heard_is_over_whatever_was_answered(said: Said):
    ring = called(replace(RING, why=Why.RETURNED, staff=1), Due(staff=(1,), turn=1), NOW)

    heard = answered(ring, 1, said, at(1))

    assert [is_spent(one, at(1)) for one in (ring, heard)] == [False, True]


def test_news_for_somebody_who_is_not_there_any_more_is_over_after_three_minutes():
    ring = replace(RING, why=Why.RETURNED, staff=1)

    assert [is_spent(ring, at(2.9)), is_spent(ring, at(3))] == [False, True]


def test_news_for_whoever_may_look_goes_on_past_those_who_cannot():
    ring = called(replace(RING, why=Why.BREAK_GLASS), Due(staff=(1,), turn=1), NOW)

    ring = answered(ring, 1, Said.CANNOT, at(1))

    assert not is_spent(ring, at(1))
    assert due(ring, (1, 2), at(1)) == Due(staff=(2,), turn=1)


def test_what_has_ended_calls_nobody():
    assert due(replace(RING, ended=NOW), (1, 2), at(60)) is None


def test_somebody_who_comes_to_be_able_is_called_before_all_are():
    ring = gone_through(RING, (1,), 2)

    assert due(ring, (1, 2), at(3)) == Due(staff=(2,), turn=1)


def test_every_reason_has_a_rule():
    assert set(RULES) == set(Why)


def test_those_at_the_desk_come_first_then_who_was_called_longest_ago_then_by_number():
    last = {1: at(0), 2: at(-60), 4: at(-60)}

    assert in_order([1, 2, 3, 4, 5], {1, 5}, last) == (5, 1, 3, 2, 4)


# --- what holds whatever people do ------------------------------------------------------------

_ABLE = st.lists(st.integers(1, 9), unique=True, max_size=6).map(tuple)
_SAYS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from(Said)), max_size=8
)


def played(able: tuple[int, ...], deaf: frozenset[int], says: list[Any], minutes: int) -> Ring:
    """A ring over so many minutes: looked at each half minute, answers as they are said."""
    ring = RING
    for half in range(2 * minutes + 1):
        now = at(half / 2)
        for minute, staff, said in says:
            if 2 * minute == half:
                ring = answered(ring, staff, said, now)
        for _ in range(len(able) + 2):
            next_due = due(ring, able, now)
            if next_due is None or not next_due.staff:
                break
            ring = called(ring, next_due, now, *deaf)
        else:
            raise AssertionError("it calls without end")
    return ring


@given(able=_ABLE, deaf=st.frozensets(st.integers(1, 9)), says=_SAYS)
def test_nobody_is_called_twice_in_a_turn_and_only_who_is_able(
    able: tuple[int, ...], deaf: frozenset[int], says: list[Any]
):
    ring = played(able, deaf, says, 60)

    turns = [(one.turn, one.staff) for one in ring.calls]
    assert len(turns) == len(set(turns))
    assert {one.staff for one in ring.calls} <= set(able)
    assert [one.turn for one in ring.calls] == sorted(one.turn for one in ring.calls)


@given(able=_ABLE.filter(bool), deaf=st.frozensets(st.integers(1, 9)))
def test_without_answers_everybody_is_called_within_three_minutes_for_each_who_is_reached(
    able: tuple[int, ...], deaf: frozenset[int]
):
    ring = played(able, deaf, [], 60)

    first = {staff: min(c.at for c in ring.calls if c.staff == staff) for staff in able}
    for place, staff in enumerate(able):
        reached_before = sum(one not in deaf for one in able[:place])
        assert first[staff] == at(3 * reached_before)


@given(able=_ABLE, deaf=st.frozensets(st.integers(1, 9)), says=_SAYS)
def test_nobody_is_called_while_somebody_is_on_their_way(
    able: tuple[int, ...], deaf: frozenset[int], says: list[Any]
):
    ring = played(able, deaf, says, 60)

    for one in ring.answers:
        before = replace(ring, answers=tuple(x for x in ring.answers if x.at <= one.at))
        if one.said is Said.CANNOT or before.answer_of(one.staff) is not one:
            continue
        until = min(
            [one.at + RULES[ring.why].quiet]
            + [x.at for x in ring.answers if x.staff == one.staff and x.at > one.at]
        )
        assert [c.at for c in ring.calls if one.at < c.at < until] == []


@given(able=_ABLE, deaf=st.frozensets(st.integers(1, 9)), says=_SAYS)
def test_as_long_as_it_lasts_it_is_never_quiet_for_longer_than_a_quarter_of_an_hour(
    able: tuple[int, ...], deaf: frozenset[int], says: list[Any]
):
    ring = played(able, deaf, says, 60)

    assert quiet_until(ring) <= at(60) + 15 * MINUTE
    if able and quiet_until(ring) <= at(60):
        cannot = [one for one in able if (a := ring.answer_of(one)) and a.said is Said.CANNOT]
        assert len(cannot) == len(able)
