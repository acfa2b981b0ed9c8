"""Whom an area reaches, at every redraw: ours beside SQL on the store itself and shapely's points.

A made-up city in a real store: phones round a centre, half of them with a second place, one in five
a visitor, twenty languages. Ours gives every number of the desk's page, from a copy that was taken
beforehand; how long that takes is measured too. SQL counts the same cells by language in the
store's own tables. shapely tests each phone's point, which the store does not know; numpy counts.
"""

import math
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
import shapely

from alerts.ports import SubscriptionStore
from geo.area import Area, area_from_ring
from geo.cells import runs_of
from geo.grid import cells_of
from service.desk.reach import Reaching
from service.wiring import store_at

GOAL_MS = 100.0
PEERS = ("sql", "shapely")
_CENTRE = (136.65, 36.56)
_SPREAD = 0.06
_LANGUAGES = 20
_SERVICES = 3
_VERTICES = (200, 2_000)
_RADII = (0.02, 0.08)
_NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
_SEED = 1703


class City(msgspec.Struct, frozen=True, kw_only=True):
    """n phones. `points` (n, 2) longitude and latitude; `file` the store; `copied_s` CPU seconds
    that the copy took which ours counts in.
    """

    points: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    languages: np.ndarray[tuple[int], np.dtype[np.int64]]
    file: Path
    reaching: Reaching
    copied_s: float


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """CPU and wall seconds of each redraw."""

    cpu: list[float]
    wall: list[float]

    def told(self) -> dict[str, float]:
        return {
            "items_per_cpu_s": round(1 / statistics.median(self.cpu), 2),
            "wall_s": round(statistics.median(self.wall), 4),
            "wall_s_worst": round(max(self.wall), 4),
            "cpu_s": round(statistics.median(self.cpu), 4),
        }


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    size: int
    vertices: int
    copied_s: float
    times: dict[str, Timed]


def measure(size: int, turns: int) -> list[Measured]:
    """An area of a district and one of the city, redrawn `turns` times a metre further each."""
    with tempfile.TemporaryDirectory(prefix="hansho-") as folder:
        file = Path(folder) / "reach.sqlite"
        store_at(file).close()
        points, languages = _fill(file, size)
        store = store_at(file)
        try:
            city = _copied(store.subscriptions, file, points, languages)
            return [_measured(city, which, turns) for which in range(len(_VERTICES))]
        finally:
            store.close()


def report(measured: list[Measured]) -> dict[str, object]:
    return {"bench": "reach", "results": [_row(one) for one in measured]}


def _row(one: Measured) -> dict[str, object]:
    ours = one.times["ours"].told()
    peers = {name: one.times[name].told() for name in PEERS}
    ratios = {
        name: round(ours["items_per_cpu_s"] / told["items_per_cpu_s"], 1)
        for name, told in peers.items()
    }
    return {
        "size": one.size,
        "vertices": one.vertices,
        "ours": {**ours, "copy_cpu_s": round(one.copied_s, 2), "goal_ms": GOAL_MS},
        "peers": peers,
        "ratios": ratios,
    }


