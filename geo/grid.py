"""The grid: point → cell. Integers, the same to the bit in JavaScript.

A cell is 1/480° high and 1/320° wide (7.5″ × 11.25″, about 231 × 280 m in Japan): the quarter mesh
of JIS X0410, continued world-wide. Rows count from the south pole, columns from 180° W, and
`cell = row · 131072 + column`, so that neighbours in a row are neighbours in an index.
A position is rounded to 10⁻⁷° first. Shared vectors: `tests/geo/grid-vectors.json`.
"""

import math

import numpy as np
from numpy.typing import NDArray

ROWS_PER_DEGREE = 480
COLUMNS_PER_DEGREE = 320
ROWS = 180 * ROWS_PER_DEGREE
COLUMNS = 360 * COLUMNS_PER_DEGREE
ROW_STRIDE = 131_072
_UNITS = 10_000_000


def cell_at(lon: float, lat: float) -> int:
    """The cell of a point, lon and lat in degrees; longitudes beyond ±180 are turned back.

    Raises ValueError for a latitude beyond ±90 and for NaN or infinity.
    """
    if not (math.isfinite(lon) and -90 <= lat <= 90):
        raise ValueError(f"not a position: longitude {lon}, latitude {lat}")
    lat7 = math.floor(lat * _UNITS + 0.5)
    lon7 = math.floor(lon * _UNITS + 0.5)
    row = min((lat7 + 90 * _UNITS) * ROWS_PER_DEGREE // _UNITS, ROWS - 1)
    column = (lon7 + 180 * _UNITS) % (360 * _UNITS) * COLUMNS_PER_DEGREE // _UNITS
    return row * ROW_STRIDE + column


def cells_of(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.int64]:
    """`cell_at` for arrays of one shape, to the same bits and with the same errors."""
    x, y = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    if not (np.isfinite(x).all() and (np.abs(y) <= 90).all()):
        raise ValueError("not positions: a coordinate is not finite or a latitude beyond ±90")
    lat7 = np.floor(y * _UNITS + 0.5).astype(np.int64)
    lon7 = np.floor(x * _UNITS + 0.5).astype(np.int64)
    rows = np.minimum((lat7 + 90 * _UNITS) * ROWS_PER_DEGREE // _UNITS, ROWS - 1)
    columns = (lon7 + 180 * _UNITS) % (360 * _UNITS) * COLUMNS_PER_DEGREE // _UNITS
    cells: NDArray[np.int64] = rows * ROW_STRIDE + columns
    return cells


def cell_bounds(cell: int) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees. Raises ValueError for a number that is no cell."""
    row, column = divmod(cell, ROW_STRIDE)
    if not (0 <= row < ROWS and column < COLUMNS):
        raise ValueError(f"{cell} is not a cell of the grid")
    west, south = column / COLUMNS_PER_DEGREE - 180, row / ROWS_PER_DEGREE - 90
    east, north = (column + 1) / COLUMNS_PER_DEGREE - 180, (row + 1) / ROWS_PER_DEGREE - 90
    return west, south, east, north
