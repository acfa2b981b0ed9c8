"""What the desk's map lies on: outlines of districts and the streets, as JSON of whole numbers.

Positions are 10⁻⁵°, longitude before latitude; a line is its first position and then steps.
Made once for the service: a town of thousands of districts takes a second.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.area import Area
from geo.gazetteer_file import Entry
from geo.places import Gazetteer
from geo.streets import StreetGraph
from pwa.serving import Served, served

Bounds = tuple[float, float, float, float]
_FIVES = 1e5
_MOST_DISTRICTS = 3_000
_AROUND = 0.2
# A line of the largest drawing is finer than this share of the town.
_FINENESS = 4_000
_MAIN_CLASSES = (1, 2)
_LANGUAGES = 4


class GroundSheet:
    """`graph` None: no city is built. `town`: its whole ground, where it is known."""

    def __init__(self, gazetteer: Gazetteer, graph: StreetGraph | None, town: Area | None) -> None:
        self._gazetteer = gazetteer
        self._graph = graph
        self._town = town
        self.districts = lru_cache(maxsize=_LANGUAGES)(self._districts)

    @cached_property
    def bounds(self) -> Bounds | None:
        """West, south, east, north of the town, else of its streets, else of all districts."""
        if self._town is not None:
            return self._town.bounds
        if self._graph is not None:
            lon, lat = self._graph.lon5 / _FIVES, self._graph.lat5 / _FIVES
            return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
        boxes = np.array([one.bounds for one in self._gazetteer.listed()])
        if not len(boxes):
            return None
        (west, south), (east, north) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        return float(west), float(south), float(east), float(north)

    @cached_property
    def streets(self) -> Served:
        """`{"main": [line, …], "other": [line, …]}`; both empty without a city."""
        graph = self._graph
        if graph is None:
            return _file("streets.json", {"main": [], "other": []})
        is_main = np.isin(graph.edge_class, _MAIN_CLASSES)
        lines = {"main": _lines(graph, is_main), "other": _lines(graph, ~is_main)}
        return _file("streets.json", lines)

    def _districts(self, language: str) -> Served:
        """`{"bounds", "districts": [{"key", "name", "polygons": [[ring, …], …]}, …]}`.

        Those near the town, at most 3,000; `bounds` in degrees, null where nothing is imported.
        """
        if self.bounds is None:
            return _file("districts.json", {"bounds": None, "districts": []})
        west, south, east, north = self.bounds
        fineness = max(east - west, north - south) / _FINENESS
        shown = [
            {
                "key": entry.key,
                "name": entry.names.get(language) or entry.names.get("ja") or entry.key,
                "polygons": list(_polygons(_area(self._gazetteer, entry.key), fineness)),
            }
            for entry in self._near()[:_MOST_DISTRICTS]
        ]
        return _file("districts.json", {"bounds": self.bounds, "districts": shown})

    def _near(self) -> list[Entry]:
        assert self.bounds is not None
        west, south, east, north = self.bounds
        wide, high = (east - west) * _AROUND, (north - south) * _AROUND
        frame = (west - wide, south - high, east + wide, north + high)
        return [one for one in self._gazetteer.listed() if _meet(one.bounds, frame)]


def outlined(geometry: BaseGeometry) -> list[list[list[int]]]:
    """Polygons of rings for the map, as fine as a line of it is wide."""
    west, south, east, north = geometry.bounds
    return list(_polygons(geometry, max(east - west, north - south) / _FINENESS))


def _area(gazetteer: Gazetteer, key: str) -> BaseGeometry:
    found = gazetteer.find(key)
    assert found is not None
    return found.area.geometry


def _polygons(geometry: BaseGeometry, fineness: float) -> Iterator[list[list[int]]]:
    for polygon in shapely.get_parts(shapely.simplify(geometry, fineness)):
        rings = (polygon.exterior, *polygon.interiors)
        yield [_steps(shapely.get_coordinates(ring)) for ring in rings]


def _lines(graph: StreetGraph, chosen: Any) -> list[list[int]]:
    at = np.stack((graph.lon5, graph.lat5), axis=1) / _FIVES
    pieces = shapely.linestrings(at[graph.edges[chosen]])
    joined = shapely.line_merge(shapely.multilinestrings(pieces)) if len(pieces) else None
    return [_steps(shapely.get_coordinates(one)) for one in _parts(joined)]


def _parts(lines: BaseGeometry | None) -> Iterable[BaseGeometry]:
    return () if lines is None else shapely.get_parts(lines)


def _steps(degrees: Any) -> list[int]:
    """The first position, then the step to each next one."""
    fives = np.floor(degrees * _FIVES + 0.5).astype(np.int64)
    steps: list[int] = np.vstack([fives[:1], np.diff(fives, axis=0)]).ravel().tolist()
    return steps


def _file(name: str, value: Any) -> Served:
    return served(name, msgspec.json.encode(value))


def _meet(a: Bounds, b: Bounds) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
