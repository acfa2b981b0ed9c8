"""What was said again while its alert had long to live, and would lapse though nobody took it back.

An unchanged re-issue makes no revision: most sources repeat themselves every hour. So an alert that
names no end can run out while its source has spoken within the day. Before that it gets one quiet
revision, whose end is that of its voices (docs/triage.md, "Time").
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from alerts.model import Alert, Revision
from alerts.outcome import LIFETIME_WITHOUT_EXPIRY
from alerts.voices import Voice, chorus, is_same_ground

# The share of a life that is left when it is renewed, by a re-issue or without one.
RENEWED_AT = LIFETIME_WITHOUT_EXPIRY / 4


def is_due(alert: Alert, now: datetime) -> bool:
    """Whether it is near enough to its end that its voices are worth a look."""
    latest = alert.latest
    return not latest.is_order and alert.is_live(now) and latest.valid_until - now < RENEWED_AT


def renewed(alert: Alert, voices: Sequence[Voice], now: datetime) -> Revision | None:
    """The same once more with the later end of its voices; None if they have none, or say more.

    `voices`: all that the alert speaks for, or spoke for. Whatever says something else makes a
    revision of its own when it is heard.
    """
    speaking = [one for one in voices if one.speaks(now)]
    if not speaking or not is_due(alert, now):
        return None
    said, latest = chorus(speaking), alert.latest
    is_same = said.lead.strength is latest.strength and is_same_ground(
        said.lead.word.area, latest.area
    )
    if said.apart or not is_same or not said.is_open or said.until <= latest.valid_until:
        return None
    return msgspec.structs.replace(
        latest,
        number=latest.number + 1,
        issued=now,
        sent=max(latest.sent, *(one.sent for one in said.members)),
        expires=said.until,
    )
