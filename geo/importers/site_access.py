"""Where a site is entered from the streets."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from geo.importers.street_cutting import flat
from geo.streets import Ints, StreetGraph

FARTHEST_M = 150.0
LEAST_PIECE = 50
_ROUNDING_M = 0.1


class Access:
    """Access nodes: the nearest in a piece of at least 50 nodes, the lowest number on ties."""

    def __init__(self, graph: StreetGraph) -> None:
        self._graph = graph
        self._usable = np.flatnonzero(_piece_sizes(graph) >= LEAST_PIECE)
        at = flat(graph.lon5, graph.lat5, graph.kx)
        self._tree = KDTree(at[self._usable]) if self._usable.size else None

    def of(self, at: tuple[int, int]) -> tuple[int, int] | None:
        """Node and straight decimetres from (lon5, lat5); None if over 150 m off."""
        if self._tree is None:
            return None
        here = flat(np.array([at[0]]), np.array([at[1]]), self._graph.kx)[0]
        nearest, _ = self._tree.query(here)
        if nearest > FARTHEST_M + _ROUNDING_M:
            return None
        # Floats only narrow the choice: whole millimetres decide.
        around = self._usable[self._tree.query_ball_point(here, nearest + _ROUNDING_M)]
        squared = self._squared_mm(at, around)
        best = int(np.lexsort((around, squared))[0])
        decimetres = int(np.floor(np.sqrt(float(squared[best])) / 100 + 0.5))
        return (int(around[best]), decimetres) if decimetres <= FARTHEST_M * 10 else None

    def _squared_mm(self, at: tuple[int, int], nodes: Ints) -> Ints:
        graph = self._graph
        x = (np.abs(graph.lon5[nodes].astype(np.int64) - at[0]) * graph.kx + 500) // 1000
        y = (np.abs(graph.lat5[nodes].astype(np.int64) - at[1]) * graph.ky + 500) // 1000
        squared: Ints = x * x + y * y
        return squared


def _piece_sizes(graph: StreetGraph) -> NDArray[np.int64]:
    """(n,): how many nodes hang together with each."""
    n = len(graph.lon5)
    ones = np.ones(len(graph.edges), np.int8)
    matrix = coo_array((ones, (graph.edges[:, 0], graph.edges[:, 1])), shape=(n, n))
    _, piece_of = connected_components(matrix, directed=False)
    sizes: NDArray[np.int64] = np.bincount(piece_of, minlength=1)[piece_of]
    return sizes
