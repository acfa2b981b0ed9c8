"""Pieces of an area: rings without holes, and not a grain of ground lost or won."""

import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geo.area import Area, area_from_geometry, area_from_ring, union
from geo.pieces import pieces


def joined(area: Area) -> Area:
    found = [area_from_ring(ring) for ring in pieces(area)]
    assert all(isinstance(one, Area) for one in found)
    return union(one for one in found if isinstance(one, Area))


def test_an_area_without_holes_is_its_own_rings() -> None:
    area = Area(MultiPolygon([box(139, 35, 139.1, 35.1), box(140, 35, 140.1, 35.1)]))

    found = pieces(area)

    assert [len(ring) for ring in found] == [5, 5]
    assert joined(area) == area


def test_a_hole_is_cut_open_and_stays_a_hole() -> None:
    area = Area(MultiPolygon([Polygon(box(0, 0, 9, 9).exterior, [box(3, 3, 6, 6).exterior])]))

    found = [Polygon(ring) for ring in pieces(area)]

    assert all(one.is_valid and not one.interiors for one in found)
    assert sum(one.area for one in found) == area.geometry.area == 72
    assert joined(area) == area


def test_a_hole_that_touches_the_edge_is_cut_as_well() -> None:
    hole = [(0, 4), (3, 3), (3, 6), (0, 4)]
    area = Area(MultiPolygon([Polygon(box(0, 0, 9, 9).exterior, [hole])]))

    assert joined(area).geometry.equals(area.geometry)


@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(-40, 40), st.integers(1, 25), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_the_pieces_of_any_area_are_the_area(rounds: list[tuple[int, int, int, bool]]) -> None:
    shape: BaseGeometry = shapely.Point(0, 0).buffer(0.5, quad_segs=5)
    for x, y, radius, adds in rounds:
        disc = shapely.Point(x / 100, y / 100).buffer(radius / 100, quad_segs=3)
        shape = shape.union(disc) if adds else shape.difference(disc)
    area = area_from_geometry(shapely.set_precision(shape, 1e-9))
    if not isinstance(area, Area):
        return

    found = [Polygon(ring) for ring in pieces(area)]

    assert all(one.is_valid for one in found)
    assert joined(area) == area
