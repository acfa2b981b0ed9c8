"""How fast a push service is sent to: unlimited until it throttles, then as fast as it was able.

A token bucket as a value. After a push service asked for a pause, it gets per second what it took
in the minute before, twice as much after every further minute, and after ten of them the limit is
lifted. Meanwhile alerts that need nobody to act now (ready, know) get at most 30 % of it.
"""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

UNLIMITED = 1 << 30
WEAK_SHARE = 0.3
# An outage is no measure of what a service bears: below this nothing is learnt from a minute.
SLOWEST = 10.0
DOUBLES_EVERY = timedelta(minutes=1)
LIFTED_AFTER = timedelta(minutes=10)
# What may go at once after a lull, in seconds of the rate.
BURST_S = 0.5

_SLOT_S = 10
_SLOTS = 6
_MINUTE_S = 60
_ROUNDING = 1e-6


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """One push service's bucket. `per_second` at the time `since`; None: no limit.

    `tokens` and `weak_tokens` are pushes that may go at `filled`; weak ones need both. `taken`:
    (ten-second slot since 1970, accepted in it), the last minute of them, oldest first.
    """

    per_second: float | None = None
    since: datetime | None = None
    filled: datetime | None = None
    tokens: float = 0.0
    weak_tokens: float = 0.0
    taken: tuple[tuple[int, int], ...] = ()


def noted(pace: Pace, count: int, now: datetime) -> Pace:
    """After `count` pushes were accepted."""
    slot = int(now.timestamp()) // _SLOT_S
    taken = pace.taken
    if taken and taken[-1][0] == slot:
        return replace(pace, taken=(*taken[:-1], (slot, taken[-1][1] + count)))
    recent = tuple(one for one in taken if one[0] > slot - _SLOTS)
    return replace(pace, taken=(*recent, (slot, count)))


def throttled(pace: Pace, now: datetime, resumes_at: datetime) -> Pace:
    """The service asked for a pause until `resumes_at`; then it is sent to at the limited rate."""
    slot = int(now.timestamp()) // _SLOT_S
    taken = sum(count for at, count in pace.taken if at > slot - _SLOTS)
    known = rate(pace, now)
    if taken:
        known = max(SLOWEST, taken / _MINUTE_S)
    return replace(
        pace, per_second=known, since=resumes_at, filled=resumes_at, tokens=1.0, weak_tokens=1.0
    )


def rate(pace: Pace, now: datetime) -> float | None:
    """Pushes per second at `now`; None: no limit."""
    if pace.per_second is None or pace.since is None:
        return None
    passed = max(now - pace.since, timedelta(0))
    if passed >= LIFTED_AFTER:
        return None
    doubled: float = pace.per_second * 2.0 ** (passed / DOUBLES_EVERY)
    return doubled


def allowed(pace: Pace, now: datetime, *, weak: bool) -> int:
    """How many pushes may be handed out now; `weak`: of an alert of strength ready or know."""
    if rate(pace, now) is None:
        return UNLIMITED
    filled = _filled(pace, now)
    tokens = min(filled.tokens, filled.weak_tokens) if weak else filled.tokens
    return max(0, int(tokens + _ROUNDING))


def spent(pace: Pace, count: int, now: datetime, *, weak: bool) -> Pace:
    """After `count` were handed out."""
    if rate(pace, now) is None:
        return pace
    filled = _filled(pace, now)
    weak_tokens = filled.weak_tokens - (count if weak else 0)
    return replace(filled, tokens=filled.tokens - count, weak_tokens=weak_tokens)


def returned(pace: Pace, count: int, now: datetime, *, weak: bool) -> Pace:
    """After `count` of those handed out came back unsent."""
    return spent(pace, -count, now, weak=weak)


def next_at(pace: Pace, now: datetime, *, weak: bool) -> datetime:
    """When at least one more may be handed out: `now` or a time to come."""
    if allowed(pace, now, weak=weak):
        return now
    speed, filled = rate(pace, now), _filled(pace, now)
    assert speed is not None
    missing = (1.0 - filled.tokens) / speed
    if weak:
        missing = max(missing, (1.0 - filled.weak_tokens) / (speed * WEAK_SHARE))
    start = max(now, pace.since or now)
    return start + timedelta(seconds=max(missing, 0.0) + 0.001)  # beyond any rounding


def set_back(pace: Pace, by: timedelta) -> Pace:
    """The same pace by a clock that was put back."""
    slots = int(by.total_seconds()) // _SLOT_S
    return replace(
        pace,
        since=pace.since - by if pace.since else None,
        filled=pace.filled - by if pace.filled else None,
        taken=tuple((slot - slots, count) for slot, count in pace.taken),
    )


def _filled(pace: Pace, now: datetime) -> Pace:
    speed = rate(pace, now)
    if speed is None or pace.filled is None or now <= pace.filled:
        return pace
    # The rate grows between the two: what it was at the earlier of them is never too much.
    gained = (rate(pace, pace.filled) or speed) * (now - pace.filled).total_seconds()
    full = max(1.0, speed * BURST_S)
    return replace(
        pace,
        filled=now,
        tokens=min(full, pace.tokens + gained),
        weak_tokens=min(max(1.0, full * WEAK_SHARE), pace.weak_tokens + gained * WEAK_SHARE),
    )
