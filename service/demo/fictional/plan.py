"""The sheet on which the town is planned: metres, x to the east, y to the north, 0 in the middle.

On the sheet coast, river, tributaries and railway are straight lines; `warp` bends them. West is
hills, east is the sea. Every length is in metres; `u`, `v` are x and y as shares of the side.
"""

import math
from random import Random
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NODES_PER_KM2 = 640.0  # measured over 2,000 to 100,000 nodes
_RAIL_WIDTH = 16.0


class Strip(msgspec.Struct, frozen=True):
    """Ground between two parallel lines that streets can only cross: a river or the railway.

    `low`, `high`: where its two edges stand, on x if it is upright, else on y. `start`, `end`: how
    far it runs along the other axis. `gap`: the least distance between two crossings.
    """

    kind: str
    is_upright: bool
    low: float
    high: float
    start: float
    end: float
    gap: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """`side`: length of the square of land. `strips`: river first, then tributaries, railway."""

    nodes: int
    seed: int
    side: float
    river: Strip
    tributaries: tuple[Strip, ...]
    railway: tuple[Strip, ...]

    @property
    def strips(self) -> tuple[Strip, ...]:
        return (self.river, *self.tributaries, *self.railway)

    @property
    def edge(self) -> float:
        """Half the side: the coast road stands at x = edge."""
        return self.side / 2

    @property
    def shore(self) -> float:
        """Where the land ends, on x: beyond the coast road lies the beach or the quay."""
        return self.edge + 45

    def chance(self, purpose: str) -> Random:
        """A source of chance of its own for each purpose: they do not disturb each other."""
        return Random(f"{self.seed} {purpose}")  # noqa: S311 (a town must repeat)


def plan_town(nodes: int, seed: int) -> Plan:
    """A plan for about that many street nodes. Raises ValueError outside 2,000 to 1,000,000."""
    if not 2_000 <= nodes <= 1_000_000:
        raise ValueError(f"{nodes} street nodes: choose between 2000 and 1000000")
    side = 1000 * math.sqrt(nodes / _NODES_PER_KM2)
    edge, width = side / 2, 26 + side / 130
    bank, narrow = width / 2, 10 + side / 700
    river = Strip("river", False, -bank, bank, -edge, edge, 420.0)
    return Plan(
        nodes=nodes,
        seed=seed,
        side=side,
        river=river,
        tributaries=(
            _upright("tributary", -0.13 * side, narrow, bank, edge, 240.0),
            _upright("tributary", -0.24 * side, narrow, -edge, -bank, 240.0),
        ),
        railway=(
            _upright("railway", 0.03 * side, _RAIL_WIDTH, bank, edge, 190.0),
            _upright("railway", 0.03 * side, _RAIL_WIDTH, -edge, -bank, 190.0),
        ),
    )


def _upright(kind: str, low: float, width: float, start: float, end: float, gap: float) -> Strip:
    return Strip(kind, True, low, low + width, start, end, gap)


def smooth(value: Any) -> Any:
    """0 below 0, 1 above 1, and smoothly between (3t² − 2t³); numbers or arrays."""
    share = min(max(value, 0.0), 1.0) if isinstance(value, float) else np.clip(value, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def mound(x: Any, y: Any, centre: tuple[float, float], radius: float, slope: float) -> Any:
    """1 within the radius, falling to 0 over the next `slope` metres."""
    both = x - centre[0], y - centre[1]
    away = math.hypot(*both) if isinstance(both[0], float) else np.hypot(*both)
    return smooth((radius + slope - away) / slope)


def at(plan: Plan, u: float, v: float) -> tuple[float, float]:
    """The point of the sheet at these shares of the side."""
    return u * plan.side, v * plan.side


def hills(plan: Plan, x: Any, y: Any) -> Any:
    """0 on the plain, 1 deep in the hills; spurs of them reach into the plain."""
    v = y / plan.side
    spurs = 0.045 * np.sin(19.0 * v + 0.6) + 0.02 * np.sin(47.0 * v)
    return smooth((-x / plan.side - 0.15 + spurs) / 0.25)


def old_town(plan: Plan, x: Any, y: Any) -> Any:
    """1 in the crooked old town between castle hill, river and harbour; 0 elsewhere."""
    return mound(x, y, at(plan, 0.19, 0.14), 0.125 * plan.side, 0.05 * plan.side)


def new_quarter(plan: Plan, x: Any, y: Any) -> Any:
    """1 in the regular quarter south of the river, round the station; 0 elsewhere."""
    across = smooth(6 - np.abs(x / plan.side - 0.10) / 0.03)
    along = smooth(5.2 - np.abs(y / plan.side + 0.17) / 0.027)
    return across * along
