"""Streets as people name them: stretches from one crossing to the next, found by name or place.

A stretch ends at every crossing, and where name, class or kind (bridge, tunnel, stairs, …) changes.
"""

import unicodedata

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo import streets
from geo.closing import Edges
from geo.streets import StreetGraph

_KINDS = (
    streets.STAIRS
    | streets.TUNNEL
    | streets.UNDERPASS
    | streets.BRIDGE
    | streets.LEVEL_CROSSING
    | streets.FORD
)
_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {one: one - ord("ァ") + ord("ぁ") for one in _KATAKANA}


class Stretch(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """`number`: its lowest edge, which names it in this graph. `edges` ascend, shape (k,).

    `name`, `between`: positions in `graph.names`: its own (0: none), and those of other streets at
    its ends, ascending. `flags` as in `geo.streets`; `length_dm` in decimetres.
    """

    number: int
    edges: Edges
    name: int
    between: tuple[int, ...]
    edge_class: int
    flags: int
    length_dm: int


class Stretches:
    """All stretches of one graph. Any thread."""

    def __init__(self, graph: StreetGraph) -> None:
        self._graph = graph
        self._is_end, self._of = _divided(graph)
        order = np.argsort(self._of, kind="stable")
        self._edges = order
        self._start = np.concatenate(([0], np.cumsum(np.bincount(self._of)))).astype(np.int64)
        self._folded = tuple(tuple(folded(one) for one in names.values()) for names in graph.names)

    def numbered(self, number: int) -> Stretch | None:
        """None where no stretch has this number: it belongs to another city."""
        if not 0 <= number < len(self._of):
            return None
        found = self._stretch(int(self._of[number]))
        return found if found.number == number else None

    def of(self, edges: Edges) -> tuple[Stretch, ...]:
        """The stretches that these edges belong to, in the order of their numbers."""
        found = [self._stretch(int(one)) for one in np.unique(self._of[edges])]
        return tuple(sorted(found, key=lambda one: one.number))

    def called(self, text: str) -> tuple[Stretch, ...]:
        """Those whose name, in any language, holds this text: capitals, marks and gaps apart."""
        wanted = folded(text)
        if not wanted:
            return ()
        meant = [
            index for index, names in enumerate(self._folded) if any(wanted in one for one in names)
        ]
        return self.of(np.flatnonzero(np.isin(self._graph.edge_name, meant)))

    def _stretch(self, index: int) -> Stretch:
        graph = self._graph
        edges = self._edges[self._start[index] : self._start[index + 1]]
        first = int(edges[0])
        name = int(graph.edge_name[first])
        return Stretch(
            number=first,
            edges=edges,
            name=name,
            between=self._between(edges, name),
            edge_class=int(graph.edge_class[first]),
            flags=int(graph.edge_flags[first]) & _KINDS,
            length_dm=int(graph.length_dm[edges].sum()),
        )

    def _between(self, edges: Edges, name: int) -> tuple[int, ...]:
        graph = self._graph
        nodes = np.unique(graph.edges[edges])
        found: set[int] = set()
        for node in nodes[self._is_end[nodes]]:
            there = graph.arcs.edge[graph.arcs.start[node] : graph.arcs.start[node + 1]]
            found.update(int(one) for one in graph.edge_name[there])
        return tuple(sorted(found - {0, name}))


def folded(text: str) -> str:
    """For comparing names: without capitals, marks, gaps and hyphens; katakana as hiragana."""
    whole = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in whole if one.isalnum() or one in "ーゝゞヽヾ々\u3099\u309a")
    return unicodedata.normalize("NFC", kept.translate(_TO_HIRAGANA))


def _divided(graph: StreetGraph) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """By node, whether stretches end there; by edge, the index of its stretch."""
    arcs, n, m = graph.arcs, len(graph.lon5), len(graph.edges)
    through = np.flatnonzero(np.diff(arcs.start) == 2)
    one = arcs.edge[arcs.start[through]]
    other = arcs.edge[arcs.start[through] + 1]
    kinds = graph.edge_flags & _KINDS
    goes_on = (
        (graph.edge_name[one] == graph.edge_name[other])
        & (graph.edge_class[one] == graph.edge_class[other])
        & (kinds[one] == kinds[other])
    )
    is_end = np.ones(n, np.bool_)
    is_end[through[goes_on]] = False
    joined = coo_array(
        (np.ones(int(goes_on.sum()), np.int8), (one[goes_on], other[goes_on])), shape=(m, m)
    )
    _, labels = connected_components(joined, directed=False)
    return is_end, labels.astype(np.int64)
