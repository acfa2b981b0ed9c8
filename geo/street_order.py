"""The numbering of street nodes: along chains that go straight on, because it packs best.

Neighbours along a street get neighbouring numbers, so that differences of coordinates and of node
numbers stay small. Only whoever writes a graph needs this; a reader takes any order.
"""

from math import hypot

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]


def chain_order(x: Ints, y: Ints, edges: Ints) -> Ints:
    """Old node numbers in their new order. x, y in any metric unit; edges (m, 2), no loops.

    Pieces come largest first, then by their first node; within a piece a depth-first walk from its
    first leaf (else first node), in the order of (y, x, old number), takes the unvisited neighbour
    that turns least, and goes back to the last node with one left when it is stuck.
    """
    if x.size == 0:
        return np.zeros(0, np.int64)
    rank = np.empty(x.size, np.int64)
    rank[np.lexsort((x, y))] = np.arange(x.size)
    neighbours = _neighbours(rank, edges)
    order: list[int] = []
    seen = bytearray(x.size)
    xs, ys = x.tolist(), y.tolist()
    for start in _starts(rank, edges).tolist():
        _walk(start, neighbours, xs, ys, seen, order)
    return np.array(order, dtype=np.int64)


def _neighbours(rank: Ints, edges: Ints) -> list[list[int]]:
    """Each node's neighbours in the order of their rank."""
    tails = np.concatenate((edges[:, 0], edges[:, 1]))
    heads = np.concatenate((edges[:, 1], edges[:, 0]))
    order = np.lexsort((rank[heads], tails))
    ends = np.cumsum(np.bincount(tails, minlength=rank.size)).tolist()
    sorted_heads = heads[order].tolist()
    return [sorted_heads[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def _starts(rank: Ints, edges: Ints) -> Ints:
    """One start for each piece, in the order in which the pieces are numbered."""
    ones = np.ones(len(edges), np.int8)
    matrix = coo_array((ones, (edges[:, 0], edges[:, 1])), shape=(rank.size, rank.size))
    pieces, piece_of = connected_components(matrix, directed=False)
    degree = np.bincount(edges.ravel(), minlength=rank.size)
    by_piece = np.lexsort((rank, degree != 1, piece_of))
    starts = by_piece[np.searchsorted(piece_of[by_piece], np.arange(pieces))]
    sizes = np.bincount(piece_of, minlength=pieces)
    chosen: Ints = starts[np.lexsort((rank[starts], -sizes))]
    return chosen


def _walk(
    start: int,
    neighbours: list[list[int]],
    xs: list[int],
    ys: list[int],
    seen: bytearray,
    order: list[int],
) -> None:
    """Appends a piece's nodes to `order` and marks them in `seen`."""
    seen[start] = 1
    order.append(start)
    stack = [start]
    forward = (0, 0)
    while stack:
        here = stack[-1]
        onward, direction = _straight_on(here, forward, neighbours[here], xs, ys, seen)
        if onward < 0:
            stack.pop()
            forward = (0, 0)
            continue
        seen[onward] = 1
        order.append(onward)
        stack.append(onward)
        forward = direction


def _straight_on(
    here: int,
    forward: tuple[int, int],
    neighbours: list[int],
    xs: list[int],
    ys: list[int],
    seen: bytearray,
) -> tuple[int, tuple[int, int]]:
    """The unvisited neighbour that turns least and the direction to it; −1 if none is left."""
    best, best_cosine, best_direction = -1, -2.0, (0, 0)
    for other in neighbours:
        if seen[other]:
            continue
        ahead, aside = xs[other] - xs[here], ys[other] - ys[here]
        length = hypot(ahead, aside) or 1.0
        cosine = (ahead * forward[0] + aside * forward[1]) / length
        if best < 0 or cosine > best_cosine:
            best, best_cosine, best_direction = other, cosine, (ahead, aside)
    return best, best_direction
