"""Who is in an area: ours beside PostGIS and geopandas, over the same phones and outlines.

Ours is what a dispatch does: outline -> runs of cells -> range scans on the store's index. It finds
everybody whose cell touches the outline grown by 50 m. The peers that go row by row test points,
which our store does not know; `postgis_cells` is our own way told to PostGIS. All hand over the
numbers of the phones to this process as an array, for whoever sends needs them and not their count;
PostGIS as one text, as our store does. Before anything is timed the answers are held together: ours
without growth are those of `ST_Intersects` on the same boxes of cells, and ours as used hold every
point that is inside.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from alerts.ports import SubscriptionStore
from geo.area import Area
from geo.cells import contains, runs_of
from service.bench.audience_ground import (
    Ground,
    area,
    cell_lines,
    fill_store,
    ground,
    place_lines,
)
from service.bench.kept_rows import KeptRows, Row
from service.bench.measuring import BenchFailed
from service.bench.postgis import PostGis
from service.wiring import store_at

VERTICES = (50, 1_000, 10_000, 100_000)
MILLION = 1_000_000
LARGE = 10 * MILLION
_LARGE_VERTICES = 10_000
_NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
_WGS84 = "EPSG:4326"
_SCHEMA = (
    "CREATE TABLE places (number bigint, cell bigint, geom geometry(Point, 4326))",
    "CREATE TABLE cells (cell bigint, box geometry(Polygon, 4326))",
    "CREATE TABLE outline (geom geometry)",
)
_INDEXES = (
    "CREATE INDEX ON places USING gist (geom)",
    "CREATE INDEX ON places (cell)",
    "CREATE INDEX ON cells USING gist (box)",
    "VACUUM ANALYZE",
)
_BY_POSTGIS = {
    "postgis_covers": "SELECT number FROM places WHERE ST_Covers((TABLE outline), geom)",
    "postgis_subdivided": "SELECT DISTINCT number FROM "
    "(SELECT ST_Subdivide(geom) AS piece FROM outline) s JOIN places "
    "ON ST_Intersects(piece, places.geom)",
    "postgis_cells": "SELECT number FROM cells JOIN places USING (cell) "
    "WHERE ST_Intersects(box, (TABLE outline))",
}
_SAME_CELLS = "SELECT cell FROM cells WHERE ST_Intersects(box, (TABLE outline)) ORDER BY cell"

Contestant = Callable[[], object]
Say = Callable[[str], None]


class Timed(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of each turn."""

    cpu: list[float]
    wall: list[float]

    def told(self) -> dict[str, float]:
        """The items are answers: whole audiences."""
        cpu = statistics.median(self.cpu)
        return {
            "items_per_cpu_s": round(1 / max(cpu, 1e-4), 3),
            "cpu_s": round(cpu, 4),
            "wall_s": round(statistics.median(self.wall), 4),
            "wall_s_least": round(min(self.wall), 4),
            "wall_s_worst": round(max(self.wall), 4),
        }


class Town(msgspec.Struct, frozen=True, kw_only=True):
    """The same phones three times: in a store, in PostGIS, and as points in memory."""

    phones: Ground
    subscriptions: SubscriptionStore
    postgis: PostGis


def measure(
    sizes: tuple[int, ...], pairs: int, kept: KeptRows, say: Say = lambda _: None
) -> list[Row]:
    """A row per size and number of vertices; finished rows are taken from `kept`."""
    rows: list[Row] = []
    for size in sizes:
        keys: list[dict[str, object]] = [
            {"size": size, "vertices": one, "pairs": 1 if size >= LARGE else pairs}
            for one in (VERTICES if size < LARGE else (_LARGE_VERTICES,))
        ]
        if all(kept.has(key) for key in keys):
            rows += [kept.row(key, dict) for key in keys]
        else:
            rows += _of_size(size, keys, kept, say)
    return rows


def report(rows: list[Row]) -> dict[str, object]:
    return {"bench": "audience", "results": rows}


def _of_size(size: int, keys: list[dict[str, object]], kept: KeptRows, say: Say) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="hansho-") as folder, PostGis() as postgis:
        say(f"{size:,} phones into a store and into PostGIS {postgis.version}")
        phones = ground(size)
        file = Path(folder) / "audience.sqlite"
        fill_store(file, phones)
        _fill_postgis(postgis, phones)
        store = store_at(file)
        try:
            town = Town(phones=phones, subscriptions=store.subscriptions, postgis=postgis)
            return [_row(town, key, kept, say) for key in keys]
        finally:
            store.close()


def _fill_postgis(postgis: PostGis, phones: Ground) -> None:
    for statement in _SCHEMA:
        postgis.ask(statement)
    postgis.load("places", place_lines(phones))
    postgis.load("cells", cell_lines(phones))
    for statement in _INDEXES:
        postgis.ask(statement)


