"""A store full of made-up phones, written fast: rows for the store's own tables, not registrations.

N phones stand inside a drawn area and some outside; all are confirmed. Their endpoints carry their
numbers. A few hundred true key pairs go round among them: what is reckoned with a key costs the
same whoever else has it. tests/service/bench holds these rows to what the store's ports read.
"""

import hashlib
import math
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.ports import AgreedKey, Numbers
from alerts.push.envelope import agree, public_bytes
from geo.grid import cells_of
from service.keys import create_key, load_keys
from service.push.agreeing import new_sender_key
from service.wiring import store_at

LANGUAGES = ("ja", "ja-simple", "en", "zh-Hans", "vi", "pt-BR")
FEWEST_OUTSIDE = 2_000
# Where no keys were agreed: quiet work begins with these, and must not come to those inside.
_FEWEST_WITHOUT_KEYS = 6_000

_CENTRE = (136.65, 36.56)
_RADIUS, _VERTICES = 0.05, 200
_INSIDE_WITHIN, _OUTSIDE_FROM = 0.6, 2.0
_PAIRS = 256
_SEED = 1703
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BLOCK, _LENGTH_BYTES = 64, 2
_HERE, _STAY, _HOME = 0, 1, 2
_CLASSES = {_HERE: 0.15, _STAY: 0.15, _HOME: 0.7}
# Seeding may be repeated; a crash in it costs nothing.
_FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144", "foreign_keys = OFF")


class KeyPair(msgspec.Struct, frozen=True, kw_only=True):
    """A phone's keys as its browser would hand them over, and a sender key agreed with it."""

    public_key: bytes
    auth: bytes
    agreed: AgreedKey


class Seeded(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of the phones that an alert for `ring` must reach and must not reach, sorted.

    `agreed`: whether sender keys were agreed with them beforehand.
    """

    inside: Numbers
    outside: Numbers
    pairs: tuple[KeyPair, ...]
    agreed: bool = True

    def pair(self, number: int) -> KeyPair:
        return self.pairs[number % len(self.pairs)]

    def language(self, number: int) -> str:
        return LANGUAGES[number % len(LANGUAGES)]


def ring() -> tuple[tuple[float, float], ...]:
    """The drawn area: a ragged circle of some 4.5 km, closed; lon, lat degrees."""
    ragged = _RADIUS * (1 - 0.2 * np.random.default_rng(_SEED).random(_VERTICES))
    turns = 2 * math.pi * np.arange(_VERTICES) / _VERTICES
    lon = np.round(_CENTRE[0] + ragged * np.cos(turns), 7)
    lat = np.round(_CENTRE[1] + ragged * np.sin(turns), 7)
    corners = tuple(zip(lon.tolist(), lat.tolist(), strict=True))
    return (*corners, corners[0])


def seed(
    data_dir: Path,
    origin: str,
    endpoint: Callable[[int], str],
    inside: int,
    *,
    agreed: bool = True,
    pairs: tuple[KeyPair, ...] = (),
    now: datetime,
) -> Seeded:
    """Makes the data folder of a training space: its keys, and its store with the phones.

    `origin`: of the push service that all phones use; `endpoint`: a phone's, by its number.
    `agreed`: whether sender keys were agreed with all of them in quiet time. `pairs`: the phones'
    keys, instead of made-up ones that nobody can read with. Some 30 s a million.
    """
    outside = max(FEWEST_OUTSIDE if agreed else _FEWEST_WITHOUT_KEYS, inside // 10)
    data_dir.mkdir(parents=True, exist_ok=True)
    create_key(data_dir / "keys", "training")
    key_id = load_keys(data_dir / "keys", "training").current.key_id
    file = data_dir / "hansho.sqlite"
    store_at(file).close()
    numbers = np.arange(1, inside + outside + 1)
    keys = pairs or tuple(map(_pair, range(_PAIRS)))
    seeded = Seeded(inside=numbers[outside:], outside=numbers[:outside], pairs=keys, agreed=agreed)
    connection = sqlite3.connect(file)
    for pragma in _FAST:
        connection.execute(f"PRAGMA {pragma}")
    _write_names(connection, origin)
    _write_phones(connection, seeded, endpoint, key_id, now)
    _write_places(connection, seeded, now)
    connection.commit()
    connection.close()
    return seeded


def _pair(_: int) -> KeyPair:
    public_key = public_bytes(new_sender_key().public_key())
    auth = os.urandom(16)
    return KeyPair(
        public_key=public_key, auth=auth, agreed=agree(public_key, auth, new_sender_key())
    )


def _write_names(connection: sqlite3.Connection, origin: str) -> None:
    connection.execute("INSERT INTO services (id, origin) VALUES (1, ?)", (origin,))
    connection.executemany("INSERT INTO languages VALUES (?, ?)", enumerate(LANGUAGES, 1))


def _write_phones(
    connection: sqlite3.Connection,
    seeded: Seeded,
    endpoint: Callable[[int], str],
    key_id: str,
    now: datetime,
) -> None:
    """A phone's slot has its number."""
    highest = len(seeded.inside) + len(seeded.outside)
    connection.executemany(
        "INSERT INTO addresses VALUES (?, 0, ?, ?, ?, ?, ?, ?)",
        _addresses(seeded, endpoint, highest),
    )
    at = _micros(now - timedelta(days=30))
    connection.executemany(
        """INSERT INTO subscriptions (number, slot, endpoint_hash, service, language, key_id,
           secret_hash, nonce_hash, registered, confirmed) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 1)""",
        (
            (number, number, _hash(endpoint(number)), language, key_id, *_secrets(number), at)
            for number, language in _by_language(seeded, highest)
        ),
    )
    if not seeded.agreed:
        connection.executemany(
            "INSERT INTO keys_due VALUES (0, ?)", ((number,) for number in range(1, highest + 1))
        )


def _addresses(
    seeded: Seeded, endpoint: Callable[[int], str], highest: int
) -> Iterator[tuple[int, int, bytes, bytes, bytes, bytes, bytes]]:
    none = (bytes(65), bytes(32))
    for number in range(1, highest + 1):
        pair = seeded.pair(number)
        key = (pair.agreed.sender_public, pair.agreed.ikm) if seeded.agreed else none
        packed = _packed(endpoint(number))
        yield number, int(seeded.agreed), packed, pair.public_key, pair.auth, *key


def _by_language(seeded: Seeded, highest: int) -> Iterator[tuple[int, int]]:
    code = {language: number for number, language in enumerate(LANGUAGES, 1)}
    return ((number, code[seeded.language(number)]) for number in range(1, highest + 1))


def _write_places(connection: sqlite3.Connection, seeded: Seeded, now: datetime) -> None:
    """One place each, most of them homes; every other phone inside also has a home outside."""
    chance = np.random.default_rng(_SEED)
    second = seeded.inside[::2]
    far = (_OUTSIDE_FROM, 2 * _OUTSIDE_FROM)
    rows = [
        *_rows(chance, seeded.inside, 0, (0, _INSIDE_WITHIN), _CLASSES, now),
        *_rows(chance, seeded.outside, 0, far, _CLASSES, now),
        *_rows(chance, second, 1, far, {_HOME: 1.0}, now),
    ]
    rows.sort(key=lambda row: row[:3])
    connection.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)", rows)


