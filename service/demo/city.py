"""Minatohama City (湊浜市), a small coastal town that does not exist, made from a seed.

It lies in the open Pacific south of the Boso peninsula, round 139.99 E, 34.50 N, where there is no
land, so that no drill is ever mistaken for a real town's. Land in the west, sea in the east, one
river between them. All coordinates are lon, lat in degrees (WGS 84), rounded to 10⁻⁶°.

The simulator judges Hansho from outside: this module imports nothing of `geo` or `alerts`.
"""

from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

Position = tuple[float, float]
Line = tuple[Position, ...]

NAMES = {"ja": "湊浜市", "ja-simple": "みなとはまし", "en": "Minatohama City"}

# Corners of the districts: longitudes from west to east, latitudes from south to north.
_COLUMNS = (139.950, 139.976, 139.999, 140.022)
_ROWS = (34.474, 34.491, 34.509, 34.526)
_DISTRICTS = (
    (("竹原", "たけはら", "Takehara"), 130),
    (("南町", "みなみまち", "Minamimachi"), 260),
    (("浜辺", "はまべ", "Hamabe"), 250),
    (("川上", "かわかみ", "Kawakami"), 150),
    (("本町", "ほんまち", "Honmachi"), 380),
    (("湊", "みなと", "Minato"), 340),
    (("神山", "かみやま", "Kamiyama"), 110),
    (("北野台", "きたのだい", "Kitanodai"), 220),
    (("岬", "みさき", "Misaki"), 160),
)
_LANGUAGES = ("ja", "ja-simple", "en")
_STEPS_PER_EDGE = 12
_EDGE_WANDER = 0.0006
_COAST_WANDER = 0.0012
_BAY = 0.0035
_RIVER_STEPS = 60
_BLOCK = 0.0009  # a street block: about 83 m east-west, 100 m north-south
_DECIMALS = 6


class District(msgspec.Struct, frozen=True, kw_only=True):
    """`code` has two digits; `names` by language of ours; `ring` is closed, counter-clockwise."""

    code: str
    names: dict[str, str]
    ring: Line


class City(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The districts tile the land without gaps.

    `river` runs from the hills to its mouth, `coast` from south to north, `flood_zone` is the
    closed ring of the official zone along the river. `street_nodes` has shape (n, 2): lon, lat;
    `node_districts` (n,) holds the index of each node's district.
    """

    names: dict[str, str]
    districts: tuple[District, ...]
    river: Line
    coast: Line
    flood_zone: Line
    street_nodes: NDArray[np.float64]
    node_districts: NDArray[np.int64]


def build_city(seed: int = 1703) -> City:
    """The same seed gives the same city, everywhere."""
    source = np.random.default_rng(seed)
    level = [[_edge(source, r, c, 0, 1) for c in range(3)] for r in range(4)]
    upright = [[_edge(source, r, c, 1, 0) for c in range(4)] for r in range(3)]
    districts = tuple(
        _district(3 * r + c, level[r][c], upright[r][c + 1], level[r + 1][c], upright[r][c])
        for r in range(3)
        for c in range(3)
    )
    coast = (*upright[0][3][:-1], *upright[1][3][:-1], *upright[2][3])
    land = shapely.union_all([shapely.Polygon(district.ring) for district in districts])
    river = _river(source, land)
    nodes, at = _streets(source, districts)
    return City(
        names=NAMES,
        districts=districts,
        river=river,
        coast=coast,
        flood_zone=_flood_zone(source, river, land),
        street_nodes=nodes,
        node_districts=at,
    )


def flood_zone_geojson(city: City) -> dict[str, Any]:
    """The official flood zone as an RFC 7946 FeatureCollection, as a town publishes it."""
    geometry = {"type": "Polygon", "coordinates": [[list(place) for place in city.flood_zone]]}
    properties = {"name": "湊川洪水浸水想定区域", "name_en": "Minato River flood zone"}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


def _edge(source: np.random.Generator, row: int, column: int, up: int, right: int) -> Line:
    """A wandering line from one corner to the next; both neighbours share it. Coasts have a bay."""
    start = np.array([_COLUMNS[column], _ROWS[row]])
    end = np.array([_COLUMNS[column + right], _ROWS[row + up]])
    share = np.linspace(0, 1, _STEPS_PER_EDGE + 1)[:, None]
    is_coast = bool(up) and column == len(_COLUMNS) - 1
    wander = source.normal(0, _COAST_WANDER if is_coast else _EDGE_WANDER, share.shape)
    bay = -_BAY * np.sin(np.pi * share) if is_coast and row == 1 else 0.0
    aside = wander * np.sin(np.pi * share) + bay
    return _line(start + share * (end - start) + aside * [up, right])


def _district(index: int, south: Line, east: Line, north: Line, west: Line) -> District:
    names, _ = _DISTRICTS[index]
    ring = (*south[:-1], *east[:-1], *north[:0:-1], *west[::-1])
    named = dict(zip(_LANGUAGES, names, strict=True))
    return District(code=f"{index + 1:02d}", names=named, ring=ring)


def _river(source: np.random.Generator, land: shapely.Geometry) -> Line:
    """A meandering line from the western edge of the land to the coast."""
    lons = np.linspace(_COLUMNS[0] - 0.01, _COLUMNS[-1] + 0.01, _RIVER_STEPS)
    phase, swing = source.uniform(0, 2 * np.pi), source.uniform(0.0025, 0.0035)
    lats = 34.5005 + swing * np.sin((lons - lons[0]) * 150 + phase)
    parts = shapely.get_parts(shapely.LineString(np.column_stack([lons, lats])) & land)
    return _line(shapely.get_coordinates(max(parts, key=lambda part: float(part.length))))


def _flood_zone(source: np.random.Generator, river: Line, land: shapely.Geometry) -> Line:
    """The river's plain, wider towards the sea, as one ring on land."""
    widths = np.linspace(0.0022, 0.0052, len(river)) * source.uniform(0.85, 1.15, len(river))
    plain = [
        shapely.Point(place).buffer(width, quad_segs=6)
        for place, width in zip(river, widths, strict=True)
    ]
    parts = shapely.get_parts(shapely.union_all(plain) & land)
    largest = max(parts, key=lambda part: float(part.area))
    return _line(shapely.get_coordinates(shapely.normalize(shapely.Polygon(largest.exterior))))


def _streets(
    source: np.random.Generator, districts: tuple[District, ...]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Corners of slightly crooked blocks, as many as each district's share."""
    nodes: list[NDArray[np.float64]] = []
    for district, (_, wanted) in zip(districts, _DISTRICTS, strict=True):
        shape = shapely.Polygon(district.ring)
        west, south, east, north = shape.bounds
        grid = np.meshgrid(np.arange(west, east, _BLOCK), np.arange(south, north, _BLOCK))
        corners = np.column_stack([axis.ravel() for axis in grid])
        corners = corners + source.normal(0, _BLOCK / 8, corners.shape)
        inside = np.round(corners[shapely.contains_xy(shape, corners)], _DECIMALS)
        inside = inside[shapely.contains_xy(shape, inside)]
        # Towns are dense round their middle: the corners nearest to it are built on first.
        middle = shapely.get_coordinates(shape.centroid)
        order = np.argsort(np.hypot(*(inside - middle).T), kind="stable")
        nodes.append(inside[order[:wanted]])
    at = np.repeat(np.arange(len(nodes)), [len(part) for part in nodes])
    return np.concatenate(nodes), at


def _line(positions: NDArray[np.float64]) -> Line:
    return tuple((float(lon), float(lat)) for lon, lat in np.round(positions, _DECIMALS))
