"""The least cost from every node, for one hazard, by a plain Dijkstra over pairs.

A cost is (decimetres inside the zone, decimetres after it), compared in this order: who is inside
leaves by the shortest time inside; who is out never goes back in.
"""

import heapq
from collections.abc import Iterable, Mapping

import msgspec

from service.bench.ways.net import Net, Piece
from service.bench.ways.town import Door, JudgedTown

Cost = tuple[int, int]

_CLOSED_BY = {
    "flood": {"underpass", "ford"},
    "inland_flood": {"underpass", "ford"},
    "storm_surge": {"underpass", "ford"},
    "tsunami": {"underpass"},
}
_WET = ("flood", "inland_flood", "storm_surge")
_TENTHS = {
    "flood": {"bridge": 40},
    "inland_flood": {"bridge": 20},
    "storm_surge": {"bridge": 40, "seaward": 40},
    "landslide": {"steep": 30, "stream": 40},
    "earthquake": {
        "tunnel": 50, "underpass": 50, "level_crossing": 30, "narrow": 20, "bridge": 20,
    },
    "tsunami": {"waterside": 40, "seaward": 40, "bridge": 20},
    "fire": {"narrow": 30, "tunnel": 30},
    "volcano": {"stream": 40, "steep": 20},
}  # fmt: skip
_EVERYWHERE = {"stairs": 15, "steep": 15}
_PREFER_OPEN = {"flood", "landslide", "storm_surge", "inland_flood"}
_UNSURE_DM = 5_000
_LASTING_DM = 10_000


class Situation(msgspec.Struct, frozen=True):
    """What the town has said: state by site id (open, full, closed), closed pieces by number, and
    decimetres added for capacity by site id and hazard.
    """

    states: Mapping[str, str] = {}
    closed: frozenset[int] = frozenset()
    spread: Mapping[str, Mapping[str, int]] = {}


class Solved(msgspec.Struct):
    """`costs[node]`: None without a way. `starts[node]`: least cost to begin with at a site there.
    `saved`: nodes where one is out of the zone for good. The last three hold numbers of pieces.
    """

    hazard: str
    costs: list[Cost | None]
    inside: list[bool]
    saved: set[int]
    starts: dict[int, int]
    closed: set[int]
    zone: set[int]
    costly: set[int]


def solve(town: JudgedTown, hazard: str, situation: Situation) -> Solved:
    """All nodes of the town at once."""
    net, ground = town.net, town.grounds.get(hazard, {})
    numbered = list(enumerate(net.pieces))
    closed = {n for n, one in numbered if one.words & _CLOSED_BY.get(hazard, set())}
    zone = {n for n, one in numbered if hazard in _WET and "waterside" in one.words}
    zone |= ground.get("zone", set())
    inside = [bool(b) and all(n in zone for _, n in b) for b in net.beside]
    starts = start_costs(town.doors, hazard, situation)
    saved: set[int] = set()
    if hazard == "tsunami" and hazard in town.mapped:
        saved = _saved(net, inside, zone, starts)
        inside = [node not in saved for node in range(len(inside))]
    solved = Solved(
        hazard=hazard,
        costs=[None] * len(inside),
        inside=inside,
        saved=saved,
        starts=starts,
        closed=closed | ground.get("closed", set()) | situation.closed,
        zone=zone,
        costly=ground.get("costly", set()),
    )
    _spread_out(net, solved)
    return solved


def cost_of(hazard: str, piece: Piece, here: int, is_costly: bool) -> int:
    """Decimetres that walking the piece from node `here` counts."""
    words = set(piece.words)
    if piece.seaward if here == piece.a else piece.landward:
        words.add("seaward")
    table = _TENTHS[hazard]
    tenths = [_EVERYWHERE[word] for word in words if word in _EVERYWHERE]
    tenths += [table[word] for word in words if word in table]
    tenths += [40] if is_costly else []
    return max(1, (piece.length * max(tenths, default=10) + 5) // 10)


def takes_people(state: str, hazard: str) -> bool:
    return state != "closed" and (state != "full" or hazard == "tsunami")


def start_costs(doors: Iterable[Door], hazard: str, situation: Situation) -> dict[int, int]:
    starts: dict[int, int] = {}
    for door in doors:
        cost = start_cost(door, hazard, situation)
        if cost is not None:
            starts[door.node] = min(cost, starts.get(door.node, cost))
    return starts


def start_cost(door: Door, hazard: str, situation: Situation) -> int | None:
    """None: nobody may be sent there."""
    state = situation.states.get(door.site.id, "unknown")
    if hazard not in door.site.hazards or not takes_people(state, hazard):
        return None
    extra = 0 if hazard == "tsunami" else situation.spread.get(door.site.id, {}).get(hazard, 0)
    unsure = _UNSURE_DM if hazard in _PREFER_OPEN and state != "open" else 0
    return door.off + extra + unsure


def _saved(net: Net, inside: list[bool], zone: set[int], starts: dict[int, int]) -> set[int]:
    """Nodes outside in a part with 1,000 m of streets outside the zone, or with a usable site."""
    saved: set[int] = set()
    seen: set[int] = set()
    for start in range(len(inside)):
        if inside[start] or start in seen:
            continue
        part, streets, waiting = {start}, set(), [start]
        while waiting:
            for other, number in net.beside[waiting.pop()]:
                if number not in zone:
                    streets.add(number)
                    if other not in part:
                        part.add(other)
                        waiting.append(other)
        seen |= part
        if sum(net.pieces[n].length for n in streets) >= _LASTING_DM or part & starts.keys():
            saved |= part
    return saved


def _spread_out(net: Net, solved: Solved) -> None:
    """Backwards from all ends at once; a step from an outside node never uses the zone."""
    waiting: list[tuple[Cost, int]] = [((0, 0), node) for node in solved.saved]
    waiting += [((0, c), node) for node, c in solved.starts.items() if node not in solved.saved]
    heapq.heapify(waiting)
    while waiting:
        cost, there = heapq.heappop(waiting)
        if solved.costs[there] is not None:
            continue
        solved.costs[there] = cost
        for here, number in net.beside[there]:
            if solved.costs[here] is not None or number in solved.closed:
                continue
            piece = net.pieces[number]
            step = cost_of(solved.hazard, piece, here, number in solved.costly)
            if solved.inside[here]:
                heapq.heappush(waiting, ((cost[0] + step, cost[1]), here))
            elif number not in solved.zone and not solved.inside[there]:
                heapq.heappush(waiting, ((0, cost[1] + step), here))
