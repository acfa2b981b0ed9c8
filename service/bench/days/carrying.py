"""How a day's telegrams come to the service: by a watched feed, or handed over by an operator."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import msgspec

from alerts.feed import Feed
from alerts.model import Kind, Strength
from alerts.pipeline import Means, Taken, take
from alerts.release import DEFAULT, Handling, ReleasePolicy, ReleaseRule
from alerts.sources.jma.reading import SENDER
from geo.area import Area
from service.bench.days.composing import Sent
from service.bench.days.publisher import Publisher, publishing
from service.bench.days.sequences import Day
from service.bench.measuring import BenchFailed
from service.feed_settings import FeedSetting
from service.watch.intake import Intake
from service.watch.rhythm import Rhythm, Standing, next_ask
from service.watch.testing_seen_store import MemorySeenStore
from service.watch.watched import Watched
from service.watch.watcher import FeedWatch

RHYTHM = Rhythm(at_second=20)
"""As the agency asks for."""
_CHANCE = 0.5
_WIDEST_KM2, _MOST_PER_HOUR = 1e6, 1_000_000
_MINUTE = timedelta(minutes=1)
_FEEDS = ("agency", "agency-again")


class Way(StrEnum):
    """`FEED`: all that a town may let go by itself does. `TABLE`: what holds until a town decides.
    `OPERATOR`: no feed and no table, for comparison: what it takes without them."""

    FEED = "feed"
    TABLE = "default-table"
    OPERATOR = "operator"


def _rules() -> Iterator[ReleaseRule]:
    for kind in Kind:
        for strength in Strength:
            if (kind, strength) != (Kind.EARTHQUAKE, Strength.PROTECT):
                yield ReleaseRule(kind=kind, strength=strength, handling=Handling.AUTOMATIC)


EVERYTHING = ReleasePolicy(rules=tuple(_rules()))
"""All but the early warning, which no town may let go by itself."""

TABLES = {Way.FEED: EVERYTHING, Way.TABLE: DEFAULT}


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """What a question at this moment finds that the one before did not."""

    at: datetime
    sent: tuple[Sent, ...]


class Heard(Protocol):
    def __call__(self, sent: Sent, taken: tuple[Taken, ...], received: float) -> None:
        """`received`: by `time.perf_counter`, when the bytes were in hand."""


class Clock:
    """The day's."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


Carrying = Callable[[Poll], float]
"""Seconds that it took, without what its listener took."""


def polls(day: Day) -> Iterator[Poll]:
    """Pure. What comes late is found by the question after the one that found what overtook it."""
    found: dict[datetime, list[Sent]] = {}
    due = newest = day.sent[0].at - _MINUTE
    for one in day.sent:
        while due < one.at or (one.at < newest and due in found):
            due = next_ask(RHYTHM, Standing(asked=due, answered=due), _CHANCE)
        found.setdefault(due, []).append(one)
        newest = max(newest, one.at)
    return (Poll(at=at, sent=tuple(sent)) for at, sent in found.items())


@contextmanager
def by_feed(
    means: Means, clock: Clock, ground: Area, wake: Callable[[], None], folder: Path, heard: Heard
) -> Iterator[Carrying]:
    """Two watched feeds over TLS bring everything; each is asked in the thread that carries."""
    with publishing(folder) as publisher:
        offered: list[Sent] = []
        spent_hearing = 0.0

        def hear(_watched: Watched, taken: tuple[Taken, ...]) -> None:
            nonlocal spent_hearing
            began = time.perf_counter()
            heard(offered[publisher.last], taken, publisher.handed)
            spent_hearing += time.perf_counter() - began

        intake, seen = Intake(means, threading.Lock(), wake, clock), MemorySeenStore()
        intake.listen(hear)
        watches = [FeedWatch(_watched(name, publisher, ground), seen, intake) for name in _FEEDS]

        def carry(poll: Poll) -> float:
            nonlocal spent_hearing
            spent_hearing, began = 0.0, time.perf_counter()
            for one in poll.sent:
                offered.append(one)
                publisher.offer(one)
            for watch in watches:
                watch.ask()
                if error := watch.state(clock.now).error:
                    raise BenchFailed(f"the day's own feed could not be read: {error}")
            return time.perf_counter() - began - spent_hearing

        yield carry
        for watch in watches:
            watch.close()


@contextmanager
def by_operator(
    means: Means, clock: Clock, wake: Callable[[], None], heard: Heard
) -> Iterator[Carrying]:
    """Every telegram twice, as two feeds would bring it."""

    def carry(poll: Poll) -> float:
        spent = 0.0
        for one in _twice(poll.sent):
            began = time.perf_counter()
            taken = take(one.raw, means, clock.now)
            spent += time.perf_counter() - began
            if any(each.revision is not None for each in taken):
                wake()
            heard(one, taken, began)
        return spent

    yield carry


def _twice(sent: Iterable[Sent]) -> Iterator[Sent]:
    for one in sent:
        yield from (one, one)


def _watched(name: str, publisher: Publisher, ground: Area) -> Watched:
    setting = FeedSetting(
        name=name,
        address=publisher.address(name),
        at_second=RHYTHM.at_second,
        senders=(SENDER,),
        pin=publisher.pin,
        ca_file=publisher.ca_file,
    )
    feed = Feed(
        name=name,
        senders=frozenset(setting.senders),
        is_pinned=setting.is_pinned,
        jurisdiction=ground,
        most_km2=_WIDEST_KM2,
        most_per_hour=_MOST_PER_HOUR,
    )
    return Watched(setting=setting, feed=feed)
