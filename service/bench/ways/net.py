"""The net of streets in whole numbers: positions in 10⁻⁵°, lengths in decimetres, pieces ≤ 60 m."""

import math
from itertools import pairwise

import msgspec

from service.bench.ways.footways import dangers_at, dangers_of, is_locked
from service.bench.ways.raw_map import RawMap

Spot = tuple[int, int]
MICROMETRES_NORTH = 1_113_195
_LONGEST_MM = 60_000


class Piece(msgspec.Struct):
    """A straight piece between two nodes, in the direction a → b of its way. `words`: dangers;
    `seaward` and `landward`: whether a → b leads towards the coast, or b → a does.
    """

    a: int
    b: int
    length: int
    words: set[str]
    seaward: bool = False
    landward: bool = False


class Net(msgspec.Struct):
    """`spots[node]`: position. `beside[node]`: (other node, number of the piece)."""

    spots: list[Spot]
    pieces: list[Piece]
    beside: list[list[tuple[int, int]]]
    micrometres_east: int

    def metres(self, spot: Spot) -> tuple[float, float]:
        """East and north on the flat map that lengths are measured on."""
        return spot[0] * self.micrometres_east / 1e6, spot[1] * MICROMETRES_NORTH / 1e6

    def squared_mm(self, one: Spot, other: Spot) -> int:
        east = (abs(one[0] - other[0]) * self.micrometres_east + 500) // 1000
        north = (abs(one[1] - other[1]) * MICROMETRES_NORTH + 500) // 1000
        return east * east + north * north


def spot_of(lon: float, lat: float) -> Spot:
    return math.floor(lon * 1e5 + 0.5), math.floor(lat * 1e5 + 0.5)


def decimetres(squared_mm: int) -> int:
    return math.floor(math.sqrt(squared_mm) / 100 + 0.5)


def net_of(raw: RawMap) -> Net:
    return _Weaver(raw).woven()


class _Weaver:
    def __init__(self, raw: RawMap) -> None:
        self._raw = raw
        self._node_of: dict[int, int] = {}
        self._by_ends: dict[tuple[int, int], Piece] = {}
        self._net = Net([], [], [], 0)

    def woven(self) -> Net:
        straight = list(self._straight())
        lats = [self._net.spots[node][1] for a, b, _ in straight for node in (a, b)]
        middle = (min(lats) + max(lats)) / 2 * 1e-5
        self._net.micrometres_east = round(MICROMETRES_NORTH * math.cos(math.radians(middle)))
        for a, b, words in straight:
            self._cut(a, b, words)
        self._net.beside = [[] for _ in self._net.spots]
        for number, piece in enumerate(self._net.pieces):
            self._net.beside[piece.a].append((piece.b, number))
            self._net.beside[piece.b].append((piece.a, number))
        return self._net

    def _straight(self) -> list[tuple[int, int, frozenset[str]]]:
        """What lies between neighbouring points of walkable ways, uncut."""
        raw, found = self._raw, []
        locked = {point for point, tags in raw.points.items() if is_locked(tags)}
        extra = {point: dangers_at(tags) for point, tags in raw.points.items()}
        for points, tags in raw.ways:
            words = dangers_of(tags)
            for p, q in pairwise(points) if words is not None else ():
                here = p in raw.places and q in raw.places and p != q
                if here and not {p, q} & locked and words is not None:
                    more = extra.get(p, frozenset()) | extra.get(q, frozenset())
                    found.append((self._node(p), self._node(q), words | more))
        return found

    def _node(self, point: int) -> int:
        if point not in self._node_of:
            self._node_of[point] = self._add(spot_of(*self._raw.places[point]))
        return self._node_of[point]

    def _add(self, spot: Spot) -> int:
        self._net.spots.append(spot)
        return len(self._net.spots) - 1

    def _cut(self, a: int, b: int, words: frozenset[str]) -> None:
        """Into ceil(L / 60 m) equal parts."""
        spots = self._net.spots
        (ax, ay), (bx, by) = spots[a], spots[b]
        squared = self._net.squared_mm(spots[a], spots[b])
        parts = 1
        while squared > (parts * _LONGEST_MM) ** 2:
            parts += 1
        line = [a]
        for i in range(1, parts):
            x, y = (
                (2 * (p * parts + (q - p) * i) + parts) // (2 * parts)
                for p, q in ((ax, bx), (ay, by))
            )
            line.append(self._add((x, y)))
        for u, v in pairwise([*line, b]):
            self._join(u, v, words)

    def _join(self, u: int, v: int, words: frozenset[str]) -> None:
        """Two pieces between the same nodes are one, with the dangers of both."""
        known = self._by_ends.get((min(u, v), max(u, v)))
        if known is not None:
            known.words |= words
            return
        length = max(1, decimetres(self._net.squared_mm(self._net.spots[u], self._net.spots[v])))
        piece = Piece(u, v, length, set(words))
        self._by_ends[min(u, v), max(u, v)] = piece
        self._net.pieces.append(piece)
