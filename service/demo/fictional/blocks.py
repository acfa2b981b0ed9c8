"""The land between the strips is cut in two, and each part again, until blocks are small enough.

A cut is a street from one side of a block to another: main roads first, lanes last. It ends on a
street that is there already, so every street is connected, and most junctions are T-junctions, as
in a castle town. A cut that ends at a strip may go on as a bridge or a level crossing.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from service.demo.fictional.plan import Plan, Strip
from service.demo.fictional.streets import LANE, MAIN, SECOND, STREET, TRUNK, Crossing, Point, Web
from service.demo.fictional.styles import Style, style_at

T = TypeVar("T")

_NEAR_M = 13.0
_TRIES = 5
_RANKS = ((260_000.0, MAIN), (70_000.0, SECOND), (11_000.0, STREET))


class Block(msgspec.Struct, frozen=True):
    """Nodes of its corners, counter-clockwise; `sides[k]`: the street from corner k to the next."""

    corners: tuple[int, ...]
    sides: tuple[int, ...]


class Town(msgspec.Struct, frozen=True):
    """The streets, and the blocks between them that are not cut any further, with their styles."""

    web: Web
    blocks: tuple[Block, ...]
    styles: tuple[Style, ...]


def cut_into_blocks(plan: Plan) -> Town:
    return _Cutter(plan).cut()


class _Cutter:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._web = Web()
        self._chance = plan.chance("blocks")
        self._banks: dict[tuple[int, bool], list[int]] = {}
        self._crossed: dict[int, list[float]] = {k: [] for k in range(len(plan.strips))}

    def cut(self) -> Town:
        blocks = list(self._first_blocks())
        self._close_strips()
        side = self._plan.side
        for point, angle in (((0.0, -0.27 * side), 0.0), ((-0.055 * side, 0.0), math.pi / 2)):
            blocks = [part for block in blocks for part in self._parted(block, point, angle)]
        done: list[Block] = []
        styles: list[Style] = []
        while blocks:
            block = blocks.pop()
            style = style_at(self._plan, *self._middle(block))
            parts = self._cut_again(block, style)
            blocks += parts
            if not parts:
                done.append(block)
                styles.append(style)
        return Town(self._web, tuple(done), tuple(styles))

    def _first_blocks(self) -> Iterator[Block]:
        """Six rectangles: west, middle and east, on both sides of the river."""
        plan = self._plan
        for half, (low, high) in enumerate(
            ((plan.river.high, plan.edge), (-plan.edge, plan.river.low))
        ):
            water, rail = 1 + half, 3 + half
            bounds = (
                (-plan.edge, plan.strips[water].low, None, (water, False)),
                (plan.strips[water].high, plan.strips[rail].low, (water, True), (rail, False)),
                (plan.strips[rail].high, plan.edge, (rail, True), None),
            )
            for west, east, west_bank, east_bank in bounds:
                yield self._rectangle((west, low, east, high), west_bank, east_bank, half == 0)

    def _rectangle(
        self,
        bounds: tuple[float, float, float, float],
        west_bank: tuple[int, bool] | None,
        east_bank: tuple[int, bool] | None,
        is_north: bool,
    ) -> Block:
        web = self._web
        west, south, east, north = bounds
        places = ((west, south), (east, south), (east, north), (west, north))
        corners = tuple(web.add_point(place) for place in places)
        river = (0, is_north)
        banks = (
            river if is_north else None, east_bank, None if is_north else river, west_bank
        )  # fmt: skip
        sides = []
        for k, bank in enumerate(banks):
            kind = self._plan.strips[bank[0]].kind if bank else "edge"
            if k == 1 and east_bank is None:
                kind = "coast"
            rank = SECOND if kind in ("coast", "river") else STREET
            sides.append(web.add_street(corners[k], corners[(k + 1) % 4], rank, kind))
            if bank:
                self._banks.setdefault(bank, []).append(sides[-1])
        return Block(corners, tuple(sides))

    def _close_strips(self) -> None:
        """Riverside roads go on over tributaries and railway, the coast road over the river."""
        web = self._web
        for strip in (*self._plan.tributaries, *self._plan.railway):
            bank = min(strip.start, strip.end, key=abs)
            west, east = (self._corner((x, bank)) for x in (strip.low, strip.high))
            web.crossings.append(Crossing(west, east, SECOND, strip.kind))
        river = self._plan.river
        south, north = (self._corner((self._plan.edge, y)) for y in (river.low, river.high))
        web.crossings.append(Crossing(south, north, SECOND, "river"))

    def _corner(self, place: Point) -> int:
        return self._web.points.index(place)

    def _parted(self, block: Block, point: Point, angle: float) -> list[Block]:
        """The trunk roads: through everything that lies in their way."""
        return list(self._cut(block, point, angle, TRUNK)) or [block]

    def _cut_again(self, block: Block, style: Style) -> list[Block]:
        """Two blocks, or none if it is small enough or no cut fits."""
        area = self._area(block)
        limit = style.block * (1 if style.grid else self._chance.uniform(0.7, 1.5))
        if area < limit:
            return []
        rank = next((rank for least, rank in _RANKS if area > least), LANE)
        for attempt in range(_TRIES):
            line = (
                self._grid_line(block, style.grid, attempt)
                if style.grid
                else self._line(block, style, rank)
            )
            parts = list(self._cut(block, *line, rank))
            if parts:
                return parts
        return []

    def _line(self, block: Block, style: Style, rank: int) -> tuple[Point, float]:
        """Where to cut: across the longer way, near the middle."""
        points = [self._web.points[corner] for corner in block.corners]
        turned = [(bx - ax, by - ay) for (ax, ay), (bx, by) in _pairs(points)]
        longest = max(turned, key=lambda way: math.hypot(*way))
        angle = math.atan2(longest[1], longest[0])
        extents = [_extent(points, turn) for turn in (angle, angle + math.pi / 2)]
        if extents[1][1] - extents[1][0] > extents[0][1] - extents[0][0]:
            angle, extents = angle + math.pi / 2, extents[::-1]
        low, high = extents[0]
        share = 0.5 + self._chance.uniform(-style.shift, style.shift)
        across = sum(extents[1]) / 2
        along = low + (high - low) * share
        point = (
            along * math.cos(angle) - across * math.sin(angle),
            along * math.sin(angle) + across * math.cos(angle),
        )
        skew = self._chance.uniform(-style.skew, style.skew) * (1.0 if rank >= STREET else 0.6)
        return point, angle + math.pi / 2 + math.radians(skew)

    def _grid_line(
        self, block: Block, grid: tuple[float, float], attempt: int
    ) -> tuple[Point, float]:
        """On the common grid, nearest to the middle first, then beside it, then the other way."""
        points = [self._web.points[corner] for corner in block.corners]
        (west, east), (south, north) = (_extent(points, turn) for turn in (0.0, math.pi / 2))
        x, y = (west + east) / 2, (south + north) / 2
        is_upright = ((east - west) / grid[0] > (north - south) / grid[1]) != (attempt > 2)
        aside = (0, 1, -1, 0, 1)[attempt]
        if is_upright:
            return ((round(x / grid[0]) + aside) * grid[0], y), math.pi / 2
        return (x, (round(y / grid[1]) + aside) * grid[1]), 0.0

    def _cut(self, block: Block, point: Point, angle: float, rank: int) -> Iterator[Block]:
        """Both parts, or nothing where the line misses the block or runs too close to a corner."""
        web = self._web
        normal = (-math.sin(angle), math.cos(angle))
        places = [web.points[corner] for corner in block.corners]
        sides = [(x - point[0]) * normal[0] + (y - point[1]) * normal[1] for x, y in places]
        met = [k for k, (a, b) in enumerate(_pairs(sides)) if a * b < 0]
        if len(met) != 2 or min(map(abs, sides)) < _NEAR_M:
            return
        ends = [self._end(block, k, places, sides) for k in met]
        if set(ends) & set(block.corners):
            return
        street = web.add_street(ends[0], ends[1], rank)
        yield from _halves(block, met, ends, street)
        for k, end in zip(met, ends, strict=True):
            self._go_on(block.sides[k], end, rank)

    def _end(self, block: Block, k: int, places: list[Point], sides: list[float]) -> int:
        """The node where the cut meets side k."""
        nxt = (k + 1) % len(places)
        share = sides[k] / (sides[k] - sides[nxt])
        (ax, ay), (bx, by) = places[k], places[nxt]
        place = (ax + (bx - ax) * share, ay + (by - ay) * share)
        corners = (block.corners[k], block.corners[nxt])
        return self._web.stop_at(block.sides[k], place, _NEAR_M, *corners)

    def _go_on(self, side: int, node: int, rank: int) -> None:
        """Over the strip behind this side, if a crossing is due there."""
        bank = next((key for key, sides in self._banks.items() if side in sides), None)
        if bank is None:
            return
        strip, is_high = self._plan.strips[bank[0]], bank[1]
        x, y = self._web.points[node]
        along = y if strip.is_upright else x
        gap = strip.gap * (0.5 if rank == TRUNK else 1.0)
        crossed = self._crossed[bank[0]]
        too_near = any(abs(along - other) < gap for other in crossed)
        if too_near or node in self._web.favoured or rank == LANE:
            return
        target = self._opposite(strip, (bank[0], not is_high), along)
        if target is not None:
            crossed.append(along)
            self._web.favoured.update((target, node))
            self._web.crossings.append(Crossing(node, target, rank, strip.kind))

    def _opposite(self, strip: Strip, bank: tuple[int, bool], along: float) -> int | None:
        level = strip.high if bank[1] else strip.low
        place = (level, along) if strip.is_upright else (along, level)
        axis = 1 if strip.is_upright else 0
        for side in self._banks[bank]:
            street = self._web.streets[side]
            ends = [self._web.points[node][axis] for node in (street.start, street.end)]
            if min(ends) + 20 < along < max(ends) - 20:
                return self._web.stop_at(side, place, 25.0, street.start, street.end)
        return None

    def _middle(self, block: Block) -> Point:
        places = [self._web.points[corner] for corner in block.corners]
        return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)

    def _area(self, block: Block) -> float:
        return area_of([self._web.points[corner] for corner in block.corners])


def area_of(points: list[Point]) -> float:
    """Square metres of a ring of points, positive counter-clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in _pairs(points)) / 2


def _pairs(items: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Each item with the next, and the last with the first."""
    return zip(items, [*items[1:], *items[:1]], strict=True)


def _extent(points: list[Point], angle: float) -> tuple[float, float]:
    """From where to where the points reach in this direction."""
    reach = [x * math.cos(angle) + y * math.sin(angle) for x, y in points]
    return min(reach), max(reach)


def _halves(block: Block, met: list[int], ends: list[int], street: int) -> Iterator[Block]:
    """The block's two parts on both sides of a cut from side met[0] to side met[1]."""
    first, second = met
    corners, sides = block.corners, block.sides
    yield Block(
        (ends[0], *corners[first + 1 : second + 1], ends[1]),
        (sides[first], *sides[first + 1 : second + 1], street),
    )
    yield Block(
        (*corners[: first + 1], ends[0], ends[1], *corners[second + 1 :]),
        (*sides[: first + 1], street, *sides[second:]),
    )