def _copied(
    subscriptions: SubscriptionStore,
    file: Path,
    points: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    languages: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> City:
    reaching = Reaching(subscriptions, beside=lambda work: work())
    start = time.process_time()
    reaching.warm(_NOW)
    copied = time.process_time() - start
    return City(points=points, languages=languages, file=file, reaching=reaching, copied_s=copied)


def _measured(city: City, which: int, turns: int) -> Measured:
    areas = [_area(which, turn) for turn in range(turns)]
    connection = sqlite3.connect(city.file)
    contestants: dict[str, Callable[[int], object]] = {
        "ours": lambda turn: city.reaching.reach(turn, areas[turn], _NOW),
        "sql": lambda turn: _by_sql(connection, areas[turn]),
        "shapely": lambda turn: _by_shapely(city, areas[turn]),
    }
    times = {name: Timed(cpu=[], wall=[]) for name in contestants}
    for turn in range(turns):
        names = list(contestants) if turn % 2 == 0 else list(reversed(contestants))
        for name in names:
            wall, cpu = time.perf_counter(), time.process_time()
            contestants[name](turn)
            times[name].cpu.append(max(time.process_time() - cpu, 1e-9))
            times[name].wall.append(time.perf_counter() - wall)
    connection.close()
    return Measured(
        size=len(city.points), vertices=_VERTICES[which], copied_s=city.copied_s, times=times
    )


def _by_sql(connection: sqlite3.Connection, area: Area) -> list[tuple[int, int]]:
    """By language, in one statement, as the store's own audience walks its index."""
    runs = runs_of(area)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS runs (first INTEGER, last INTEGER)")
    connection.execute("DELETE FROM runs")
    connection.executemany("INSERT INTO runs VALUES (?, ?)", runs.tolist())
    found = connection.execute(
        "SELECT s.language, count(*) FROM (SELECT DISTINCT p.number FROM runs "
        "CROSS JOIN places p ON p.cell BETWEEN runs.first AND runs.last) f "
        "JOIN subscriptions s ON s.number = f.number GROUP BY s.language"
    ).fetchall()
    connection.commit()
    return found


def _by_shapely(city: City, area: Area) -> list[int]:
    """Every point against the polygon, after its box, prepared anew as a redraw needs it."""
    west, south, east, north = area.bounds
    lon, lat = city.points.T
    near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    geometry = shapely.from_wkb(area.to_wkb())
    shapely.prepare(geometry)
    inside = near[shapely.contains_xy(geometry, lon[near], lat[near])]
    counts: list[int] = np.bincount(city.languages[inside], minlength=_LANGUAGES).tolist()
    return counts


def _area(which: int, turn: int) -> Area:
    """A ragged circle; each turn a metre further east."""
    vertices, radius = _VERTICES[which], _RADII[which]
    chance = np.random.default_rng(_SEED)
    ragged = radius * (1 + 0.15 * chance.random(vertices))
    ring = [
        (
            _CENTRE[0] + turn * 1e-5 + out * math.cos(2 * math.pi * one / vertices),
            _CENTRE[1] + out * math.sin(2 * math.pi * one / vertices),
        )
        for one, out in enumerate(ragged.tolist())
    ]
    made = area_from_ring((*ring, ring[0]))
    assert isinstance(made, Area)
    return made


def _fill(
    file: Path, size: int
) -> tuple[
    np.ndarray[tuple[int, int], np.dtype[np.float64]],
    np.ndarray[tuple[int], np.dtype[np.int64]],
]:
    """Writes phones and places as rows; nothing else of them is asked for."""
    chance = np.random.default_rng(_SEED)
    points = chance.normal(_CENTRE, _SPREAD, (size, 2))
    second = chance.normal(_CENTRE, _SPREAD, (size // 2, 2))
    languages = np.where(chance.random(size) < 0.8, 0, chance.integers(1, _LANGUAGES, size)).astype(
        np.int64
    )
    services = chance.integers(0, _SERVICES, size)
    visitors = chance.random(size) < 0.2
    connection = sqlite3.connect(file)
    connection.executemany(
        "INSERT INTO languages VALUES (?, ?)", [(n, f"l{n:02}") for n in range(_LANGUAGES)]
    )
    connection.executemany(
        "INSERT INTO services (id, origin) VALUES (?, ?)",
        [(n, f"https://push-{n}.example.org") for n in range(_SERVICES)],
    )
    connection.executemany(
        "INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, '', x'', x'', 0, 1, NULL)",
        (
            (n, n, n.to_bytes(8, "big"), int(service), int(language))
            for n, service, language in zip(range(size), services, languages, strict=True)
        ),
    )
    homes = cells_of(points[:, 0], points[:, 1]).tolist()
    works = cells_of(second[:, 0], second[:, 1]).tolist()
    places = [(cell, n, 0, 1 if visitors[n] else 2) for n, cell in enumerate(homes)]
    places += [(cell, 2 * n, 1, 2) for n, cell in enumerate(works)]
    places.sort()
    connection.executemany("INSERT INTO places VALUES (?, ?, ?, ?, 0, NULL)", places)
    connection.commit()
    connection.close()
    return points, languages
