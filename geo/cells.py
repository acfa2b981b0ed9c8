"""Area → runs of cells; and, to be imported from one place, the grid and what runs can do.

A cell is in when it, its edges included, touches the area grown by `grow_m`. How:

1. Growing. A point within `grow_m` of the area is at most so many degrees of latitude and so many
   of longitude away from a point of it; both numbers are taken from above, row by row (longitude
   for the highest latitude that the row and its growth reach). So the area is grown by a rectangle
   that contains the disc of `grow_m`: nobody is missed, and the corners add at most 41 %.
2. Outline. Each edge is cut, row by row, to the part within the row grown in latitude; the
   longitudes of that part, grown in longitude, are the cells that the edge touches. Exact for the
   rectangle, without any test per cell.
3. Inside. A line through the middle of each row crosses the outline an even number of times; what
   lies between the first and second, third and fourth, … crossing is filled. A cell that the
   outline does not touch is wholly in or wholly out, so the middle speaks for it.
4. All of it becomes inclusive ranges, sorted and merged. Columns beyond ±180° turn round the earth.

Cost follows edges × rows that they span, in blocks of rows, so memory stays bounded.
Bound: each cell in the answer touches the area grown by 1.5 x `grow_m` (+ 2 cm); in the rows within
1° of a pole, by 1.5 x `grow_m` + one cell height.
"""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.area import Area
from geo.grid import (
    COLUMNS,
    COLUMNS_PER_DEGREE,
    ROW_STRIDE,
    ROWS,
    ROWS_PER_DEGREE,
    cell_at,
    cell_bounds,
    cells_of,
)
from geo.runs import Runs, contains, count, merged, no_runs, subtract_runs, union_runs

__all__ = [
    "GROWTH_M",
    "Runs",
    "cell_at",
    "cell_bounds",
    "cells_of",
    "contains",
    "count",
    "no_runs",
    "runs_of",
    "subtract_runs",
    "union_runs",
]

# Position error allowed for (DESIGN section 5).
GROWTH_M = 50.0
# The shortest degree of latitude (at the equator) and of longitude there, in metres (WGS 84).
_METRES_PER_DEGREE_NORTH = 110_574.0
_METRES_PER_DEGREE_EAST = 111_319.0
# A position is rounded by up to half of this before it becomes a cell.
_ROUNDING = 1e-7
_ENTRIES_AT_ONCE = 1_000_000

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def runs_of(area: Area, grow_m: float = GROWTH_M) -> Runs:
    """The cells that touch the area grown by `grow_m` metres (≥ 0), as runs of shape (n, 2)."""
    if not 0 <= grow_m <= 100_000:
        raise ValueError(f"an area grows by 0 to 100,000 m, not by {grow_m}")
    edges = _edges(area)
    north = grow_m / _METRES_PER_DEGREE_NORTH + _ROUNDING
    lowest, highest = _rows_met(edges, north)
    blocks = [
        _block(edges, lowest, highest, first, last, north, grow_m)
        for first, last in _row_blocks(lowest, highest)
    ]
    return np.concatenate([no_runs(), *blocks])


def _edges(area: Area) -> Floats:
    """Shape (n, 4): lon, lat, lon, lat of every edge of every ring."""
    rings = shapely.get_rings(shapely.get_parts(area.geometry))
    positions, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    edges: Floats = np.hstack([positions[:-1][joined], positions[1:][joined]])
    return edges


def _rows_met(edges: Floats, north: float) -> tuple[Ints, Ints]:
    """First and last row that each edge, grown in latitude, touches."""
    low = np.minimum(edges[:, 1], edges[:, 3]) - north
    high = np.maximum(edges[:, 1], edges[:, 3]) + north
    first = np.ceil((low + 90) * ROWS_PER_DEGREE - 1).astype(np.int64)
    last = np.floor((high + 90) * ROWS_PER_DEGREE).astype(np.int64)
    return first.clip(0, ROWS - 1), last.clip(0, ROWS - 1)


