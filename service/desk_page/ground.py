"""An area in numbers that people can weigh."""

import math

from geo.area import Area

_KM_PER_DEGREE = 111.32


def square_km(area: Area) -> float:
    """About: on a sphere, at the area's middle latitude. Good to a percent for a town."""
    _, south, _, north = area.bounds
    shrink = math.cos(math.radians((south + north) / 2))
    return float(area.geometry.area) * _KM_PER_DEGREE**2 * shrink
