"""The ground of `bench audience`: phones round a city, ragged areas, a store and tables of them."""

import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.area import Area, Refused, area_from_ring
from geo.grid import cell_bounds, cells_of
from service.wiring import store_at

_CENTRE = (136.65, 36.56)
_SPREAD = 0.12
_RADIUS = 0.1
_RAGGED = 0.2
_SEED = 1703
_AT_ONCE = 100_000
# A position is rounded by up to half of this before it becomes a cell.
_ROUNDING = 1e-7
# Seeding may be repeated; a crash in it costs nothing.
_FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144", "foreign_keys = OFF")


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """n phones with one place each, numbers 1 … n. `points` (n, 2): lon, lat; `cells` (n,)."""

    points: NDArray[np.float64]
    cells: NDArray[np.int64]

    @property
    def size(self) -> int:
        return len(self.cells)


def ground(size: int) -> Ground:
    points = np.random.default_rng(_SEED).normal(_CENTRE, _SPREAD, (size, 2)).round(7)
    return Ground(points=points, cells=cells_of(points[:, 0], points[:, 1]))


def area(vertices: int) -> Area:
    """A coast-like outline of about 10 km radius: ragged at every scale, without crossings."""
    chance = np.random.default_rng(_SEED)
    out = np.zeros(vertices)
    for octave in range(int(math.log2(vertices))):
        knots = chance.random(2**octave + 1) / 2**octave
        knots[-1] = knots[0]
        out += np.interp(np.arange(vertices) / vertices, np.linspace(0, 1, len(knots)), knots)
    radius = _RADIUS * (1 - _RAGGED * out / out.max())
    turns = 2 * math.pi * np.arange(vertices) / vertices
    lon = _CENTRE[0] + radius * np.cos(turns)
    lat = _CENTRE[1] + radius * np.sin(turns)
    made = area_from_ring(list(zip(lon.tolist(), lat.tolist(), strict=True)))
    if isinstance(made, Refused):
        raise TypeError(f"the bench drew no area: {made.reason}")
    return made


def fill_store(file: Path, phones: Ground) -> None:
    """Rows of phones and places, straight into the store's tables."""
    store_at(file).close()
    connection = sqlite3.connect(file)
    for pragma in _FAST:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("INSERT INTO languages VALUES (1, 'ja')")
    connection.execute("INSERT INTO services (id, origin) VALUES (1, 'https://push.example.org')")
    connection.executemany(
        "INSERT INTO subscriptions VALUES (?, ?, ?, 1, 1, '', x'', x'', 0, 1, NULL)",
        ((n, n, n.to_bytes(8, "big")) for n in range(1, phones.size + 1)),
    )
    order = np.argsort(phones.cells, kind="stable")
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, 0, 2, 0, NULL)",  # each a home
        zip(phones.cells[order].tolist(), (order + 1).tolist(), strict=True),
    )
    connection.commit()
    connection.close()


def place_lines(phones: Ground) -> Iterator[str]:
    """number, cell, point: a line for COPY each."""
    for start in range(0, phones.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        cells, points = phones.cells[part].tolist(), phones.points[part].tolist()
        for n, (cell, (lon, lat)) in enumerate(zip(cells, points, strict=True), start + 1):
            yield f"{n}\t{cell}\tSRID=4326;POINT({lon!r} {lat!r})\n"


def cell_lines(phones: Ground) -> Iterator[str]:
    """cell, box: every cell in which a phone is, as wide as positions are rounded."""
    for cell in np.unique(phones.cells).tolist():
        west, south, east, north = cell_bounds(cell)
        west, south, east, north = (
            west - _ROUNDING,
            south - _ROUNDING,
            east + _ROUNDING,
            north + _ROUNDING,
        )
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        ring = ",".join(f"{lon!r} {lat!r}" for lon, lat in corners)
        yield f"{cell}\tSRID=4326;POLYGON(({ring}))\n"
