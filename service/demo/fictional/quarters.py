"""Districts (official areas) and quarters (neighbourhoods with a name), and who lives where."""

from itertools import pairwise

import msgspec

from service.demo.fictional import names
from service.demo.fictional.blocks import Town, area_of
from service.demo.fictional.inside import middle_of
from service.demo.fictional.names import Name
from service.demo.fictional.plan import Plan
from service.demo.fictional.streets import Point
from service.demo.fictional.styles import FIELDS, FOREST, OLD

_COLUMNS = (-0.5, -0.17, 0.15)
_ROWS = (-0.5, -0.18, 0.16, 0.5)
_STEP_M = 40.0
_APART_M = 760.0


class Quarter(msgspec.Struct, frozen=True):
    """`blocks`: indices into the town's. `district`: index into `names.DISTRICTS`."""

    name: Name
    place: Point
    district: int
    blocks: tuple[int, ...]


def district_rings(plan: Plan) -> list[list[Point]]:
    """Closed rings on the sheet that tile the land; neighbours share all points of their border."""
    columns = [*(u * plan.side for u in _COLUMNS), plan.shore]
    rows = [v * plan.side for v in _ROWS]
    rings = []
    for south, north in pairwise(rows):
        for west, east in pairwise(columns):
            corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
            rings.append([p for a, b in pairwise(corners) for p in _steps(a, b)] + [corners[0]])
    return rings


def _steps(a: Point, b: Point) -> list[Point]:
    """From a to just before b; the same points whichever of the two comes first."""
    low, high = min(a, b), max(a, b)
    count = max(1, round(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / _STEP_M))
    line = [
        (low[0] + (high[0] - low[0]) * k / count, low[1] + (high[1] - low[1]) * k / count)
        for k in range(count)
    ] + [high]
    return line[:-1] if low == a else line[:0:-1]


def district_of(plan: Plan, place: Point) -> int:
    u, v = place[0] / plan.side, place[1] / plan.side
    column = sum(u >= edge for edge in _COLUMNS[1:])
    return 3 * sum(v >= edge for edge in _ROWS[1:-1]) + column


def make_quarters(plan: Plan, town: Town) -> list[Quarter]:
    """Squares of the sheet with their blocks, where people live."""
    squares: dict[tuple[int, int], list[int]] = {}
    for index, (block, style) in enumerate(zip(town.blocks, town.styles, strict=True)):
        if style not in (FOREST, FIELDS):
            x, y = middle_of(town.web, block)
            square = (round(x / _APART_M), round(y / _APART_M))
            squares.setdefault(square, []).append(index)
    namer = _Namer(plan)
    return [
        _quarter(plan, town, blocks, namer)
        for _, blocks in sorted(squares.items())
        if len(blocks) >= 6
    ]


def people_of(town: Town, index: int) -> int:
    """Residents of one block, by its style's density."""
    block, style = town.blocks[index], town.styles[index]
    area = area_of([town.web.points[corner] for corner in block.corners])
    return round(area / 10_000 * style.people)


class _Namer:
    """Each name once, then again with numbers (丁目)."""

    def __init__(self, plan: Plan) -> None:
        self._used: dict[str, int] = {}
        self._chance = plan.chance("quarters")

    def next(self, is_old: bool) -> Name:
        choices = names.OLD_QUARTERS if is_old else names.QUARTERS
        name = self._chance.choice(choices)
        self._used[name.ja] = self._used.get(name.ja, 0) + 1
        return names.numbered(name, self._used[name.ja])


def _quarter(plan: Plan, town: Town, blocks: list[int], namer: _Namer) -> Quarter:
    middles = [middle_of(town.web, town.blocks[k]) for k in blocks]
    place = (
        sum(x for x, _ in middles) / len(middles),
        sum(y for _, y in middles) / len(middles),
    )
    is_old = 2 * sum(town.styles[k] is OLD for k in blocks) > len(blocks)
    return Quarter(namer.next(is_old), place, district_of(plan, place), tuple(blocks))
