"""What lies within blocks: dead ends and loops of suburbs, alleys, hill paths, tunnels."""

import math
from collections.abc import Iterator
from random import Random

import msgspec

from service.demo.fictional.blocks import Block, Town, area_of
from service.demo.fictional.plan import Plan
from service.demo.fictional.streets import Point, Web
from service.demo.fictional.styles import FIELDS, FOREST, HARBOUR, OLD, SLOPE, SUBURB, Style
from service.demo.fictional.terrain import Terrain


class Lane(msgspec.Struct, frozen=True):
    """A way inside a block. `kind`: dead_end, loop, alley, path, drive, track, tunnel, walk."""

    nodes: tuple[int, ...]
    kind: str


def fill_blocks(plan: Plan, town: Town, terrain: Terrain, kept_free: set[int]) -> list[Lane]:
    """Blocks whose index is in `kept_free` (parks, schools) get at most a walk."""
    chance = plan.chance("inside")
    filler = _Filler(town, chance)
    tunnels = set(_blocks_with_tunnels(plan, town, terrain))
    lanes: list[Lane] = []
    for index, (block, style) in enumerate(zip(town.blocks, town.styles, strict=True)):
        if index in kept_free:
            lanes += filler.across(block, "walk", 0.0, 1)
        elif index in tunnels:
            lanes += filler.across(block, "tunnel", 0.0, 9)
        else:
            lanes += filler.fill(block, style)
    return lanes


def _blocks_with_tunnels(plan: Plan, town: Town, terrain: Terrain) -> list[int]:
    """Forest blocks with the highest ridges, a few of them, at least 300 m apart on the list."""
    forest = [k for k, style in enumerate(town.styles) if style is FOREST]
    heights = {k: float(terrain.height(*middle_of(town.web, town.blocks[k]))) for k in forest}
    highest = sorted(forest, key=lambda k: -heights[k])
    return highest[: 1 + int(plan.side // 4_000)]


def middle_of(web: Web, block: Block) -> Point:
    places = [web.points[corner] for corner in block.corners]
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


class _Filler:
    def __init__(self, town: Town, chance: Random) -> None:
        self._web = town.web
        self._chance = chance

    def fill(self, block: Block, style: Style) -> Iterator[Lane]:
        lot, area = self._chance.random(), self._area(block)
        if style is SUBURB and area > 6_000:
            yield from self._suburb(block, lot)
        elif style is SLOPE and area > 6_000:
            if lot < 0.4:
                yield from self._into(block, "dead_end", 0.75)
            elif lot < 0.75:
                yield from self.across(block, "alley", 0.06, 3)
        elif style is OLD and lot < 0.22:
            yield from self._into(block, "alley", 0.7)
        elif style is FOREST and lot < 0.6:
            yield from self.across(block, "path", 0.2, self._chance.randrange(12, 22))
        elif style in (FIELDS, HARBOUR) and lot < 0.6:
            yield from self._into(block, "track" if style is FIELDS else "drive", 0.8)
        elif lot > 0.985:
            yield from self._into(block, "drive", 0.8)

    def _suburb(self, block: Block, lot: float) -> Iterator[Lane]:
        if lot < 0.42:
            yield from self._into(block, "dead_end", 1.0)
        elif lot < 0.6:
            yield from self._loop(block)

    def _into(self, block: Block, kind: str, depth: float) -> Iterator[Lane]:
        """From one side towards the middle, slightly bent."""
        side = self._longest_side(block)
        if side is None:
            return
        start = self._on_side(block, side, self._chance.uniform(0.38, 0.62))
        (ax, ay), (mx, my) = self._web.points[start], middle_of(self._web, block)
        bend = self._chance.uniform(-0.18, 0.18)
        nodes = [start]
        for share in (0.35, 0.7, 1.0):
            reach, aside = share * depth, bend * math.sin(share * 2)
            place = (
                ax + (mx - ax) * reach - (my - ay) * aside,
                ay + (my - ay) * reach + (mx - ax) * aside,
            )
            nodes.append(self._web.add_point(place))
        yield Lane(tuple(nodes), kind)

    def _loop(self, block: Block) -> Iterator[Lane]:
        """Half an ellipse that leaves one side and comes back to it."""
        side = self._longest_side(block)
        if side is None:
            return
        first, last = (self._on_side(block, side, share) for share in (0.22, 0.78))
        if self._web.distance(first, last) < 45:
            return
        (ax, ay), (bx, by) = self._web.points[first], self._web.points[last]
        cx, cy = (ax + bx) / 2, (ay + by) / 2
        mx, my = middle_of(self._web, block)
        nodes = [first]
        for step in range(1, 8):
            turn = math.pi * step / 8
            along, inward = -math.cos(turn) / 2, 1.2 * math.sin(turn) ** 0.45
            place = (
                cx + (bx - ax) * along + (mx - cx) * inward,
                cy + (by - ay) * along + (my - cy) * inward,
            )
            nodes.append(self._web.add_point(place))
        yield Lane((*nodes, last), "loop")

    def across(self, block: Block, kind: str, swing: float, pieces: int) -> Iterator[Lane]:
        """From one side to another one, in bends that reach `swing` of the way to each hand."""
        sides = [k for k in range(len(block.sides)) if self._is_road(block, k)]
        sides.sort(key=lambda k: -self._length(block, k))
        if len(sides) < 2:
            return
        first, last = (self._on_side(block, k, self._chance.uniform(0.4, 0.6)) for k in sides[:2])
        (ax, ay), (bx, by) = self._web.points[first], self._web.points[last]
        nodes = [first]
        for step in range(1, pieces):
            share = step / pieces
            turns = max(2, pieces // 4)
            aside = swing * math.sin(math.pi * share) * math.sin(math.tau * turns * share / 2)
            place = (
                ax + (bx - ax) * share - (by - ay) * aside,
                ay + (by - ay) * share + (bx - ax) * aside,
            )
            nodes.append(self._web.add_point(place))
        yield Lane((*nodes, last), kind)

    def _longest_side(self, block: Block) -> int | None:
        roads = [k for k in range(len(block.sides)) if self._is_road(block, k)]
        return max(roads, key=lambda k: self._length(block, k), default=None)

    def _is_road(self, block: Block, k: int) -> bool:
        return self._web.streets[block.sides[k]].is_road

    def _ends(self, block: Block, k: int) -> tuple[Point, Point]:
        nxt = (k + 1) % len(block.corners)
        return self._web.points[block.corners[k]], self._web.points[block.corners[nxt]]

    def _length(self, block: Block, k: int) -> float:
        return math.dist(*self._ends(block, k))

    def _on_side(self, block: Block, k: int, share: float) -> int:
        (ax, ay), (bx, by) = self._ends(block, k)
        nxt = (k + 1) % len(block.corners)
        place = (ax + (bx - ax) * share, ay + (by - ay) * share)
        corners = (block.corners[k], block.corners[nxt])
        return self._web.stop_at(block.sides[k], place, 9.0, *corners)

    def _area(self, block: Block) -> float:
        return area_of([self._web.points[corner] for corner in block.corners])
