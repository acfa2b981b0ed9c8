"""Who is called now: pure rules over a ring as it stands (docs/decisions/0022).

One after the other, each with three minutes to answer; nobody who cannot be reached costs any time.
Once all were called, all at once, again and again. Everything follows from what is stored, so that
a service that was killed goes on where it was and repeats no call.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from service.desk.rings import Call, Outcome, Ring, Said, Why

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_OFTEN = 5
"""So many times all are called at the rule's own pace; then at `SELDOM`."""
SELDOM = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """`begins`: how long what it is about may lie before anybody is called. `waits`: how long one
    person has to answer. `quiet`: for how long "I am coming" holds further calls back. `most`: how
    many turns there are; None: as long as it lasts. `told`: any answer ends it, because hearing of
    it is all that is wanted."""

    begins: timedelta = timedelta(0)
    waits: timedelta = 3 * _MINUTE
    quiet: timedelta = 5 * _MINUTE
    most: int | None = None
    told: bool = False


_NEWS = Rule(most=3, told=True)
_UPKEEP = Rule(begins=_MINUTE, waits=15 * _MINUTE, quiet=timedelta(hours=12))
RULES: Mapping[Why, Rule] = {
    Why.APPROVE: Rule(),
    Why.APPROVE_AGAIN: Rule(),
    Why.GROWN: Rule(),
    Why.REOPEN: Rule(),
    Why.WARNING: Rule(),
    Why.UNMATCHED: Rule(quiet=timedelta(hours=1)),
    # Whoever began it is at the confirm sheet; a minute is what a withdrawal may take.
    Why.WITHDRAW: Rule(begins=_MINUTE),
    Why.RETURNED: _NEWS,
    Why.REJECTED: _NEWS,
    Why.EXPIRED: _NEWS,
    Why.CHANGED: _NEWS,
    Why.BREAK_GLASS: _NEWS,
    Why.TEMPLATE: _NEWS,
    Why.POLICY: _NEWS,
    Why.GIVEN_BACK: _NEWS,
    Why.LOG: _NEWS,
    Why.LOOK: _NEWS,
    Why.REVIEW: Rule(quiet=timedelta(hours=1)),
    Why.PUSH: Rule(quiet=timedelta(hours=1)),
    Why.STORE: Rule(quiet=timedelta(hours=1)),
    Why.FEED: Rule(begins=_MINUTE, quiet=timedelta(hours=1)),
    Why.EXPORT: _UPKEEP,
    Why.TEST: Rule(most=1, told=True),
}


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """These are to be called now. Nobody, if there is nobody who could do anything about it."""

    staff: tuple[int, ...]
    turn: int


def due(ring: Ring, able: tuple[int, ...], now: datetime) -> Due | None:
    """None while somebody has time to answer or is on their way, and when it is over.

    `able`: who may do something about it, in the order in which they are to be called
    (`in_order`). Ask again at once after calls that reached nobody. If all said that they cannot,
    all are asked once more in a while: the danger does not go away by that.
    """
    if ring.ended is not None or is_spent(ring, now) or now < quiet_until(ring):
        return None
    turn = max((one.turn for one in ring.calls), default=1)
    cannot = {one for one in able if _cannot(ring, one)}
    willing = tuple(one for one in able if one not in cannot)
    if turn == 1:
        called = {one.staff for one in ring.calls}
        left = [one for one in willing if one not in called]
        if left:
            return Due(staff=(left[0],), turn=1)
    rule = RULES[ring.why]
    if rule.most is not None and turn >= rule.most:
        return None
    if willing or now >= _asked_anew(ring):
        return Due(staff=willing or able, turn=turn + 1)
    return Due(staff=(), turn=turn + 1)


def is_spent(ring: Ring, now: datetime) -> bool:
    """Whether it is over by itself: it was heard, had as many turns as its rule gives it, or is
    news for somebody who is not there any more."""
    rule = RULES[ring.why]
    if rule.told and any(ring.staff or one.said is not Said.CANNOT for one in ring.answers):
        return True
    if rule.most is None:
        return False
    if not ring.calls:
        return now >= ring.begun + rule.waits
    return max(one.turn for one in ring.calls) >= rule.most and now >= quiet_until(ring)


def quiet_until(ring: Ring) -> datetime:
    """Until when nobody further is called, as far as is known."""
    rule = RULES[ring.why]
    turn = max((one.turn for one in ring.calls), default=1)
    if turn == 1:
        held = [one.at + rule.waits for one in ring.calls if _has_time(ring, one)]
    else:
        held = [one.at + _pause(rule, turn) for one in ring.calls if one.turn == turn]
    coming = [one for one in ring.answers if one.said is not Said.CANNOT]
    held += [one.at + rule.quiet for one in coming if one is ring.answer_of(one.staff)]
    return max([ring.begun + rule.begins, *held])


def _has_time(ring: Ring, call: Call) -> bool:
    """Whether somebody may still answer: whom nothing reached, or who cannot, holds nobody up."""
    reached = call.outcome in (Outcome.REACHED, Outcome.CALLING)
    return reached and not _cannot(ring, call.staff)


def _pause(rule: Rule, turn: int) -> timedelta:
    return rule.waits if turn <= _OFTEN else max(rule.waits, SELDOM)


def _cannot(ring: Ring, staff: int) -> bool:
    answer = ring.answer_of(staff)
    return answer is not None and answer.said is Said.CANNOT


def _asked_anew(ring: Ring) -> datetime:
    return max((one.at for one in ring.answers), default=ring.begun) + SELDOM


def is_unheard(ring: Ring, due_now: Due) -> bool:
    """Whether everybody was called in vain, or nobody can be: every page of the desk then says so.

    News for one person is theirs alone, and no alarm for the rest.
    """
    return RULES[ring.why].most is None and (due_now.turn > 1 or not due_now.staff)


def in_order(
    able: Iterable[int], present: Collection[int], last_called: Mapping[int, datetime]
) -> tuple[int, ...]:
    """Those at the desk now first; then whoever was called longest ago, or never; then by number.

    `present`: people who used a page of the desk within the last minutes.
    """
    return tuple(
        sorted(able, key=lambda one: (one not in present, last_called.get(one, _LONG_AGO), one))
    )
