"""Area → runs of cells; and, to be imported from one place, the grid and what runs can do.

A cell is in when it, its edges included, touches the area grown by `grow_m`. How:

1. Outline. Each edge is cut, row by row, to the piece that is no further than `grow_m` north or
   south of the row; the columns above, below and under that piece are in. Of the columns beside it
   those are in whose nearer face is within `grow_m` of the piece (geo.nearness), so that the
   corners of the growth are round.
2. Inside. A line through the middle of each row crosses the outline an even number of times; what
   lies between the first and second, third and fourth, … crossing is filled. A cell that the
   outline does not touch is wholly in or wholly out, so the middle speaks for it.
3. All of it becomes inclusive ranges, sorted and merged. Columns beyond ±180° turn round the earth.

Cost follows edges × rows that they span, in blocks of rows, so memory stays bounded.
Bound: nobody is missed, and each cell in the answer touches the area grown by `grow_m` + 5 cm
(20 cm beyond 80° of latitude); in the rows within 1° of a pole, where columns shrink to nothing, by
1.5 x `grow_m` + one cell height.
"""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.area import Area
from geo.grid import (
    COLUMNS,
    ROW_STRIDE,
    ROWS,
    ROWS_PER_DEGREE,
    cell_at,
    cell_bounds,
    cells_of,
)
from geo.nearness import (
    Pieces,
    Stretches,
    first_column,
    last_column,
    metres_per_degree,
    spread,
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
_POLAR = 89.0
# A position is rounded by up to half of this before it becomes a cell.
_ROUNDING = 1e-7
_ENTRIES_AT_ONCE = 500_000

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
        _block(edges, lowest, highest, first, last, grow_m)
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
    edges: Floats, lowest: Ints, highest: Ints, first: int, last: int, grow_m: float
) -> Runs:
    """The runs of the rows first … last."""
    near = (lowest <= last) & (highest >= first)
    edges, lowest, highest = edges[near], lowest[near].clip(first), highest[near].clip(None, last)
    outline = _outline(edges, lowest, highest, grow_m)
    return _runs_between(*_joined(outline, _inside(edges, first, last)))


def _outline(edges: Floats, lowest: Ints, highest: Ints, grow_m: float) -> Stretches:
    """What the edges, grown, take up in each row."""
    edge, rows = spread(lowest, highest)
    middle = (rows + 0.5) / ROWS_PER_DEGREE - 90
    metres_north = metres_per_degree(middle)[1]
    # At the poleward end of row and growth: distances are never over-estimated, nobody is missed.
    reach = 0.5 / ROWS_PER_DEGREE + grow_m / _METRES_PER_DEGREE_NORTH
    metres_east = metres_per_degree((np.abs(middle) + reach).clip(None, 90.0))[0]
    north = grow_m / metres_north + _ROUNDING
    south, ceiling = rows / ROWS_PER_DEGREE - 90 - north, (rows + 1) / ROWS_PER_DEGREE - 90 + north
    x0, y0, x1, y1 = edges[edge].T
    met = (np.minimum(y0, y1) <= ceiling) & (np.maximum(y0, y1) >= south)
    y_enter, y_leave = np.clip(y0, south, ceiling), np.clip(y1, south, ceiling)
    enter, leave = _lon_at(y_enter, x0, y0, x1, y1), _lon_at(y_leave, x1, y1, x0, y0)
    pieces = Pieces(rows, enter, y_enter, leave, y_leave, metres_east, metres_north).where(met)
    polar = np.abs((pieces.rows + 0.5) / ROWS_PER_DEGREE - 90) > _POLAR
    near_pole, elsewhere = pieces.where(polar), pieces.where(~polar)
    return _joined(
        elsewhere.stretches(np.full(len(elsewhere.rows), _ROUNDING)),
        elsewhere.beside(grow_m, _ROUNDING),
        near_pole.stretches(_polar_growth(near_pole.rows, grow_m)),
    )


def _polar_growth(rows: Ints, grow_m: float) -> Floats:
    """Degrees of longitude, from above: for the highest latitude that the row, grown, reaches."""
    beyond = grow_m / _METRES_PER_DEGREE_NORTH + _ROUNDING
    south, north = rows / ROWS_PER_DEGREE - 90, (rows + 1) / ROWS_PER_DEGREE - 90
    return _degrees_east(grow_m, np.maximum(np.abs(south), np.abs(north)) + beyond)


def _joined(*parts: Stretches) -> Stretches:
    rows, west, east = (np.concatenate(column) for column in zip(*parts, strict=True))
    return rows, west, east


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


def _inside(edges: Floats, first: int, last: int) -> Stretches:
    """Rows, and the longitudes between each odd and the next even crossing of their middles."""
    low = np.minimum(edges[:, 1], edges[:, 3])
    high = np.maximum(edges[:, 1], edges[:, 3])
    start = np.ceil((low + 90) * ROWS_PER_DEGREE - 0.5).astype(np.int64)
    stop = np.ceil((high + 90) * ROWS_PER_DEGREE - 0.5).astype(np.int64) - 1
    edge, rows = spread(start.clip(first), stop.clip(None, last))
    middle = (rows + 0.5) / ROWS_PER_DEGREE - 90
    lons = _lon_at(middle, *edges[edge].T)
    order = np.lexsort((lons, rows))
    rows, lons = rows[order], lons[order]
    return rows[::2], lons[::2], lons[1::2]


def _runs_between(rows: Ints, west: Floats, east: Floats) -> Runs:
    """Cells that touch the longitudes west … east (west ≤ east, maybe beyond ±180) of the rows."""
    first, last = first_column(west), last_column(east)
    whole = last - first >= COLUMNS - 1
    first[whole], last[whole] = 0, COLUMNS - 1
    turns = first // COLUMNS * COLUMNS
    first, last = first - turns, last - turns
    over = last >= COLUMNS
    rows = np.concatenate([rows, rows[over]])
    first = np.concatenate([first, np.zeros(over.sum(), np.int64)])
    last = np.concatenate([last.clip(None, COLUMNS - 1), last[over] - COLUMNS])
    return merged(rows * ROW_STRIDE + first, rows * ROW_STRIDE + last)
