"""A second, slow solver of the field: from the words of docs/formats.md, sharing no code with geo.

Pairs of numbers where the real one packs both into one, dictionaries where it has arrays, heapq
where it has a matrix; every table typed anew.
"""

import heapq
import math
from collections.abc import Iterator

from geo.ground import Ground
from geo.live import Live
from geo.sites import Places
from geo.streets import StreetGraph

WET = ["flood", "storm_surge", "inland_flood"]
HAZARDS = ["flood", "landslide", "storm_surge", "earthquake"]
HAZARDS += ["tsunami", "fire", "inland_flood", "volcano"]
BITS = {
    "stairs": 1,
    "tunnel": 2,
    "underpass": 4,
    "bridge": 8,
    "level_crossing": 16,
    "ford": 32,
    "narrow": 64,
    "waterside": 128,
    "steep": 256,
    "seaward": 512,
    "seaward_back": 1024,
    "stream": 2048,
}
CLOSED = {
    "flood": ["underpass", "ford"],
    "inland_flood": ["underpass", "ford"],
    "storm_surge": ["underpass", "ford"],
    "tsunami": ["underpass"],
}
TENTHS = {
    "flood": {"bridge": 40},
    "inland_flood": {"bridge": 20},
    "storm_surge": {"bridge": 40, "towards the sea": 40},
    "landslide": {"steep": 30, "stream": 40},
    "earthquake": {"tunnel": 50, "underpass": 50, "level_crossing": 30, "narrow": 20, "bridge": 20},
    "tsunami": {"waterside": 40, "towards the sea": 40, "bridge": 20},
    "fire": {"narrow": 30, "tunnel": 30},
    "volcano": {"stream": 40, "steep": 20},
}
Cost = tuple[int, int]  # inside, after


