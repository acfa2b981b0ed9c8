"""The height of the ground in metres above the sea, as a function of a point of the sheet.

Hills with valleys in the west, a plateau in the north, a castle hill in the old town, a cape in the
north-east, dunes behind the southern beach; in between a plain that rises slowly inland.
"""

from typing import Any

import numpy as np

from service.demo.fictional.plan import Plan, at, hills, mound, smooth
from service.demo.fictional.warp import wave

SEA = -12.0
STREAMS = (-0.34, 0.31)
"""v of the mountain streams that run from the west into the tributaries."""


class Terrain:
    """Made once for each plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ridges = wave(plan, "ridges", 620.0, 5)
        self._massif = wave(plan, "massif", 0.4 * plan.side, 3)

    def height(self, x: Any, y: Any) -> Any:
        """Metres; numbers or arrays. Below 0 at sea."""
        inland = self._land(x, y)
        beyond = x - self._plan.shore
        return np.where(beyond > 0, np.maximum(-0.5 - 0.03 * beyond, SEA), inland)

    def plain(self, x: Any) -> Any:
        """The height of the plain alone."""
        return 1.7 + 6.0 * np.clip(0.5 - x / self._plan.side, 0, 1)

    def slope(self, x: Any, y: Any, step: float = 12.0) -> Any:
        """Steepness (metres a metre) in whatever direction is steepest."""
        east = self.height(x + step, y) - self.height(x - step, y)
        north = self.height(x, y + step) - self.height(x, y - step)
        return np.hypot(east, north) / (2 * step)

    def _land(self, x: Any, y: Any) -> Any:
        plan = self._plan
        plateau = 34 * mound(x, y, at(plan, -0.01, 0.35), 0.09 * plan.side, 190.0)
        castle = 24 * mound(x, y, at(plan, 0.12, 0.16), 45 + 0.006 * plan.side, 95.0)
        cape = 48 * mound(x, y, at(plan, 0.43, 0.41), 0.035 * plan.side, 230.0)
        beach = smooth((-y / plan.side - 0.1) / 0.05)
        dunes = 7 * beach * np.exp(-(((x - plan.edge + 130) / 55) ** 2))
        basin = 1.2 * mound(x, y, at(plan, 0.14, -0.22), 0.05 * plan.side, 0.05 * plan.side)
        rises = np.maximum(np.maximum(plateau, castle), cape)
        return self.plain(x) + rises + dunes - basin + self._hills(x, y)

    def _hills(self, x: Any, y: Any) -> Any:
        plan = self._plan
        top = min(70 + 0.02 * plan.side, 420.0)
        high = top * (0.7 + 0.3 * self._massif(x, y)) + 32 * self._ridges(x, y)
        return np.maximum(hills(plan, x, y) * high, 0.0) * self._valleys(x, y)

    def _valleys(self, x: Any, y: Any) -> Any:
        """1 away from water, less along it."""
        plan = self._plan
        keep = 1 - 0.92 * np.exp(-((y / (60 + 0.045 * plan.side)) ** 2))
        for strip in plan.tributaries:
            beside = np.exp(-(((x - strip.middle) / (50 + 0.02 * plan.side)) ** 2))
            keep = keep * (1 - 0.75 * beside * (np.sign(y) == np.sign(strip.start + strip.end)))
        for v in STREAMS:
            keep = keep * (1 - 0.45 * np.exp(-(((y - v * plan.side) / 90) ** 2)))
        return keep
