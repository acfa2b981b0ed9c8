"""Polygons of where a function on the sheet is at most 0, by marching triangles."""

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from service.demo.fictional.plan import Floats, Plan
from service.demo.fictional.warp import DECIMALS, Warp

Field = Callable[[Any, Any], Any]

_CELLS = 170
_BEYOND_M = 60.0  # outside the map, so that zones end at the land's edge and not within it


def zone(plan: Plan, warp: Warp, field: Field, least_m2: float = 4_000.0) -> list[Any]:
    """Valid polygons in lon, lat (rounded), largest first, without specks below `least_m2`."""
    xs = np.linspace(-plan.edge, plan.shore + _BEYOND_M, _CELLS + 1)
    ys = np.linspace(-plan.edge, plan.edge, _CELLS + 1)
    grid = np.stack(np.meshgrid(xs, ys, indexing="ij"), axis=-1)
    shape = shapely.union_all(_pieces(grid, field(grid[..., 0], grid[..., 1])))
    parts = [part for part in shapely.get_parts(shape) if part.area >= least_m2]
    simple = [shapely.simplify(_without_specks(part, least_m2), 4.0) for part in parts]
    bent = shapely.set_precision(
        [shapely.transform(shapely.segmentize(part, 60.0), _to_degrees(warp)) for part in simple],
        10.0**-DECIMALS,
    )
    found = [part for part in shapely.get_parts(bent) if part.geom_type == "Polygon"]
    return sorted(found, key=lambda part: (-part.area, part.bounds))


def _without_specks(part: Any, least_m2: float) -> Any:
    holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= least_m2]
    return shapely.Polygon(part.exterior, holes)


def _to_degrees(warp: Warp) -> Callable[[Floats], Floats]:
    return lambda places: np.column_stack(warp.to_degrees(places[:, 0], places[:, 1]))


def _pieces(grid: Floats, values: Any) -> list[Any]:
    """For each triangle of the grid the part of it where the value is at most 0."""
    corners = (grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:])
    levels = (values[:-1, :-1], values[1:, :-1], values[1:, 1:], values[:-1, 1:])
    pieces: list[Any] = []
    for a, b, c in ((0, 1, 2), (0, 2, 3)):
        points = np.stack([corners[k].reshape(-1, 2) for k in (a, b, c)], axis=1)
        at = np.stack([levels[k].reshape(-1) for k in (a, b, c)], axis=1)
        pieces += _cut_triangles(points, at)
    return pieces


def _cut_triangles(points: Floats, values: Floats) -> list[Any]:
    inside = values <= 0
    count = inside.sum(axis=1)
    whole = shapely.polygons(points[count == 3])
    parts = list(np.atleast_1d(whole))
    for triangle, level in zip(points[count % 3 > 0], values[count % 3 > 0], strict=True):
        ring = []
        for k in range(3):
            here, there = triangle[k], triangle[(k + 1) % 3]
            low, high = level[k], level[(k + 1) % 3]
            if low <= 0:
                ring.append(here)
            if (low <= 0) != (high <= 0):
                ring.append(here + (there - here) * (low / (low - high)))
        parts.append(shapely.Polygon(ring))
    return [part for part in parts if part.area > 0]
