"""Area -> polygons without holes that make up exactly the same ground.

CAP's `polygon` is one ring and knows no holes (CAP 1.2, 3.2.4). A polygon with holes is cut along
lines between vertices that it has already, so that no coordinate is made and the union of the
pieces is the area to the last digit.
"""

from collections.abc import Iterator

import shapely
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from geo.area import Area

Vertex = tuple[float, float]
_Triangle = tuple[Vertex, Vertex, Vertex]


def pieces(area: Area) -> tuple[tuple[Vertex, ...], ...]:
    """Closed rings of lon, lat, counter-clockwise, that touch and never overlap; at least one."""
    return tuple(ring for polygon in area.geometry.geoms for ring in _pieces_of(polygon))


def _pieces_of(polygon: Polygon) -> Iterator[tuple[Vertex, ...]]:
    if not polygon.interiors:
        yield tuple((x, y) for x, y in orient(polygon).exterior.coords)
        return
    cut = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    left = {index: _corners(triangle) for index, triangle in enumerate(cut)}
    across = {edge: index for index, corners in left.items() for edge in _edges(corners)}
    while left:
        yield _grown(left, across)


def _corners(triangle: Polygon) -> _Triangle:
    a, b, c = list(orient(triangle).exterior.coords)[:3]
    return (a[0], a[1]), (b[0], b[1]), (c[0], c[1])


def _edges(corners: _Triangle) -> tuple[tuple[Vertex, Vertex], ...]:
    a, b, c = corners
    return (a, b), (b, c), (c, a)


def _grown(
    left: dict[int, _Triangle], across: dict[tuple[Vertex, Vertex], int]
) -> tuple[Vertex, ...]:
    """Takes triangles out of `left` as long as together they are one simple ring.

    A triangle joins by one edge if its third corner is not on the ring yet: then the ring stays
    simple, for no vertex of a cut polygon lies inside.
    """
    first = next(iter(left))
    after = dict(_edges(left.pop(first)))
    waiting = list(after.items())
    while waiting:
        a, b = waiting.pop()
        index = across.get((b, a))
        if index not in left or index is None:
            continue
        (tip,) = set(left[index]) - {a, b}
        if tip in after:
            continue
        del left[index]
        after[a], after[tip] = tip, b
        waiting += [(a, tip), (tip, b)]
    return _walked(after)


def _walked(after: dict[Vertex, Vertex]) -> tuple[Vertex, ...]:
    start = min(after)
    ring = [start, after[start]]
    while ring[-1] != start:
        ring.append(after[ring[-1]])
    return tuple(ring)
