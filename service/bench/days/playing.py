"""A day played to a running service: its telegrams go in, its phones are pushed to."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.model import PlaceClass
from alerts.pipeline import take
from alerts.ports import Place, Registration
from alerts.push.envelope import public_bytes
from geo.grid import cell_at
from geo.places import OfficialArea, write_gazetteer
from service.bench.days.sequences import Day
from service.bench.days.town import a_point_in, elsewhere, official_areas
from service.bench.measuring import BenchFailed
from service.demo.http_server import HttpServers, Request, Response
from service.settings import Settings
from service.wiring import Service

_LANGUAGES = ("ja", "en", "ja-simple")
_PATIENCE_S = 60.0
_AUTH = bytes(16)
_FEW_S = 0.01


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """What a day came to. `to_first_push_ms`: from the bytes in hand to the first push handed over,
    of telegrams that led to one; median and worst. `told_once`: what came again, late or from a
    second source, and told nobody. `in_place`: pushes to a phone that lives there, by area key.
    `wrong`: pushes to a phone beyond one for each revision of an alert.
    """

    name: str
    telegrams: int
    made: dict[str, int]
    outcomes: dict[str, int]
    alerts: int
    revisions: int
    phones: int
    pushes: int
    pushes_a_phone: float
    pushes_a_phone_most: int
    told_once: int
    in_place: dict[str, int]
    wrong: int
    to_first_push_ms: float
    to_first_push_ms_worst: float
    telegrams_a_second: float


class _Sink:
    """The push service of all phones: who was pushed to, when; nothing is opened."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, float]] = []

    def answer(self, _origin: str, request: Request) -> Response:
        topic = request.headers.get("topic", "")
        self.taken.append((request.path, topic, time.perf_counter()))
        return Response(status=201)


def play(day: Day, shared: Path, folder: Path, phones_a_town: int = 3) -> Played:
    """Plays the day; raises BenchFailed if pushes were owed and did not leave in a minute.

    `shared`: the folder of real data; `folder`: an empty one for the store.
    """
    areas = official_areas(shared, day)
    write_gazetteer(folder / "areas", areas, elsewhere=elsewhere(day, areas))
    sink = _Sink()
    with (
        HttpServers(1, sink.answer) as servers,
        _service(servers.origins[0], folder) as service,
    ):
        homes = _register(service, areas, servers.origins[0], phones_a_town)
        return _played(day, service, sink, homes)


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


def _register(
    service: Service, areas: tuple[OfficialArea, ...], origin: str, phones_a_town: int
) -> dict[str, str]:
    """The path of each phone's endpoint -> the key of the area where it lives."""
    now, count = datetime.now(UTC), 0
    homes: dict[str, str] = {}
    key_id = next(iter(service.keys.ids))
    for area in areas:
        for _ in range(phones_a_town):
            key = ec.derive_private_key(count + 2, ec.SECP256R1())
            nonce = hashlib.sha256(str(count).encode()).digest()
            lon, lat = a_point_in(area.area)
            number = service.subscriptions.register(
                Registration(
                    endpoint=f"{origin}/push/{count}",
                    service=origin,
                    public_key=public_bytes(key.public_key()),
                    auth=_AUTH,
                    language=_LANGUAGES[count % len(_LANGUAGES)],
                    key_id=key_id,
                ),
                nonce,
                nonce,
                now,
            )
            service.subscriptions.confirm(number, nonce)
            home = Place(
                place_class=PlaceClass.HOME, cells=(cell_at(lon, lat),), since=now, until=None
            )
            service.subscriptions.set_places(number, [home])
            homes[f"/push/{count}"] = area.key
            count += 1
    return homes


def _played(day: Day, service: Service, sink: _Sink, homes: dict[str, str]) -> Played:
    outcomes: Counter[str] = Counter()
    delays: list[float] = []
    spent, told_once = 0.0, 0
    issued: set[tuple[str, int]] = set()
    now = day.sent[0].at
    for sent in day.sent:
        now = max(now, sent.at)
        for _ in range(2):  # two feeds bring everything
            before, began = len(sink.taken), time.perf_counter()
            taken = take(sent.raw, service.means, now)
            spent += time.perf_counter() - began
            revisions = [one.revision for one in taken if one.revision is not None]
            outcomes.update(one.outcome.value for one in taken)
            told_once += sum(one.revision is None and bool(one.linked) for one in taken)
            issued |= {(one.alert_id, one.number) for one in revisions}
            if revisions:
                service.dispatcher.wake()
                _wait_sent(service)
                if len(sink.taken) > before:
                    delays.append(1000 * (sink.taken[before][2] - began))
    paths = Counter(path for path, _, _ in sink.taken)
    each = [paths[path] for path in homes]
    return Played(
        name=day.name,
        telegrams=len(day.sent),
        made=dict(Counter(one.made.value for one in day.sent)),
        outcomes=dict(outcomes),
        alerts=len({alert_id for alert_id, _ in issued}),
        revisions=len(issued),
        phones=len(homes),
        pushes=len(sink.taken),
        pushes_a_phone=float(median(each)) if each else 0.0,
        pushes_a_phone_most=max(each, default=0),
        told_once=told_once,
        in_place={home: paths[path] for path, home in homes.items()},
        wrong=_beyond(sink, issued),
        to_first_push_ms=round(median(delays), 1) if delays else 0.0,
        to_first_push_ms_worst=round(max(delays), 1) if delays else 0.0,
        telegrams_a_second=round(2 * len(day.sent) / spent, 1) if spent else 0.0,
    )


def _beyond(sink: _Sink, issued: set[tuple[str, int]]) -> int:
    revisions = Counter(alert_id for alert_id, _ in issued)
    told = Counter((path, topic) for path, topic, _ in sink.taken)
    return sum(max(0, count - revisions[topic]) for (_, topic), count in told.items())


def _wait_sent(service: Service) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while service.ledger.open_revisions():
        if time.monotonic() > deadline:
            raise BenchFailed("pushes were owed and did not leave in a minute; look at the log")
        time.sleep(_FEW_S)


def begins(now: datetime) -> datetime:
    """When a day begins that is over now, and of which nothing has run out for the senders."""
    return now - timedelta(hours=17)
