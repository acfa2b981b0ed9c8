"""How large an Area is, and whether one lies within another."""

import math
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

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
    return bool(
        shapely.covers(outer.geometry, inner.geometry)
        or shapely.covers(_grown(outer), inner.geometry)
    )


@lru_cache(maxsize=16)
def _grown(area: Area) -> BaseGeometry:
    """By the rounding. Growing a prefecture takes a sixth of a second, and a telegram that makes
    sixty alerts asks sixty times whether they lie in the same one."""
    return shapely.buffer(area.geometry, _ROUNDING_DEGREES)


def _on_cylinder(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = positions[:, 0], positions[:, 1]
    x = _RADIUS_KM * np.radians(lon)
    y = _RADIUS_KM * np.sin(lat * (math.pi / 180))
    return np.column_stack([x, y])
