"""A feed on the loopback and a watch of it over stores in memory, by a clock that a test sets."""

import threading
from datetime import datetime

from alerts.feed import Feed
from alerts.model import Mode
from alerts.pipeline import Means
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.triage import Policy
from geo.places import Gazetteer
from service.feed_settings import FeedSetting
from service.watch.intake import Intake
from service.watch.testing_seen_store import MemorySeenStore
from service.watch.watched import Watched
from service.watch.watcher import FeedWatch
from tests.factories import NOW
from tests.service.watch.publisher import Publisher
from translations.loading import load_phrasebook


class World:
    """`begin` makes a watch anew, as a restart does; stores and clock stay."""

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher
        self.alerts = MemoryAlertStore(MemoryStore())
        self.seen = MemorySeenStore()
        self.now = NOW
        self.issued = 0
        self._began: list[FeedWatch] = []
        ids = iter(f"{number:016d}" for number in range(1000))
        self.means = Means(
            alerts=self.alerts,
            gazetteer=Gazetteer.of([]),
            phrases=load_phrasebook(),
            policy=Policy(mode=Mode.REAL),
            languages=("en",),
            base_url="https://town.example",
            time_zone="Asia/Tokyo",
            new_id=lambda: next(ids),
        )

    def begin(self, address: str = "", **setting: object) -> FeedWatch:
        named = {"name": "agency", "address": address or self.publisher.address, **setting}
        watched = Watched(setting=FeedSetting(**named), feed=Feed(name="agency"))  # type: ignore[arg-type]
        intake = Intake(self.means, threading.Lock(), self._issue, lambda: self.now)
        self._began.append(FeedWatch(watched, self.seen, intake))
        return self._began[-1]

    def ask(self, watch: FeedWatch, at: datetime | None = None) -> list[str]:
        """The paths that one round asked for."""
        self.now = at or self.now
        before = len(self.publisher.asked)
        watch.ask()
        return self.publisher.since(before)

    def close(self) -> None:
        for one in self._began:
            one.close()

    def _issue(self) -> None:
        self.issued += 1
