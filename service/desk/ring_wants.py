"""What must ring now, found in what is stored: pure rules over what waits, what is due, what fails.

Whoever submits does not have to remember to ring: a ring begins because something waits, and it is
over because nothing waits any more. `begun` is since when, so that a service that was down goes on
where it would be by now.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from alerts.desk.submission import Submission, came_too_late
from alerts.model import Alert, Mode, Phase
from alerts.outcome import Outcome
from service.desk.desk import due_among
from service.desk.log_state import HeadState
from service.desk.reopening import Reopening
from service.desk.rings import Ring, Why
from service.trouble import Trouble
from service.watch.feed_state import FeedState

FOUND = frozenset(
    {
        Why.APPROVE,
        Why.APPROVE_AGAIN,
        Why.WITHDRAW,
        Why.GROWN,
        Why.REOPEN,
        Why.REVIEW,
        Why.EXPORT,
        Why.PUSH,
        Why.STORE,
        Why.FEED,
        Why.WARNING,
        Why.UNMATCHED,
    }
)
"""Rings of these begin and end here alone."""


UNMATCHED_RINGS = timedelta(hours=1)
"""For so long a warning without ground rings, unless somebody says that they are coming."""

_UNMATCHED = f"{Outcome.UNMATCHED.value}: "
_MOST_ABOUT = 300


def of_submissions(
    waiting: Iterable[Submission], alerts: Mapping[str, Alert | None]
) -> tuple[Ring, ...]:
    """`alerts`: those that the submissions are about, as they are now, by id."""
    return tuple(
        _of_submission(one)
        for one in waiting
        if one.template is None and not came_too_late(one, alerts.get(one.alert_id))
    )


def _of_submission(one: Submission) -> Ring:
    why, staff = Why.APPROVE, None
    if one.phase is Phase.WITHDRAWN:
        why = Why.WITHDRAW
    elif one.asked is not None:
        why = Why.APPROVE_AGAIN if one.agreed else Why.GROWN
        staff = None if one.agreed else one.submitted_by
    return Ring(
        why=why,
        subject=f"submission:{one.id}",
        staff=staff,
        exercise=one.mode.is_exercise,
        begun=one.at,
    )


def of_orders(live: tuple[Alert, ...], now: datetime) -> tuple[Ring, ...]:
    """Orders whose time of review has come; they go on holding meanwhile."""
    modes = {one.id: one.latest.mode for one in live}
    return tuple(
        Ring(
            why=Why.REVIEW,
            subject=f"alert:{one.alert_id}",
            exercise=modes[one.alert_id].is_exercise,
            begun=one.review,
        )
        for one in due_among(live, now)
    )


def of_warnings(waiting: Iterable[Alert]) -> tuple[Ring, ...]:
    """Agencies' warnings that wait for one approver."""
    return tuple(
        Ring(
            why=Why.WARNING,
            subject=f"warning:{one.id}",
            exercise=one.latest.mode.is_exercise,
            begun=one.latest.issued,
        )
        for one in waiting
    )


def of_unmatched(
    held: Iterable[tuple[datetime, str]], now: datetime, mode: Mode
) -> tuple[Ring, ...]:
    """`held`: when something was set aside, and why: those whose ground is not known ring at once
    (DOMAIN section 6). Several of one second are one ring."""
    found = {
        at: reason.removeprefix(_UNMATCHED)
        for at, reason in held
        if reason.startswith(_UNMATCHED) and now - at < UNMATCHED_RINGS
    }
    return tuple(
        Ring(
            why=Why.UNMATCHED,
            subject=f"unmatched:{int(at.timestamp())}",
            exercise=mode.is_exercise,
            about=reason[:_MOST_ABOUT],
            begun=at,
        )
        for at, reason in found.items()
    )


def of_reopenings(waiting: Iterable[Reopening]) -> tuple[Ring, ...]:
    return tuple(
        Ring(
            why=Why.REOPEN,
            subject=f"reopening:{one.id}",
            exercise=one.mode.is_exercise,
            begun=one.proposed_at,
        )
        for one in waiting
    )


def of_export(head: HeadState, mode: Mode) -> tuple[Ring, ...]:
    """`mode`: the service's own. The log is no exercise but in a training space."""
    if not head.failing or head.since is None:
        return ()
    return (
        Ring(
            why=Why.EXPORT,
            subject="log",
            exercise=mode.is_exercise,
            about=head.failing,
            begun=head.since,
        ),
    )


def of_push_services(held: Iterable[tuple[datetime, str, str]], mode: Mode) -> tuple[Ring, ...]:
    """`held`: since when, which service (an origin; "" for our own store), what is wrong."""
    return tuple(
        Ring(
            why=Why.PUSH,
            subject=f"push:{service}",
            exercise=mode.is_exercise,
            about=text,
            begun=since,
        )
        for since, service, text in held
    )


def of_store(troubles: Iterable[Trouble], mode: Mode) -> tuple[Ring, ...]:
    return tuple(
        Ring(
            why=Why.STORE,
            subject=one.subject,
            exercise=mode.is_exercise,
            about=one.said,
            begun=one.since,
        )
        for one in troubles
    )


def of_feeds(states: Iterable[FeedState], now: datetime, mode: Mode) -> tuple[Ring, ...]:
    """Those that are silent. `about`: their names, for people of either language.

    After a start the time before it does not count: the first question may be under way.
    """
    return tuple(
        Ring(
            why=Why.FEED,
            subject=f"feed:{one.name}",
            exercise=mode.is_exercise,
            about=" / ".join(dict.fromkeys(one.titles.values())) or one.name,
            begun=max((at for at in (one.answered, one.watched) if at is not None), default=now),
        )
        for one in states
        if one.is_silent
    )