def _row(town: Town, key: dict[str, object], kept: KeptRows, say: Say) -> Row:
    def measured() -> Row:
        say(f"{key['vertices']:,} vertices round {key['size']:,} phones")
        return _measured(town, int(str(key["vertices"])), int(str(key["pairs"])))

    return kept.row(key, measured)


def _measured(town: Town, vertices: int, pairs: int) -> Row:
    outline = area(vertices)
    town.postgis.ask("TRUNCATE outline")
    town.postgis.load("outline", [f"{_as_postgis_reads(outline)}\n"])
    _hold_together(town, outline)
    contestants = _contestants(town, outline)
    times = {name: Timed(cpu=[], wall=[]) for name in contestants}
    for contestant in contestants.values():  # everybody once with cold caches, uncounted
        contestant()
    for turn in range(pairs):
        names = list(contestants) if turn % 2 == 0 else list(reversed(contestants))
        for name in names:
            _time(contestants[name], times[name], town.postgis)
    ours, *others = (one.told() for one in times.values())
    peers = dict(zip(list(contestants)[1:], others, strict=True))
    return {
        "inside": len(_ours(town, outline)),
        "ours": ours,
        "peers": peers,
        "ratios": {
            name: round(told["wall_s"] / max(ours["wall_s"], 1e-4), 1)
            for name, told in peers.items()
        },
    }


def _contestants(town: Town, outline: Area) -> dict[str, Contestant]:
    def asked(statement: str) -> Contestant:
        return lambda: _theirs(town, statement)

    found: dict[str, Contestant] = {"ours": lambda: _ours(town, outline)}
    found |= {name: asked(statement) for name, statement in _BY_POSTGIS.items()}
    if town.phones.size < LARGE:
        points = geopandas.GeoDataFrame(geometry=shapely.points(town.phones.points), crs=_WGS84)
        drawn = geopandas.GeoDataFrame(geometry=[_geometry(outline)], crs=_WGS84)
        tree = shapely.STRtree(points.geometry.to_numpy())
        found["geopandas_sjoin"] = lambda: geopandas.sjoin(points, drawn, predicate="within")
        found["strtree"] = lambda: tree.query(_geometry(outline), predicate="covers")
    return found


def _ours(town: Town, outline: Area) -> NDArray[np.int64]:
    numbers, _ = town.subscriptions.audience(runs_of(outline), town.phones.size, _NOW)
    return numbers


def _theirs(town: Town, statement: str) -> NDArray[np.int64]:
    (told,) = town.postgis.ask(f"SELECT string_agg(number::text, ',') FROM ({statement}) found")  # noqa: S608
    return np.fromstring(told, np.int64, sep=",")


def _hold_together(town: Town, outline: Area) -> None:
    """Raises BenchFailed if somebody inside is missed, or the cells are not those of PostGIS."""
    found = _ours(town, outline)
    inside = shapely.contains_xy(_geometry(outline), town.phones.points)
    missed = np.setdiff1d(np.flatnonzero(inside) + 1, found)
    if len(missed):
        raise BenchFailed(f"{len(missed)} phones inside were missed: a fault of ours")
    for name in ("postgis_covers", "postgis_subdivided"):
        others = np.setxor1d(_theirs(town, _BY_POSTGIS[name]), np.flatnonzero(inside) + 1)
        if len(others):
            raise BenchFailed(f"{name} differs from shapely in {len(others)} phones")
    occupied = np.unique(town.phones.cells)
    ours = occupied[contains(runs_of(outline, 0), occupied)]
    theirs = np.array(town.postgis.ask(_SAME_CELLS), np.int64)
    if not np.array_equal(ours, theirs):
        differing = len(np.setxor1d(ours, theirs))
        raise BenchFailed(f"{differing} cells differ from those of ST_Intersects: a fault of ours")


def _geometry(outline: Area) -> Any:
    geometry = shapely.from_wkb(outline.to_wkb())
    shapely.prepare(geometry)
    return geometry


def _as_postgis_reads(outline: Area) -> str:
    geometry = shapely.set_srid(shapely.from_wkb(outline.to_wkb()), 4326)
    return str(shapely.to_wkb(geometry, hex=True, include_srid=True))


def _time(contestant: Contestant, timed: Timed, postgis: PostGis) -> None:
    gc.collect()
    theirs, own, start = postgis.cpu_s(), time.process_time(), time.perf_counter()
    contestant()
    wall, cpu = time.perf_counter() - start, time.process_time() - own
    timed.wall.append(wall)
    timed.cpu.append(cpu + postgis.cpu_s() - theirs)
