"""What the desk wrote is not kept for ever: drafts and frozen texts go, hashes and the log stay."""

from datetime import datetime, timedelta

from service.desk.desk_store import DeskStore

_EVERY = timedelta(hours=1)


class DeskRetention:
    """`keeps_for`: how long after the last save, decision or end of the alert."""

    def __init__(self, store: DeskStore, keeps_for: timedelta) -> None:
        self._store = store
        self._keeps_for = keeps_for
        self._next: datetime | None = None

    def tidy(self, now: datetime) -> None:
        """To be called often; looks once an hour."""
        if self._next is None or now >= self._next:
            self._next = now + _EVERY
            self._store.sweep(now - self._keeps_for, now)
