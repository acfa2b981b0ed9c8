"""The headers of one push (RFC 8030 section 5), written anew at every attempt."""

import math
import re
from datetime import datetime, timedelta

from alerts.model import Revision

# RFC 8030 lets a service shorten a TTL; the large ones take four weeks and no more.
LONGEST_TTL = timedelta(days=28)

_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")


def push_headers(revision: Revision, authorization: str, now: datetime) -> tuple[str, ...] | None:
    """Header lines for one attempt at `revision`; None if it is over, and must not go out.

    `authorization` is the header's value. An all-clear or a withdrawal keeps the strength of the
    alert that it ends, so that whoever was woken for the danger is woken for its end.
    """
    seconds = ttl(revision.valid_until, now)
    if seconds is None:
        return None
    return header_lines(
        authorization, seconds, topic=revision.alert_id, urgent=revision.strength.is_urgent
    )


def ttl(valid_until: datetime, now: datetime) -> int | None:
    """Seconds that a push service may keep the message: 1 to 2,419,200, never 0; None if over.

    0 would mean "only if the phone is connected at this moment" (RFC 8030 section 5.2).
    """
    left = min(valid_until - now, LONGEST_TTL)
    return math.ceil(left.total_seconds()) if left > timedelta(0) else None


def header_lines(authorization: str, seconds: int, *, topic: str, urgent: bool) -> tuple[str, ...]:
    """Header lines of any push. `topic` replaces what the phone did not get yet (section 5.4).

    Raises ValueError for a topic that is not 1–32 characters of URL-safe base64, or a TTL of 0.
    """
    if not _TOPIC.fullmatch(topic):
        raise ValueError(f"not a Topic: {topic!r}; 1 to 32 characters of URL-safe base64")
    if not 0 < seconds <= LONGEST_TTL.total_seconds():
        raise ValueError(f"not a TTL: {seconds}; 1 second to 28 days")
    return (
        f"Authorization: {authorization}",
        "Content-Encoding: aes128gcm",
        "Content-Type: application/octet-stream",
        f"TTL: {seconds}",
        f"Topic: {topic}",
        f"Urgency: {'high' if urgent else 'normal'}",
    )
