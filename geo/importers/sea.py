"""The sea beside a coastline. In OpenStreetMap water lies to the right of `natural=coastline`."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_ASIDE = 1e-6  # degrees, about 10 cm: enough to be on one side of a line


def sea_within(coast: Sequence[BaseGeometry], box: BaseGeometry) -> list[BaseGeometry]:
    """The parts of the box (lon, lat degrees) that lie on the sea's side of a coastline.

    The coast must cross the box or close a ring in it; where it ends inside the box (an extract
    that holds only some of it), the box is not divided there and nothing is called sea.
    """
    lines = [line for line in coast if line.intersects(box)]
    if not lines:
        return []
    net = shapely.union_all([box.boundary, *(line.intersection(box) for line in lines)])
    faces = list(shapely.get_parts(shapely.polygonize([net])))
    left, right = _sides(lines)
    tree = shapely.STRtree(faces)
    wet, dry = (set(tree.query(points, "within")[1].tolist()) for points in (right, left))
    return [faces[number] for number in sorted(wet - dry)]


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
