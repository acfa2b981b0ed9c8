"""A geodesic circle as a ring: circumscribed, so that nobody inside the circle is outside it."""

import numpy as np
import shapely
from pyproj import Geod

from geo.refused import Refused
from geo.rings import Floats, enclosed, on_grid, unwrapped

MOST_KM = 2_000.0
_GEOD = Geod(ellps="WGS84")
_CORNERS = 90
# Near a pole longitudes run away: there the ring needs more corners and keeps clear of the pole.
_CORNERS_NEAR_A_POLE = 1_440
_CLEARANCE = 0.005
_SAMPLES_PER_CORNER = 8
_LARGER = 1.002
_MOST_ATTEMPTS = 40


def ring_round(lon: float, lat: float, radius_km: float) -> Floats | Refused:
    """A closed unwrapped ring (n, 2) round every point within `radius_km` of lon, lat (WGS 84).

    Its corners stand a little outside the circle, so far that the edges, straight in lon/lat,
    do not cut it; this is checked against the circle, and the ring grows until it holds.
    """
    to_pole = _GEOD.inv(lon, lat, lon, 90.0 if lat >= 0 else -90.0)[2]
    near_pole = radius_km * 1000 > to_pole - 1_000_000
    corners = _CORNERS_NEAR_A_POLE if near_pole else _CORNERS
    circle = _corners(lon, lat, radius_km * 1000 * (1 + 1e-6), corners * _SAMPLES_PER_CORNER)
    reach = radius_km * 1000 / np.cos(np.pi / corners) * (1 + 1e-5)
    for _ in range(_MOST_ATTEMPTS):
        if abs(reach - to_pole) < _CLEARANCE * reach:
            reach = to_pole * (1 + 2 * _CLEARANCE)
        ring = unwrapped(_closed(_corners(lon, lat, reach, corners)))
        if isinstance(ring, Refused) or _holds(ring, circle):
            return ring
        reach *= _LARGER
    return Refused("No polygon could be laid round this circle; send a polygon instead.")


def _corners(lon: float, lat: float, metres: float, count: int) -> Floats:
    azimuths = np.arange(count) * 360.0 / count
    lons, lats, _ = _GEOD.fwd(
        np.full(count, lon), np.full(count, lat), azimuths, np.full(count, metres)
    )
    return on_grid(np.column_stack([lons, lats]))


def _closed(ring: Floats) -> Floats:
    return np.vstack([ring, ring[:1]])


def _holds(ring: Floats, points: Floats) -> bool:
    polygon = enclosed(ring)
    if isinstance(polygon, Refused):
        return False
    shapely.prepare(polygon)
    held = np.zeros(len(points), dtype=bool)
    for turn in (-360, 0, 360):
        held |= shapely.intersects_xy(polygon, points[:, 0] + turn, points[:, 1])
    return bool(held.all())
