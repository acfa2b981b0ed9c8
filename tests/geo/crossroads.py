"""A town of nine crossings, 111 m apart: three streets east, three north, a site at two corners.

6 ─ 7 ─ 8     rows: South, Middle, North Street (ja: 南通り, 中通り, 北通り)
│   │   │     columns have no name but the middle one, Bridge Road (はし道)
3 ─ 4 ─ 5
│   │   │
0 ─ 1 ─ 2
"""

from typing import Any

import numpy as np

from geo.ground import Ground, bare_ground
from geo.sites import Places, Site, mask_of
from geo.street_building import build_graph
from geo.streets import BRIDGE, StreetGraph

LON, LAT = 13_900_000, 3_500_000
NAMES: tuple[dict[str, str], ...] = (
    {},
    {"ja": "南通り", "ja-simple": "みなみどおり", "en": "Minami-dōri"},
    {"ja": "中通り", "en": "Naka-dori"},
    {"ja": "北通り", "en": "Kita-dori"},
    {"ja": "はし道", "en": "Bridge Road"},
)
_EAST = [(at, at + 1, 1 + at // 3) for at in range(9) if at % 3 < 2]
_NORTH = [(at, at + 3, 4 if at % 3 == 1 else 0) for at in range(6)]
_EDGES = [*_EAST, *_NORTH]


def crossroads() -> tuple[StreetGraph, dict[int, int]]:
    """The graph, and its node by the number above. Each block is two edges with a node between."""
    lon = [LON + 122 * (at % 3) for at in range(9)]
    lat = [LAT + 100 * (at // 3) for at in range(9)]
    pairs: list[tuple[int, int]] = []
    names: list[int] = []
    flags: list[int] = []
    for u, v, name in _EDGES:
        middle = len(lon)
        lon.append((lon[u] + lon[v]) // 2)
        lat.append((lat[u] + lat[v]) // 2)
        pairs += [(u, middle), (middle, v)]
        names += [name, name]
        flags += [BRIDGE if (u, v) == (1, 4) else 0] * 2
    built = build_graph(lon, lat, pairs, [3] * len(pairs), flags, names, NAMES)
    return built.graph, {at: int(built.node_of[at]) for at in range(9)}


def places(graph: StreetGraph, nodes: dict[int, int], *corners: int) -> Places:
    """A site for floods and earthquakes at each of these corners: S0, S2, …"""

    def site(corner: int) -> Site:
        node = nodes[corner]
        at = (int(graph.lon5[node]), int(graph.lat5[node]))
        hazards = mask_of("flood", "earthquake")
        return Site(id=f"S{corner}", name={"ja": f"第{corner}"}, at=at, node=node, hazards=hazards)

    return Places(tuple(site(one) for one in corners))


def bare(graph: StreetGraph) -> Ground:
    return bare_ground(len(graph.edges))


def block(graph: StreetGraph, nodes: dict[int, int], u: int, v: int) -> list[int]:
    """The edges between two crossings that are neighbours."""
    lon = {int(graph.lon5[nodes[one]]) for one in (u, v)}
    lat = {int(graph.lat5[nodes[one]]) for one in (u, v)}
    ends: Any = graph.edges
    x, y = graph.lon5[ends], graph.lat5[ends]
    inside = (x >= min(lon)) & (x <= max(lon)) & (y >= min(lat)) & (y <= max(lat))
    return [int(one) for one in np.flatnonzero(inside.all(axis=1))]
