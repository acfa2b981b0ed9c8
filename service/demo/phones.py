"""The simulated phones: who carries them, where they are tied to, and the keys they keep.

Exact points stay here, as on a real phone; the service only ever sees cells.
"""

from collections.abc import Sequence
from enum import StrEnum
from random import Random

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from service.demo.grid import cell_of
from service.demo.opening import point_of

Point = tuple[float, float]

HERE_IS_FRESH_S = 3 * 3600
HERE_IS_GONE_S = 12 * 3600
_DAY_S = 86_400
_METRES_PER_DEGREE = 111_320.0
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

LANGUAGES = {
    "ja": 40,
    "ja-simple": 14,
    "en": 18,
    "en-XA": 6,
    "ar-XB": 6,
    "vi": 6,
    "zh-Hant": 6,
    "th": 4,
}
"""What people read, by weight. The service has no catalogue for the last three."""


class Tie(StrEnum):
    """Why a phone is tied to a spot, in the service's own words for the wire."""

    HERE = "here"
    STAY = "stay"
    HOME = "home"


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One place as only the phone knows it: lon, lat in degrees; times in epoch seconds."""

    tie: Tie
    lon: float
    lat: float
    since: int | None = None
    until: int | None = None

    @property
    def cell(self) -> int:
        return cell_of(self.lon, self.lat)

    def holds(self, at: float) -> bool:
        """Whether the spot still speaks for its phone: a stay ends, a *here* is gone after 12 h."""
        if self.since is not None and at - self.since >= HERE_IS_GONE_S:
            return False
        return self.until is None or at < self.until

    def label(self, at: float) -> str:
        """`here`, `stay`, `home` or, once a *here* is over 3 h old, `old here`."""
        is_old = self.since is not None and at - self.since >= HERE_IS_FRESH_S
        return "old here" if is_old else str(self.tie)


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """One phone: `language` is what its owner reads, `push_origin` its browser's push service."""

    number: int
    language: str
    spots: tuple[Spot, ...]
    push_origin: str
    token: str
    auth: bytes
    private: ec.EllipticCurvePrivateKey
    point: bytes

    @property
    def endpoint(self) -> str:
        return f"{self.push_origin}/push/{self.token}"


def make_phones(
    nodes: Sequence[Point], push_origins: Sequence[str], count: int, seed: int, now: float
) -> tuple[Phone, ...]:
    """The same phones for the same arguments. `nodes` are street corners as (lon, lat) degrees."""
    random = Random(seed)  # noqa: S311 (a simulation must repeat; its keys guard nothing)
    return tuple(_phone(number, random, nodes, push_origins, int(now)) for number in range(count))


def _phone(
    number: int, random: Random, nodes: Sequence[Point], push_origins: Sequence[str], now: int
) -> Phone:
    private = ec.derive_private_key(random.randrange(1, _P256_ORDER), ec.SECP256R1())
    return Phone(
        number=number,
        language=random.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0],
        spots=_spots(random, nodes, now),
        push_origin=push_origins[number % len(push_origins)],
        token=f"{number}-{random.getrandbits(96):024x}",
        auth=random.randbytes(16),
        private=private,
        point=point_of(private),
    )


def _spots(random: Random, nodes: Sequence[Point], now: int) -> tuple[Spot, ...]:
    """One of: far away, only passing through, a visitor, a resident."""
    lot = random.random()
    if lot < 0.04:
        return (_at(Tie.HOME, _far(random, nodes)),)
    if lot < 0.14:
        return (_here(random, nodes, now),)
    if lot < 0.34:
        return _visitor(random, nodes, now)
    return _resident(random, nodes, now)


def _resident(random: Random, nodes: Sequence[Point], now: int) -> tuple[Spot, ...]:
    """A home; for some a workplace, which is a second home; for some a position."""
    spots = [_at(Tie.HOME, _near(random, nodes))]
    if random.random() < 0.4:
        spots.append(_at(Tie.HOME, _near(random, nodes)))
    if random.random() < 0.3:
        spots.append(_here(random, nodes, now))
    return tuple(spots)


def _visitor(random: Random, nodes: Sequence[Point], now: int) -> tuple[Spot, ...]:
    """A stay, one in eight of them over; for half of the others also a position."""
    lon, lat = _near(random, nodes)
    if random.random() < 1 / 8:
        ended = now - random.randrange(60, _DAY_S)
        return (Spot(tie=Tie.STAY, lon=lon, lat=lat, until=ended),)
    until = now + random.randrange(_DAY_S // 4, 3 * _DAY_S)
    stay = Spot(tie=Tie.STAY, lon=lon, lat=lat, until=until)
    return (stay, _here(random, nodes, now)) if random.random() < 0.5 else (stay,)


def _here(random: Random, nodes: Sequence[Point], now: int) -> Spot:
    """A position: fresh, some 5 h old, or some 13 h old and gone; never close to a limit."""
    age = random.choices(
        (random.randrange(0, 7_200), random.randrange(16_200, 19_800), 13 * 3600), (6, 3, 2)
    )[0]
    lon, lat = _near(random, nodes)
    return Spot(tie=Tie.HERE, lon=lon, lat=lat, since=now - age)


def _at(tie: Tie, point: Point) -> Spot:
    return Spot(tie=tie, lon=point[0], lat=point[1])


def _near(random: Random, nodes: Sequence[Point]) -> Point:
    """A door some steps from a street corner (30 m in the mean square, in each direction)."""
    lon, lat = nodes[random.randrange(len(nodes))]
    step = 30 / _METRES_PER_DEGREE
    return lon + random.gauss(0, step) * 1.2, lat + random.gauss(0, step)


def _far(random: Random, nodes: Sequence[Point]) -> Point:
    """A home in another part of the country, 50 to 400 km away."""
    lon, lat = nodes[0]
    degrees = random.uniform(0.5, 3.5)
    return lon + random.choice((-1, 1)) * degrees, lat + random.uniform(-0.5, 0.5)
