"""From the sheet to the ground and back: one smooth map without folds, so nothing ever overlaps.

It makes the bay and the cape of the coast, the bends of the river, and the curves of all streets;
more of them in the hills and the old town, hardly any in the new quarter. Ground: metres east and
north of the middle of the town; then lon, lat in degrees (WGS 84).
"""

import math
from typing import Any

import msgspec
import numpy as np

from service.demo.fictional.plan import Plan, hills, new_quarter, old_town, smooth

MIDDLE = (139.99, 34.50)
"""Lon, lat of the middle: the open Pacific, so that no drill is ever mistaken for a real town's."""
METRES_PER_DEGREE = (111_320 * math.cos(math.radians(MIDDLE[1])), 110_940.0)
DECIMALS = 6
_TURN = math.radians(13)  # no town lies along the compass


class Wave(msgspec.Struct, frozen=True):
    """Some sines of about one wavelength in all directions. `slopes`: radians a metre."""

    slopes: tuple[tuple[float, float], ...]
    phases: tuple[float, ...]

    def __call__(self, x: Any, y: Any) -> Any:
        """Between −1 and 1."""
        sine = math.sin if isinstance(x, float) and isinstance(y, float) else np.sin
        total: Any = 0.0
        for (a, b), phase in zip(self.slopes, self.phases, strict=True):
            total = total + sine(x * a + y * b + phase)
        return total / len(self.phases)


def wave(plan: Plan, purpose: str, length: float, sines: int = 4) -> Wave:
    source = plan.chance(f"wave {purpose}")
    turns = [math.tau * (k + source.random()) / sines for k in range(sines)]
    pulses = [math.tau / (length * source.uniform(0.8, 1.3)) for _ in turns]
    slopes = [(p * math.cos(t), p * math.sin(t)) for p, t in zip(pulses, turns, strict=True)]
    return Wave(tuple(slopes), tuple(source.uniform(0, math.tau) for _ in turns))


class Warp:
    """Made once for each plan. All coordinates may be numbers or arrays of one shape."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._broad = [wave(plan, f"broad {axis}", 950.0) for axis in "xy"]
        self._bends = [wave(plan, f"bends {axis}", 260.0) for axis in "xy"]
        self._lanes = [wave(plan, f"lanes {axis}", 110.0) for axis in "xy"]
        self._shore = wave(plan, "shore", 0.35 * plan.side)
        self._meander = wave(plan, "meander", max(900.0, 0.24 * plan.side), 3)

    def to_ground(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Metres east and north."""
        east, north = x + self._east(x, y), y + self._north(x, y)
        return (
            east * math.cos(_TURN) - north * math.sin(_TURN),
            east * math.sin(_TURN) + north * math.cos(_TURN),
        )

    def to_degrees(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Lon, lat, rounded."""
        east, north = self.to_ground(x, y)
        return (
            np.round(MIDDLE[0] + east / METRES_PER_DEGREE[0], DECIMALS),
            np.round(MIDDLE[1] + north / METRES_PER_DEGREE[1], DECIMALS),
        )

    def to_sheet(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Back to the sheet, within a metre or so: the map is a contraction round its identity."""
        turned_east = (np.asarray(lon) - MIDDLE[0]) * METRES_PER_DEGREE[0]
        turned_north = (np.asarray(lat) - MIDDLE[1]) * METRES_PER_DEGREE[1]
        east = turned_east * math.cos(_TURN) + turned_north * math.sin(_TURN)
        north = -turned_east * math.sin(_TURN) + turned_north * math.cos(_TURN)
        x, y = east, north
        for _ in range(25):
            x, y = (
                x + 0.7 * (east - x - self._east(x, y)),
                y + 0.7 * (north - y - self._north(x, y)),
            )
        return x, y

    def _east(self, x: Any, y: Any) -> Any:
        """How far a point of the sheet is moved east: bay and cape, then the common curves."""
        plan, v = self._plan, y / self._plan.side
        bay = -0.085 * np.exp(-(((v - 0.03) / 0.15) ** 2))
        cape = 0.075 * np.exp(-(((v - 0.40) / 0.09) ** 2))
        coast = plan.side * (bay + cape + 0.012 * self._shore(0 * x, y))
        return coast * smooth(x / plan.side + 0.45) + self._curves(0, x, y)

    def _north(self, x: Any, y: Any) -> Any:
        """How far a point is moved north: the river's bends, fading away from it."""
        plan = self._plan
        bends = min(0.035 * plan.side, 240.0) * self._meander(x, 0 * y)
        return bends * np.exp(-((y / (0.22 * plan.side)) ** 2)) + self._curves(1, x, y)

    def _curves(self, axis: int, x: Any, y: Any) -> Any:
        plan = self._plan
        calm = 1 - 0.9 * new_quarter(plan, x, y)
        curves = calm * 75.0 * self._broad[axis](x, y)
        curves = curves + 30.0 * hills(plan, x, y) * self._bends[axis](x, y)
        return curves + 10.0 * old_town(plan, x, y) * self._lanes[axis](x, y)
