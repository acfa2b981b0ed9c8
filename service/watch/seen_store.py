"""SeenStore: what the watch has taken in already, so that a restart loses and repeats nothing."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

import msgspec

from service.watch.fetching import Tag


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Of one feed. `tag`: of the version of which everything was taken in. `newest`: when the
    newest message was sent that came by it. `answered`: when it last answered well. Aware."""

    tag: Tag = Tag()
    newest: datetime | None = None
    answered: datetime | None = None


class SeenStore(Protocol):
    """For any thread. `feed`: a feed's name. A key names a warning within its feed alone: what one
    feed says hides nothing of another. Every change is durable on return.
    """

    def kept(self, feed: str) -> Kept:
        """`Kept()` of a feed that was never asked."""

    def keep(self, feed: str, kept: Kept) -> None: ...

    def seen(self, feed: str, keys: Collection[bytes]) -> frozenset[bytes]:
        """Those of the keys that were noted."""

    def note(self, feed: str, key: bytes, at: datetime) -> None:
        """Taken in, or given up for good. Noted twice is noted once, at the first time."""

    def tidy(self, feed: str, listed: Collection[bytes], before: datetime, most: int) -> None:
        """Forgets what was noted before then, and the oldest beyond `most`; never what is `listed`,
        for that would be taken in again."""


def forgettable(
    noted: Collection[tuple[bytes, datetime]],
    listed: Collection[bytes],
    before: datetime,
    most: int,
) -> list[bytes]:
    """The rule of `tidy`. `noted`: every key with its time."""
    kept = frozenset(listed)
    free = sorted((at, key) for key, at in noted if key not in kept)
    too_many = max(0, len(noted) - most)
    return [key for place, (at, key) in enumerate(free) if place < too_many or at < before]
