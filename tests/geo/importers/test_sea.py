"""The sea lies to the right of the coastline."""

import shapely

from geo.importers.sea import sea_within

BOX = shapely.box(0, 0, 10, 10)


def area(*lines: list[tuple[float, float]]) -> float:
    return sum(sea.area for sea in sea_within([shapely.LineString(line) for line in lines], BOX))


def test_the_right_side_of_the_coast_is_sea() -> None:
    assert area([(4, -1), (4, 11)]) == 60  # northwards: the sea in the east
    assert area([(4, 11), (4, -1)]) == 40


def test_several_ways_make_one_coast() -> None:
    assert area([(4, -1), (4, 5)], [(4, 5), (4, 11)]) == 60


def test_an_island_is_no_sea() -> None:
    island = [(2, 2), (4, 2), (4, 4), (2, 4), (2, 2)]  # counter-clockwise: land inside

    assert area(island) == 96


def test_a_coast_that_ends_just_inside_is_led_to_the_side() -> None:
    assert round(area([(4, 0.004), (4, 9.996)]), 6) == 60


def test_half_a_coast_divides_nothing() -> None:
    assert area([(4, -1), (4, 5)]) == 0


def test_without_a_coast_there_is_no_sea() -> None:
    assert area() == 0
    assert area([(20, 0), (20, 10)]) == 0
