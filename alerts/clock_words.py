"""Dates and times as alerts say them: "22 Nov 14:02", never "today".

Own patterns, because server and phone must write the same and neither Babel nor `Intl` can be
trusted to: Gregorian, Latin digits, 24 hours, the time zone of the place (DESIGN section 10).
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

# Beyond this the year is said; within it, day and month leave no doubt.
_FAR = timedelta(days=180)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _english(when: datetime, with_year: bool) -> str:
    year = f" {when.year}" if with_year else ""
    return f"{when.day} {_MONTHS[when.month - 1]}{year} {when:%H:%M}"


def _japanese(when: datetime, with_year: bool) -> str:
    year = f"{when.year}年" if with_year else ""
    return f"{year}{when.month}月{when.day}日 {when:%H:%M}"


_PATTERNS: MappingProxyType[str, Callable[[datetime, bool], str]] = MappingProxyType(
    {"ja": _japanese, "ja-simple": _japanese, "en": _english, "en-XA": _english, "ar-XB": _english}
)


def moment(when: datetime, *, time_zone: str, language: str, near: datetime) -> str:
    """`when` (aware) in the place's IANA time zone; with the year if it is far from `near`.

    A zone that this machine does not know, or a time at the edge of the calendar, is said in UTC
    and marked so: a warning is not held back for its clock.
    """
    say = _PATTERNS[language]
    with_year = abs(when - near) > _FAR
    try:
        return say(when.astimezone(ZoneInfo(time_zone)), with_year)
    except (KeyError, ValueError, OSError, OverflowError):
        return f"{say(when.astimezone(UTC), with_year)} UTC"
