"""When a feed is asked next: politely while it answers, more rarely while it does not. Pure."""

from datetime import datetime, timedelta

import msgspec

_MINUTE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(minutes=10)
_LONGEST_WISH = timedelta(hours=1)
"""A server may ask for more patience; a town that watches may not have it."""
_SPREAD = timedelta(seconds=3)
_SHARE_OF_CHANCE = 0.25
_SILENT_AFTER = timedelta(minutes=5)
_MISSED = 3


class Rhythm(msgspec.Struct, frozen=True, kw_only=True):
    """How often a feed is asked. `at_second`: past each minute, for feeds made once a minute.

    JMA makes its feeds anew each minute and asks that they be read at :20.
    """

    every: timedelta = _MINUTE
    at_second: int | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How it has answered. `failures`: in a row; `wish`: how long it asked us to stay away."""

    asked: datetime
    answered: datetime | None = None
    failures: int = 0
    wish: timedelta = timedelta()


def next_ask(rhythm: Rhythm, standing: Standing, chance: float) -> datetime:
    """`chance` in [0, 1) spreads the askers of a country over a few seconds."""
    if not standing.failures:
        return _in_rhythm(rhythm, standing.asked) + _SPREAD * chance
    pause = min(rhythm.every * (1 << min(standing.failures - 1, 10)), _LONGEST_PAUSE)
    wish = min(standing.wish, _LONGEST_WISH)
    return standing.asked + max(pause * (1 + _SHARE_OF_CHANCE * chance), wish)


def is_silent(rhythm: Rhythm, standing: Standing, since: datetime, now: datetime) -> bool:
    """Whether so much time went by without an answer that somebody must hear of it.

    `since`: when it was first asked, for a feed that never answered.
    """
    patience = max(_SILENT_AFTER, rhythm.every * _MISSED)
    return now - (standing.answered or since) > patience


def _in_rhythm(rhythm: Rhythm, asked: datetime) -> datetime:
    if rhythm.at_second is None:
        return asked + rhythm.every
    due = (asked + rhythm.every).replace(second=rhythm.at_second, microsecond=0)
    # Asked at :23 of its minute, it is due at :20 of the next and not of the one after.
    return due if due - asked <= rhythm.every + _SPREAD else due - _MINUTE
