"""How large areas are, and whether one lies within another."""

import pytest
from shapely.geometry import MultiPolygon, box

from geo.area import Area
from geo.extent import _grown, lies_in, square_km


def _box(west: float, south: float, east: float, north: float) -> Area:
    return Area(MultiPolygon([box(west, south, east, north)]))


def test_a_square_degree_on_the_equator_is_as_large_as_on_the_globe() -> None:
    assert square_km(_box(0, 0, 1, 1)) == pytest.approx(12_363.7, rel=1e-4)


def test_the_same_degrees_are_smaller_in_the_north() -> None:
    assert square_km(_box(0, 60, 1, 61)) == pytest.approx(6_086.0, rel=1e-3)


def test_an_area_lies_in_itself_and_not_in_a_smaller_one() -> None:
    whole, part = _box(136, 36, 137, 37), _box(136, 36, 136.5, 36.5)

    assert lies_in(whole, whole)
    assert lies_in(part, whole)
    assert not lies_in(whole, part)


def test_rounding_at_the_edge_takes_nothing_outside() -> None:
    assert lies_in(_box(136, 36, 137 + 5e-8, 37), _box(136, 36, 137, 37))


def test_for_many_parts_of_one_area_it_is_grown_once() -> None:
    whole = _box(10, 10, 12, 12)
    before = _grown.cache_info().misses

    found = [lies_in(_box(11, 11, 12 + step * 1e-9, 12), whole) for step in range(1, 20)]

    assert found == [True] * 19
    assert _grown.cache_info().misses == before + 1
