"""A geodesic ellipse as a ring, laid round it, so that nobody inside the ellipse is outside it."""

import math

import numpy as np
from pyproj import Geod

from geo.refused import Refused
from geo.rings import on_grid, unwrapped

MOST_KM = 2_000.0
_GEOD = Geod(ellps="WGS84")
_CORNERS = 90
# The ellipse is flat and the earth is not: over 2,000 km the two differ by less than this share.
_LARGER = 1.01

Ring = tuple[tuple[float, float], ...]


def ring_round_ellipse(
    lon: float, lat: float, major_km: float, minor_km: float, azimuth: float
) -> Ring | Refused:
    """A closed ring in lon, lat (WGS 84) round the ellipse about lon, lat.

    `major_km`, `minor_km`: half axes; `azimuth`: of the major one, degrees clockwise from north.
    Refuses an ellipse without a size, above 2,000 km, or round a pole.
    """
    if not 0 < minor_km <= MOST_KM or not 0 < major_km <= MOST_KM:
        return Refused(
            f"An ellipse with half axes of {major_km:g} km and {minor_km:g} km is no area; "
            "draw the area yourself."
        )
    # An affine image of a regular polygon round a circle lies round the circle's image.
    reach = _LARGER / math.cos(math.pi / _CORNERS)
    turns = np.arange(_CORNERS) * 2 * math.pi / _CORNERS
    along, across = major_km * np.cos(turns), minor_km * np.sin(turns)
    directions = azimuth + np.degrees(np.arctan2(across, along))
    metres = 1000 * reach * np.hypot(along, across)
    lons, lats, _ = _GEOD.fwd(np.full(_CORNERS, lon), np.full(_CORNERS, lat), directions, metres)
    corners = on_grid(np.column_stack([lons, lats]))
    ring = unwrapped(np.vstack([corners, corners[:1]]))
    if isinstance(ring, Refused):
        return ring
    return tuple((float(x), float(y)) for x, y in ring)
