"""One way through a field: from where somebody stands, street by street, to where it ends.

The same choices as pwa/app/way/way.js. Lengths in metres, times in seconds.
"""

import math

import msgspec
import numpy as np

from geo import streets
from geo.errors import HanshoError
from geo.field import AT_SITE, INSIDE, NO_WAY, OUT, Field
from geo.streets import StreetGraph
from geo.walking import Walking

REACH_M = 150.0
PACE = 60.0  # metres in a minute; 43 for the frail, 80 for the brisk
BAND_PACE = 43.0
NIGHT = 1.2
_SLOWER = {streets.STAIRS: 2.0, streets.STEEP: 1.5}


class FieldAstray(HanshoError):
    """These steps are no field of this graph: they leave it or run in a circle. Compute it anew."""


class Foot(msgspec.Struct, frozen=True):
    """Where on a street somebody stands: `share` of the edge from its lower node u, 0 to 1."""

    edge: int
    share: float
    off_m: float


class Way(msgspec.Struct, frozen=True):
    """`edges[i]` leads to `nodes[i]` (after a first node without edge, where it starts at one).

    `seconds` at the pace asked for; `minutes_of_band` whole minutes at 43 m/min, as on the map.
    `out` tells that it ends where one is out of the zone for good, and not at a site.
    """

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    metres: float
    seconds: float
    minutes_of_band: int
    out: bool


def nearest_foot(graph: StreetGraph, lon: float, lat: float) -> Foot | None:
    """The nearest street of a point in degrees, the lowest edge on ties; None beyond 150 m."""
    if not len(graph.edges):
        return None
    x = (graph.lon5 - lon * 1e5) * graph.kx * 1e-6
    y = (graph.lat5 - lat * 1e5) * graph.ky * 1e-6
    u, v = graph.edges[:, 0], graph.edges[:, 1]
    east, north = x[v] - x[u], y[v] - y[u]
    square = east * east + north * north
    along = -(x[u] * east + y[u] * north)
    share = np.clip(np.divide(along, square, out=np.zeros_like(along), where=square > 0), 0, 1)
    off = np.hypot(x[u] + share * east, y[u] + share * north)
    edge = int(np.argmin(off))
    if off[edge] > REACH_M:
        return None
    return Foot(edge=edge, share=float(share[edge]), off_m=float(off[edge]))


def first_node(graph: StreetGraph, walking: Walking, field: Field, foot: Foot) -> int | None:
    """The better end of the street one stands on; of a closed one only the nearer. None: no way."""
    u, v = (int(node) for node in graph.edges[foot.edge])
    back, onward = foot.share, 1 - foot.share
    if walking.closed[foot.edge]:
        near = u if back <= onward else v
        return None if field.step[near] == NO_WAY else near
    unit = INSIDE if walking.zone[foot.edge] or field.inside[u] else 1
    to_u = _total(back * float(walking.back[foot.edge]) * unit, int(field.cost[u]))
    to_v = _total(onward * float(walking.onward[foot.edge]) * unit, int(field.cost[v]))
    if math.isinf(min(to_u, to_v)):
        return None
    return u if to_u <= to_v else v


def way_from_point(
    graph: StreetGraph,
    walking: Walking,
    field: Field,
    point: tuple[float, float],
    pace: float = PACE,
) -> Way | None:
    """The way from lon, lat in degrees. None: more than 150 m off the streets, or no way."""
    foot = nearest_foot(graph, *point)
    start = None if foot is None else first_node(graph, walking, field, foot)
    if foot is None or start is None:
        return None
    share = foot.share if start == graph.edges[foot.edge, 0] else 1 - foot.share
    return _followed(graph, field, start, pace, [(foot.edge, share)] if share > 0 else [])


def way(graph: StreetGraph, field: Field, start: int, pace: float = PACE) -> Way | None:
    """The way from a node on. None: no way. Raises `FieldAstray` for steps of no field."""
    return None if field.step[start] == NO_WAY else _followed(graph, field, start, pace, [])


def _total(cost: float, ahead: int) -> float:
    return math.inf if ahead < 0 else cost + ahead


def _followed(
    graph: StreetGraph, field: Field, start: int, pace: float, stretches: list[tuple[int, float]]
) -> Way:
    """`stretches`: (edge, share of its length) walked before `start`; continued to the end."""
    nodes = [start]
    while (step := int(field.step[nodes[-1]])) not in (AT_SITE, OUT):
        at = int(graph.arcs.start[nodes[-1]]) + step
        if at >= graph.arcs.start[nodes[-1] + 1] or len(nodes) > len(graph.lon5):
            raise FieldAstray(f"the step at node {nodes[-1]} leads nowhere; compute the field anew")
        nodes.append(int(graph.arcs.head[at]))
        stretches.append((int(graph.arcs.edge[at]), 1.0))
    lengths = [float(graph.length_dm[edge]) / 10 * share for edge, share in stretches]
    slowed = sum(
        length * _slower(int(graph.edge_flags[edge]))
        for length, (edge, _) in zip(lengths, stretches, strict=True)
    )
    return Way(
        nodes=tuple(nodes),
        edges=tuple(edge for edge, _ in stretches),
        metres=sum(lengths),
        seconds=slowed / pace * 60,
        minutes_of_band=math.floor(sum(lengths) / BAND_PACE),
        out=int(field.step[nodes[-1]]) == OUT,
    )


def _slower(flags: int) -> float:
    return max((factor for flag, factor in _SLOWER.items() if flags & flag), default=1.0)
