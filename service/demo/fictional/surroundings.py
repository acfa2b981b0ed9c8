"""What is not a street: coast, river, streams, railway, motorway, harbour, woods and parks."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.demo.fictional import names
from service.demo.fictional.blocks import Town
from service.demo.fictional.plan import Plan, Strip
from service.demo.fictional.roads import Tags, Way
from service.demo.fictional.streets import Point, Web
from service.demo.fictional.styles import FIELDS, FOREST
from service.demo.fictional.terrain import STREAMS

_STEP_M = 45.0
_BANK_M = 7.0  # from the riverside road to the water
_PIERS = ((-0.115, 95.0), (-0.065, 210.0), (0.045, 150.0))
"""v and length in metres of the piers of the harbour."""


class Surroundings:
    """Adds points to the web and makes ways of them."""

    def __init__(self, plan: Plan, town: Town) -> None:
        self._plan = plan
        self._town = town
        self._web: Web = town.web

    def shore(self) -> Iterator[Way]:
        """Comes before the roads are made: piers and beach begin at stops of the coast road."""
        yield self._coastline()
        yield from self._harbour()
        yield from self._beach()

    def inland(self) -> Iterator[Way]:
        """Comes after the roads are made: the railway runs through their level crossings."""
        yield from self._waters()
        yield from self._railway()
        yield from self._motorway()
        yield from self._land_use()

    def line(self, places: Sequence[Point]) -> tuple[int, ...]:
        """Nodes along straight pieces of the sheet, close enough to bend with the ground."""
        nodes = [self._web.add_point(places[0])]
        for (ax, ay), (bx, by) in pairwise(places):
            count = max(1, round(max(abs(bx - ax), abs(by - ay)) / _STEP_M))
            nodes += [
                self._web.add_point((ax + (bx - ax) * k / count, ay + (by - ay) * k / count))
                for k in range(1, count + 1)
            ]
        return tuple(nodes)

    def _ring(self, places: Sequence[Point]) -> tuple[int, ...]:
        nodes = self.line([*places, places[0]])
        return (*nodes[:-1], nodes[0])

    def _coastline(self) -> Way:
        """From south to north, round the piers: the land is on its left hand."""
        plan, side = self._plan, self._plan.side
        places: list[Point] = [(plan.shore, -plan.edge - 300)]
        for v, length in _PIERS:
            south, north, head = v * side - 16, v * side + 16, plan.shore + length
            places += [(plan.shore, south), (head, south), (head, north), (plan.shore, north)]
        places.append((plan.shore, plan.edge + 300))
        return Way(self.line(places), {"natural": "coastline"})

    def _harbour(self) -> Iterator[Way]:
        """A road along each pier, from the coast road, and a breakwater that nobody reaches."""
        plan = self._plan
        for v, length in _PIERS:
            start = self._coast_stop(v * plan.side)
            if start is None:
                continue
            y = v * plan.side
            head = self.line([(plan.shore - 15, y), (plan.shore + length - 12, y)])
            yield Way((start, *head), {"highway": "service"})
        wall = [(plan.shore + 420, -0.10 * plan.side), (plan.shore + 380, 0.0)]
        yield Way(self.line(wall), {"man_made": "breakwater"})
        y = -0.06 * plan.side
        sea_way = self.line([(plan.shore + 200, y), (plan.shore + 1_500, 3 * y)])
        ferry = names.Name("湊浜航路", "みなとはまこうろ", "Minatohama Ferry").tags()
        yield Way(sea_way, {"route": "ferry", "foot": "yes", **ferry})

    def _coast_stop(self, y: float) -> int | None:
        place = (self._plan.edge, y)
        for number, street in enumerate(self._web.streets):
            ends = [self._web.points[node][1] for node in (street.start, street.end)]
            if street.kind == "coast" and min(ends) < y < max(ends):
                return self._web.stop_at(number, place, 15.0, street.start, street.end)
        return None

    def _waters(self) -> Iterator[Way]:
        plan = self._plan
        river = plan.river
        start, end = (river.start - 200, river.middle), (plan.shore + 40, river.middle)
        yield Way(self.line([start, end]), {"waterway": "river", **names.RIVER.tags()})
        low, high, west, east = river.low + _BANK_M, river.high - _BANK_M, start[0], end[0]
        ring = self._ring([(west, low), (east, low), (east, high), (west, high)])
        yield Way(ring, {"natural": "water", "water": "river"})
        for strip, name in zip(plan.tributaries, names.TRIBUTARIES, strict=True):
            mouth, source = sorted((strip.start, strip.end), key=abs)
            places = [(strip.middle, source * 1.03), (strip.middle, mouth), (strip.middle, 0.0)]
            yield Way(self.line(places), {"waterway": "river", **name.tags()})
        for v, strip, name in zip(STREAMS, plan.tributaries[::-1], names.STREAMS, strict=True):
            places = [(-plan.edge, v * plan.side), (strip.middle, v * plan.side)]
            yield Way(self.line(places), {"waterway": "stream", **name.tags()})
        y = 0.062 * plan.side
        canal = names.Name("用水堀", "ようすいぼり", "Yosuibori Canal").tags()
        line = self.line([(0.10 * plan.side, y), (plan.shore, y)])
        yield Way(line, {"waterway": "canal", **canal})

    def _railway(self) -> Iterator[Way]:
        """One line from south to north through all level crossings, over the river on a bridge."""
        tags = {"railway": "rail", "gauge": "1067", **names.RAILWAY.tags()}
        south, north = (
            [*self._rails(strip), self._web.add_point((strip.middle, inner_end(strip)))]
            for strip in self._plan.railway[::-1]
        )
        yield Way(tuple(south), tags)
        yield Way((south[-1], north[-1]), {**tags, "bridge": "yes", "layer": "1"})
        yield Way((north[-1], *north[-2::-1]), tags)

    def _rails(self, strip: Strip) -> list[int]:
        """From the edge of the map to the river: plain nodes, and those of the crossings."""
        count = round(abs(strip.end - strip.start) / 70)
        outer = max(strip.start, strip.end, key=abs)
        inner = inner_end(strip)
        plain = [
            self._web.add_point((strip.middle, outer + (inner - outer) * k / count))
            for k in range(count)
        ]
        low, high = sorted((inner, outer))
        crossed = [
            node for node in self._web.level_crossings if low < self._web.points[node][1] < high
        ]
        nodes = plain + crossed
        return sorted(nodes, key=lambda node: -abs(self._web.points[node][1]))

    def _motorway(self) -> Iterator[Way]:
        """Through the hills on piers, touching nothing."""
        x = -0.375 * self._plan.side
        line = self.line([(x, -self._plan.edge), (x, self._plan.edge)])
        name = names.Name("房南自動車道", "ぼうなんじどうしゃどう", "Bonan Expressway").tags()
        tags = {"highway": "motorway", "oneway": "yes", "bridge": "yes", "layer": "2"}
        yield Way(line, {**tags, **name})

    def _beach(self) -> Iterator[Way]:
        """A promenade on the southern beach, with steps down to it from the coast road."""
        plan = self._plan
        x, y, top = plan.edge + 24, -plan.edge + 60, -0.16 * plan.side
        walk: list[int] = []
        while y < top:
            stop = self._coast_stop(y)
            if stop is not None:
                down = self._web.add_point((x, self._web.points[stop][1]))
                walk += [down, self._web.add_point((x, y + 70)), self._web.add_point((x, y + 140))]
                yield Way((stop, down), {"highway": "steps"})
            y += 210
        named = names.Name("渚の道", "なぎさのみち", "Nagisa Walk").tags()
        yield Way(tuple(walk), {"highway": "footway", **named})

    def _land_use(self) -> Iterator[Way]:
        for block, style in zip(self._town.blocks, self._town.styles, strict=True):
            if style in (FOREST, FIELDS):
                tags = {"natural": "wood"} if style is FOREST else {"landuse": "farmland"}
                yield Way(self._ring([self._web.points[node] for node in block.corners]), tags)

    def ground(self, block: int, kind: str, named: Tags) -> Way:
        """The ground of a park or a school."""
        corners = [self._web.points[node] for node in self._town.blocks[block].corners]
        tags = {"leisure": "park"} if kind == "park" else {"amenity": "school"}
        return Way(self._ring(corners), {**tags, **named})


def inner_end(strip: Strip) -> float:
    """Where an upright strip ends at the river."""
    return min(strip.start, strip.end, key=abs)
