"""Every street's way to safety: for each node the next one, one byte each, for one hazard.

The same bytes as pwa/app/way/field.js, from the same integers and the same tie-break. Nobody who is
out of the zone is led back into it; whoever is in it leaves by the least cost inside, and only then
by what follows. Both are one exact number: inside · 2²⁶ + after, in decimetres.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from geo.errors import HanshoError
from geo.ground import Bits, Ground
from geo.live import NOTHING_CHANGED, Live
from geo.sites import HAZARDS, Places
from geo.streets import StreetGraph
from geo.targets import start_costs
from geo.walking import Ints, Profile, Walking, walking_in

OUT = 253
AT_SITE = 254
NO_WAY = 255
INSIDE = 2**26
UNREACHED = -1
# Streets as long as this are no pocket that the water closes in.
LASTING_DM = 10_000


class FieldRefused(HanshoError):
    """A way is longer than a field can count; build smaller cities."""


class Field(msgspec.Struct, frozen=True, eq=False):
    """By node, each (n,). `step`: position of the next node among the neighbours, ascending, or
    `AT_SITE`, `OUT`, `NO_WAY`. `cost`: inside · 2²⁶ + after, `UNREACHED` without a way. `inside`:
    in the zone (or, before a tsunami, in a pocket that it closes in).
    """

    step: NDArray[np.uint8]
    cost: Ints
    inside: Bits


def field_in(
    graph: StreetGraph,
    ground: Ground,
    places: Places,
    hazard: str,
    live: Live = NOTHING_CHANGED,
    profile: Profile = Profile.DEFAULT,
) -> Field:
    """One hazard's field, with what holds just now. Raises `FieldRefused`."""
    closed, zone = live.closed_in(hazard), live.zone_for.get(hazard, ())
    walking = walking_in(graph, ground, hazard, profile, closed, zone)
    return field_of(graph, walking, start_costs(places, hazard, live), hazard == "tsunami")


def shipped_fields(graph: StreetGraph, ground: Ground, places: Places) -> dict[str, bytes]:
    """The fields of a bundle: of every hazard that somewhere has an end to lead to."""
    fields: dict[str, bytes] = {}
    for hazard in HAZARDS:
        step = field_in(graph, ground, places, hazard).step
        if (step != NO_WAY).any():
            fields[hazard] = step.tobytes()
    return fields


def field_of(graph: StreetGraph, walking: Walking, starts: dict[int, int], leaves: bool) -> Field:
    """`starts`: cost by node in decimetres. `leaves`: being out of a mapped zone is safety itself.

    Raises `FieldRefused` where a cost reaches 2²⁶ dm.
    """
    inside = _nodes_inside(graph, walking.zone)
    out = np.zeros(inside.size, np.bool_)
    if leaves and walking.has_zone:
        out = _out_for_good(graph, walking.zone, inside, starts)
        inside = ~out
    ends = np.full(inside.size, UNREACHED, np.int64)
    ends[list(starts)] = list(starts.values())
    cost = _costs(graph, walking, inside, np.where(out, 0, ends))
    step = _steps(graph, walking, inside, cost)
    step[out] = OUT
    step[(ends >= 0) & (ends == cost)] = AT_SITE
    return Field(step, cost, inside)


def _nodes_inside(graph: StreetGraph, zone: Bits) -> Bits:
    """A node is inside if it has edges and every one of them is in the zone."""
    inside = np.zeros(len(graph.lon5), np.bool_)
    inside[graph.edges[zone]] = True
    inside[graph.edges[~zone]] = False
    return inside


def _out_for_good(graph: StreetGraph, zone: Bits, inside: Bits, starts: dict[int, int]) -> Bits:
    """Outside nodes of pieces that last: 1,000 m of streets or more, or with a usable site.

    A street that is merely blocked divides no piece: the ground under it is as high as before.
    """
    dry = ~zone
    u, v = graph.edges[dry, 0], graph.edges[dry, 1]
    n = inside.size
    matrix = coo_array((np.ones(u.size, np.int8), (u, v)), shape=(n, n))
    pieces, piece_of = connected_components(matrix, directed=False)
    metres = np.bincount(piece_of[u], weights=graph.length_dm[dry], minlength=pieces)
    lasts = metres >= LASTING_DM
    with_site = np.fromiter(starts, np.int64)
    lasts[piece_of[with_site[~inside[with_site]]]] = True
    out: Bits = ~inside & lasts[piece_of]
    return out


def _costs(graph: StreetGraph, walking: Walking, inside: Bits, ends: Ints) -> Ints:
    """Dijkstra from all ends at once, against the walking direction. Exact: whole numbers < 2⁵³."""
    n = inside.size
    arcs = graph.arcs
    weight = _weights(graph, walking, inside, against=True)
    walked = weight > 0
    before = np.concatenate(([0], np.cumsum(walked)))[arcs.start]
    sources = np.flatnonzero(ends >= 0)
    # One more node leads to every end. Its arcs are 1 too long: a matrix keeps no arc of length 0.
    matrix = csr_array(
        (
            np.concatenate((weight[walked], ends[sources] + 1)).astype(np.float64),
            np.concatenate((arcs.head[walked], sources)).astype(np.int32),
            np.append(before, before[-1] + sources.size).astype(np.int32),
        ),
        shape=(n + 1, n + 1),
    )
    reached = dijkstra(matrix, directed=True, indices=n)[:n] - 1
    finite = np.isfinite(reached)
    if (finite & (reached >= np.where(inside, INSIDE * INSIDE, INSIDE))).any():
        raise FieldRefused("a way is longer than a field can count; build smaller cities")
    return np.where(finite, reached, UNREACHED).astype(np.int64)


def _weights(graph: StreetGraph, walking: Walking, inside: Bits, against: bool) -> Ints:
    """By arc, what walking it costs, −1 where nobody walks. `against`: from head to tail."""
    arcs = graph.arcs
    forward = (arcs.tail < arcs.head) != against
    cost = np.where(forward, walking.onward[arcs.edge], walking.back[arcs.edge])
    leaves_from = inside[arcs.head if against else arcs.tail]
    walked = ~walking.closed[arcs.edge] & (leaves_from | ~walking.zone[arcs.edge])
    return np.where(walked, np.where(leaves_from, cost * INSIDE, cost), -1)


def _steps(graph: StreetGraph, walking: Walking, inside: Bits, cost: Ints) -> NDArray[np.uint8]:
    """The lowest of the next nodes with which a node's cost is reached: heads ascend in a node."""
    arcs = graph.arcs
    weight = _weights(graph, walking, inside, against=False)
    ahead = cost[arcs.head]
    fits = np.flatnonzero((weight > 0) & (ahead >= 0) & (weight + ahead == cost[arcs.tail]))
    tails = arcs.tail[fits]
    first = np.concatenate(([True], tails[1:] != tails[:-1])) if tails.size else np.zeros(0, bool)
    step = np.full(inside.size, NO_WAY, np.uint8)
    step[tails[first]] = (fits - arcs.start[tails])[first]
    return step
