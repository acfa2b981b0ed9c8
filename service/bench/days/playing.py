"""A day played to a running service: its telegrams go in, its phones are pushed to."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median

import msgspec

from alerts.pipeline import Taken
from alerts.release import Handling
from geo.area import union
from geo.places import write_gazetteer
from service.bench.days.carrying import (
    TABLES,
    Carrying,
    Clock,
    Way,
    by_feed,
    by_operator,
    polls,
)
from service.bench.days.composing import Sent
from service.bench.days.desk import unrung, waits
from service.bench.days.judge import Judge, Verdict
from service.bench.days.phones import Phone, Sink, opened, register
from service.bench.days.sequences import Day
from service.bench.days.town import elsewhere, official_areas, points_outside
from service.bench.measuring import BenchFailed
from service.demo.http_server import HttpServers
from service.settings import Settings
from service.wiring import Service

_PATIENCE_S = 60.0
_FEW_S = 0.01
_LASTS = timedelta(hours=17)


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """What a day came to. `handled`: revisions by how they went out; `because`: why not by
    themselves, in sentences. `told_once`: what came again,
    late or from a second source, and told nobody. `in_place`: pushes to a phone that lives there,
    by area key. `ran_out`: revisions that were no longer valid by the clock of the machine, so
    that nobody was owed them.

    `to_first_push_ms`: from the bytes in hand to the first push handed over, of telegrams that led
    to one; median and worst. `to_poll_s`: the mean time that these telegrams lay with the agency
    until they were asked for, computed from their moments and the rhythm; nobody waited for it.
    """

    name: str
    way: Way
    telegrams: int
    made: dict[str, int]
    outcomes: dict[str, int]
    handled: dict[str, int]
    because: dict[str, int]
    alerts: int
    revisions: int
    phones: int
    pushes: int
    pushes_a_phone: float
    pushes_a_phone_most: int
    told_once: int
    in_place: dict[str, int]
    ran_out: int
    verdict: Verdict
    to_first_push_ms: float
    to_first_push_ms_worst: float
    to_poll_s: float
    telegrams_a_second: float


class _Counting(msgspec.Struct, kw_only=True):
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    handled: Counter[str] = msgspec.field(default_factory=Counter)
    because: Counter[str] = msgspec.field(default_factory=Counter)
    issued: set[tuple[str, int]] = msgspec.field(default_factory=set)
    told_once: int = 0
    ran_out: int = 0
    spent_s: float = 0.0
    delays_ms: list[float] = msgspec.field(default_factory=list)
    waits_s: list[float] = msgspec.field(default_factory=list)


class _Watching:
    """Told of each telegram that was taken in: waits until all of it has left, and looks at every
    phone."""

    def __init__(self, service: Service, sink: Sink, phones: dict[str, Phone], clock: Clock):
        self.count = _Counting()
        self.judge = Judge(one.spot for one in phones.values())
        self._service, self._sink, self._phones, self._clock = service, sink, phones, clock
        self._seen = 0

    def __call__(self, sent: Sent, taken: tuple[Taken, ...], received: float) -> None:
        count = self.count
        count.outcomes.update(one.outcome.value for one in taken)
        count.told_once += sum(one.revision is None and bool(one.linked) for one in taken)
        for one in taken:
            self._issued(one)
        if any(one.revision is not None for one in taken):
            _wait_sent(self._service)
        if new := self._sink.taken[self._seen :]:
            count.delays_ms.append(1000 * (new[0][2] - received))
            count.waits_s.append((self._clock.now - sent.at).total_seconds())
        for path, body, _ in new:
            self.judge.pushed(opened(self._phones, path, body))
        self._seen += len(new)
        self.judge.waited(unrung(waits(taken), self._service, self._clock.now))
        self.judge.look()

    def _issued(self, one: Taken) -> None:
        if one.revision is None:
            return
        handling = one.handling or Handling.AUTOMATIC
        self.count.issued.add((one.revision.alert_id, one.revision.number))
        self.count.handled[handling.value] += 1
        if handling is not Handling.AUTOMATIC:
            self.count.because.update(one.release.reasons if one.release else ())
            return
        ran_out = one.revision.valid_until <= datetime.now(UTC)
        self.count.ran_out += ran_out
        self.judge.told(one.revision, self._clock.now, ran_out=ran_out)


def play(
    day: Day, shared: Path, folder: Path, phones_an_area: int = 3, way: Way = Way.FEED
) -> Played:
    """Plays the day; raises BenchFailed if pushes were owed and did not leave in a minute.

    `shared`: the folder of real data; `folder`: an empty one for the store.
    """
    areas = official_areas(shared, day)
    write_gazetteer(folder / "areas", areas, elsewhere=elsewhere(day, areas))
    ground, outside = union(one.area for one in areas), points_outside(shared, day, areas)
    sink, clock = Sink(), Clock(day.sent[0].at)
    with (
        HttpServers(1, sink.answer) as servers,
        _service(servers.origins[0], folder) as service,
    ):
        phones = register(service, servers.origins[0], areas, outside, phones_an_area)
        watching = _Watching(service, sink, phones, clock)
        wake = service.dispatcher.wake
        if way is Way.OPERATOR:
            carrying = by_operator(service.means, clock, wake, watching)
        else:
            means = msgspec.structs.replace(service.means, may_go=lambda: TABLES[way])
            carrying = by_feed(means, clock, ground, wake, folder, watching)
        with carrying as carry:
            _play(day, clock, carry, watching)
    return _played(day, way, sink, phones, watching)


def _play(day: Day, clock: Clock, carry: Carrying, watching: _Watching) -> None:
    for poll in polls(day):
        clock.now = poll.at
        watching.count.spent_s += carry(poll)


@contextmanager
def _service(origin: str, folder: Path) -> Iterator[Service]:
    settings = Settings(
        data_dir=folder / "var",
        gazetteer=(folder / "areas",),
        push_services=(origin,),
        base_url="http://localhost:8080",
        ballast_mb=0,
    )
    with Service(settings) as service:
        yield service


def _played(
    day: Day, way: Way, sink: Sink, phones: dict[str, Phone], watching: _Watching
) -> Played:
    count = watching.count
    paths = Counter(path for path, _, _ in sink.taken)
    at_home = {path: one.home for path, one in phones.items() if one.home}
    each = [paths[path] for path in at_home]
    return Played(
        name=day.name,
        way=way,
        telegrams=len(day.sent),
        made=dict(Counter(one.made.value for one in day.sent)),
        outcomes=dict(count.outcomes),
        handled=dict(count.handled),
        because=dict(count.because),
        alerts=len({alert_id for alert_id, _ in count.issued}),
        revisions=len(count.issued),
        phones=len(phones),
        pushes=len(sink.taken),
        pushes_a_phone=float(median(each)) if each else 0.0,
        pushes_a_phone_most=max(each, default=0),
        told_once=count.told_once,
        in_place={home: paths[path] for path, home in at_home.items()},
        ran_out=count.ran_out,
        verdict=watching.judge.verdict(),
        to_first_push_ms=round(median(count.delays_ms), 1) if count.delays_ms else 0.0,
        to_first_push_ms_worst=round(max(count.delays_ms, default=0.0), 1),
        to_poll_s=round(mean(count.waits_s), 1) if count.waits_s else 0.0,
        telegrams_a_second=round(2 * len(day.sent) / count.spent_s, 1) if count.spent_s else 0.0,
    )


def _wait_sent(service: Service) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while service.ledger.open_revisions():
        if time.monotonic() > deadline:
            raise BenchFailed("pushes were owed and did not leave in a minute; look at the log")
        time.sleep(_FEW_S)


def begins(now: datetime) -> datetime:
    """When a day begins that is over now, and of which nothing has run out for the senders; on a
    whole minute, as the moments of its telegrams are told from it."""
    return (now - _LASTS).replace(second=0, microsecond=0)
