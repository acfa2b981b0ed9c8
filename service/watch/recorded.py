"""Recorded warnings played again: in their order and at their pace, with their times moved to now.

Pure. Each comes as long after the one before as it did then, divided by the speed, and every time
that it speaks of is moved with it: what lived for six hours lives for six minutes at speed 60, and
what refers to an earlier warning by its time still finds it.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from alerts.report import Report
from alerts.sources.reading import read

LONGEST_PAUSE = timedelta(minutes=1)
"""Records of several days have nights in them."""
_TIME = re.compile(rb"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)(?![\d:])")


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """`sent`: when it was put on the wire (`Control/DateTime` of JMA's telegrams)."""

    file: str
    raw: bytes
    sent: datetime


def recorded(file: str, raw: bytes) -> Recorded | str:
    """A warning with its time, or why it has none: a sentence."""
    items = read(raw, arrived=datetime.now(UTC))
    times = [item.sent for item in items if isinstance(item, Report)]
    if not times:
        return getattr(items[0], "reason", "it does not say when it was sent")
    return Recorded(file=file, raw=raw, sent=min(times))


def arrivals(
    warnings: Iterable[Recorded], start: datetime, speed: float
) -> dict[datetime, datetime]:
    """When each time of sending comes again, the first at `start`; in order."""
    found: dict[datetime, datetime] = {}
    before: datetime | None = None
    at = start
    for sent in sorted({one.sent for one in warnings}):
        if before is not None:
            at += min((sent - before) / speed, LONGEST_PAUSE)
        found[sent], before = at, sent
    return found


def moved(one: Recorded, arriving: Mapping[datetime, datetime], speed: float) -> bytes:
    """The same bytes with every time in them moved, to the millisecond and in its own offset."""
    arrives = arriving[one.sent]

    def move(found: re.Match[bytes]) -> bytes:
        try:
            then = datetime.fromisoformat(found.group().decode())
        except ValueError:
            return found.group()
        now = arriving.get(then.astimezone(UTC)) or arrives + (then - one.sent) / speed
        return now.astimezone(then.tzinfo).isoformat(timespec="milliseconds").encode()

    return _TIME.sub(move, one.raw)
