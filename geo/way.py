"""One way through a field: from a node, street by street, to where it ends.

The same choices as pwa/app/way/way.js. Lengths in metres, times in seconds.
"""

import math

import msgspec

from geo import streets
from geo.errors import HanshoError
from geo.field import AT_SITE, NO_WAY, OUT, Field
from geo.streets import StreetGraph

PACE = 60.0  # metres in a minute; 43 for the frail, 80 for the brisk
BAND_PACE = 43.0
_SLOWER = {streets.STAIRS: 2.0, streets.STEEP: 1.5}


class FieldAstray(HanshoError):
    """These steps are no field of this graph: they leave it or run in a circle. Compute it anew."""


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


def way(graph: StreetGraph, field: Field, start: int, pace: float = PACE) -> Way | None:
    """The way from a node on. None: no way. Raises `FieldAstray` for steps of no field."""
    return None if field.step[start] == NO_WAY else _followed(graph, field, start, pace)


def _followed(graph: StreetGraph, field: Field, start: int, pace: float) -> Way:
    nodes, edges = [start], list[int]()
    while (step := int(field.step[nodes[-1]])) not in (AT_SITE, OUT):
        at = int(graph.arcs.start[nodes[-1]]) + step
        if at >= graph.arcs.start[nodes[-1] + 1] or len(nodes) > len(graph.lon5):
            raise FieldAstray(f"the step at node {nodes[-1]} leads nowhere; compute the field anew")
        nodes.append(int(graph.arcs.head[at]))
        edges.append(int(graph.arcs.edge[at]))
    lengths = [float(graph.length_dm[edge]) / 10 for edge in edges]
    slowed = sum(
        length * _slower(int(graph.edge_flags[edge]))
        for length, edge in zip(lengths, edges, strict=True)
    )
    return Way(
        nodes=tuple(nodes),
        edges=tuple(edges),
        metres=sum(lengths),
        seconds=slowed / pace * 60,
        minutes_of_band=math.floor(sum(lengths) / BAND_PACE),
        out=int(field.step[nodes[-1]]) == OUT,
    )


def _slower(flags: int) -> float:
    return max((factor for flag, factor in _SLOWER.items() if flags & flag), default=1.0)
