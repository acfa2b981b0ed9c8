"""How a feed stands at one moment: what /readyz, /metrics, the status page and readers are told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from alerts.languages import described

Freshness = Literal["none", "fresh", "waiting", "silent"]


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """Times are aware UTC, None for what never was.

    `titles`: its name for readers, by language of ours. `watched`: since when this process asks it.
    `answered`: when it last answered well, also before that.
    `newest`: when the newest message was sent that came by it. `failures`: in a row; `error`: a
    sentence on the last one, "" while all is well. `is_silent`: it did not answer for so long that
    no alert is no proof of anything.
    """

    name: str
    titles: dict[str, str] = {}
    watched: datetime | None = None
    answered: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    error: str = ""
    is_silent: bool = False

    def title(self, *languages: str) -> str:
        """Its name in the first of these languages that has one, else as it has one."""
        wanted = (*languages, *(described(one).lang for one in languages), "ja", "en")
        return next((self.titles[one] for one in wanted if self.titles.get(one)), self.name)

    @property
    def freshness(self) -> Freshness:
        """`waiting`: it has never answered, and has just begun to be asked."""
        if self.is_silent:
            return "silent"
        return "waiting" if self.answered is None else "fresh"


def worst(states: Iterable[FeedState]) -> Freshness:
    """Of all feeds; `none` where there is no feed. Only `fresh` makes "no alert" worth anything."""
    found = {one.freshness for one in states}
    ranked: tuple[Freshness, ...] = ("silent", "waiting", "fresh")
    return next((one for one in ranked if one in found), "none")
