"""The watch: a thread for each feed, so that none waits for another, whatever another one does."""

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import msgspec

from alerts.pipeline import Taken
from alerts.service_state import retry_after
from service.watch.feed_round import MOST_BYTES, Came, FeedRound
from service.watch.feed_state import FeedState
from service.watch.fetching import Failed, Fetcher
from service.watch.intake import Heard, Intake
from service.watch.rhythm import Standing, is_silent, next_ask
from service.watch.seen_store import SeenStore
from service.watch.watched import Watched

_log = logging.getLogger(__name__)


class FeedWatch:
    """One feed. `ask` is for one thread, `state` for any."""

    def __init__(self, watched: Watched, seen: SeenStore, intake: Intake) -> None:
        self.watched = watched
        self._closing = threading.Event()
        self._fetcher = _fetcher_of(watched, self._closing.is_set)
        self._round = FeedRound(watched, self._fetcher, seen, intake)
        self._clock = intake.clock
        self._since = intake.clock()
        kept = seen.kept(watched.name)
        self._standing = Standing(asked=self._since, answered=kept.answered)
        self._state = FeedState(
            name=watched.name,
            titles=watched.titles,
            watched=self._since,
            answered=kept.answered,
            newest=kept.newest,
        )
        self._thread = threading.Thread(target=self._run, name=f"feed-{watched.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Ends what is under way. `join` waits for it."""
        self._closing.set()

    def join(self) -> None:
        self._thread.join()
        self._fetcher.close()

    def state(self, now: datetime) -> FeedState:
        silent = is_silent(self.watched.rhythm, self._standing, self._since, now)
        return msgspec.structs.replace(self._state, is_silent=silent)

    def ask(self) -> datetime:
        """One round. When the next is due."""
        asked = self._clock()
        self._not_after(asked)
        try:
            came = self._round.go(asked)
        except Exception as error:
            _log.exception("feed %s: the round failed; the next one goes on", self.watched.name)
            came = Came(faults=(f"what it brought could not be kept: {error}",))
        if not self._closing.is_set():
            self._note(came, asked)
        return next_ask(self.watched.rhythm, self._standing, random.random())  # noqa: S311

    def _not_after(self, now: datetime) -> None:
        """A clock that was set back would else keep a feed from being silent for as long."""
        self._since = min(self._since, now)
        answered = self._standing.answered
        if answered is not None and answered > now:
            self._standing = msgspec.structs.replace(self._standing, answered=now)

    def _note(self, came: Came, asked: datetime) -> None:
        before, state = self._standing, self._state
        failures = 0 if came.failure is None else before.failures + 1
        self._standing = Standing(
            asked=asked,
            answered=asked if came.is_whole else before.answered,
            failures=failures,
            wish=_wish(came.failure, asked),
        )
        if came.error and came.error != state.error:
            _log.warning("feed %s: %s", self.watched.name, came.error)
        self._state = msgspec.structs.replace(
            state,
            answered=self._standing.answered,
            newest=self._round.newest,
            failures=0 if came.is_whole else state.failures + 1,
            error=came.error,
        )

    def _run(self) -> None:
        due = self._clock()
        while not self._closing.wait(max(0.0, (due - self._clock()).total_seconds())):
            due = self.ask()


class Watcher:
    """All feeds. `states` and `outcomes` are for any thread."""

    def __init__(self, feeds: Iterable[Watched], seen: SeenStore, intake: Intake) -> None:
        self._outcomes: Counter[tuple[str, str]] = Counter()
        self._others: list[Heard] = []
        intake.listen(self._hear)
        self._feeds = tuple(FeedWatch(one, seen, intake) for one in feeds)

    def start(self) -> None:
        for one in self._feeds:
            one.start()

    def close(self) -> None:
        """Returns once no feed is asked and nothing is taken in any more."""
        for one in self._feeds:
            one.close()
        for one in self._feeds:
            one.join()

    def listen(self, heard: Heard) -> None:
        """`heard` is told of everything that is taken in, by the feeds' threads."""
        self._others.append(heard)

    def states(self, now: datetime) -> tuple[FeedState, ...]:
        """How each feed stands, in the order of the settings."""
        return tuple(one.state(now) for one in self._feeds)

    def outcomes(self) -> dict[tuple[str, str], int]:
        """How often what came of a warning, by feed and outcome, since the start."""
        return dict(self._outcomes)

    def _hear(self, watched: Watched, taken: tuple[Taken, ...]) -> None:
        self._outcomes.update((watched.name, one.outcome.value) for one in taken)
        for one in taken:
            if one.revision is not None:
                told = (watched.name, one.outcome.value, one.revision.alert_id, one.revision.number)
                _log.info("feed %s: %s, alert %s, revision %s", *told)
        for heard in self._others:
            heard(watched, taken)


def _fetcher_of(watched: Watched, stop: Callable[[], bool]) -> Fetcher:
    setting = watched.setting
    return Fetcher(
        loopback=setting.is_loopback,
        most_bytes=MOST_BYTES,
        ca_file=setting.ca_file,
        pin=setting.pin,
        stop=stop,
    )


def _wish(failure: Failed | None, now: datetime) -> timedelta:
    asked = None if failure is None else retry_after(failure.retry_after, now)
    return asked or timedelta()
