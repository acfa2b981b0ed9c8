"""Nobody in the area, or within 50 m of it, is missed; and nobody far from it is told.

The judge knows nothing of `geo.cells`: it measures on a local azimuthal map (pyproj, shapely).
"""

from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.area import Area, area_from_ring
from geo.cells import cells_of, contains, count, runs_of

Shapes = BaseGeometry | np.ndarray
GEOD = Geod(ellps="WGS84")
GROW_M = 50.0
# Stated in geo.cells: every cell touches the area grown by this much.
BOUND_M = GROW_M + 0.05
MAP_ERROR_M = 0.5

centres = st.sampled_from([(139.7, 35.6), (180.0, -16.5), (-180.0, 51.9), (0.0, 0.0), (-0.001, 78.2),
                           (-68.3, -54.8), (10.0, 84.0)])  # fmt: skip
anywhere = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
offsets = st.floats(-1, 1, allow_subnormal=False)
sizes_m = st.sampled_from([3.0, 60.0, 700.0, 4_000.0])


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Any ring of 3 to 9 corners: slivers, spikes, bow-ties, islands, across seams."""
    lon, lat = draw(st.one_of(centres, anywhere))
    size, squeeze = draw(sizes_m), draw(st.sampled_from([1.0, 0.01, 0.0001]))
    corners = draw(st.lists(st.tuples(offsets, offsets), min_size=3, max_size=9))
    east_north = np.array(corners) * [size, size * squeeze]
    north_m, east_m = 111_000.0, 111_320.0 * np.cos(np.radians(lat))
    lats = np.clip(lat + east_north[:, 1] / north_m, -90, 90)
    lons = (lon + east_north[:, 0] / east_m + 180) % 360 - 180
    outcome = area_from_ring(list(zip(lons.tolist(), lats.tolist(), strict=True)))
    assume(isinstance(outcome, Area))
    assert isinstance(outcome, Area)
    return outcome


def points_in(area: Area, source: np.random.Generator) -> np.ndarray:
    """Points of the area, its corners and edges among them; shape (n, 2)."""
    edge = shapely.line_interpolate_point(
        area.geometry.boundary, source.uniform(0, 1, 60), normalized=True
    )
    west, south, east, north = area.bounds
    scattered = source.uniform([west, south], [east, north], (200, 2))
    held = scattered[shapely.intersects_xy(area.geometry, scattered)]
    return np.vstack([shapely.get_coordinates(area.geometry), shapely.get_coordinates(edge), held])


@given(areas(), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_nobody_within_fifty_metres_of_an_area_is_missed(area: Area, seed: int) -> None:
    source = np.random.default_rng(seed)
    near = points_in(area, source)
    azimuths, metres = source.uniform(0, 360, len(near)), source.choice([0, 25, 50.0], len(near))
    lons, lats, _ = GEOD.fwd(near[:, 0], near[:, 1], azimuths, metres)

    found = contains(runs_of(area, GROW_M), cells_of(lons, lats))

    assert found.all()


@pytest.mark.parametrize("pole", [90.0, -90.0])
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(0, 0.01)), min_size=3, max_size=8),
       st.integers(0, 2**32))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_nobody_near_a_pole_is_missed(
    pole: float, corners: list[tuple[float, float]], seed: int
) -> None:
    outcome = area_from_ring([(lon, pole - np.sign(pole) * down) for lon, down in corners])
    assume(isinstance(outcome, Area))
    assert isinstance(outcome, Area)
    source = np.random.default_rng(seed)
    near = points_in(outcome, source)
    azimuths, metres = source.uniform(0, 360, len(near)), source.choice([0, 25, 50.0], len(near))
    lons, lats, _ = GEOD.fwd(near[:, 0], near[:, 1], azimuths, metres)

    found = contains(runs_of(outcome, GROW_M), cells_of(lons, lats))

    assert found.all()


@given(areas())
@settings(max_examples=100, deadline=None)
def test_every_near_cell_is_in_and_every_far_cell_is_out(area: Area) -> None:
    runs = runs_of(area, GROW_M)
    assume(count(runs) < 3_000)
    numbers, distances = cells_around(area)

    held = contains(runs, numbers)

    assert held[distances < GROW_M - MAP_ERROR_M].all()
    assert not held[distances > BOUND_M + MAP_ERROR_M].any()
    assert count(runs) == int(held.sum())


def cells_around(area: Area) -> tuple[np.ndarray, np.ndarray]:
    """Cells near the area, numbered by the formula of the design, and their metres from it."""
    boxes, numbers = [], []
    for part in area.geometry.geoms:
        west, south, east, north = part.bounds
        wide = 0.001 / np.cos(np.radians(max(abs(south), abs(north)))) + 0.01
        rows = np.arange(np.floor((south + 90) * 480) - 2, np.ceil((north + 90) * 480) + 2)
        columns = np.arange(np.floor((west - wide + 180) * 320), np.ceil((east + wide + 180) * 320))
        row, column = (grid.ravel() for grid in np.meshgrid(rows, columns))
        lon, lat = column / 320 - 180, row / 480 - 90
        boxes.append(shapely.box(lon, lat, lon + 1 / 320, lat + 1 / 480))
        numbers.append((row * 131_072 + column % 115_200).astype(np.int64))
    every, first = np.unique(np.concatenate(numbers), return_index=True)
    flat = on_a_local_map(area)
    return every, shapely.distance(flat(area.geometry), flat(np.concatenate(boxes)[first]))


def on_a_local_map(area: Area) -> Callable[[Shapes], Shapes]:
    """A function from lon/lat shapes to metres round the area; edges bend as they do on earth."""
    point = area.geometry.geoms[0].exterior.coords[0]
    plan = CRS.from_proj4(f"+proj=aeqd +lon_0={point[0]} +lat_0={point[1]} +ellps=WGS84")
    project = Transformer.from_crs("EPSG:4326", plan, always_xy=True).transform

    def flat(shapes: Shapes) -> Shapes:
        bent = shapely.segmentize(shapes, 0.002)
        return shapely.transform(bent, lambda xy: np.column_stack(project(xy[:, 0], xy[:, 1])))

    return flat
