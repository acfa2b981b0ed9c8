"""The phone's own grid: a point to its cell, and a cell's box, in the integers of DESIGN section 5.

Written a second time on purpose: the simulator judges the service, so it shares no code with it.
"""

from math import floor

Box = tuple[float, float, float, float]

_UNITS = 10_000_000
_ROWS_PER_DEGREE = 480
_COLUMNS_PER_DEGREE = 320
_LAST_ROW = 180 * _ROWS_PER_DEGREE - 1
_ROW_STRIDE = 131_072


def cell_of(lon: float, lat: float) -> int:
    """The cell number of a point in degrees (WGS 84). Longitude may lie outside [-180, 180)."""
    lat7 = floor(lat * _UNITS + 0.5)
    lon7 = (floor(lon * _UNITS + 0.5) + 180 * _UNITS) % (360 * _UNITS)
    row = min((lat7 + 90 * _UNITS) * _ROWS_PER_DEGREE // _UNITS, _LAST_ROW)
    column = lon7 * _COLUMNS_PER_DEGREE // _UNITS
    return row * _ROW_STRIDE + column


def box_of(cell: int) -> Box:
    """The closed cell as (west, south, east, north) in degrees."""
    row, column = divmod(cell, _ROW_STRIDE)
    west = column / _COLUMNS_PER_DEGREE - 180
    south = row / _ROWS_PER_DEGREE - 90
    return west, south, west + 1 / _COLUMNS_PER_DEGREE, south + 1 / _ROWS_PER_DEGREE


def shifted(cell: int, rows: int, columns: int) -> int:
    """A cell some rows north and columns east; for sabotage. Stays on the grid for small steps."""
    return cell + rows * _ROW_STRIDE + columns
