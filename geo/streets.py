"""The walking graph: every street as short straight edges, in integers.

Coordinates are `lon5, lat5` = floor(degrees · 10⁵ + 0.5); lengths are decimetres (dm). Walking is
undirected. Built by `geo.street_building`, packed by `geo.street_bytes`.
"""

from collections.abc import Mapping
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Names = Mapping[str, str]

CLASSES = {1: "main", 2: "tertiary", 3: "residential", 4: "footway", 5: "steps"}

STAIRS = 1
TUNNEL = 2
UNDERPASS = 4
BRIDGE = 8
LEVEL_CROSSING = 16
FORD = 32
NARROW = 64
WATERSIDE = 128
STEEP = 256
SEAWARD = 512  # towards the coast from u to v
SEAWARD_BACK = 1024  # towards the coast from v to u
STREAM = 2048
ALL_FLAGS = 4095

KY = 1_113_195  # micrometres in 10⁻⁵° of latitude, and of longitude at the equator
LONGEST_EDGE_M = 60  # an importer cuts longer ones
LONGEST_EDGE_DM = 620  # the same, allowing for rounded ends
MOST_NEIGHBOURS = 250
MOST_LON5 = 18_000_000
MOST_LAT5 = 9_000_000


class Arcs(msgspec.Struct, frozen=True, eq=False):
    """Both directions of every edge: those from node u are `start[u]` to `start[u + 1]`.

    `tail`, `head`, `edge` are (2m,); heads ascend within a node. Arc i runs u → v of its edge if
    `tail[i] < head[i]`.
    """

    start: NDArray[np.int32]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    edge: NDArray[np.int32]


class StreetGraph(msgspec.Struct, frozen=True, eq=False, dict=True):
    """n nodes; m edges with u < v, ascending by (u, v), none twice.

    `edge_name` is an index into `names`, of which the first is empty and stands for no name. `kx`
    is the number of micrometres in 10⁻⁵° of longitude in the middle of the city.
    """

    lon5: NDArray[np.int32]
    lat5: NDArray[np.int32]
    edges: NDArray[np.int32]
    edge_class: NDArray[np.uint8]
    edge_flags: NDArray[np.uint16]
    edge_name: NDArray[np.int32]
    names: tuple[Names, ...]
    kx: int
    ky: int = KY

    @cached_property
    def length_dm(self) -> NDArray[np.int32]:
        """(m,): rounded from whole millimetres, at least 1; the same wherever it is computed."""
        return lengths_dm(self.lon5, self.lat5, self.edges, self.kx, self.ky)

    @cached_property
    def arcs(self) -> Arcs:
        return _arcs(len(self.lon5), self.edges)


def middle_kx(lat5: NDArray[np.integer]) -> int:
    """Micrometres in 10⁻⁵° of longitude on the latitude midway between least and greatest."""
    middle = (int(lat5.min()) + int(lat5.max())) / 2 * 1e-5 if lat5.size else 0.0
    return max(1, round(KY * float(np.cos(np.radians(middle)))))


def lengths_dm(
    lon5: NDArray[np.integer],
    lat5: NDArray[np.integer],
    edges: NDArray[np.integer],
    kx: int,
    ky: int = KY,
) -> NDArray[np.int32]:
    """Straight lengths of edges (m, 2) in decimetres; of edges up to 90 km, exact by design."""
    u, v = edges[:, 0], edges[:, 1]
    x = (np.abs(lon5[u].astype(np.int64) - lon5[v]) * kx + 500) // 1000
    y = (np.abs(lat5[u].astype(np.int64) - lat5[v]) * ky + 500) // 1000
    millimetres = np.sqrt((x * x + y * y).astype(np.float64))
    lengths: NDArray[np.int32] = np.maximum(1, np.floor(millimetres / 100 + 0.5)).astype(np.int32)
    return lengths


def _arcs(n: int, edges: NDArray[np.int32]) -> Arcs:
    """Lower neighbours before upper ones: both ascend already, since edges do."""
    m = len(edges)
    by_upper = np.argsort(edges[:, 1], kind="stable")
    tail = np.concatenate((edges[by_upper, 1], edges[:, 0]))
    lower_first = np.argsort(tail, kind="stable")
    edge = np.concatenate((by_upper, np.arange(m)))[lower_first]
    head = np.concatenate((edges[by_upper, 0], edges[:, 1]))[lower_first]
    start = np.concatenate(([0], np.cumsum(np.bincount(tail, minlength=n))))
    return Arcs(
        start=start.astype(np.int32),
        tail=tail[lower_first],
        head=head.astype(np.int32),
        edge=edge.astype(np.int32),
    )
