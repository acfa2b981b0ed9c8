"""Section GRPH of the city bundle: the walking graph packed, byte by byte as docs/formats.md says.

Names and kx, ky are kept beside it (NAME, HEAD). Lengths follow from coordinates and are not kept.
"""

from collections.abc import Sequence

import numpy as np

from geo import streets
from geo.street_building import check_limits
from geo.streets import Ints, Names, StreetGraph
from geo.varints import VarintReader, runs_of, unzigzag, uvarints, zigzag

_MOST_NODES = 4_000_000
_MOST_EDGES = 8_000_000


def encode_streets(graph: StreetGraph) -> bytes:
    """The bytes of section GRPH."""
    n, m = len(graph.lon5), len(graph.edges)
    return b"".join(
        (
            uvarints([n, m]),
            uvarints(zigzag(np.diff(graph.lon5.astype(np.int64), prepend=0))),
            uvarints(zigzag(np.diff(graph.lat5.astype(np.int64), prepend=0))),
            uvarints(_upper_neighbours(n, graph.edges.astype(np.int64))),
            uvarints(np.stack(runs_of(graph.edge_class), axis=1)),
            uvarints(np.stack(runs_of(graph.edge_flags), axis=1)),
            uvarints(np.stack(runs_of(graph.edge_name), axis=1)),
        )
    )


def decode_streets(raw: bytes, names: Sequence[Names], kx: int, ky: int) -> StreetGraph:
    """Reads section GRPH. Raises `geo.unreadable.BytesUnreadable` for anything else."""
    reader = VarintReader(raw, "the street graph")
    n = reader.one(_MOST_NODES, "the number of nodes")
    m = reader.one(_MOST_EDGES, "the number of edges")
    lon5 = _coordinates(reader, n, streets.MOST_LON5)
    lat5 = _coordinates(reader, n, streets.MOST_LAT5)
    edges = _edges(reader, n, m)
    classes = reader.runs(m, max(streets.CLASSES), "class")
    flags = reader.runs(m, streets.ALL_FLAGS, "flags")
    name = reader.runs(m, max(len(names) - 1, 0), "name")
    reader.end()
    if m and classes.min() < min(streets.CLASSES):
        raise reader.fault("an edge has class 0")
    graph = StreetGraph(
        lon5=lon5.astype(np.int32),
        lat5=lat5.astype(np.int32),
        edges=edges.astype(np.int32),
        edge_class=classes.astype(np.uint8),
        edge_flags=flags.astype(np.uint16),
        edge_name=name.astype(np.int32),
        names=tuple(names),
        kx=kx,
        ky=ky,
    )
    try:
        check_limits(graph)
    except ValueError as error:
        raise reader.fault(str(error)) from error
    return graph


def _coordinates(reader: VarintReader, n: int, most: int) -> Ints:
    values: Ints = np.cumsum(unzigzag(reader.take(n)))
    if n and max(-int(values.min()), int(values.max())) > most:
        raise reader.fault("a coordinate is outside the world")
    return values


def _upper_neighbours(n: int, edges: Ints) -> Ints:
    """For each node the number of its upper neighbours, then the gaps to them."""
    m = len(edges)
    counts = np.bincount(edges[:, 0], minlength=n)
    gaps = edges[:, 1] - edges[:, 0]
    follows = np.flatnonzero(edges[1:, 0] == edges[:-1, 0]) + 1
    gaps[follows] = edges[follows, 1] - edges[follows - 1, 1]
    woven = np.empty(n + m, np.int64)
    woven[np.arange(n) + np.cumsum(counts) - counts] = counts
    woven[np.arange(m) + edges[:, 0] + 1] = gaps
    return woven


def _edges(reader: VarintReader, n: int, m: int) -> Ints:
    woven = reader.take(n + m).tolist()
    uppers: list[int] = []
    counts: list[int] = []
    at = 0
    for node in range(n):
        count = woven[at] if at < n + m else m + 1
        if at + count >= n + m + (node == n - 1):
            raise reader.fault("neighbours and edges do not agree in number")
        counts.append(count)
        upper = node
        for gap in woven[at + 1 : at + 1 + count]:
            if gap == 0:
                raise reader.fault("a neighbour is named twice")
            upper += gap
            uppers.append(upper)
        at += 1 + count
    if at != n + m or (m and max(uppers) >= n):
        raise reader.fault("a neighbour does not exist")
    return np.stack((np.repeat(np.arange(n), counts), np.array(uppers, np.int64)), axis=1)
