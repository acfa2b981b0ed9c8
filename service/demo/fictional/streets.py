"""Streets on the sheet while the town is being cut into blocks: straight, with nodes along them."""

from bisect import bisect_left, insort
from math import hypot

import msgspec

Point = tuple[float, float]

TRUNK, MAIN, SECOND, STREET, LANE = range(5)
"""Ranks of streets, from the trunk road to the lane."""


class Street(msgspec.Struct):
    """From node `start` to node `end`. `stops`: (metres from the start, node), in order.

    `is_road` is false for the edges of the map, which only bound blocks.
    """

    start: int
    end: int
    rank: int
    length: float
    kind: str = "street"
    is_road: bool = True
    stops: list[tuple[float, int]] = msgspec.field(default_factory=list)


class Crossing(msgspec.Struct, frozen=True):
    """A street from one edge of a strip to the other. `kind` is the strip's."""

    start: int
    end: int
    rank: int
    kind: str


class Web:
    """Nodes (points of the sheet), streets and crossings."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.streets: list[Street] = []
        self.crossings: list[Crossing] = []
        self.favoured: set[int] = set()
        """Nodes where a crossing waits for a street to go on."""
        self.level_crossings: list[int] = []
        """Nodes that a street and the railway share."""

    def add_point(self, point: Point) -> int:
        self.points.append(point)
        return len(self.points) - 1

    def add_street(self, start: int, end: int, rank: int, kind: str = "street") -> int:
        length = self.distance(start, end)
        stops = [(0.0, start), (length, end)]
        is_road = kind != "edge"
        self.streets.append(Street(start, end, rank, length, kind, is_road, stops))
        return len(self.streets) - 1

    def distance(self, one: int, other: int) -> float:
        (ax, ay), (bx, by) = self.points[one], self.points[other]
        return hypot(bx - ax, by - ay)

    def stop_at(self, street: int, point: Point, near: float, low: int, high: int) -> int:
        """The node of a street at this point of it: one that is near, else a new one.

        Only nodes between `low` and `high` (two nodes of the street, both included) are taken.
        """
        of = self.streets[street]
        along = self._along(of, point)
        first, last = sorted(
            (self._along(of, self.points[low]), self._along(of, self.points[high]))
        )
        best, found = near, -1
        index = bisect_left(of.stops, (along - 60.0, -1))
        while index < len(of.stops) and of.stops[index][0] <= along + 60.0:
            where, node = of.stops[index]
            reach = 60.0 if node in self.favoured else near
            away = abs(where - along) * near / reach
            if first - 1e-6 <= where <= last + 1e-6 and away < best:
                best, found = away, node
            index += 1
        return found if found >= 0 else self._new_stop(of, along)

    def _along(self, street: Street, point: Point) -> float:
        ax, ay = self.points[street.start]
        bx, by = self.points[street.end]
        return ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / street.length

    def _new_stop(self, street: Street, along: float) -> int:
        (ax, ay), (bx, by) = self.points[street.start], self.points[street.end]
        share = along / street.length
        node = self.add_point((ax + (bx - ax) * share, ay + (by - ay) * share))
        insort(street.stops, (along, node))
        return node
