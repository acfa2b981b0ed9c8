"""MemorySeenStore: the in-memory twin of SeenStore. Specified in tests/ports/test_seen_store.py."""

from collections.abc import Collection
from datetime import datetime

from service.watch.seen_store import Kept, forgettable


class MemorySeenStore:
    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._noted: dict[str, dict[bytes, datetime]] = {}

    def kept(self, feed: str) -> Kept:
        return self._kept.get(feed, Kept())

    def keep(self, feed: str, kept: Kept) -> None:
        self._kept[feed] = kept

    def seen(self, feed: str, keys: Collection[bytes]) -> frozenset[bytes]:
        return frozenset(keys) & self._noted.get(feed, {}).keys()

    def note(self, feed: str, key: bytes, at: datetime) -> None:
        self._noted.setdefault(feed, {}).setdefault(key, at)

    def tidy(self, feed: str, listed: Collection[bytes], before: datetime, most: int) -> None:
        noted = self._noted.get(feed, {})
        for key in forgettable(noted.items(), listed, before, most):
            del noted[key]