def _rows(
    chance: np.random.Generator,
    numbers: Numbers,
    position: int,
    radii: tuple[float, float],
    classes: Mapping[int, float],
    now: datetime,
) -> Iterator[tuple[int, int, int, int, int, int | None]]:
    since, until = _micros(now - timedelta(minutes=20)), _micros(now + timedelta(days=2))
    points = _points(chance, len(numbers), *radii)
    chosen = chance.choice(list(classes), len(numbers), p=list(classes.values())).tolist()
    cells = cells_of(points[:, 0], points[:, 1]).tolist()
    for cell, number, one in zip(cells, numbers.tolist(), chosen, strict=True):
        yield cell, number, position, one, since, until if one == _STAY else None


def _points(
    chance: np.random.Generator, count: int, nearest: float, farthest: float
) -> NDArray[np.float64]:
    """Shape (count, 2), lon and lat, from `nearest` to `farthest` radii of the area's centre."""
    away = _RADIUS * np.sqrt(chance.uniform(nearest**2, farthest**2, count))
    turn = chance.uniform(0, 2 * math.pi, count)
    return np.column_stack((_CENTRE[0] + away * np.cos(turn), _CENTRE[1] + away * np.sin(turn)))


def _secrets(number: int) -> tuple[bytes, bytes]:
    """Hashes that no secret belongs to: nobody comes back to these phones."""
    return _hash(f"secret {number}"), _hash(f"nonce {number}")


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _packed(endpoint: str) -> bytes:
    """As the store keeps it: length in two bytes, text, zeros up to a whole block."""
    text = endpoint.encode()
    body = len(text).to_bytes(_LENGTH_BYTES, "little") + text
    return body.ljust(-(-len(body) // _BLOCK) * _BLOCK, b"\0")


def _micros(time: datetime) -> int:
    return (time - _EPOCH) // _MICROSECOND
