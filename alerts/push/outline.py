"""The area as a phone gets it: simplified outwards, at several precisions, as short strings.

Every outline contains the whole area and reaches at most `slack_m` beyond it, so a phone that is
deeper inside than the slack is in the area, and one that is outside the outline is not.

Written as docs/formats.md says: rings of lon, lat deltas in 1e-5 degrees, to be filled even-odd.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.area import Area

_PER_DEGREE = 100_000
_UNIT = 1 / _PER_DEGREE
_METRES_PER_DEGREE = 111_700.0  # the most a degree of latitude measures (at the poles), rounded up
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_RING_END = "."
# Slacks from a few houses to a prefecture; each step costs the phone precision, never people.
_SLACKS_M = (25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600)
# A third of a payload: beyond this an outline would push out words.
_MOST_CHARACTERS = 900
_SHORT_ENOUGH = 60
# Of a position, in numbers of one character; a ring's last, which is left out, has its end for it.
_LEAST_CHARACTERS = 1.5
# Of real places nothing above 240 positions came to fit; growing merges many small parts, though.
_MOST_POSITIONS, _MORE_A_PART, _MOST_PARTS = 400, 8, 300
# A quake is told to a hundred areas, and told again.
MOST_KEPT = 512
# Parts of the slack: simplified before, grown, simplified after, snapped to the unit.
_BEFORE, _GROWN, _AFTER = 0.15, 0.5, 0.2


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is the encoded shape; `slack_m` how far it may reach beyond the exact area, metres."""

    text: str
    slack_m: int


class _Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """An outline, and what the next, coarser one starts from."""

    outline: Outline
    plane: BaseGeometry
    simplified: float
    slacks_left: tuple[int, ...]


class Outlines:
    """Outlines of one area that fit into a payload, finest first, each drawn once it is asked for.

    Most payloads take the first or second; drawing all of them costs more than all the words.
    Threads may share it: what two of them draw at once is the same.
    """

    def __init__(self, area: Area) -> None:
        self._exact = area.geometry
        self._plane, self._stretch = _flattened(self._exact)
        self._drawn: dict[int, _Drawn | None] = {}

    def __iter__(self) -> Iterator[Outline]:
        before: _Drawn | None = None
        for place in count():
            if place not in self._drawn:
                self._drawn[place] = self._after(before)
            before = self._drawn[place]
            if before is None:
                return
            yield before.outline

    def _after(self, before: _Drawn | None) -> _Drawn | None:
        plane = self._plane if before is None else before.plane
        slacks = _SLACKS_M if before is None else before.slacks_left
        simplified = 0.0 if before is None else before.simplified
        most = _MOST_CHARACTERS if before is None else len(before.outline.text) - 1
        if before is not None and len(before.outline.text) <= _SHORT_ENOUGH:
            return None
        for place, slack_m in enumerate(slacks, 1):
            slack = slack_m / _METRES_PER_DEGREE
            if slack_m < _finest_m(plane) or not _is_simple_enough(plane, slack):
                continue
            # Each level starts from the one before: together they stay within this level's share.
            plane = shapely.simplify(plane, slack * _BEFORE - simplified)
            simplified = slack * _BEFORE
            text = _written(_grown(plane, slack), self._stretch, self._exact)
            if text is not None and len(text) <= most:
                return _Drawn(
                    outline=Outline(text=text, slack_m=slack_m),
                    plane=plane,
                    simplified=simplified,
                    slacks_left=slacks[place:],
                )
        return None


@lru_cache(maxsize=MOST_KEPT)
def outlines(area: Area) -> Outlines:
    """Its outlines; none for an area too intricate for any. Those of the last areas are kept."""
    return Outlines(area)


def _finest_m(shape: BaseGeometry) -> float:
    """Bounds the work on coasts of a million positions, which fine outlines never come from."""
    return float(shapely.get_num_coordinates(shape)) / 1_000


