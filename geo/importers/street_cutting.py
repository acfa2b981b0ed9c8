"""Raw streets cut into the short integer edges of a street graph (`docs/formats.md`, GRPH)."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.importers.osm import RawStreets
from geo.streets import KY, LONGEST_EDGE_M, Ints, lengths_dm, middle_kx


class CutStreets(msgspec.Struct, frozen=True, eq=False):
    """`lon5`, `lat5` (n,); `ends` (m, 2) in the direction of the ways; `piece` (m,) is the number
    of the raw piece that an edge is part of; `kx` as the finished graph will have it.
    """

    lon5: Ints
    lat5: Ints
    ends: Ints
    piece: Ints
    kx: int

    def metres(self) -> NDArray[np.float64]:
        """(n, 2) x east, y north of 0°, 0°, on the flat map whose lengths the graph has."""
        return flat(self.lon5, self.lat5, self.kx)

    def lengths_m(self) -> NDArray[np.float64]:
        """(m,)"""
        return lengths_dm(self.lon5, self.lat5, self.ends, self.kx) / 10


def flat(
    lon5: NDArray[np.floating] | NDArray[np.integer],
    lat5: NDArray[np.floating] | NDArray[np.integer],
    kx: int,
) -> NDArray[np.float64]:
    """(n, 2) metres from units of 10⁻⁵°."""
    return np.stack((lon5 * (kx * 1e-6), lat5 * (KY * 1e-6)), axis=1)


def fives(degrees: NDArray[np.float64]) -> Ints:
    """floor(degrees · 10⁵ + 0.5)"""
    return np.floor(degrees * 1e5 + 0.5).astype(np.int64)


def cut(raw: RawStreets) -> CutStreets:
    """Pieces longer than 60 m become ceil(L / 60 m) equal parts, whose inner points are
    floor(a + (b − a)·i/n + 0.5) on each axis, a → b being the way's direction. Points of one place
    stay two where the map has two (a bridge above a road): what the map keeps apart stays apart.
    """
    lon5, lat5 = fives(raw.lon), fives(raw.lat)
    kx = middle_kx(lat5)
    parts = _parts(lon5, lat5, raw.ends, kx)
    piece = np.repeat(np.arange(len(raw.ends)), parts)
    first = np.cumsum(parts) - parts
    step = np.arange(piece.size) - first[piece]
    n = parts[piece]
    ends = raw.ends[piece]
    # Inner points are numbered after the given ones, piece by piece.
    inner = lon5.size + np.cumsum(step > 0) - 1
    tails = np.where(step > 0, inner, ends[:, 0])
    heads = np.where(step < n - 1, np.append(inner[1:], 0), ends[:, 1])
    made = step > 0
    new = [
        _between(axis[ends[made, 0]], axis[ends[made, 1]], step[made], n[made])
        for axis in (lon5, lat5)
    ]
    return CutStreets(
        lon5=np.append(lon5, new[0]),
        lat5=np.append(lat5, new[1]),
        ends=np.stack((tails, heads), axis=1),
        piece=piece,
        kx=kx,
    )


def _parts(lon5: Ints, lat5: Ints, ends: Ints, kx: int) -> Ints:
    """(m,) ceil(L / 60 m), from whole millimetres so that no rounding decides."""
    u, v = ends[:, 0], ends[:, 1]
    x = (np.abs(lon5[u] - lon5[v]) * kx + 500) // 1000
    y = (np.abs(lat5[u] - lat5[v]) * KY + 500) // 1000
    limit = LONGEST_EDGE_M * 1000
    millimetres = np.ceil(np.sqrt((x * x + y * y).astype(np.float64))).astype(np.int64)
    parts: Ints = np.maximum(1, -(-millimetres // limit))
    return parts


def _between(a: Ints, b: Ints, i: Ints, n: Ints) -> Ints:
    """floor(a + (b − a)·i/n + 0.5) without fractions."""
    whole: Ints = (2 * (a * n + (b - a) * i) + n) // (2 * n)
    return whole
