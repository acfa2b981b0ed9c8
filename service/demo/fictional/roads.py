"""From streets on the sheet to ways with OpenStreetMap's tags, cut where the tags change."""

import math
from collections.abc import Iterator
from itertools import groupby, pairwise

import msgspec

from service.demo.fictional import names
from service.demo.fictional.blocks import Town
from service.demo.fictional.inside import Lane
from service.demo.fictional.plan import Plan
from service.demo.fictional.streets import LANE, MAIN, SECOND, STREET, TRUNK, Crossing, Street, Web
from service.demo.fictional.styles import FIELDS, FOREST, HARBOUR, OLD, Style, style_at
from service.demo.fictional.terrain import Terrain

Tags = dict[str, str]

_STEPS_ABOVE = 0.19  # metres a metre: no road for cars is built as steep as that
_LONGEST_STEPS_M = 130.0


class Way(msgspec.Struct, frozen=True):
    """Nodes are numbers of points on the sheet."""

    nodes: tuple[int, ...]
    tags: Tags


_LANES: dict[str, Tags] = {
    "dead_end": {"highway": "residential", "noexit": "yes"},
    "loop": {"highway": "residential"},
    "alley": {"highway": "footway", "width": "1.8"},
    "path": {"highway": "path", "surface": "ground"},
    "drive": {"highway": "service", "service": "driveway", "access": "private"},
    "track": {"highway": "track", "tracktype": "grade2"},
    "walk": {"highway": "footway", "surface": "paved"},
}


