"""One source of warnings as the town has set it up: what its messages may do by themselves."""

import msgspec

from geo.area import Area


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """`name` lasts for good: it stands in tables, metrics and the log.

    `senders`: whose messages may go out by themselves when they come this way; empty: nobody's.
    `is_pinned`: it is asked over https, and only of whoever holds the key that the town pinned.
    `jurisdiction`: beyond it nothing goes out by itself; None: nothing does. `most_km2`: nor an
    area that is larger. `most_per_hour`: nor more revisions than this in an hour.
    """

    name: str
    senders: frozenset[str] = frozenset()
    is_pinned: bool = False
    jurisdiction: Area | None = None
    most_km2: float = 0.0
    most_per_hour: int = 0
