"""What each answer of a push service leads to: one row for every class of status."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from alerts.dispatch import (
    REFUSED_HERE,
    Again,
    Attempt,
    Judgement,
    ServiceState,
    Settled,
    free_at,
    judge,
    probing,
)
from alerts.ports import Answer, Result
from alerts.service_state import MOST_AT_ONCE, accepted
from tests.factories import NOW

FCM = "https://fcm.googleapis.com"
FRESH = ServiceState(service=FCM)
PROVEN = replace(FRESH, token_accepted=True)
FIRST = Attempt()
UNTIL = NOW + timedelta(hours=6)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def judged(
    status: int,
    *,
    attempt: Attempt = FIRST,
    state: ServiceState = FRESH,
    retry_after: str = "",
    date: str = "",
    error: str = "",
    now=NOW,
    valid_until=UNTIL,
    jitter: float = 1.0,
) -> Judgement:
    answer = Answer(token=1, status=status, retry_after=retry_after, date=date, error=error)
    return judge(answer, attempt, state, now=now, valid_until=valid_until, jitter=jitter)


ACCEPTED = Settled(result=Result.ACCEPTED)
BURIED = Settled(result=Result.GONE, bury=True)


@pytest.mark.parametrize(
    ("status", "outcome", "alarms"),
    [
        (200, ACCEPTED, []),
        (201, ACCEPTED, []),
        (202, ACCEPTED, []),
        (204, ACCEPTED, []),
        (404, BURIED, []),
        (410, BURIED, []),
        (401, Again(at=NOW, attempt=Attempt(count=1, refusals=1)), []),
        (403, Again(at=NOW, attempt=Attempt(count=1, refusals=1)), []),
        (406, Again(at=NOW + seconds(10), attempt=Attempt(count=1)), []),
        (429, Again(at=NOW + seconds(10), attempt=Attempt(count=1)), []),
        (503, Again(at=NOW + seconds(10), attempt=Attempt(count=1)), []),
        (400, Again(at=NOW, attempt=Attempt(count=1, short=True)), ["malformed_400"]),
        (413, Again(at=NOW, attempt=Attempt(count=1, short=True)), ["malformed_413"]),
        (0, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (100, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (302, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (402, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (405, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (500, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (502, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
        (999, Again(at=NOW + seconds(2), attempt=Attempt(count=1)), []),
    ],
)
def test_a_first_answer_is_judged_by_its_status(
    status: int, outcome: Settled | Again, alarms: list[str]
) -> None:
    verdict = judged(status)

    assert (verdict.outcome, [alarm.topic for alarm in verdict.alarms]) == (outcome, alarms)


def test_judging_changes_no_state_but_gives_a_new_one() -> None:
    before = replace(FRESH)

    judged(429, state=FRESH)

    assert before == FRESH


# --- gone -----------------------------------------------------------------------------------------


def after(statuses: list[int], state: ServiceState = FRESH) -> tuple[ServiceState, list[Judgement]]:
    verdicts = []
    for status in statuses:
        verdicts.append(judged(status, state=state))
        state = verdicts[-1].state
    return state, verdicts


def test_more_than_5_percent_gone_of_the_last_1000_stops_tombstoning() -> None:
    state, _ = after([201] * 950 + [410] * 50)

    verdict = judged(410, state=state)

    assert verdict.outcome == Again(at=NOW + seconds(2), attempt=Attempt(count=1))
    assert [alarm.topic for alarm in verdict.alarms] == ["too_many_gone"]


def test_5_percent_gone_are_still_tombstoned() -> None:
    state, _ = after([201] * 950 + [410] * 49)

    assert judged(410, state=state).outcome == BURIED


def test_tombstoning_goes_on_once_the_service_has_recovered() -> None:
    state, _ = after([410] * 60 + [201] * 1000)

    assert judged(404, state=state).outcome == BURIED


def test_a_handful_of_gone_phones_in_a_small_town_raises_no_alarm() -> None:
    _, verdicts = after([410] * 9)

    assert [verdict.outcome for verdict in verdicts] == [BURIED] * 9
    assert not any(verdict.alarms for verdict in verdicts)


def test_a_service_that_calls_everybody_gone_buries_few() -> None:
    _, verdicts = after([404] * 500)

    assert sum(verdict.outcome == BURIED for verdict in verdicts) == 9


def test_while_tombstoning_is_stopped_a_phone_is_tried_again_and_then_only_counted_gone() -> None:
    state, _ = after([410] * 60)
    attempt, outcomes = FIRST, []
    for _ in range(4):
        outcomes.append(judged(410, state=state, attempt=attempt).outcome)
        attempt = Attempt(count=attempt.count + 1)

    assert [isinstance(outcome, Again) for outcome in outcomes[:3]] == [True] * 3
    assert outcomes[3] == Settled(result=Result.GONE)


# --- refused tokens -------------------------------------------------------------------------------


def test_a_refused_token_is_renewed_once_then_the_service_is_held_and_probed() -> None:
    first = judged(401)
    second = judged(401, state=first.state, attempt=Attempt(count=1, refusals=1, token_serial=1))

    assert (first.state.token_serial, first.state.holding) == (1, False)
    assert isinstance(first.outcome, Again)
    assert free_at(first.state, NOW) == NOW
    assert second.state.holding
    assert free_at(second.state, NOW) == NOW + seconds(60)
    assert [alarm.topic for alarm in second.alarms] == ["service_held"]
    assert isinstance(second.outcome, Again)


def test_answers_to_the_token_before_the_renewal_do_not_count_against_the_new_one() -> None:
    renewed = judged(403).state

    late = judged(403, state=renewed, attempt=Attempt(token_serial=0))

    assert late.state == renewed
    assert late.outcome == Again(at=NOW, attempt=Attempt(count=1))


def held() -> ServiceState:
    state = judged(401).state
    return judged(401, state=state, attempt=Attempt(token_serial=1)).state


def test_a_held_service_is_probed_once_a_minute_until_it_accepts() -> None:
    minute = NOW + seconds(60)
    sent = probing(held(), minute)
    refused = judged(401, state=sent, attempt=Attempt(token_serial=1), now=minute).state
    sent_again = probing(refused, NOW + seconds(120))
    accepted = judged(201, state=sent_again, attempt=Attempt(token_serial=1)).state

    assert free_at(sent, minute) == NOW + seconds(120)
    assert refused.holding
    assert free_at(refused, minute) == NOW + seconds(120)
    assert not accepted.holding
    assert free_at(accepted, NOW) == NOW


def test_an_acceptance_under_an_older_token_does_not_end_a_hold() -> None:
    assert judged(201, state=held(), attempt=Attempt(token_serial=0)).state.holding


def test_one_phone_with_a_foreign_key_never_holds_the_others() -> None:
    state, attempt = PROVEN, FIRST
    outcomes, topics = [], []
    for _ in range(3):
        verdict = judged(403, state=state, attempt=attempt)
        outcomes.append(verdict.outcome)
        topics += [alarm.topic for alarm in verdict.alarms]
        state = verdict.state
        attempt = getattr(verdict.outcome, "attempt", attempt)

    assert isinstance(outcomes[0], Again)
    assert isinstance(outcomes[1], Again)
    assert outcomes[2] == Settled(result=Result.REFUSED)
    assert topics == ["phone_refused"]
    assert (state.holding, state.token_serial) == (False, 0)


def test_a_token_that_was_good_is_doubted_after_20_refusals_in_a_row() -> None:
    state = PROVEN
    for _ in range(20):
        state = judged(403, state=state).state

    assert (state.token_serial, state.token_renewed, state.holding) == (1, True, False)


def test_an_acceptance_ends_the_doubt_about_a_token() -> None:
    state = PROVEN
    for _ in range(19):
        state = judged(403, state=state).state
    state = judged(201, state=state).state

    assert judged(403, state=state).state.token_serial == 0


# --- pauses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("retry_after", "pause"),
    [
        ("120", 120),
        (" 900 ", 900),
        ("0", 1),
        ("3600", 3600),
        ("86400", 3600),
        ("9" * 400, 3600),
        ("Sun, 22 Nov 2026 05:02:00 GMT", 120),
        ("Sun, 22 Nov 2026 04:00:00 GMT", 1),
        ("Fri, 01 Jan 2100 00:00:00 GMT", 3600),
        ("", 10),
        ("-5", 10),
        ("1.5", 10),
        ("soon", 10),
        ("\u0661\u0662", 10),
    ],
)
def test_a_pause_lasts_as_long_as_asked_within_reason(retry_after: str, pause: int) -> None:
    verdict = judged(429, retry_after=retry_after)

    assert free_at(verdict.state, NOW) == NOW + seconds(pause)
    assert verdict.outcome == Again(at=NOW + seconds(pause), attempt=Attempt(count=1))


def test_a_date_to_come_back_at_is_read_by_the_clock_of_the_service() -> None:
    verdict = judged(
        429,
        date="Sun, 22 Nov 2026 03:00:00 GMT",  # two hours behind ours
        retry_after="Sun, 22 Nov 2026 03:02:00 GMT",
    )

    assert free_at(verdict.state, NOW) == NOW + seconds(120)


def test_pauses_without_a_time_double_up_to_five_minutes() -> None:
    state, now, lengths = FRESH, NOW, []
    for _ in range(8):
        state = judged(429, state=state, now=now, valid_until=UNTIL).state
        lengths.append((free_at(state, now) - now).total_seconds())
        now = free_at(state, now)

    assert lengths == [10, 20, 40, 80, 160, 300, 300, 300]


def test_a_flood_of_429_from_what_was_under_way_counts_as_one_pause() -> None:
    state, _ = after([429] * 100)

    assert (state.pauses, state.at_once, free_at(state, NOW)) == (1, 50.0, NOW + seconds(10))


def test_a_pause_beyond_the_end_of_the_alert_expires_the_push() -> None:
    verdict = judged(429, retry_after="120", valid_until=NOW + seconds(60))

    assert verdict.outcome == Settled(result=Result.EXPIRED)
    assert free_at(verdict.state, NOW) == NOW + seconds(120)


# --- malformed, failed, not ours ------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 413])
def test_the_short_form_is_tried_once(status: int) -> None:
    verdict = judged(status, attempt=Attempt(count=1, short=True))

    assert verdict.outcome == Settled(result=Result.REFUSED)
    assert [alarm.topic for alarm in verdict.alarms] == [f"malformed_{status}"]


def test_a_push_in_short_form_stays_short_in_every_later_attempt() -> None:
    verdict = judged(500, attempt=Attempt(count=1, short=True))

    assert verdict.outcome == Again(at=NOW + seconds(4), attempt=Attempt(count=2, short=True))


@pytest.mark.parametrize(
    ("count", "jitter", "wait"),
    [
        (0, 0.0, 1),
        (0, 0.5, 1.5),
        (0, 1.0, 2),
        (3, 1.0, 16),
        (7, 1.0, 256),
        (8, 1.0, 300),
        (99, 0, 150),
    ],
)
def test_back_off_doubles_up_to_five_minutes_and_half_of_it_is_chance(
    count: int, jitter: float, wait: float
) -> None:
    verdict = judged(0, attempt=Attempt(count=count), jitter=jitter)

    assert verdict.outcome == Again(at=NOW + seconds(wait), attempt=Attempt(count=count + 1))


def test_nothing_is_tried_again_after_the_alert_is_over() -> None:
    assert judged(500, valid_until=NOW + seconds(2)).outcome == Settled(result=Result.EXPIRED)
    assert judged(401, valid_until=NOW).outcome == Settled(result=Result.EXPIRED)
    assert judged(400, valid_until=NOW).outcome == Settled(result=Result.EXPIRED)


def test_an_endpoint_that_our_own_list_refuses_is_not_tried_again() -> None:
    verdict = judged(0, error=REFUSED_HERE + "not listed")

    assert verdict.outcome == Settled(result=Result.REFUSED)
    assert [alarm.topic for alarm in verdict.alarms] == ["not_listed"]


def test_failures_slow_a_service_down_and_acceptances_speed_it_up_again() -> None:
    slow, _ = after([0] * 100)
    quick, _ = after([201] * 120, slow)
    quickest = accepted(quick, NOW, 0, 400_000)

    assert slow.at_once == 1.0
    assert quick.at_once > 100
    assert quickest.at_once == MOST_AT_ONCE


# --- the clock ------------------------------------------------------------------------------------


def test_a_clock_that_is_off_warns_once_and_has_tokens_signed_anew() -> None:
    first = judged(201, date="Sun, 22 Nov 2026 06:00:00 GMT")
    second = judged(201, date="Sun, 22 Nov 2026 06:00:01 GMT", state=first.state)

    assert (first.state.clock_offset, first.state.token_serial) == (seconds(3600), 1)
    assert [alarm.topic for alarm in first.alarms] == ["clock"]
    assert (second.state.clock_offset, second.state.token_serial) == (seconds(3601), 1)
    assert second.alarms == ()


def test_a_clock_that_is_right_again_needs_no_correction() -> None:
    off = judged(201, date="Sun, 22 Nov 2026 06:00:00 GMT").state

    right = judged(201, date="Sun, 22 Nov 2026 05:00:30 GMT", state=off)

    assert (right.state.clock_offset, right.state.token_serial) == (timedelta(0), 2)
    assert right.alarms == ()


@pytest.mark.parametrize(
    "date",
    [
        "",
        "nonsense",
        "Sun, 22 Nov 2026 05:01:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Wed, 31 Dec 1969 23:59:59 GMT",
    ],
)
def test_a_date_within_a_minute_unreadable_or_of_no_clock_changes_nothing(date: str) -> None:
    verdict = judged(201, date=date)

    assert (verdict.state.clock_offset, verdict.alarms) == (timedelta(0), ())
