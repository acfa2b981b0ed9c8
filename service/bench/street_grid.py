"""A large graph to measure on: blocks with bent streets, a flood zone and sites, in any size.

Not a believable town (`hansho city build --fictional` makes one), but of the same mesh: about 1.15
edges a node, most of them between crossings. The same for the same size.
"""

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo import streets
from geo.ground import Ground, HazardLayers, bare_ground
from geo.sites import NUMBER_OF, Places, Site
from geo.street_building import build_graph
from geo.streets import StreetGraph

HAZARD = "flood"
_BENDS = 2  # nodes along a street between two crossings
_KEPT = 0.85  # share of the mesh's streets that exist
_NODES_PER_CROSSING = 1 + 2 * _KEPT * _BENDS
_STEP5 = 34
_WEST5, _SOUTH5 = 13_660_000, 3_650_000
_NODES_PER_SITE = 300
_SEED = 20


class Grid(msgspec.Struct, frozen=True, eq=False):
    """A graph of about the size asked for, its ground and its sites (all usable for `HAZARD`)."""

    graph: StreetGraph
    ground: Ground
    places: Places


def street_grid(nodes: int) -> Grid:
    """About `nodes` nodes. Raises ValueError below 100."""
    if nodes < 100:
        raise ValueError("a grid to measure on has at least 100 nodes")
    chance = np.random.default_rng(_SEED)
    side = max(3, round(math.sqrt(nodes / _NODES_PER_CROSSING)))
    lon5, lat5, edges = _mesh(side, chance)
    m = len(edges)
    flags = np.zeros(m, np.int64)
    for flag, share in ((streets.STAIRS, 0.02), (streets.BRIDGE, 0.01), (streets.UNDERPASS, 0.002)):
        flags[chance.random(m) < share] |= flag
    none = np.zeros(m, np.int64)
    graph = build_graph(lon5, lat5, edges, none + 3, flags, none, [{}]).graph
    return Grid(graph=graph, ground=_ground(graph), places=_places(graph, chance))


def _mesh(
    side: int, chance: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """lon5, lat5 (n,) and edges (m, 2): crossings in a square, streets of `_BENDS` + 1 edges."""
    crossing = np.arange(side * side).reshape(side, side)
    east = np.stack((crossing[:, :-1].ravel(), crossing[:, 1:].ravel()), axis=1)
    north = np.stack((crossing[:-1].ravel(), crossing[1:].ravel()), axis=1)
    ends = np.concatenate((east, north))
    ends = ends[chance.random(len(ends)) < _KEPT]
    step = _STEP5 * (_BENDS + 1)
    at = np.stack((crossing.ravel() % side, crossing.ravel() // side), axis=1) * step
    at = at + chance.integers(-12, 13, at.shape)
    share = (np.arange(1, _BENDS + 1) / (_BENDS + 1))[None, :, None]
    bends = at[ends[:, 0], None] * (1 - share) + at[ends[:, 1], None] * share
    bends = bends + chance.integers(-3, 4, bends.shape)
    inner = len(at) + np.arange(len(ends) * _BENDS).reshape(-1, _BENDS)
    chain = np.concatenate((ends[:, :1], inner, ends[:, 1:]), axis=1)
    edges = np.stack((chain[:, :-1], chain[:, 1:]), axis=2).reshape(-1, 2)
    points = np.concatenate((at, bends.reshape(-1, 2))).round().astype(np.int64)
    return points[:, 0] + _WEST5, points[:, 1] + _SOUTH5, edges


def _ground(graph: StreetGraph) -> Ground:
    """A river's plain across the middle, a twelfth of the city: zone for `HAZARD`."""
    south, north = int(graph.lat5.min()), int(graph.lat5.max())
    middle, half = (south + north) // 2, (north - south) // 24
    away = np.abs(graph.lat5[graph.edges].astype(np.int64) - middle)
    wet = np.asarray((away <= half).any(axis=1), np.bool_)
    bare = bare_ground(len(graph.edges))
    layer = bare.layers[NUMBER_OF[HAZARD]]
    layers = list(bare.layers)
    layers[NUMBER_OF[HAZARD]] = HazardLayers(True, wet, layer.closed, layer.costly)
    return Ground(tuple(layers))


def _places(graph: StreetGraph, chance: np.random.Generator) -> Places:
    n = len(graph.lon5)
    nodes = chance.choice(n, max(1, n // _NODES_PER_SITE), replace=False)
    return Places(
        tuple(
            Site(
                id=f"s{number}",
                name={"en": f"Site {number}"},
                at=(int(graph.lon5[node]), int(graph.lat5[node])),
                node=int(node),
                hazards=1 << NUMBER_OF[HAZARD],
            )
            for number, node in enumerate(nodes)
        )
    )