def _row_blocks(lowest: Ints, highest: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of rows, ends included, with about `_ENTRIES_AT_ONCE` edge-row pairs in each."""
    bottom, top = int(lowest.min()), int(highest.max())
    rising = np.bincount(lowest - bottom, minlength=top - bottom + 2)
    falling = np.bincount(highest - bottom + 1, minlength=top - bottom + 2)
    entries = np.cumsum(np.cumsum(rising - falling))[:-1]
    starts = np.flatnonzero(np.diff(entries // _ENTRIES_AT_ONCE, prepend=-1))
    for first, following in zip(starts, [*starts[1:], top - bottom + 1], strict=True):
        yield bottom + int(first), bottom + int(following) - 1


def _block(
    edges: Floats, lowest: Ints, highest: Ints, first: int, last: int, north: float, grow_m: float
) -> Runs:
    """The runs of the rows first … last."""
    near = (lowest <= last) & (highest >= first)
    edges, lowest, highest = edges[near], lowest[near].clip(first), highest[near].clip(None, last)
    outline = _outline(edges, lowest, highest, north, grow_m)
    inside = _inside(edges, first, last)
    rows, west, east = (np.concatenate(pair) for pair in zip(outline, inside, strict=True))
    return _runs_between(rows, west, east)


def _outline(
    edges: Floats, lowest: Ints, highest: Ints, north: float, grow_m: float
) -> tuple[Ints, Floats, Floats]:
    """Rows, and in each the grown longitudes that one edge takes up there."""
    edge, rows = _spread(lowest, highest)
    south = rows / ROWS_PER_DEGREE - 90 - north
    ceiling = (rows + 1) / ROWS_PER_DEGREE - 90 + north
    x0, y0, x1, y1 = edges[edge].T
    enter = _lon_at(np.clip(y0, south, ceiling), x0, y0, x1, y1)
    leave = _lon_at(np.clip(y1, south, ceiling), x1, y1, x0, y0)
    grown = _degrees_east(grow_m, np.maximum(np.abs(south), np.abs(ceiling)))
    return rows, np.minimum(enter, leave) - grown, np.maximum(enter, leave) + grown


def _lon_at(lat: Floats, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Floats:
    """Where the edge reaches the latitude; at its first end if it is level or does not reach it."""
    rise = y1 - y0
    share = np.divide(lat - y0, rise, out=np.zeros_like(lat), where=rise != 0)
    found: Floats = x0 + share.clip(0, 1) * (x1 - x0)
    return found


def _degrees_east(metres: float, lat: Floats) -> Floats:
    """How many degrees of longitude so many metres are at most, up to |latitude| `lat`."""
    narrowing = np.cos(np.radians(lat.clip(None, 90.0)))
    reach = _METRES_PER_DEGREE_EAST * narrowing
    turned = np.divide(metres, reach, out=np.full_like(lat, 360.0), where=reach > 1e-3)
    found: Floats = np.where(lat >= 90, 360.0, turned + _ROUNDING).clip(None, 360.0)
    return found


def _inside(edges: Floats, first: int, last: int) -> tuple[Ints, Floats, Floats]:
    """Rows, and the longitudes between each odd and the next even crossing of their middles."""
    low = np.minimum(edges[:, 1], edges[:, 3])
    high = np.maximum(edges[:, 1], edges[:, 3])
    start = np.ceil((low + 90) * ROWS_PER_DEGREE - 0.5).astype(np.int64)
    stop = np.ceil((high + 90) * ROWS_PER_DEGREE - 0.5).astype(np.int64) - 1
    edge, rows = _spread(start.clip(first), stop.clip(None, last))
    middle = (rows + 0.5) / ROWS_PER_DEGREE - 90
    lons = _lon_at(middle, *edges[edge].T)
    order = np.lexsort((lons, rows))
    rows, lons = rows[order], lons[order]
    return rows[::2], lons[::2], lons[1::2]


def _spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """For ranges first … last: the index of the range, and the number, for each number in it."""
    lengths = (last - first + 1).clip(0)
    index = np.repeat(np.arange(len(first)), lengths)
    offset = np.arange(len(index)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return index, first[index] + offset


def _runs_between(rows: Ints, west: Floats, east: Floats) -> Runs:
    """Cells that touch the longitudes west … east (west ≤ east, maybe beyond ±180) of the rows."""
    first = np.ceil((west + 180) * COLUMNS_PER_DEGREE - 1).astype(np.int64)
    last = np.floor((east + 180) * COLUMNS_PER_DEGREE).astype(np.int64)
    whole = last - first >= COLUMNS - 1
    first[whole], last[whole] = 0, COLUMNS - 1
    over, under = last >= COLUMNS, first < 0
    rows = np.concatenate([rows, rows[over], rows[under]])
    first = np.concatenate([first, np.zeros(over.sum(), np.int64), first[under] + COLUMNS])
    last = np.concatenate([last, last[over] - COLUMNS, np.full(under.sum(), COLUMNS - 1)])
    return merged(
        rows * ROW_STRIDE + first.clip(0), rows * ROW_STRIDE + last.clip(None, COLUMNS - 1)
    )
