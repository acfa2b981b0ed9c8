"""Minatohama City (湊浜市), a small coastal town that does not exist, as the demo needs it.

It is read from the raw files that `service.demo.fictional` writes, as the town itself publishes
them: districts, street corners, the flood zone along the river. It lies in the open Pacific south
of the Boso peninsula, round 139.99 E, 34.50 N, where there is no land, so that no drill is ever
mistaken for a real town's. All coordinates are lon, lat in degrees (WGS 84), rounded to 10⁻⁶°.

The simulator judges Hansho from outside: this module imports nothing of `geo` or `alerts`.
"""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from service.demo.fictional import names, write_city

Position = tuple[float, float]
Line = tuple[Position, ...]

NAMES = {"ja": names.CITY.ja, "ja-simple": names.CITY.kana, "en": names.CITY.en}
SCHEME = "minatohama"
ALL = f"{SCHEME}:*"
"""The keys of all districts as official areas: together they are the town."""

NODES = 6_000
"""Street nodes of the demo's city: large enough for a drill, and made in a second or two."""
_NAME_FIELDS = {"ja": "name", "ja-simple": "name_kana", "en": "name_en"}


class District(msgspec.Struct, frozen=True, kw_only=True):
    """`code` has two digits; `names` by language of ours; `ring` is closed."""

    code: str
    names: dict[str, str]
    ring: Line


class City(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The districts tile the land without gaps.

    `flood_zone` is the closed ring of the official zone along the river. `street_nodes` has shape
    (n, 2): lon, lat; `node_districts` (n,) holds the index of each node's district.
    """

    names: dict[str, str]
    districts: tuple[District, ...]
    flood_zone: Line
    street_nodes: NDArray[np.float64]
    node_districts: NDArray[np.int64]


@cache
def build_city(seed: int = 1703, nodes: int = NODES) -> City:
    """The same seed gives the same city, everywhere. Made once in each process."""
    with TemporaryDirectory(prefix="hansho-") as folder:
        write_city(Path(folder), nodes, seed)
        return read_city(Path(folder))


def read_city(folder: Path) -> City:
    """From the raw files that `write_city` left in this folder."""
    districts = tuple(_district(one) for one in _features(folder / "areas.geojson"))
    zones = [
        shapely.Polygon(one["geometry"]["coordinates"][0])
        for one in _features(folder / "ground-flood.geojson")
    ]
    largest = max(zones, key=lambda zone: float(zone.area))
    nodes, at = _in_districts(_street_nodes(folder / "streets.osm"), districts)
    return City(
        names=NAMES,
        districts=districts,
        flood_zone=_line(largest.exterior.coords),
        street_nodes=nodes,
        node_districts=at,
    )


def _features(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["features"]
    return found


def _district(feature: dict[str, Any]) -> District:
    told = feature["properties"]
    return District(
        code=told["code"],
        names={language: told[field] for language, field in _NAME_FIELDS.items()},
        ring=_line(feature["geometry"]["coordinates"][0]),
    )


def _street_nodes(file: Path) -> NDArray[np.float64]:
    """Lon, lat of all points of ways that people may walk, (n, 2), in the order of their ids."""
    places: dict[str, Position] = {}
    walked: set[str] = set()
    for _, element in ET.iterparse(file):  # noqa: S314 (our own file, written a moment ago)
        if element.tag == "node":
            place = (float(element.get("lon", "")), float(element.get("lat", "")))
            places[str(element.get("id"))] = place
        elif element.tag == "way" and _is_walked(element):
            walked.update(str(part.get("ref")) for part in element.iterfind("nd"))
        if element.tag in ("node", "way"):
            element.clear()
    return np.array([place for name, place in places.items() if name in walked])


def _is_walked(way: ET.Element) -> bool:
    tags = {tag.get("k"): tag.get("v") for tag in way.iterfind("tag")}
    return tags.get("highway", "motorway") != "motorway" and tags.get("access") != "private"


def _in_districts(
    nodes: NDArray[np.float64], districts: tuple[District, ...]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The nodes within a district, those of the first district first; piers are in none."""
    held = [nodes[shapely.contains_xy(shapely.Polygon(one.ring), nodes)] for one in districts]
    return np.concatenate(held), np.repeat(np.arange(len(held)), [len(part) for part in held])


def _line(positions: Any) -> Line:
    return tuple((float(lon), float(lat)) for lon, lat in positions)