class SlowField:
    """`cost[u]` and `step[u]` of every node u, as docs/formats.md says ("Field")."""

    def __init__(
        self,
        graph: StreetGraph,
        ground: Ground,
        places: Places,
        hazard: str,
        live: Live,
        needs: bool,
    ) -> None:
        self.hazard = hazard
        self.nodes = range(len(graph.lon5))
        layer = ground.layers[HAZARDS.index(hazard)]
        self.weight: dict[tuple[int, int], int] = {}
        self.closed: set[tuple[int, int]] = set()
        self.zone: set[tuple[int, int]] = set()
        self.metres: dict[tuple[int, int], int] = {}
        self.neighbours: dict[int, list[int]] = {u: [] for u in self.nodes}
        for edge, (u, v) in enumerate(graph.edges.tolist()):
            flags = {name for name, bit in BITS.items() if int(graph.edge_flags[edge]) & bit}
            length = self._length(graph, u, v)
            self.neighbours[u].append(v)
            self.neighbours[v].append(u)
            for a, b, sea in ((u, v, "seaward"), (v, u, "seaward_back")):
                factor = self._tenths(flags, bool(layer.costly[edge]), sea in flags)
                self.weight[a, b] = max(1, math.floor((length * factor + 5) / 10))
                self.metres[a, b] = length
                if self._is_closed(edge, flags, bool(layer.closed[edge]), live, needs):
                    self.closed.add((a, b))
                water = hazard in WET and "waterside" in flags
                if layer.zone[edge] or water or edge in live.zone_for.get(hazard, ()):
                    self.zone.add((a, b))
        self.start = self._starts(places, live)
        self.out: set[int] = set()
        self.inside = {u for u in self.nodes if self._all_zone(u)}
        if hazard == "tsunami" and layer.has_zone:
            self._leave_for_good()
        self.cost: dict[int, Cost] = {}
        self._solve_outside()
        self._solve_inside()
        self.step = bytes(self._step(u) for u in self.nodes)

    def _length(self, graph: StreetGraph, u: int, v: int) -> int:
        x = (abs(int(graph.lon5[u]) - int(graph.lon5[v])) * graph.kx + 500) // 1000
        y = (abs(int(graph.lat5[u]) - int(graph.lat5[v])) * graph.ky + 500) // 1000
        return max(1, math.floor(math.sqrt(x * x + y * y) / 100 + 0.5))

    def _tenths(self, flags: set[str], costly: bool, to_sea: bool) -> int:
        table = {"stairs": 15, "steep": 15} | TENTHS[self.hazard]
        known = flags | ({"towards the sea"} if to_sea else set())
        return max([10, *([40] if costly else []), *(table[one] for one in known if one in table)])

    def _is_closed(self, edge: int, flags: set[str], mapped: bool, live: Live, needs: bool) -> bool:
        now = edge in live.closed or edge in live.closed_for.get(self.hazard, ())
        hard = needs and bool(flags & {"stairs", "steep"})
        return mapped or now or hard or bool(flags & set(CLOSED.get(self.hazard, ())))

    def _starts(self, places: Places, live: Live) -> dict[int, int]:
        starts: dict[int, int] = {}
        for site in places.sites:
            state = str(live.sites.get(site.id, "unknown"))
            if site.node is None or not site.hazards & 2 ** HAZARDS.index(self.hazard):
                continue
            if state == "closed" or (state == "full" and self.hazard != "tsunami"):
                continue
            start = site.off_dm
            if self.hazard != "tsunami":
                start += site.spread.get(self.hazard, 0)
            if state != "open" and self.hazard in [*WET, "landslide"]:
                start += 5000
            starts[site.node] = min(start, starts.get(site.node, start))
        return starts

    def _all_zone(self, u: int) -> bool:
        return bool(self.neighbours[u]) and all((u, v) in self.zone for v in self.neighbours[u])

    def _leave_for_good(self) -> None:
        left = {u for u in self.nodes if u not in self.inside}
        while left:
            piece, twice_dm, todo = set[int](), 0, [left.pop()]
            while todo:
                u = todo.pop()
                piece.add(u)
                dry = [v for v in self.neighbours[u] if (u, v) not in self.zone]
                twice_dm += sum(self.metres[u, v] for v in dry)
                todo += [v for v in dry if v in left]
                left -= set(dry)
            if twice_dm >= 2 * 10_000 or any(u in self.start for u in piece):
                self.out |= piece
            else:
                self.inside |= piece

    def _solve_outside(self) -> None:
        outside = [u for u in self.nodes if u not in self.inside]
        heap = [(self.start[u], u) for u in outside if u in self.start]
        heap += [(0, u) for u in self.out]
        heapq.heapify(heap)
        while heap:
            cost, v = heapq.heappop(heap)
            if v in self.cost:
                continue
            self.cost[v] = (0, cost)
            for u in self.neighbours[v]:
                if (u, v) in self.closed or (u, v) in self.zone:
                    continue
                if u not in self.inside:
                    heapq.heappush(heap, (cost + self.weight[u, v], u))

    def _solve_inside(self) -> None:
        heap = [((0, self.start[u]), u) for u in self.inside if u in self.start]
        for u, v in self._exits():
            heap.append(((self.weight[u, v], self.cost[v][1]), u))
        heapq.heapify(heap)
        while heap:
            cost, v = heapq.heappop(heap)
            if v in self.cost:
                continue
            self.cost[v] = cost
            for u in self.neighbours[v]:
                if u in self.inside and (u, v) not in self.closed:
                    heapq.heappush(heap, ((cost[0] + self.weight[u, v], cost[1]), u))

    def _exits(self) -> Iterator[tuple[int, int]]:
        for u in self.inside:
            for v in self.neighbours[u]:
                if v not in self.inside and v in self.cost and (u, v) not in self.closed:
                    yield u, v

    def _step(self, u: int) -> int:
        if u not in self.cost:
            return 255
        if u in self.start and self.cost[u] == (0, self.start[u]):
            return 254
        if u in self.out:
            return 253
        ascending = sorted(self.neighbours[u])
        for at, v in enumerate(ascending):
            if v not in self.cost or (u, v) in self.closed:
                continue
            inside, after = self.cost[v]
            onward = (0, after + self.weight[u, v])
            if u in self.inside:
                onward = (inside + self.weight[u, v], after)
            elif (u, v) in self.zone:
                continue
            if self.cost[u] == onward:
                return at
        raise AssertionError(f"node {u} has a cost and no step that gives it")
