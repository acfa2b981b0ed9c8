"""Where the streets of a file are complete: the polygon beyond which nothing is known."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.importers.street_cutting import flat
from geo.streets import KY, StreetGraph

Ring = tuple[tuple[int, int], ...]
Bounds = tuple[float, float, float, float]

AROUND_M = 150.0
FAR_M = 1000.0
_GAP_M = 300.0  # parks and fields no wider than twice this are not taken for holes
_THIN_M = 40.0
_SIMPLER_M = 30.0


def coverage(graph: StreetGraph, bounds: Bounds | None) -> BaseGeometry:
    """Polygons in lon, lat degrees: what lies within 150 m of a street, gaps closed.

    Where the file states its bounds, those hold instead, as far as 1 km from any street: an
    extract cut along a border states a box that it does not fill.
    """
    reach = FAR_M if bounds else AROUND_M
    hull = _around(graph, reach)
    west_south = shapely.transform(hull, lambda at: at / (graph.kx * 1e-1, KY * 1e-1))
    return west_south.intersection(shapely.box(*bounds)) if bounds else west_south


def rings5(shape: BaseGeometry) -> tuple[Ring, ...]:
    """Closed rings of (lon5, lat5), outer and inner ones alike (even-odd rule)."""
    polygons = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return tuple(
        tuple((int(x), int(y)) for x, y in np.floor(shapely.get_coordinates(ring) * 1e5 + 0.5))
        for ring in rings
    )


def _around(graph: StreetGraph, reach: float) -> BaseGeometry:
    """In metres on the flat map. Nodes are thinned first: one in each square says enough."""
    at = flat(graph.lon5, graph.lat5, graph.kx)
    squares = np.unique(np.floor(at / _THIN_M).astype(np.int64), axis=0)
    points = shapely.points((squares + 0.5) * _THIN_M)
    wide = shapely.union_all(shapely.buffer(points, reach + _GAP_M, quad_segs=3))
    closed = wide.buffer(-_GAP_M, quad_segs=3).simplify(_SIMPLER_M)
    return closed if closed.is_valid else shapely.make_valid(closed)
