"""Which pieces of street somebody means: near a point, of a name, touched by a drawn area.

All answers are edge numbers of the graph, ascending, shape (k,). Coordinates are lon, lat in
degrees (WGS 84).
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.changes import Segment
from geo.streets import StreetGraph

Edges = NDArray[np.int64]


def near(graph: StreetGraph, lon: float, lat: float, metres: float) -> Edges:
    """Edges within `metres` of the point."""
    x, y = _local(graph, lon, lat)
    u, v = graph.edges[:, 0], graph.edges[:, 1]
    along_x, along_y = x[v] - x[u], y[v] - y[u]
    length = np.maximum(along_x * along_x + along_y * along_y, 1e-9)
    share = np.clip(-(x[u] * along_x + y[u] * along_y) / length, 0, 1)
    distance = np.hypot(x[u] + share * along_x, y[u] + share * along_y)
    return np.flatnonzero(distance <= metres)


def named(graph: StreetGraph, name: str) -> Edges:
    """Edges whose street has this name in any language, whatever its capitals."""
    wanted = name.strip().casefold()
    meant = [
        index
        for index, names in enumerate(graph.names)
        if wanted in {one.strip().casefold() for one in names.values()}
    ]
    return np.flatnonzero(np.isin(graph.edge_name, meant))


def touching(graph: StreetGraph, shape: BaseGeometry) -> Edges:
    """Edges that the closed shape touches."""
    lon, lat = graph.lon5 * 1e-5, graph.lat5 * 1e-5
    ends = np.stack(
        [np.column_stack([lon[graph.edges[:, i]], lat[graph.edges[:, i]]]) for i in (0, 1)], 1
    )
    shapely.prepare(shape)
    return np.flatnonzero(shapely.intersects(shape, shapely.linestrings(ends)))


def segments(graph: StreetGraph, edges: Edges) -> list[Segment]:
    """The pieces themselves, as a closure keeps them: lon5, lat5 of both ends."""
    u, v = graph.edges[edges, 0], graph.edges[edges, 1]
    ends = np.column_stack([graph.lon5[u], graph.lat5[u], graph.lon5[v], graph.lat5[v]])
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in ends.tolist()]


def _local(
    graph: StreetGraph, lon: float, lat: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres east and north of the point, on the city's own plane."""
    return (
        np.asarray((graph.lon5 - lon * 1e5) * graph.kx * 1e-6, np.float64),
        np.asarray((graph.lat5 - lat * 1e5) * graph.ky * 1e-6, np.float64),
    )