def _is_simple_enough(shape: BaseGeometry, slack: float) -> bool:
    """A quick look, in a tenth of the time, at whether this slack can fit at all.

    Parts in one square of the slack's width will mostly merge when they are grown.
    """
    parts = shapely.get_parts(shape)
    corners = shapely.bounds(parts)[:, :2]
    if len(np.unique(corners // slack, axis=0)) > _MOST_PARTS:
        return False
    quick = shapely.simplify(shape, slack * (_BEFORE + _AFTER), preserve_topology=False)
    most = _MOST_POSITIONS + _MORE_A_PART * min(len(parts), _MOST_PARTS)
    return bool(shapely.get_num_coordinates(quick) <= most)


def _grown(rough: BaseGeometry, slack: float) -> BaseGeometry:
    """Arcs of two segments a quarter lie up to 8 % inside the true circle; the shares allow it.

    Part by part: growing thousands of islands at once takes a hundred times as long.
    """
    parts = shapely.buffer(shapely.get_parts(rough), slack * _GROWN, quad_segs=2)
    return shapely.simplify(shapely.union_all(parts), slack * _AFTER)


def _written(outline: BaseGeometry, stretch: float, exact: BaseGeometry) -> str | None:
    """Back in lon/lat, on the grid, as text; None if too long, or a rounding cost its promise."""
    back = shapely.transform(outline, lambda p: p / [stretch, 1.0])
    snapped = shapely.set_precision(back, _UNIT)
    if shapely.get_num_coordinates(snapped) * _LEAST_CHARACTERS > _MOST_CHARACTERS:
        return None
    shapely.prepare(snapped)
    if snapped.is_empty or not shapely.covers(snapped, exact):
        return None
    return encoded(snapped)


def _flattened(exact: BaseGeometry) -> tuple[BaseGeometry, float]:
    """Longitudes scaled so that one unit is nowhere in reach longer than a degree of latitude.

    The widest parallel in reach rules: elsewhere the slack is smaller than promised, never more.
    Straight edges stay straight, so that containment here is containment in lon/lat.
    """
    _, south, _, north = exact.bounds
    nearest = 0.0 if south <= 0 <= north else min(abs(south), abs(north))
    widest = max(0.0, nearest - _SLACKS_M[-1] / _METRES_PER_DEGREE)
    stretch = max(math.cos(math.radians(widest)), 0.01)
    return shapely.transform(exact, lambda p: p * [stretch, 1.0]), stretch


def encoded(shape: BaseGeometry) -> str:
    """Rings as strings; a ring's last position, which repeats its first, is left out."""
    rings = (ring for part in shapely.get_parts(shape) for ring in shapely.get_rings(part))
    return "".join(_ring(shapely.get_coordinates(ring)) for ring in rings)


def _ring(positions: NDArray[np.float64]) -> str:
    units = np.rint(positions[:-1] * _PER_DEGREE).astype(np.int64)
    deltas = np.diff(units, axis=0, prepend=np.zeros((1, 2), np.int64))
    return "".join(_number(int(n)) for n in deltas.ravel()) + _RING_END


def _number(n: int) -> str:
    """Zigzag, then groups of five bits, lowest first; 32 is added while more follow."""
    left = n * 2 if n >= 0 else -n * 2 - 1
    out = ""
    while left >= 32:
        out += _ALPHABET[32 + left % 32]
        left //= 32
    return out + _ALPHABET[left]


def decoded(text: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The rings of an encoded outline: lon, lat degrees, not closed. ValueError if broken."""
    rings = []
    for ring in text.split(_RING_END)[:-1]:
        numbers = list(_numbers(ring))
        lons, lats = np.cumsum(numbers[0::2]), np.cumsum(numbers[1::2])
        rings.append(
            tuple(
                (int(x) / _PER_DEGREE, int(y) / _PER_DEGREE)
                for x, y in zip(lons, lats, strict=True)
            )
        )
    return tuple(rings)


def _numbers(text: str) -> Iterator[int]:
    value, place = 0, 1
    for character in text:
        digit = _ALPHABET.index(character)
        value += digit % 32 * place
        place *= 32
        if digit < 32:
            yield value // 2 if value % 2 == 0 else -(value + 1) // 2
            value, place = 0, 1
