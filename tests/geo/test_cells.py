"""Areas as runs of cells: shapes that a careless raster loses, one by one."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.area import Area, area_from_ring
from geo.cells import Runs, cell_at, cells_of, contains, count, runs_of

GEOD = Geod(ellps="WGS84")
# The south-west corner of a cell and the size of a cell, in degrees.
LON, LAT = 139.0, 35.0
WIDE, HIGH = 1 / 320, 1 / 480


def area(*shapes: shapely.Polygon) -> Area:
    return Area(shapely.MultiPolygon(list(shapes)))


def cells(runs: Runs) -> set[tuple[int, int]]:
    """Row and column of each cell, counted from the cell of LON, LAT."""
    row, column = divmod(cell_at(LON, LAT), 131_072)
    numbers = [n for first, last in runs.tolist() for n in range(first, last + 1)]
    return {(n // 131_072 - row, n % 131_072 - column) for n in numbers}


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A box in cells from LON, LAT."""
    corners = (LON + west * WIDE, LAT + south * HIGH, LON + east * WIDE, LAT + north * HIGH)
    return shapely.box(*corners)


def test_an_island_smaller_than_a_cell_has_its_cell() -> None:
    island = area(box(0.5, 0.5, 0.5001, 0.5001))

    assert cells(runs_of(island)) == {(0, 0)}


def test_an_area_near_the_edge_of_a_cell_reaches_the_next_one() -> None:
    island = area(box(0.9, 0.5, 0.95, 0.55))

    assert cells(runs_of(island, grow_m=0)) == {(0, 0)}
    assert cells(runs_of(island, grow_m=50)) == {(0, 0), (0, 1)}


@pytest.mark.parametrize("lat", [0.0, 35.0, -60.0, 80.0])
@pytest.mark.parametrize("azimuth", [0, 90, 180, 270])
def test_growth_reaches_fifty_metres_whatever_the_direction(lat: float, azimuth: int) -> None:
    corner_lon, corner_lat = 139.0, lat
    back = (azimuth + 180) % 360

    near = GEOD.fwd(corner_lon + WIDE / 2 * (azimuth % 180 == 0),
                    corner_lat + HIGH / 2 * (azimuth % 180 == 90), back, 49.94)  # fmt: skip
    beyond = GEOD.fwd(near[0], near[1], azimuth, 49.99)
    island = area(shapely.Point(near[:2]).buffer(1e-9))
    too_far = area(shapely.Point(GEOD.fwd(near[0], near[1], back, 2)[:2]).buffer(1e-9))

    assert contains(runs_of(island), np.array([cell_at(beyond[0], beyond[1])])).all()
    assert not contains(runs_of(too_far), np.array([cell_at(beyond[0], beyond[1])])).any()


@pytest.mark.parametrize("lat", [0.0, 35.0, -60.0, 84.0, -88.9])
@pytest.mark.parametrize("part_of_row", [0.001, 0.5, 0.999])
def test_growth_eastward_misses_nobody_at_either_end_of_a_row(
    lat: float, part_of_row: float
) -> None:
    at = (np.floor((lat + 90) * 480) + part_of_row) / 480 - 90
    person = GEOD.fwd(LON, at, 90, 0.03)
    west = GEOD.fwd(person[0], person[1], 270, 49.995)[:2]
    spot = np.array([[0, 0], [1e-9, 0], [0, 1e-9]]) + west

    held = contains(runs_of(area(shapely.Polygon(spot))), np.array([cell_at(*person[:2])]))

    assert held.all()


def test_an_area_exactly_on_an_edge_touches_both_sides() -> None:
    square = area(box(1, 1, 2, 2))

    assert cells(runs_of(square, grow_m=0)) == {(r, c) for r in range(3) for c in range(3)}


def test_a_sliver_thinner_than_a_cell_is_never_lost() -> None:
    sliver = area(box(0.2, 0.50001, 40.8, 0.50002), box(10.5, 3.2, 10.5001, 30.8))

    expected = {(0, c) for c in range(41)} | {(r, 10) for r in range(3, 31)}
    assert cells(runs_of(sliver, grow_m=0)) == expected


def test_a_slanted_sliver_is_an_unbroken_chain_of_cells() -> None:
    ends = np.array([[0.5, 0.5], [20.5, 13.3]])
    line = shapely.LineString(np.array([LON, LAT]) + ends * [WIDE, HIGH])
    sliver = area(line.buffer(1e-6))

    found = runs_of(sliver, grow_m=0)

    along = shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.linspace(0, 1, 5_000), normalized=True)
    )
    assert contains(found, cells_of(along[:, 0], along[:, 1])).all()
    assert count(found) <= 21 + 13


