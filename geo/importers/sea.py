"""The sea beside a coastline. In OpenStreetMap water lies to the right of `natural=coastline`."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_LED_OUT = 0.005  # degrees, some 500 m
_ASIDE = 1e-6  # degrees, about 10 cm: enough to be on one side of a line


def sea_within(coast: Sequence[BaseGeometry], box: BaseGeometry) -> list[BaseGeometry]:
    """The parts of the box (lon, lat degrees) that lie on the sea's side of a coastline.

    The coast must cross the box or close a ring in it. An end just inside the box is led to its
    nearest side; one that ends farther inside (an extract that holds only some of the coast) does
    not divide the box, and nothing is called sea.
    """
    near = [line for line in coast if line.intersects(box)]
    if not near:
        return []
    lines = [_led_out(line, box) for line in shapely.get_parts(_whole(near))]
    net = shapely.union_all([box.boundary, *(line.intersection(box) for line in lines)])
    faces = list(shapely.get_parts(shapely.polygonize([net])))
    left, right = _sides(lines)
    tree = shapely.STRtree(faces)
    wet, dry = (set(tree.query(points, "within")[1].tolist()) for points in (right, left))
    return [faces[number] for number in sorted(wet - dry)]


def _whole(lines: Sequence[BaseGeometry]) -> BaseGeometry:
    """Ways joined to coasts, their direction kept."""
    parts = [part for part in shapely.get_parts(list(lines)) if len(part.coords) > 1]
    return shapely.line_merge(shapely.MultiLineString(parts), directed=True)


def _led_out(line: BaseGeometry, box: BaseGeometry) -> BaseGeometry:
    at = shapely.get_coordinates(line)
    if (at[0] == at[-1]).all():
        return line
    ends = [_to_side(shapely.Point(at[end]), box) for end in (0, -1)]
    return shapely.LineString([*ends[0], *at, *ends[1]])


def _to_side(end: shapely.Point, box: BaseGeometry) -> list[tuple[float, float]]:
    """The nearest point of the box's sides, if the end lies inside and not far from it."""
    side = box.boundary
    if not box.contains(end) or end.distance(side) > _LED_OUT:
        return []
    nearest = side.interpolate(side.project(end))
    return [(nearest.x, nearest.y)]


def _sides(
    lines: Sequence[BaseGeometry],
) -> tuple[list[shapely.Point], list[shapely.Point]]:
    """Points just left and just right of the middle of every segment."""
    at = [shapely.get_coordinates(line) for line in lines]
    a = np.concatenate([line[:-1] for line in at])
    b = np.concatenate([line[1:] for line in at])
    along = b - a
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-12)[:, None]
    across = np.stack((-along[:, 1], along[:, 0]), axis=1) / length * _ASIDE
    middle = (a + b) / 2
    return (
        [shapely.Point(x, y) for x, y in middle + across],
        [shapely.Point(x, y) for x, y in middle - across],
    )
