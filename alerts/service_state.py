"""One push service as its answers show it: pauses, holds, its clock, how much it takes at once.

Pure: every change gives a new state. The rules that decide are in alerts/dispatch.py.
"""

import math
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from alerts import pacing
from alerts.pacing import Pace
from alerts.ports import Answer
from alerts.push.vapid import TOLERATED_OFFSET, clock_offset, service_time

PROBE_EVERY = timedelta(minutes=1)
SHORTEST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(hours=1)
FIRST_PAUSE = timedelta(seconds=10)  # where `Retry-After` is absent; doubled while it goes on
LONGEST_OWN_PAUSE = timedelta(minutes=5)

MOST_AT_ONCE = 800
AT_ONCE_AT_FIRST = 100

# More than 5 % of the last 1,000; a few phones of a small town are no sign of a broken service.
GONE_WINDOW = 1000
GONE_SHARE = 0.05
GONE_AT_LEAST = 10

_GONE_MASK = (1 << GONE_WINDOW) - 1


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """For the staff. `topic` is the same for the same trouble: ring once, not per phone."""

    topic: str
    service: str
    text: str


class ServiceState(msgspec.Struct, frozen=True, kw_only=True):
    """One push service as its answers show it.

    `token_serial` goes to `TokenCache.header`; `clock_offset` is added to our clock for tokens.
    `at_once` is how many pushes should be under way. `gone` is a bit per answer, newest lowest.
    `pace` limits how many are handed out per second once it has throttled.
    """

    service: str
    pause_until: datetime | None = None
    pauses: int = 0
    holding: bool = False
    probe_at: datetime | None = None
    token_serial: int = 0
    token_renewed: bool = False
    token_accepted: bool = False
    refusals: int = 0
    gone: int = 0
    answers: int = 0
    clock_offset: timedelta = timedelta(0)
    at_once: float = AT_ONCE_AT_FIRST
    pace: Pace = Pace()

    @property
    def too_many_gone(self) -> bool:
        gone = self.gone.bit_count()
        return gone >= GONE_AT_LEAST and gone > GONE_SHARE * min(self.answers, GONE_WINDOW)


class SendingNow(msgspec.Struct, frozen=True, kw_only=True):
    """One push service at one moment. `service`: its origin.

    `per_second`: what it took the last time that enough was sent; None if that is not known.
    `ahead`: pushes that wait for it. `free_at`: when it takes more; with `paused_since` and
    `status` (of the answer that began it) None and 0 while it takes pushes. `is_held`: it refuses
    our key, and is asked once a minute.
    """

    service: str
    per_second: float | None
    ahead: int
    free_at: datetime | None = None
    paused_since: datetime | None = None
    status: int = 0
    is_held: bool = False


def free_at(state: ServiceState, now: datetime) -> datetime:
    """When this service may be sent to: `now` or a time to come. While it is held, one push only
    may go at that time, and `probing` must be noted first.
    """
    waits = [now, state.pause_until or now]
    if state.holding:
        waits.append(state.probe_at or now)
    return max(waits)


def probing(state: ServiceState, now: datetime) -> ServiceState:
    """The state once the probe is on its way: the next one is a minute off."""
    return replace(state, probe_at=now + PROBE_EVERY)


def accepted(state: ServiceState, now: datetime, token_serial: int, count: int = 1) -> ServiceState:
    """After `count` pushes were taken: their token is good, a hold ends, more may go at once."""
    current = token_serial == state.token_serial
    return replace(
        state,
        pauses=0 if _pause_is_over(state, now) else state.pauses,
        holding=state.holding and not current,
        probe_at=None if current else state.probe_at,
        token_accepted=state.token_accepted or current,
        token_renewed=state.token_renewed and not current,
        refusals=0 if current else state.refusals,
        at_once=_grown(state.at_once, count),
        pace=pacing.noted(state.pace, count, now),
    )


