"""How large an Area is, and whether one lies within another."""

import math

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.area import Area

# Of the sphere with the earth's surface (WGS 84, authalic).
_RADIUS_KM = 6_371.0072
# About a centimetre: an area that was cut to another's edge lies on it but for rounding.
_ROUNDING_DEGREES = 1e-7


def square_km(area: Area) -> float:
    """On the sphere, by Lambert's cylinder: edges straight in lon/lat, as everywhere here."""
    return float(shapely.transform(area.geometry, _on_cylinder).area)


def lies_in(inner: Area, outer: Area) -> bool:
    """Whether no part of `inner` is outside, but for rounding."""
    one, other = inner.geometry, outer.geometry
    if shapely.covers(other, one):
        return True
    return bool(shapely.covers(shapely.buffer(other, _ROUNDING_DEGREES), one))


def _on_cylinder(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = positions[:, 0], positions[:, 1]
    x = _RADIUS_KM * np.radians(lon)
    y = _RADIUS_KM * np.sin(lat * (math.pi / 180))
    return np.column_stack([x, y])
