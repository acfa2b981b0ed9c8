"""Beyond the coverage nothing is known, and it is never drawn wider than the streets allow."""

import numpy as np
import shapely

from geo.importers.coverage import coverage, rings5
from geo.street_building import build_graph
from geo.streets import StreetGraph
from tests.geo.importers.flat_streets import place


def row_of_streets(*starts: float) -> StreetGraph:
    """From each start, 500 m to the east, a node every 50 m."""
    at = [place(start + 50 * i, 0) for start in starts for i in range(11)]
    lon5, lat5 = np.floor(np.array(at) * 1e5 + 0.5).astype(int).T
    edges = [(11 * s + i, 11 * s + i + 1) for s in range(len(starts)) for i in range(10)]
    nothing = [0] * len(edges)
    return build_graph(lon5, lat5, edges, [3] * len(edges), nothing, nothing, [{}]).graph


def covers(shape: shapely.Geometry, x: float, y: float) -> bool:
    return bool(shape.covers(shapely.Point(*place(x, y))))


def test_it_reaches_about_a_hundred_and_fifty_metres_around() -> None:
    shape = coverage(row_of_streets(0), None)

    assert covers(shape, 250, 110)
    assert not covers(shape, 250, 190)
    assert covers(shape, -110, 0)
    assert not covers(shape, -190, 0)


def test_a_park_is_no_hole_and_a_mountain_is() -> None:
    shape = coverage(row_of_streets(0, 1000, 5000), None)

    assert covers(shape, 750, 0)
    assert not covers(shape, 3500, 0)


def test_stated_bounds_hold_as_far_as_a_kilometre() -> None:
    west, south = place(-300, -5000)
    east, north = place(800, 600)

    shape = coverage(row_of_streets(0), (west, south, east, north))

    assert covers(shape, -299, 0)
    assert not covers(shape, -301, 0)
    assert covers(shape, 250, 599)
    assert covers(shape, 250, -900)
    assert not covers(shape, 250, -1100)


def test_rings_are_closed_and_in_whole_steps() -> None:
    ring = [(140.0, 35.0), (140.0, 35.001), (140.001, 35.001), (140.0, 35.0)]
    shape = shapely.Polygon([(139, 34), (141, 34), (141, 36), (139, 34)], [ring])

    outer, inner = rings5(shape)

    assert outer[0] == outer[-1] == (13_900_000, 3_400_000)
    assert set(inner) == {(14_000_000, 3_500_000), (14_000_000, 3_500_100), (14_000_100, 3_500_100)}
