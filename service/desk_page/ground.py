"""An area in numbers and lines that people can weigh: how large, and where among the districts."""

import math

import shapely
from shapely.geometry.base import BaseGeometry

from geo.area import Area
from geo.cell_outline import outline_of
from geo.cells import runs_of
from geo.places import Gazetteer
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_KM_PER_DEGREE = 111.32
_WIDTH = 320.0
_AROUND = 0.5
_MOST_DISTRICTS = 30
# Finer than a line of the drawing is wide.
_FINENESS = 500
# Of a larger area the squares would be finer than the line that draws them.
_MOST_RUNS = 2_000


def square_km(area: Area) -> float:
    """About: on a sphere, at the area's middle latitude. Good to a percent for a town."""
    _, south, _, north = area.bounds
    shrink = math.cos(math.radians((south + north) / 2))
    return float(area.geometry.area) * _KM_PER_DEGREE**2 * shrink


def matched(area: Area) -> BaseGeometry | None:
    """The edge as it is matched: of the squares whose phones are told. None for a huge area."""
    runs = runs_of(area)
    return outline_of(runs) if len(runs) <= _MOST_RUNS else None


def explained(scene: Scene, area: Area, gazetteer: Gazetteer, name: str) -> Html:
    """`drawn`, and what its lines mean."""
    lines = [scene.say("map.legend.dashed"), scene.say("map.legend.cells")]
    caption = element("figcaption", *(element("p", one) for one in lines), class_="note")
    return element("figure", drawn(area, gazetteer, name), caption, class_="drawn")


def drawn(area: Area, gazetteer: Gazetteer, name: str) -> Html:
    """The ground itself, hatched, over the outlines of the districts that it touches; north up.

    Round it, dotted, how far phones are told.
    """
    frame = _Frame(area)
    near = gazetteer.overlapping(area)[:_MOST_DISTRICTS]
    outlines = [element("path", d=frame.path(one.area.geometry), class_="district") for one in near]
    told = matched(area)
    cells = [] if told is None else [element("path", d=frame.path(told), class_="told")]
    return element(
        "svg",
        *outlines,
        element("path", d=frame.path(area.geometry), class_="hazard"),
        *cells,
        viewBox=f"0 0 {_WIDTH:.0f} {frame.height:.0f}",
        role="img",
        aria_label=name,
        class_="drawing",
    )


class _Frame:
    """Degrees -> units of the drawing: the area with half its extent around it."""

    def __init__(self, area: Area) -> None:
        west, south, east, north = area.bounds
        self._shrink = math.cos(math.radians((south + north) / 2))
        edge = max((east - west) * self._shrink, north - south)
        self._margin = edge * _AROUND
        self._west, self._north = west, north
        self._scale = _WIDTH / ((east - west) * self._shrink + 2 * self._margin)
        self._fineness = edge / _FINENESS
        self.height = ((north - south) + 2 * self._margin) * self._scale

    def path(self, geometry: BaseGeometry) -> str:
        shape = shapely.simplify(geometry, self._fineness)
        rings = [
            ring
            for part in shapely.get_parts(shape)
            for ring in (shapely.get_exterior_ring(part), *part.interiors)
        ]
        return "".join(self._ring(shapely.get_coordinates(ring).tolist()) for ring in rings)

    def _ring(self, positions: list[list[float]]) -> str:
        return f"M{'L'.join(self._point(lon, lat) for lon, lat in positions)}Z"

    def _point(self, lon: float, lat: float) -> str:
        x = ((lon - self._west) * self._shrink + self._margin) * self._scale
        y = (self._north - lat + self._margin) * self._scale
        return f"{x:.1f} {y:.1f}"
