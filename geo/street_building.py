"""A graph from streets in any order: numbered anew, doubled edges joined, loops left out."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo import streets
from geo.street_order import chain_order
from geo.streets import Ints, Names, StreetGraph, lengths_dm, middle_kx


class Numbered(msgspec.Struct, frozen=True, eq=False):
    """A graph, and where what was given went: `graph.lon5[node_of[i]] == lon5[i]`.

    `edge_of[j]` is the edge that the given edge j became: doubled ones share one, loops are −1.
    `turned[j]` tells that it runs the other way there (its seaward bits are turned already).
    """

    graph: StreetGraph
    node_of: Ints
    edge_of: Ints
    turned: NDArray[np.bool_]


class _Given(msgspec.Struct, frozen=True, eq=False):
    lon5: Ints
    lat5: Ints
    edges: Ints
    classes: Ints
    flags: Ints
    name: Ints


def build_graph(
    lon5: ArrayLike,
    lat5: ArrayLike,
    edges: ArrayLike,
    classes: ArrayLike,
    flags: ArrayLike,
    name: ArrayLike,
    names: Sequence[Names],
) -> Numbered:
    """A graph from nodes (n,) and edges (m, 2) in any order; `names[0]` is the empty name.

    Edges between the same two nodes become one: with all their flags, the lowest class and the
    first name that is not empty. SEAWARD of a given edge means from its first node to its second.
    Raises ValueError for what a graph cannot hold: more than 250 neighbours, edges longer than
    60 m (allowing for rounding), positions, nodes, classes, flags or names that do not exist.
    """
    given = _Given(
        lon5=np.asarray(lon5, np.int64),
        lat5=np.asarray(lat5, np.int64),
        edges=np.asarray(edges, np.int64).reshape(-1, 2),
        classes=np.asarray(classes, np.int64),
        flags=np.asarray(flags, np.int64),
        name=np.asarray(name, np.int64),
    )
    _check_given(given, names)
    kx = middle_kx(given.lat5)
    real = given.edges[:, 0] != given.edges[:, 1]
    order = chain_order(given.lon5 * kx, given.lat5 * streets.KY, given.edges[real])
    node_of = np.empty(order.size, np.int64)
    node_of[order] = np.arange(order.size)
    numbered = node_of[given.edges]
    turned = numbered[:, 0] > numbered[:, 1]
    edge_of, joined = _joined(numbered, turned, real, given)
    graph = StreetGraph(
        lon5=given.lon5[order].astype(np.int32),
        lat5=given.lat5[order].astype(np.int32),
        edges=joined.edges.astype(np.int32),
        edge_class=joined.classes.astype(np.uint8),
        edge_flags=joined.flags.astype(np.uint16),
        edge_name=joined.name.astype(np.int32),
        names=tuple(dict(each) for each in names),
        kx=kx,
    )
    check_limits(graph)
    return Numbered(graph, node_of, edge_of, turned)


def turned_flags(flags: Ints) -> Ints:
    """Flags of edges looked at from their other end: the two seaward bits change places."""
    kept = flags & ~(streets.SEAWARD | streets.SEAWARD_BACK)
    onward = np.where(flags & streets.SEAWARD, streets.SEAWARD_BACK, 0)
    return kept | onward | np.where(flags & streets.SEAWARD_BACK, streets.SEAWARD, 0)


def check_limits(graph: StreetGraph) -> None:
    """Raises ValueError for a node with too many neighbours or an edge that is too long."""
    if not len(graph.edges):
        return
    neighbours = np.bincount(graph.edges.ravel())
    if neighbours.max() > streets.MOST_NEIGHBOURS:
        raise ValueError(
            f"a node has {neighbours.max()} neighbours, and a field's byte tells only"
            f" {streets.MOST_NEIGHBOURS} apart; join streets that are the same"
        )
    longest = int(lengths_dm(graph.lon5, graph.lat5, graph.edges, graph.kx, graph.ky).max())
    if longest > streets.LONGEST_EDGE_DM:
        raise ValueError(
            f"an edge is {longest / 10} m long; cut edges into parts of at most"
            f" {streets.LONGEST_EDGE_M} m"
        )


def _check_given(given: _Given, names: Sequence[Names]) -> None:
    n, m = given.lon5.size, len(given.edges)
    if given.lat5.size != n or {given.classes.size, given.flags.size, given.name.size} != {m}:
        raise ValueError("every node needs lon5 and lat5, every edge a class, flags and a name")
    if not names or dict(names[0]):
        raise ValueError("the first of the names is the empty one, {}")
    _check_range("lon5", given.lon5, -streets.MOST_LON5, streets.MOST_LON5)
    _check_range("lat5", given.lat5, -streets.MOST_LAT5, streets.MOST_LAT5)
    _check_range("an end of an edge", given.edges, 0, n - 1)
    _check_range("a class", given.classes, min(streets.CLASSES), max(streets.CLASSES))
    _check_range("flags", given.flags, 0, streets.ALL_FLAGS)
    _check_range("a name's index", given.name, 0, len(names) - 1)


def _check_range(what: str, values: Ints, least: int, most: int) -> None:
    if values.size and not (least <= values.min() and values.max() <= most):
        raise ValueError(f"{what} is outside {least} to {most}: {values.min()} to {values.max()}")


class _Joined(msgspec.Struct, frozen=True, eq=False):
    edges: Ints
    classes: Ints
    flags: Ints
    name: Ints


def _joined(
    numbered: Ints, turned: NDArray[np.bool_], real: NDArray[np.bool_], given: _Given
) -> tuple[Ints, _Joined]:
    """Where each given edge went, and the edges ascending by (u, v), none of them twice."""
    n = max(given.lon5.size, 1)
    keys, went = np.unique(
        (numbered.min(axis=1) * n + numbered.max(axis=1))[real], return_inverse=True
    )
    classes = np.full(keys.size, max(streets.CLASSES), np.int64)
    np.minimum.at(classes, went, given.classes[real])
    flags = np.zeros(keys.size, np.int64)
    np.bitwise_or.at(flags, went, np.where(turned, turned_flags(given.flags), given.flags)[real])
    name = np.zeros(keys.size, np.int64)
    last_first = np.flatnonzero(given.name[real])[::-1]
    name[went[last_first]] = given.name[real][last_first]
    edge_of = np.full(real.size, -1, np.int64)
    edge_of[real] = went
    return edge_of, _Joined(np.stack((keys // n, keys % n), axis=1), classes, flags, name)
