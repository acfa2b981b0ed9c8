"""How the revisions that a feed's report led to go out: the policy's rule, with what is stored."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from alerts.feed import Feed
from alerts.model import Phase, Revision
from alerts.ports import AlertStore
from alerts.release import HOUR, Handling, Release, ReleasePolicy, judged
from alerts.report import Report

Policies = Callable[[], ReleasePolicy]
"""The policy that holds at this moment."""


def releases(
    revisions: Sequence[tuple[Revision, str]],
    report: Report,
    feed: Feed,
    policy: ReleasePolicy,
    alerts: AlertStore,
    now: datetime,
) -> tuple[Release, ...]:
    """One for each revision with its part, in order. Those of one report count one by one, so that
    no report alone goes beyond the rate."""
    found: list[Release] = []
    pushed = alerts.released(feed.name, now - HOUR)
    for revision, part in revisions:
        past = msgspec.structs.replace(alerts.past(revision.alert_id), recent=pushed)
        made = judged(revision, report, feed, policy, past, now, part)
        is_pushed = made.handling is Handling.AUTOMATIC and revision.phase is Phase.LIVE
        pushed += is_pushed
        found.append(Release(feed=feed.name, handling=made.handling, at=now, reasons=made.reasons))
    return tuple(found)
