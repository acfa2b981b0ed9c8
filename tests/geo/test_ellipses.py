"""Ellipses as rings: nobody inside is outside, and the major axis points where it should."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.ellipses import ring_round_ellipse
from geo.refused import Refused

GEOD = Geod(ellps="WGS84")


@given(
    lon=st.floats(-170, 170),
    lat=st.floats(-60, 60),
    major=st.floats(0.3, 1_000),
    share=st.floats(0.1, 1),
    azimuth=st.floats(-90, 90),
)
def test_every_point_of_the_ellipse_is_inside_the_ring(
    lon: float, lat: float, major: float, share: float, azimuth: float
) -> None:
    minor = major * share
    ring = ring_round_ellipse(lon, lat, major, minor, azimuth)

    assert not isinstance(ring, Refused)
    polygon = shapely.Polygon(ring)
    turns = np.radians(np.arange(0, 360, 7.0))
    along, across = major * np.cos(turns), minor * np.sin(turns)
    directions = azimuth + np.degrees(np.arctan2(across, along))
    count = len(turns)
    lons, lats, _ = GEOD.fwd(
        np.full(count, lon), np.full(count, lat), directions, 1000 * np.hypot(along, across)
    )
    nearest = lons - 360 * np.round((lons - np.mean([x for x, _ in ring])) / 360)
    assert shapely.contains_xy(polygon, nearest, lats).all()


@pytest.mark.parametrize(("azimuth", "wide"), [(90.0, True), (-90.0, True), (0.0, False)])
def test_the_azimuth_is_that_of_the_longer_axis_from_north(azimuth: float, wide: bool) -> None:
    ring = ring_round_ellipse(139.0, 35.0, 20.0, 5.0, azimuth)

    assert not isinstance(ring, Refused)
    west, south, east, north = shapely.Polygon(ring).bounds
    assert ((east - west) * math.cos(math.radians(35)) > north - south) is wide


def test_a_positive_azimuth_turns_clockwise() -> None:
    ring = ring_round_ellipse(139.0, 35.0, 20.0, 2.0, 45.0)

    assert not isinstance(ring, Refused)
    polygon = shapely.Polygon(ring)
    assert shapely.contains_xy(polygon, 139.1, 35.08)
    assert not shapely.contains_xy(polygon, 138.9, 35.08)


@pytest.mark.parametrize(("major", "minor"), [(0, 0), (10, 0), (2_001, 5), (math.nan, 1)])
def test_an_ellipse_without_a_sensible_size_is_refused(major: float, minor: float) -> None:
    assert isinstance(ring_round_ellipse(139.0, 35.0, major, minor, 0.0), Refused)
