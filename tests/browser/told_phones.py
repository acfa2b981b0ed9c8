"""The demo's phones round the desk's two districts: in every language, and for every relation.

They share no code with the service: what two people must have signed follows from what they
decrypted (`tests.approved_hash`). `ground_of` reads the public CAP feed.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import shapely
from cryptography.hazmat.primitives.asymmetric import ec

from alerts.languages import LANGUAGES, PSEUDO
from service.demo.http_server import HttpServers
from service.demo.opening import point_of
from service.demo.phones import Phone, Spot, Tie
from service.demo.push_service import PushServices, Received
from service.demo.registration import Registrar
from service.wiring import Service
from tests.browser.desk_town import desk_town

PATIENCE_S = 60.0
READERS = (*LANGUAGES, *PSEUDO)
# West and east in Riverside, and in Uptown.
HOMES = ((139.001, 35.005), (139.0085, 35.005), (139.025, 35.005))
_CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


class ToldPhones:
    """A running town, and what its phones were told."""

    def __init__(self, town: Service, services: PushServices) -> None:
        self.town = town
        self.services = services

    def arrived(self, alert_id: str, revision: int, count: int) -> list[Received]:
        """Once so many phones have it; everything of it."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            found = [
                one
                for one in tuple(self.services.received)
                if (one.alert_id, one.revision) == (alert_id, revision)
            ]
            if len(found) >= count and not self.town.ledger.open_revisions():
                return found
            assert time.monotonic() < deadline, f"{len(found)} of {count} phones were told"
            time.sleep(0.05)


def ground_of(cap: bytes) -> bytes:
    """The feed's one polygon (lat,lon pairs) as little-endian WKB of a multipolygon."""
    text = ET.fromstring(cap).findtext(f".//{_CAP}polygon")
    assert text is not None
    pairs = [tuple(map(float, one.split(","))) for one in text.split()]
    ring = shapely.Polygon([(lon, lat) for lat, lon in pairs])
    return shapely.to_wkb(shapely.MultiPolygon([ring]).normalize(), byte_order=1)


@contextmanager
def told_phones(folder: Path) -> Iterator[ToldPhones]:
    with ExitStack() as stack:
        taken: list[Registrar] = []
        services = PushServices(lambda phone, nonce: taken[0].take_nonce(phone, nonce), lambda _: 1)
        http = stack.enter_context(HttpServers(2, services.answer))
        town = stack.enter_context(
            desk_town(folder, push_services=http.origins, registrations_per_hour=1_000_000)
        )
        registrar = stack.enter_context(Registrar(town.settings.base_url))
        taken.append(registrar)
        phones = [
            _phone(number, language, home, http.origins)
            for number, (language, home) in enumerate(
                (language, home) for language in READERS for home in HOMES
            )
        ]
        key = registrar.push_key()
        services.subscribe(phones, key.public_key)
        registrar.register(phones, key.key_id, PATIENCE_S)
        yield ToldPhones(town, services)


def _phone(number: int, language: str, home: tuple[float, float], origins: Sequence[str]) -> Phone:
    private = ec.generate_private_key(ec.SECP256R1())
    return Phone(
        number=number,
        language=language,
        spots=(Spot(tie=Tie.HOME, lon=home[0], lat=home[1]),),
        push_origin=origins[number % len(origins)],
        token=f"told-{number}",
        auth=number.to_bytes(16, "big"),
        private=private,
        point=point_of(private),
    )
