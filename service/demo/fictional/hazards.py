"""Where the mapped zones of the town lie: functions on the sheet, at most 0 within the zone.

In keeping with the terrain: water reaches what is low and near it, steep slopes slip.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np

from service.demo.fictional.plan import Plan, at, mound
from service.demo.fictional.terrain import STREAMS, Terrain

Field = Callable[[Any, Any], Any]


class Zone(msgspec.Struct, frozen=True):
    """One layer as the town publishes it. `effect`: zone, closed or costly for that hazard."""

    hazard: str
    effect: str
    name: str
    name_en: str
    field: Field


def zones_of(plan: Plan, terrain: Terrain) -> tuple[Zone, ...]:
    """Flood first."""
    maker = _Fields(plan, terrain)
    return (
        Zone("flood", "zone", "湊川洪水浸水想定区域", "Minato River flood zone", maker.flood),
        Zone("landslide", "zone", "土砂災害特別警戒区域", "Landslide special zone", maker.steep),
        Zone("landslide", "costly", "土砂災害警戒区域", "Landslide zone", maker.slopes),
        Zone("storm_surge", "zone", "高潮浸水想定区域", "Storm surge zone", maker.surge),
        Zone("tsunami", "zone", "津波浸水想定区域", "Tsunami inundation zone", maker.tsunami),
        Zone("inland_flood", "zone", "内水浸水想定区域", "Inland flood zone", maker.inland),
        Zone("fire", "costly", "木造密集市街地", "Densely built wooden quarter", maker.wooden),
    )


def inside(zones: tuple[Zone, ...], x: float, y: float) -> Mapping[str, bool]:
    """Whether a point of the sheet lies in the zone of each hazard (not in its costly layers)."""
    return {one.hazard: bool(one.field(x, y) <= 0) for one in zones if one.effect == "zone"}


class _Fields:
    def __init__(self, plan: Plan, terrain: Terrain) -> None:
        self._plan = plan
        self._terrain = terrain

    def flood(self, x: Any, y: Any) -> Any:
        """The river's and the lower tributaries' plain, wider towards the sea."""
        plan = self._plan
        wide = 70 + plan.side * (0.045 + 0.05 * np.clip(x / plan.side + 0.5, 0, 1))
        beside = np.abs(y) - wide - 25 * np.sin(x / 190) - 18 * np.sin(x / 83)
        for strip in plan.tributaries:
            mouth = min(strip.start, strip.end, key=abs)
            along = (y - mouth) * np.sign(strip.end + strip.start)
            aside = np.abs(x - strip.middle) - 60 - 0.012 * plan.side
            reach = np.maximum(aside, along - 0.2 * plan.side)
            beside = np.minimum(beside, np.maximum(reach, -along - 50))
        return np.maximum(np.maximum(beside, 30 * self._above(x, y, 3.2)), x - plan.shore)

    def surge(self, x: Any, y: Any) -> Any:
        """Low ground within some hundred metres of the sea, and up the river's mouth."""
        plan = self._plan
        reach = 150 + 0.028 * plan.side + 90 * mound(y, 0 * y, (0, 0), 0.05 * plan.side, 150.0)
        behind = (plan.shore - x) - reach - 20 * np.sin(y / 140)
        low = 30 * (self._terrain.height(x, y) - 3.4)
        return np.maximum(np.maximum(behind, low), x - plan.shore)

    def tsunami(self, x: Any, y: Any) -> Any:
        """A wave of 9 m at the shore that loses height inland."""
        plan = self._plan
        behind = np.maximum(plan.shore - x, 0)
        wave = 9.5 - 7.5 * behind / (260 + 0.13 * plan.side) + 0.8 * np.sin(y / 230)
        return np.maximum(30 * (self._terrain.height(x, y) - wave), x - plan.shore - 40)

    def inland(self, x: Any, y: Any) -> Any:
        """The basin of the new quarter, and low ground behind the railway."""
        plan = self._plan
        basin = 0.5 - mound(x, y, at(plan, 0.14, -0.22), 0.055 * plan.side, 0.02 * plan.side)
        north = 0.5 - mound(x, y, at(plan, -0.05, 0.15), 0.03 * plan.side, 0.02 * plan.side)
        return np.maximum(100 * np.minimum(basin, north), 30 * self._above(x, y, 1.5))

    def steep(self, x: Any, y: Any) -> Any:
        return 100 * (0.36 - self._terrain.slope(x, y))

    def slopes(self, x: Any, y: Any) -> Any:
        """Slopes, and the beds of the mountain streams."""
        plan, steep = self._plan, 100 * (0.25 - self._terrain.slope(x, y))
        for v, strip in zip(STREAMS, plan.tributaries[::-1], strict=True):
            bed = np.maximum(np.abs(y - v * plan.side) - 40, x - strip.middle)
            steep = np.minimum(steep, bed)
        return steep

    def wooden(self, x: Any, y: Any) -> Any:
        plan = self._plan
        return 100 * (0.5 - mound(x, y, at(plan, 0.22, 0.12), 0.05 * plan.side, 60.0))

    def _above(self, x: Any, y: Any, metres: float) -> Any:
        """How much higher than the plain plus some metres the ground is."""
        return self._terrain.height(x, y) - self._terrain.plain(x) - metres
