"""The phones of a day: registered with the service, at known points, with keys of their own."""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.model import PlaceClass
from alerts.ports import Place, Registration
from alerts.push.envelope import public_bytes
from geo.grid import cell_at
from geo.places import OfficialArea
from service.bench.days.judge import Push, Spot
from service.bench.days.town import Point, a_point_in
from service.demo.http_server import Request, Response
from service.demo.opening import open_message
from service.wiring import Service

_LANGUAGES = ("ja", "en", "ja-simple")
_AUTH = bytes(16)


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """`home`: the key of the area where it lives, "" for one that lives where nothing happens."""

    spot: Spot
    home: str
    key: ec.EllipticCurvePrivateKey


class Sink:
    """The push service of all phones: what was pushed to which path, and when it came."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes, float]] = []

    def answer(self, _origin: str, request: Request) -> Response:
        self.taken.append((request.path, request.body, time.perf_counter()))
        return Response(status=201)


def opened(phones: Mapping[str, Phone], path: str, body: bytes) -> Push:
    """What the phone reads. Raises CannotOpen, and KeyError for what no phone can read."""
    data = json.loads(open_message(body, phones[path].key, _AUTH))["notification"]["data"]
    return Push(path=path, alert_id=data["id"], number=data["rev"])


def register(
    service: Service,
    origin: str,
    areas: Iterable[OfficialArea],
    outside: Iterable[Point],
    phones_an_area: int,
) -> dict[str, Phone]:
    """The phones by the path of their endpoint; all are confirmed."""
    made: dict[str, Phone] = {}
    for number, (home, (lon, lat)) in enumerate(_homes(areas, outside, phones_an_area)):
        spot = Spot(path=f"/push/{number}", lon=lon, lat=lat)
        phone = Phone(spot=spot, home=home, key=ec.derive_private_key(number + 2, ec.SECP256R1()))
        _register(service, origin, phone, number)
        made[spot.path] = phone
    return made


def _homes(
    areas: Iterable[OfficialArea], outside: Iterable[Point], phones_an_area: int
) -> Iterator[tuple[str, Point]]:
    for area in areas:
        for _ in range(phones_an_area):
            yield area.key, a_point_in(area.area)
    for point in outside:
        yield "", point


def _register(service: Service, origin: str, phone: Phone, number: int) -> None:
    now = datetime.now(UTC)
    nonce = hashlib.sha256(str(number).encode()).digest()
    registration = Registration(
        endpoint=f"{origin}{phone.spot.path}",
        service=origin,
        public_key=public_bytes(phone.key.public_key()),
        auth=_AUTH,
        language=_LANGUAGES[number % len(_LANGUAGES)],
        key_id=next(iter(service.keys.ids)),
    )
    kept = service.subscriptions.register(registration, nonce, nonce, now)
    service.subscriptions.confirm(kept, nonce)
    cell = cell_at(phone.spot.lon, phone.spot.lat)
    home = Place(place_class=PlaceClass.HOME, cells=(cell,), since=now, until=None)
    service.subscriptions.set_places(kept, [home])
