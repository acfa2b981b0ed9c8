"""Answers about phones that nobody has confirmed say nothing of their push service."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from alerts.audience import RANK_LEFT, RANK_LEFT_PENDING, is_pending
from alerts.dispatch import Again, Attempt, Judgement, ServiceState, Settled, judge
from alerts.places import PENDING_PENALTY
from alerts.ports import Answer, Result
from tests.factories import NOW

GOOD = ServiceState(service="https://push.example", token_accepted=True)
FIRST = Attempt()
UNTIL = NOW + timedelta(hours=6)


def judged(status: int, state: ServiceState, attempt: Attempt = FIRST) -> Judgement:
    answer = Answer(token=1, status=status, error="" if status else "reset")
    return judge(answer, attempt, state, now=NOW, valid_until=UNTIL, jitter=1.0, pending=True)


@pytest.mark.parametrize("status", [0, 302, 400, 401, 403, 404, 405, 410, 413, 414, 431, 500])
def test_a_thousand_strange_answers_hold_slow_or_alarm_nothing(status: int) -> None:
    state, alarms = GOOD, []
    for _ in range(1000):
        verdict = judged(status, state)
        state, alarms = verdict.state, [*alarms, *verdict.alarms]

    assert (state, alarms) == (GOOD, [])


@pytest.mark.parametrize(
    ("status", "result"),
    [(404, Result.GONE), (410, Result.GONE), (405, Result.REFUSED), (414, Result.REFUSED)],
)
def test_an_endpoint_that_never_was_is_not_tried_again(status: int, result: Result) -> None:
    outcome = judged(status, GOOD).outcome

    assert outcome == Settled(result=result, bury=result is Result.GONE)


def test_a_foreign_key_is_tried_three_times() -> None:
    attempt, outcomes = Attempt(), []
    while isinstance(outcome := judged(403, GOOD, attempt).outcome, Again):
        outcomes.append(outcome.at > NOW)
        attempt = outcome.attempt

    assert (outcomes, outcome) == ([True, True], Settled(result=Result.REFUSED))


def test_a_token_that_was_renewed_meanwhile_costs_no_try() -> None:
    renewed = replace(GOOD, token_serial=1)

    assert judged(401, renewed).outcome == Again(at=NOW, attempt=Attempt(count=1))


@pytest.mark.parametrize("status", [0, 408, 425, 500, 502])
def test_a_service_in_trouble_is_asked_again_for_them_too(status: int) -> None:
    assert isinstance(judged(status, GOOD).outcome, Again)


def test_acceptance_and_a_pause_count_whoever_got_them() -> None:
    assert judged(201, GOOD).outcome == Settled(result=Result.ACCEPTED)
    assert judged(201, GOOD).state.answers == 1
    assert judged(429, GOOD).state.pause_until is not None


def test_ranks_say_who_is_pending() -> None:
    pending = [rank for rank in range(RANK_LEFT_PENDING + 1) if is_pending(rank)]

    assert pending == [*range(PENDING_PENALTY, RANK_LEFT), RANK_LEFT_PENDING]
