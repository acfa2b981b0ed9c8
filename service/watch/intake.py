"""Taking in what feeds brought: one warning at a time over all feeds, and beside the commands."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from alerts.pipeline import Means, Taken, take_item
from alerts.ports import StoreUnavailable
from alerts.report import Report, Unreadable
from alerts.sources.reading import read
from service.watch.watched import Watched

Items = tuple[Report | Unreadable, ...]
Heard = Callable[[Watched, tuple[Taken, ...]], None]


class Intake:
    """For any thread. `taking`: held while one warning is taken in; whoever else takes warnings in
    holds it too. `issued`: told after something was issued. `clock`: the time now, aware."""

    def __init__(
        self,
        means: Means,
        taking: threading.Lock,
        issued: Callable[[], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.clock = clock
        self._means = means
        self._taking = taking
        self._issued = issued
        self._heard: Heard = lambda _watched, _taken: None

    def listen(self, heard: Heard) -> None:
        """`heard` is told of everything that is taken in from now on, by the feeds' threads."""
        self._heard = heard

    def read(self, raw: bytes, watched: Watched) -> Items:
        """What these bytes say, before anything comes of it."""
        return read(raw, arrived=self.clock(), mapping=watched.mapping)

    def take(self, items: Items, raw: bytes, watched: Watched) -> tuple[Taken, ...]:
        """Takes in what was read of `raw`. Returns once it is in the store.

        Raises StoreUnavailable, and whatever one of the items came to grief on, once all the others
        have been taken in.
        """
        taken: list[Taken] = []
        faults: list[Exception] = []
        with self._taking:
            for item in items:
                try:
                    taken += take_item(item, raw, self._means, self.clock(), watched.feed)
                except StoreUnavailable:
                    raise
                except Exception as fault:
                    faults.append(fault)
        if any(one.revision is not None for one in taken):
            self._issued()
        self._heard(watched, tuple(taken))
        if faults:
            raise faults[0]
        return tuple(taken)

    def set_aside(self, raw: bytes, reason: str) -> None:
        """For a person to look at: the status page and the log have it."""
        self._means.alerts.set_aside(raw, reason, self.clock())
