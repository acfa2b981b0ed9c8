"""How the revisions that a feed's report led to go out: the policy's rule, with what is stored."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from alerts.feed import Feed
from alerts.model import Phase, Revision
from alerts.ports import AlertStore
from alerts.release import HOUR, Handling, Release, ReleasePolicy, judged
from alerts.report import Report


def releases(
    revisions: Sequence[tuple[Revision | None, str]],
    report: Report,
    feed: Feed,
    policy: ReleasePolicy,
    alerts: AlertStore,
    now: datetime,
) -> tuple[Release | None, ...]:
    """One for each revision with its part, in order; None for none. Those of one report count one
    by one, so that no report alone goes beyond the rate."""
    found: list[Release | None] = []
    pushed = alerts.released(feed.name, now - HOUR)
    for revision, part in revisions:
        if revision is None:
            found.append(None)
            continue
        past = msgspec.structs.replace(alerts.past(revision.alert_id), recent=pushed)
        last = alerts.release(revision.alert_id)
        if last is not None and last.feed != feed.name:
            # What waits because of how one feed stands may go by itself as another brings it.
            past = msgspec.structs.replace(past, handling=None)
        made = judged(revision, report, feed, policy, past, now, part)
        is_pushed = made.handling is Handling.AUTOMATIC and revision.phase is Phase.LIVE
        pushed += is_pushed
        found.append(Release(feed=feed.name, handling=made.handling, at=now, reasons=made.reasons))
    return tuple(found)
