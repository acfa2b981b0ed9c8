"""A town as the judge sees it, from the raw files in one folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import shapely

from service.bench.ways.net import MICROMETRES_NORTH, Net, Spot, decimetres, net_of, spot_of
from service.bench.ways.raw_map import read_map
from service.bench.ways.raw_sites import RawSite, read_sites
from service.bench.ways.terrain_words import add_slopes, add_water, lines_of

EFFECTS = ("zone", "closed", "costly")
_FARTHEST_DM = 1500
_LEAST_NODES = 50
_TSUNAMI_MARGIN_M = 50.0


class RawFiles(msgspec.Struct, frozen=True):
    """`zones`: GeoJSON files whose features name `hazard` and `effect`."""

    streets: Path
    sites: tuple[Path, ...]
    zones: tuple[Path, ...]
    heights: Path | None = None


class Door(msgspec.Struct, frozen=True):
    """Where a site is entered: a node and the straight decimetres from there."""

    site: RawSite
    node: int
    off: int


class JudgedTown(msgspec.Struct):
    """`grounds[hazard][effect]`: numbers of pieces. `mapped`: hazards with a mapped zone."""

    net: Net
    doors: list[Door]
    grounds: dict[str, dict[str, set[int]]]
    mapped: set[str]
    at: dict[Spot, list[int]]


def read_town(files: RawFiles) -> JudgedTown:
    raw = read_map(files.streets)
    net = net_of(raw)
    add_water(net, raw)
    if files.heights is not None:
        add_slopes(net, files.heights)
    grounds, mapped = _grounds(net, files.zones)
    at: dict[Spot, list[int]] = {}
    for node, spot in enumerate(net.spots):
        at.setdefault(spot, []).append(node)
    return JudgedTown(net, _doors(net, read_sites(files.sites)), grounds, mapped, at)


def _grounds(net: Net, files: Sequence[Path]) -> tuple[dict[str, dict[str, set[int]]], set[str]]:
    lines = shapely.STRtree(lines_of(net))
    grounds: dict[str, dict[str, set[int]]] = {}
    mapped: set[str] = set()
    for file in files:
        collection = msgspec.json.decode(file.read_bytes())
        for feature in collection["features"]:
            told: Mapping[str, str] = feature["properties"]
            hazard, effect = told["hazard"], told.get("effect", "zone")
            shape = _on_map(net, shapely.geometry.shape(feature["geometry"]))
            margin = _TSUNAMI_MARGIN_M if (hazard, effect) == ("tsunami", "zone") else 0.0
            touched = lines.query(shape, "dwithin", distance=margin).tolist()
            effects = grounds.setdefault(hazard, {name: set() for name in EFFECTS})
            effects[effect].update(touched)
            if effect == "zone":
                mapped.add(hazard)
    return grounds, mapped


def _on_map(net: Net, shape: shapely.Geometry) -> shapely.Geometry:
    scale = (1e5 * net.micrometres_east / 1e6, 1e5 * MICROMETRES_NORTH / 1e6)
    return shapely.transform(shape, lambda places: places * scale)


def _doors(net: Net, sites: Sequence[RawSite]) -> list[Door]:
    """The nearest node within 150 m, in a part of the net of at least 50 nodes."""
    large = _nodes_of_large_parts(net)
    tree = shapely.STRtree(shapely.points([net.metres(net.spots[node]) for node in large]))
    doors = []
    for site in sites:
        spot = spot_of(site.lon, site.lat)
        around = tree.query(shapely.Point(net.metres(spot)), "dwithin", distance=151.0).tolist()
        ranked = sorted((net.squared_mm(spot, net.spots[large[k]]), large[k]) for k in around)
        if ranked and decimetres(ranked[0][0]) <= _FARTHEST_DM:
            doors.append(Door(site, ranked[0][1], decimetres(ranked[0][0])))
    return doors


def _nodes_of_large_parts(net: Net) -> list[int]:
    part = [-1] * len(net.spots)
    sizes: list[int] = []
    for start in range(len(net.spots)):
        if part[start] >= 0:
            continue
        number, waiting = len(sizes), [start]
        part[start] = number
        sizes.append(0)
        while waiting:
            node = waiting.pop()
            sizes[number] += 1
            for other, _ in net.beside[node]:
                if part[other] < 0:
                    part[other] = number
                    waiting.append(other)
    return [node for node, number in enumerate(part) if sizes[number] >= _LEAST_NODES]