class Roads:
    """Makes the ways. Adds points to the web wherever a street needs a bend."""

    def __init__(self, plan: Plan, town: Town, terrain: Terrain) -> None:
        self._plan = plan
        self._web: Web = town.web
        self._terrain = terrain
        self._chance = plan.chance("roads")
        self._bridges = 0
        self._main_roads = 0

    def ways(self, lanes: list[Lane]) -> Iterator[Way]:
        for street in tuple(self._web.streets):
            if street.is_road:
                yield from self._street(street)
        for crossing in self._web.crossings:
            yield from self._crossing(crossing)
        for lane in lanes:
            yield from self._lane(lane)

    def _street(self, street: Street) -> Iterator[Way]:
        """One way for each run of pieces with equal tags."""
        named = self._name(street)
        narrow = self._chance.random()
        pieces = [
            (self._tags(street, a, b, named, narrow), self._bent(a, b))
            for (_, a), (_, b) in pairwise(street.stops)
        ]
        for tags, run in groupby(pieces, key=lambda piece: piece[0]):
            nodes = [nodes for _, nodes in run]
            yield Way((nodes[0][0], *(node for part in nodes for node in part[1:])), tags)

    def _tags(self, street: Street, a: int, b: int, named: Tags, narrow: float) -> Tags:
        (ax, ay), (bx, by) = self._web.points[a], self._web.points[b]
        style = style_at(self._plan, (ax + bx) / 2, (ay + by) / 2)
        if street.rank >= STREET and self._is_stairs(a, b):
            return {"highway": "steps", "handrail": "yes"}
        return {**_road(street.rank, style, narrow), **named}

    def _is_stairs(self, a: int, b: int) -> bool:
        length = self._web.distance(a, b)
        rise = self._height(b) - self._height(a)
        return 8 < length < _LONGEST_STEPS_M and abs(rise) / length > _STEPS_ABOVE

    def _height(self, node: int) -> float:
        return float(self._terrain.height(*self._web.points[node]))

    def _bent(self, a: int, b: int) -> tuple[int, ...]:
        """The nodes from a to b, with as many in between as the streets there bend."""
        (ax, ay), (bx, by) = self._web.points[a], self._web.points[b]
        step = style_at(self._plan, (ax + bx) / 2, (ay + by) / 2).step
        count = max(1, math.ceil(self._web.distance(a, b) / step))
        between = [
            self._web.add_point((ax + (bx - ax) * k / count, ay + (by - ay) * k / count))
            for k in range(1, count)
        ]
        return (a, *between, b)

    def _name(self, street: Street) -> Tags:
        if street.kind == "coast":
            return names.COAST_ROAD.tags()
        if street.kind == "river":
            return names.BANK_ROAD.tags()
        if street.rank == TRUNK:
            (ax, _), (bx, _) = self._web.points[street.start], self._web.points[street.end]
            is_upright = abs(bx - ax) < street.length / 2
            return {**names.TRUNK_ROADS[is_upright].tags(), "ref": "17" if is_upright else "3"}
        if street.rank == MAIN and street.length > 350:
            self._main_roads += 1
            quarter = self._chance.choice((*names.OLD_QUARTERS, *names.QUARTERS))
            return names.street_name(self._chance, quarter).tags()
        return {}

    def _crossing(self, crossing: Crossing) -> Iterator[Way]:
        (ax, ay), (bx, by) = self._web.points[crossing.start], self._web.points[crossing.end]
        tags = _road(crossing.rank, style_at(self._plan, (ax + bx) / 2, (ay + by) / 2), 1.0)
        if crossing.kind == "railway":
            yield self._over_the_railway(crossing, tags)
            return
        if crossing.kind == "tributary" and crossing.rank == STREET and self._chance.random() < 0.3:
            tags = {"highway": "path", "ford": "yes", "surface": "stepping_stones"}
            yield Way(self._bent(crossing.start, crossing.end), tags)
            return
        bridge = names.BRIDGES[self._bridges % len(names.BRIDGES)]
        if self._bridges >= len(names.BRIDGES):
            quarter = self._chance.choice(names.QUARTERS)
            bridge = quarter.followed_by("橋", "ばし", "-bashi Bridge")
        self._bridges += 1
        tags = {**tags, "bridge": "yes", "layer": "1", **bridge.tags()}
        yield Way(self._bent(crossing.start, crossing.end), tags)

    def _over_the_railway(self, crossing: Crossing, tags: Tags) -> Way:
        """Trunk roads over it, main and riverside roads under it, all others across the rails."""
        if crossing.rank == TRUNK:
            return Way((crossing.start, crossing.end), {**tags, "bridge": "yes", "layer": "1"})
        if crossing.rank in (MAIN, SECOND) and (crossing.start + crossing.rank) % 3 != 0:
            return Way((crossing.start, crossing.end), {**tags, "tunnel": "yes", "layer": "-1"})
        (ax, ay), (bx, by) = self._web.points[crossing.start], self._web.points[crossing.end]
        middle = self._web.add_point(((ax + bx) / 2, (ay + by) / 2))
        self._web.level_crossings.append(middle)
        return Way((crossing.start, middle, crossing.end), tags)

    def _lane(self, lane: Lane) -> Iterator[Way]:
        if lane.kind == "tunnel":
            road = {"highway": "unclassified"}
            tunnel = names.Name("峠トンネル", "とうげとんねる", "Toge Tunnel").tags()
            yield Way(lane.nodes[:3], road)
            yield Way(lane.nodes[2:8], {**road, "tunnel": "yes", "layer": "-1", **tunnel})
            yield Way(lane.nodes[7:], road)
        elif lane.kind == "alley" and self._is_steep(lane):
            yield Way(lane.nodes, {"highway": "steps", "handrail": "yes"})
        else:
            yield Way(lane.nodes, _LANES[lane.kind])

    def _is_steep(self, lane: Lane) -> bool:
        length = sum(self._web.distance(a, b) for a, b in pairwise(lane.nodes))
        return abs(self._height(lane.nodes[-1]) - self._height(lane.nodes[0])) / length > 0.13


def _road(rank: int, style: Style, narrow: float) -> Tags:
    if rank == TRUNK:
        return {"highway": "trunk", "lanes": "4"}
    if rank == MAIN:
        return {"highway": "tertiary" if style in (FOREST, FIELDS) else "secondary", "lanes": "2"}
    if rank == SECOND:
        return {"highway": "unclassified" if style in (FOREST, FIELDS, HARBOUR) else "tertiary"}
    if style is FOREST:
        return {"highway": "track"} if rank == STREET else {"highway": "path"}
    if rank == LANE and style is OLD and narrow < 0.62:
        is_foot = narrow < 0.22
        return {"highway": "footway", "width": "1.8"} if is_foot else _narrow("2.7")
    if rank == LANE and style is not OLD and narrow < 0.12:
        return {"highway": "service", "service": "alley", "width": "3.5"}
    return {"highway": "residential"}


def _narrow(width: str) -> Tags:
    return {"highway": "residential", "width": width, "lanes": "1"}