def test_a_hole_larger_than_a_cell_stays_a_hole() -> None:
    ring, hole = box(0.5, 0.5, 9.5, 9.5), box(2.5, 2.5, 7.5, 7.5)

    found = cells(runs_of(area(shapely.difference(ring, hole)), grow_m=50))

    assert found == {(r, c) for r in range(10) for c in range(10)} - {
        (r, c) for r in range(3, 7) for c in range(3, 7)
    }


def test_an_island_in_a_hole_is_in() -> None:
    ring, hole, island = box(0.5, 0.5, 9.5, 9.5), box(1.5, 1.5, 8.5, 8.5), box(4.5, 4.5, 5.5, 5.5)

    found = cells(runs_of(area(shapely.difference(ring, hole), island), grow_m=0))

    assert {(4, 4), (5, 5)} <= found
    assert (3, 3) not in found


def test_an_area_across_the_antimeridian_has_cells_on_both_sides() -> None:
    ring = [(179.999, -16.001), (-179.999, -16.001), (-179.999, -16.0005), (179.999, -16.0005)]
    outcome = area_from_ring(ring)
    assert isinstance(outcome, Area)

    columns = {int(n) % 131_072 for n in runs_of(outcome).ravel()}

    assert columns == {0, 115_199}


def test_an_area_that_ends_at_the_antimeridian_grows_over_it() -> None:
    west_of_it = area(shapely.box(179.99, 10.0, 180.0, 10.001))
    east_of_it = area(shapely.box(-180.0, 10.0, -179.99, 10.001))

    assert contains(runs_of(west_of_it), np.array([cell_at(-179.9999, 10.0005)])).all()
    assert contains(runs_of(east_of_it), np.array([cell_at(179.9999, 10.0005)])).all()


@pytest.mark.parametrize("lat", [90.0, -90.0])
def test_an_area_at_a_pole_takes_in_all_longitudes_there(lat: float) -> None:
    near, pole = sorted([lat, lat * 0.9999])
    polar = area(shapely.box(10, near, 11, pole))

    lons = np.linspace(-180, 180, 50)

    assert contains(runs_of(polar), cells_of(lons, np.full(50, lat))).all()


def test_an_area_round_the_world_is_one_run_a_row() -> None:
    band = area(shapely.box(-180, 10.0005, 180, 10.02))

    found = runs_of(band, grow_m=0)

    assert (found[:, 1] - found[:, 0] == 115_199).all()
    assert len(found) == 10


def test_the_whole_earth_is_every_cell() -> None:
    assert count(runs_of(area(shapely.box(-180, -90, 180, 90)))) == 86_400 * 115_200


def test_a_larger_growth_only_adds() -> None:
    shape = area(box(0.5, 0.5, 9.7, 3.3))

    small, large = cells(runs_of(shape, grow_m=10)), cells(runs_of(shape, grow_m=400))

    assert small < large


@pytest.mark.parametrize("grow_m", [-1.0, float("nan"), float("inf"), 1e6])
def test_a_growth_that_is_no_distance_is_a_broken_promise(grow_m: float) -> None:
    with pytest.raises(ValueError, match="grows by"):
        runs_of(area(box(0, 0, 1, 1)), grow_m=grow_m)


def test_many_rows_and_edges_come_in_blocks_with_the_same_answer() -> None:
    angles = np.linspace(0, 2 * np.pi, 4_001)[:-1]
    reach = 2 + np.random.default_rng(3).uniform(0, 1.5, len(angles))
    ring = np.column_stack([LON + reach * np.cos(angles), LAT + reach * np.sin(angles)])
    star = area(shapely.Polygon(ring))

    found = runs_of(star)

    points = np.random.default_rng(4).uniform([LON - 4, LAT - 4], [LON + 4, LAT + 4], (20_000, 2))
    inside = shapely.contains_xy(star.geometry, points)
    held = contains(found, cells_of(points[:, 0], points[:, 1]))
    assert held[inside].all()
    far = ~shapely.dwithin(star.geometry, shapely.points(points[~inside]), 2 * WIDE)
    assert not held[~inside][far].any()
    assert (found[1:, 0] > found[:-1, 1] + 1).all()
