"""How a feed stands at one moment: what /readyz, /metrics, the status page and readers are told."""

from datetime import datetime

import msgspec


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """Times are aware UTC, None for what never was.

    `titles`: its name for readers, by language of ours. `answered`: when it last answered well.
    `newest`: when the newest message was sent that came by it. `failures`: in a row; `error`: a
    sentence on the last one, "" while all is well. `is_silent`: it did not answer for so long that
    no alert is no proof of anything.
    """

    name: str
    titles: dict[str, str] = {}
    answered: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    error: str = ""
    is_silent: bool = False
