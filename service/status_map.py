"""The town as a small drawing: official areas, and the outline of every live alert."""

import math
from collections.abc import Sequence
from html import escape

from alerts.model import Alert
from geo.area import Area
from geo.places import Gazetteer

_WIDTH = 640.0
_MOST_AREAS = 60


class _Frame:
    """Degrees -> drawing units: equal scale in both directions at the middle latitude."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        self._west, self._north = west, north
        self._shrink = math.cos(math.radians((south + north) / 2))
        self._scale = _WIDTH / max((east - west) * self._shrink, 1e-9)
        self.height = max((north - south) * self._scale, 1.0)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        x = (lon - self._west) * self._shrink * self._scale
        return x, (self._north - lat) * self._scale

    def path(self, area: Area) -> str:
        rings = [
            ring
            for polygon in area.geometry.geoms
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        return "".join(self._ring(list(ring.coords)) for ring in rings)

    def _ring(self, positions: list[tuple[float, ...]]) -> str:
        points = [self.point(position[0], position[1]) for position in positions]
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def town_map(gazetteer: Gazetteer, live: Sequence[Alert]) -> str:
    """An inline SVG with a text alternative; empty when the town has no official areas, or many."""
    areas = gazetteer.all()
    if not 0 < len(areas) <= _MOST_AREAS:
        return ""
    boxes = [one.area.bounds for one in areas]
    frame = _Frame(
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    names = ", ".join(one.names.get("en", one.key) for one in areas)
    shapes = [f"<path class='district' d='{frame.path(one.area)}'/>" for one in areas]
    shapes += [f"<path class='alert' d='{frame.path(one.latest.area)}'/>" for one in live]
    for one in areas:
        centre = one.area.geometry.representative_point()
        x, y = frame.point(centre.x, centre.y)
        label = escape(one.names.get("ja", one.key))
        shapes.append(f"<text x='{x:.1f}' y='{y:.1f}' lang='ja'>{label}</text>")
    label = escape(f"Map of the districts {names}; {len(live)} live alert areas, dashed")
    return (
        f"<svg role='img' viewBox='0 0 {_WIDTH:.0f} {frame.height:.0f}' aria-label='{label}'>"
        f"{''.join(shapes)}</svg>"
    )
