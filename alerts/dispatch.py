"""What an answer of a push service means: for the phone, for the service, for the staff.

Pure rules (DESIGN section 6, "Answers"). The worker sends, calls `judge` for every answer, keeps
one `ServiceState` per push service (origin) and one `Attempt` per recipient still owed, and asks
`free_at` before it sends again. A retry carries the same plaintext, newly encrypted.
"""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from alerts.ports import Answer, Result
from alerts.push.refusal import REFUSED_HERE
from alerts.service_state import (
    GONE_SHARE,
    Alarm,
    ServiceState,
    accepted,
    counted,
    free_at,
    held,
    paused,
    probing,
    renewing,
    slower,
    with_clock,
)

__all__ = [
    "ABANDONED",
    "REFUSED_HERE",
    "Again",
    "Alarm",
    "Attempt",
    "Judgement",
    "ServiceState",
    "Settled",
    "free_at",
    "judge",
    "probing",
]

# A gateway's `error` for a push that was under way when its sender stopped.
ABANDONED = "abandoned: the sender stopped before an answer came"

FIRST_BACK_OFF = timedelta(seconds=2)
LONGEST_BACK_OFF = timedelta(minutes=5)
GONE_TRIES = 4

# One phone that subscribed with a foreign key is always answered 403. It must not hold the others,
# so a token that was accepted is doubted only after this many refusals in a row.
REFUSALS_OF_A_GOOD_TOKEN = 20
REFUSALS_OF_ONE_PHONE = 3


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient's next try. `token_serial` is the service's at the moment of sending."""

    count: int = 0
    short: bool = False
    refusals: int = 0
    token_serial: int = 0


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The recipient is owed nothing more. `bury`: the phone itself is to be tombstoned."""

    result: Result
    bury: bool = False


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """Still owed: send at `at` or later, in the short form if `attempt.short` says so."""

    at: datetime
    attempt: Attempt


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    outcome: Settled | Again
    state: ServiceState
    alarms: tuple[Alarm, ...] = ()


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one answer. `jitter` is a random number, 0 ≤ jitter < 1."""

    answer: Answer
    attempt: Attempt
    state: ServiceState
    now: datetime
    valid_until: datetime
    jitter: float


def judge(
    answer: Answer,
    attempt: Attempt,
    state: ServiceState,
    *,
    now: datetime,
    valid_until: datetime,
    jitter: float,
    pending: bool = False,
) -> Judgement:
    """Decides about one answer. `attempt` and its `token_serial` are those that it was sent with.

    `valid_until` ends all retries; `jitter` is a random number, 0 ≤ jitter < 1. `pending`: nobody
    has shown yet that there is a phone at this endpoint.
    """
    state, alarms = with_clock(state, answer, now)
    case = _Case(
        answer=answer, attempt=attempt, state=state, now=now, valid_until=valid_until, jitter=jitter
    )
    verdict = _of_pending(case) if pending else _verdict(case)
    return replace(verdict, alarms=alarms + verdict.alarms) if alarms else verdict


def _verdict(case: _Case) -> Judgement:
    status = case.answer.status
    if 200 <= status < 300:
        return _accepted(case)
    if status in (404, 410):
        return _gone(case)
    if status in (401, 403):
        return _refused_token(case)
    if status in (406, 429, 503):
        return _throttled(case)
    if status in (400, 413):
        return _malformed(case)
    if status == 0 and case.answer.error.startswith(REFUSED_HERE):
        return _not_ours(case)
    return _failed(case)


def _of_pending(case: _Case) -> Judgement:
    """Anybody can register endpoints that are gone, refuse our key or fail. Of their answers only
    acceptance and a pause say anything about the service, and none is tried for ever.
    """
    status = case.answer.status
    if 200 <= status < 300 or status in (406, 429, 503):
        return _verdict(case)
    if status in (404, 410):
        return Judgement(outcome=Settled(result=Result.GONE, bury=True), state=case.state)
    if status in (401, 403):
        return Judgement(outcome=_token_again(case), state=case.state)
    if status in (400, 413):
        return replace(_malformed(case), alarms=())
    if 405 <= status < 500 and status not in (408, 425):
        return Judgement(outcome=Settled(result=Result.REFUSED), state=case.state)
    return replace(_verdict(case), state=case.state)


def _token_again(case: _Case) -> Settled | Again:
    if case.attempt.token_serial < case.state.token_serial:
        return _again(case, case.now)
    refusals = case.attempt.refusals + 1
    if refusals >= REFUSALS_OF_ONE_PHONE:
        return Settled(result=Result.REFUSED)
    return _again(case, case.now + _back_off(case), refusals=refusals)


def _accepted(case: _Case) -> Judgement:
    # RFC 8030 knows 201 and 202; other services of that kind say 200 or 204, and mean it.
    state = counted(accepted(case.state, case.now, case.attempt.token_serial), gone=False)
    return Judgement(outcome=Settled(result=Result.ACCEPTED), state=state)


def _gone(case: _Case) -> Judgement:
    state = counted(case.state, gone=True)
    if not state.too_many_gone:
        return Judgement(outcome=Settled(result=Result.GONE, bury=True), state=state)
    alarm = Alarm(
        topic="too_many_gone",
        service=state.service,
        text=f"{state.service} calls more than {GONE_SHARE:.0%} of its phones gone. None is taken "
        "off the list meanwhile; ask the push service whether it has a fault.",
    )
    if case.attempt.count + 1 >= GONE_TRIES:
        outcome: Settled | Again = Settled(result=Result.GONE)
    else:
        outcome = _again(case, case.now + _back_off(case))
    return Judgement(outcome=outcome, state=state, alarms=(alarm,))


def _refused_token(case: _Case) -> Judgement:
    state = case.state
    refusals = case.attempt.refusals + 1
    if case.attempt.token_serial < state.token_serial:
        return Judgement(outcome=_again(case, case.now), state=state)  # renewed meanwhile
    state = replace(state, refusals=state.refusals + 1)
    if state.token_accepted and state.refusals < REFUSALS_OF_A_GOOD_TOKEN:
        return _refused_phone(case, state, refusals)
    if not state.token_renewed:
        again = _again(case, case.now, refusals=refusals)
        return Judgement(outcome=again, state=renewing(state))
    return _held(case, state, refusals)


def _refused_phone(case: _Case, state: ServiceState, refusals: int) -> Judgement:
    """The token is good for others: this phone subscribed with another key."""
    if refusals < REFUSALS_OF_ONE_PHONE:
        again = _again(case, case.now + _back_off(case), refusals=refusals)
        return Judgement(outcome=again, state=state)
    alarm = Alarm(
        topic="phone_refused",
        service=state.service,
        text=f"{state.service} refuses our key for single phones ({case.answer.status}): they "
        "subscribed with another VAPID key and must subscribe anew when they open the app.",
    )
    return Judgement(outcome=Settled(result=Result.REFUSED), state=state, alarms=(alarm,))


def _held(case: _Case, state: ServiceState, refusals: int) -> Judgement:
    state = held(state, case.now)
    alarm = Alarm(
        topic="service_held",
        service=state.service,
        text=f"{state.service} refuses our VAPID token ({case.answer.status}), also a new one. "
        "Its phones wait; check the key (hansho keys list), `contact` and this machine's clock.",
    )
    # A longer wait per refusal, so that the next probe is another phone.
    at = max(state.probe_at or case.now, case.now + _back_off(case))
    return Judgement(outcome=_again(case, at, refusals=refusals), state=state, alarms=(alarm,))


def _throttled(case: _Case) -> Judgement:
    state = paused(case.state, case.now, case.answer.retry_after)
    return Judgement(outcome=_again(case, state.pause_until or case.now), state=state)


def _malformed(case: _Case) -> Judgement:
    alarm = Alarm(
        topic=f"malformed_{case.answer.status}",
        service=case.state.service,
        text=f"{case.state.service} refuses a push as malformed or too large "
        f"({case.answer.status}). Its short form is tried once; report this as a fault of ours.",
    )
    outcome: Settled | Again = Settled(result=Result.REFUSED)
    if not case.attempt.short:
        outcome = _again(case, case.now, short=True)
    return Judgement(outcome=outcome, state=case.state, alarms=(alarm,))


def _not_ours(case: _Case) -> Judgement:
    alarm = Alarm(
        topic="not_listed",
        service=case.state.service,
        text=f"Phones of {case.state.service} are not pushed to: {case.answer.error}. "
        "Was it taken off `push_services`?",
    )
    return Judgement(outcome=Settled(result=Result.REFUSED), state=case.state, alarms=(alarm,))


def _failed(case: _Case) -> Judgement:
    again = _again(case, case.now + _back_off(case))
    return Judgement(outcome=again, state=slower(case.state))


def _again(
    case: _Case, at: datetime, *, short: bool = False, refusals: int | None = None
) -> Settled | Again:
    if at >= case.valid_until:
        return Settled(result=Result.EXPIRED)
    attempt = case.attempt
    return Again(
        at=at,
        attempt=Attempt(
            count=attempt.count + 1,
            short=attempt.short or short,
            refusals=attempt.refusals if refusals is None else refusals,
            token_serial=attempt.token_serial,
        ),
    )


def _back_off(case: _Case) -> timedelta:
    """Doubled per try, then half of it fixed and half of it at random, so that no wave forms."""
    full = min(FIRST_BACK_OFF * (1 << min(case.attempt.count, 10)), LONGEST_BACK_OFF)
    return full * (0.5 + case.jitter / 2)
