"""An OpenStreetMap file as it stands: points, ways, tags. XML (also .gz) and PBF, by osmium."""

from pathlib import Path
from typing import Any

import msgspec
import osmium

Tags = dict[str, str]
Place = tuple[float, float]


class RawMap(msgspec.Struct, frozen=True):
    """`places`: point id -> lon, lat in degrees. `points`: tags of those that have any. `ways`:
    (point ids, tags).
    """

    places: dict[int, Place]
    points: dict[int, Tags]
    ways: list[tuple[list[int], Tags]]


def read_map(file: Path) -> RawMap:
    """Raises ValueError for water areas made of several ways: this judge reads closed ways only."""
    places: dict[int, Place] = {}
    points: dict[int, Tags] = {}
    ways: list[tuple[list[int], Tags]] = []
    items: Any = osmium.FileProcessor(str(file))
    for item in items:
        tags = dict(item.tags)
        if item.is_node():
            places[item.id] = (item.location.lon, item.location.lat)
            if tags:
                points[item.id] = tags
        elif item.is_way():
            ways.append(([node.ref for node in item.nodes], tags))
        elif tags.get("natural") == "water" or tags.get("waterway") == "riverbank":
            raise ValueError(f"{file}: relation {item.id} is water; only closed ways are judged")
    return RawMap(places, points, ways)