def _grown(at_once: float, count: int) -> float:
    """One more per acceptance at first; then one more for each round of acceptances."""
    quick = min(float(count), max(0.0, AT_ONCE_AT_FIRST - at_once))
    # The sum of steps of 1/x, so that many at once are the same as one after the other.
    slow = math.sqrt((at_once + quick) ** 2 + 2.0 * (count - quick))
    return min(float(MOST_AT_ONCE), slow)


def counted(state: ServiceState, *, gone: bool, count: int = 1) -> ServiceState:
    """`count` more phones found there or gone."""
    bits = (1 << count) - 1 if gone else 0
    window = (state.gone << count | bits) & _GONE_MASK
    return replace(state, gone=window, answers=state.answers + count)


def renewing(state: ServiceState) -> ServiceState:
    """The token was refused: another one is to be signed, once."""
    return replace(
        state,
        token_serial=state.token_serial + 1,
        token_renewed=True,
        token_accepted=False,
        refusals=0,
    )


def held(state: ServiceState, now: datetime) -> ServiceState:
    """Nothing is sent any more but a probe every minute."""
    due = state.probe_at
    return replace(state, holding=True, probe_at=due if due and due > now else now + PROBE_EVERY)


def paused(state: ServiceState, now: datetime, retry_after_header: str) -> ServiceState:
    """The service asked for a pause, with `Retry-After` or without."""
    begins = _pause_is_over(state, now)
    if begins:
        # Answers to what was under way when the pause began must not lengthen it further.
        state = replace(state, pauses=state.pauses + 1, at_once=max(1.0, state.at_once / 2))
    own = min(FIRST_PAUSE * (1 << min(state.pauses - 1, 10)), LONGEST_OWN_PAUSE)
    asked = retry_after(retry_after_header, now + state.clock_offset)
    pause = own if asked is None else max(asked, SHORTEST_PAUSE)
    until = max(now + pause, state.pause_until or now)
    pace = pacing.throttled(state.pace, now, until) if begins else state.pace
    return replace(state, pause_until=until, pace=pace)


def slower(state: ServiceState) -> ServiceState:
    """After a failure without a request to pause."""
    return replace(state, at_once=max(1.0, state.at_once * 0.9))


def set_back(state: ServiceState, by: timedelta) -> ServiceState:
    """The same waits by a clock that was put back: a pause of a minute stays one."""
    return replace(
        state,
        pause_until=state.pause_until - by if state.pause_until else None,
        probe_at=state.probe_at - by if state.probe_at else None,
        pace=pacing.set_back(state.pace, by),
    )


def with_clock(
    state: ServiceState, answer: Answer, now: datetime
) -> tuple[ServiceState, tuple[Alarm, ...]]:
    """Takes over how far the service's clock is off ours, and says so when that is new."""
    if service_time(answer.date) is None:
        return state, ()
    offset = clock_offset(answer.date, now) or timedelta(0)
    was_off = state.clock_offset != timedelta(0)
    if not offset and not was_off:
        return state, ()
    drift = abs(offset - state.clock_offset)
    # Tokens signed by the wrong clock may be refused: a new serial has them signed anew.
    serial = state.token_serial + (drift > TOLERATED_OFFSET)
    corrected = replace(state, clock_offset=offset, token_serial=serial)
    if was_off or not offset:
        return corrected, ()
    alarm = Alarm(
        topic="clock",
        service=state.service,
        text=f"The clock of {state.service} differs from ours by {offset.total_seconds():.0f} s. "
        "Tokens are signed by its clock; check the time service of this machine.",
    )
    return corrected, (alarm,)


def retry_after(header: str, now: datetime) -> timedelta | None:
    """`Retry-After` (RFC 9110 section 10.2.3), seconds or a date; None if absent or neither.

    `now` is by the service's own clock. Never negative and at most `LONGEST_PAUSE`.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_PAUSE)
    at = service_time(text)
    return None if at is None else min(max(at - now, timedelta(0)), LONGEST_PAUSE)


def _pause_is_over(state: ServiceState, now: datetime) -> bool:
    return state.pause_until is None or state.pause_until <= now
