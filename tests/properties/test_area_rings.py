"""Rings of any kind: whoever the ring goes round is in the area, and areas survive being written.

The judge adds up angles (the winding number by its definition) and knows nothing of `geo.rings`.
"""

import numpy as np
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.area import (
    Area,
    Refused,
    area_from_circle,
    area_from_geometry,
    area_from_ring,
    intersection,
    union,
)

GEOD = Geod(ellps="WGS84")
Corners = list[tuple[float, float]]

# Few different values, so that corners coincide and edges overlap often.
coarse = st.integers(0, 6).map(float)
fine = st.floats(0, 6).map(lambda degrees: round(degrees, 9))
rings = st.one_of(
    st.lists(st.tuples(coarse, coarse), min_size=3, max_size=10),
    st.lists(st.tuples(fine, fine), min_size=3, max_size=8),
)


def turns_round(corners: Corners, points: np.ndarray) -> np.ndarray:
    """How often the closed ring goes round each point: the sum of the angles it passes, in turns."""
    ring = np.array([*corners, corners[0]])
    seen = np.arctan2(ring[:, 1] - points[:, 1:], ring[:, 0] - points[:, :1])
    steps = (np.diff(seen, axis=1) + np.pi) % (2 * np.pi) - np.pi
    return np.round(steps.sum(axis=1) / (2 * np.pi)).astype(int)


def off_the_line(corners: Corners, seed: int) -> np.ndarray:
    """Points clear of the ring itself, where winding is beyond doubt."""
    points = np.random.default_rng(seed).uniform(-1, 7, (60, 2))
    line = shapely.LineString([*corners, corners[0]])
    clear: np.ndarray = points[shapely.distance(line, shapely.points(points)) > 1e-3]
    return clear


@given(rings, st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_whoever_a_ring_goes_round_is_in_and_who_is_outside_its_hull_is_out(
    corners: Corners, seed: int
) -> None:
    outcome = area_from_ring(corners)
    points = off_the_line(corners, seed)
    round_them = turns_round(corners, points) != 0

    held = np.array([isinstance(outcome, Area) and outcome.covers(x, y) for x, y in points])

    assert held[round_them].all()
    hull = shapely.MultiPoint(corners).convex_hull
    assert not held[~shapely.intersects_xy(hull, points)].any()


@given(rings, st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_a_simple_ring_holds_exactly_what_it_goes_round(corners: Corners, seed: int) -> None:
    assume(len(set(corners)) > 2)
    assume(shapely.Polygon(corners).is_valid and shapely.Polygon(corners).area > 0)
    outcome = area_from_ring(corners)
    points = off_the_line(corners, seed)

    assert isinstance(outcome, Area)
    held = np.array([outcome.covers(x, y) for x, y in points])

    assert (held == (turns_round(corners, points) != 0)).all()


@given(rings)
@settings(max_examples=200, deadline=None)
def test_an_area_survives_bytes_and_geojson(corners: Corners) -> None:
    area = area_from_ring(corners)
    assume(isinstance(area, Area))
    assert isinstance(area, Area)

    from_bytes = Area.from_wkb(area.to_wkb())
    from_geojson = area_from_geometry(shapely.geometry.shape(area.geojson()))

    assert from_bytes == area
    assert from_geojson == area
    assert hash(from_bytes) == hash(area)


@given(rings, st.floats(-180, 180), st.floats(-80, 80))
@settings(max_examples=150, deadline=None)
def test_where_on_earth_a_ring_lies_changes_nothing_but_the_seam(
    corners: Corners, lon: float, lat: float
) -> None:
    here = area_from_ring([(x / 100, lat + y / 100) for x, y in corners])
    there = area_from_ring([((x / 100 + lon + 180) % 360 - 180, lat + y / 100) for x, y in corners])

    # Where rounding makes one of them flat, the other may keep a sliver.
    assume(isinstance(here, Area) == isinstance(there, Area))
    if isinstance(here, Area) and isinstance(there, Area):
        assert np.isclose(here.geometry.area, there.geometry.area, atol=1e-9)


@given(rings, rings)
@settings(max_examples=150, deadline=None)
def test_union_and_intersection_share_out_the_ground(one: Corners, other: Corners) -> None:
    a, b = area_from_ring(one), area_from_ring(other)
    assume(isinstance(a, Area) and isinstance(b, Area))
    assert isinstance(a, Area)
    assert isinstance(b, Area)

    both, shared = union([a, b]), intersection(a, b)

    in_common = 0.0 if shared is None else shared.geometry.area
    assert np.isclose(both.geometry.area + in_common, a.geometry.area + b.geometry.area)
    assert both == union([b, a])
    assert shared == intersection(b, a)


@given(
    st.floats(-180, 180),
    st.one_of(st.floats(-90, 90), st.sampled_from([90.0, -90.0, 89.99, -89.9, 0.0])),
    st.sampled_from([0.01, 1.0, 25.0, 300.0, 1_999.0]),
    st.integers(0, 2**32),
)
@settings(max_examples=120, deadline=None)
def test_nobody_in_a_circle_is_outside_its_area(
    lon: float, lat: float, radius_km: float, seed: int
) -> None:
    source = np.random.default_rng(seed)
    metres = radius_km * 1_000 * np.append(np.ones(60), np.sqrt(source.uniform(0, 1, 60)))
    lons, lats, _ = GEOD.fwd(
        np.full(120, lon), np.full(120, lat), source.uniform(0, 360, 120), metres
    )

    area = area_from_circle(lon, lat, radius_km)

    assert not isinstance(area, Refused)
    assert all(area.covers(x, y) for x, y in zip(lons, lats, strict=True))
