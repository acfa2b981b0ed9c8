"""How near the columns beside a piece of outline are, in metres, row by row.

A row is 231 m high, so one scale of metres per degree holds for it and its 50 m of growth. The
caller takes the eastward one from the poleward end, so that distances are never over-estimated: by
under 2 cm too short up to 80° of latitude, 15 cm up to 89°.
Columns are counted without wrapping at ±180°.
"""

import numpy as np
from numpy.typing import NDArray

from geo.grid import COLUMNS_PER_DEGREE, ROWS_PER_DEGREE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Rows, and in each the longitudes west … east (west ≤ east) that something takes up.
Stretches = tuple[Ints, Floats, Floats]

_SCALE_ERROR_M = 0.02


def metres_per_degree(lat: Floats) -> tuple[Floats, Floats]:
    """Metres of a degree of longitude and of latitude at a latitude (WGS 84; series, 1 cm)."""
    angle = np.radians(lat)
    east = 111_412.84 * np.cos(angle) - 93.5 * np.cos(3 * angle) + 0.118 * np.cos(5 * angle)
    north = 111_132.954 - 559.822 * np.cos(2 * angle) + 1.175 * np.cos(4 * angle)
    return east, north


def spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """For ranges first … last: the index of the range, and the number, for each number in it."""
    lengths = (last - first + 1).clip(0)
    index = np.repeat(np.arange(len(first)), lengths)
    offset = np.arange(len(index)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return index, first[index] + offset


class Pieces:
    """Straight pieces of outline from (x0, y0) to (x1, y1), each beside one row of cells."""

    def __init__(
        self,
        rows: Ints,
        x0: Floats,
        y0: Floats,
        x1: Floats,
        y1: Floats,
        east: Floats,
        north: Floats,
    ) -> None:
        """All of one shape (n,): rows, degrees, metres per degree east and north in that row."""
        self.rows = rows
        self._x0, self._y0, self._x1, self._y1 = x0, y0, x1, y1
        self._east, self._north = east, north
        self._west_end, self._east_end = np.minimum(x0, x1), np.maximum(x0, x1)

    def where(self, kept: NDArray[np.bool_]) -> "Pieces":
        return Pieces(
            self.rows[kept],
            self._x0[kept],
            self._y0[kept],
            self._x1[kept],
            self._y1[kept],
            self._east[kept],
            self._north[kept],
        )

    def stretches(self, grown: Floats) -> Stretches:
        """What lies straight above, below or under the pieces, `grown` degrees wider each side."""
        return self.rows, self._west_end - grown, self._east_end + grown

    def beside(self, grow_m: float, rounding: float) -> Stretches:
        """The columns beside the pieces, not those of `stretches`, that are within `grow_m`."""
        grown = (grow_m + _SCALE_ERROR_M) / self._east + rounding
        last = first_column(self._west_end - rounding) - 1
        piece, column = spread(first_column(self._west_end - grown), last)
        near = self._is_near(piece, (column + 1) / COLUMNS_PER_DEGREE - 180, grow_m)
        first = last_column(self._east_end + rounding) + 1
        other, further = spread(first, last_column(self._east_end + grown))
        near_too = self._is_near(other, further / COLUMNS_PER_DEGREE - 180, grow_m)
        rows = self.rows[np.concatenate([piece[near], other[near_too]])]
        middle = (np.concatenate([column[near], further[near_too]]) + 0.5) / COLUMNS_PER_DEGREE
        return rows, middle - 180, middle - 180

    def _is_near(self, piece: Ints, face: Floats, grow_m: float) -> NDArray[np.bool_]:
        """Whether a cell's upright side at longitude `face` is within `grow_m` of its piece.

        Two segments that do not cross are nearest at an end of one of them.
        """
        east, north = self._east[piece], self._north[piece]
        floor = self.rows[piece] / ROWS_PER_DEGREE - 90
        x0, x1 = (self._x0[piece] - face) * east, (self._x1[piece] - face) * east
        y0, y1 = (self._y0[piece] - floor) * north, (self._y1[piece] - floor) * north
        height = north / ROWS_PER_DEGREE
        squares = np.minimum.reduce(
            [
                x0**2 + (y0 - y0.clip(0, height)) ** 2,
                x1**2 + (y1 - y1.clip(0, height)) ** 2,
                _to_segment(np.zeros_like(height), x0, y0, x1, y1),
                _to_segment(height, x0, y0, x1, y1),
            ]
        )
        near: NDArray[np.bool_] = squares <= (grow_m + _SCALE_ERROR_M) ** 2
        return near


def _to_segment(y: Floats, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Floats:
    """Squared distance from (0, y) to the segment."""
    dx, dy = x1 - x0, y1 - y0
    square = dx**2 + dy**2
    along = -x0 * dx + (y - y0) * dy
    share = np.divide(along, square, out=np.zeros_like(square), where=square > 0).clip(0, 1)
    found: Floats = (x0 + share * dx) ** 2 + (y0 + share * dy - y) ** 2
    return found


def first_column(lon: Floats) -> Ints:
    """The first column that touches a longitude, its edges included."""
    return np.ceil((lon + 180) * COLUMNS_PER_DEGREE - 1).astype(np.int64)


def last_column(lon: Floats) -> Ints:
    """The last column that touches a longitude, its edges included."""
    return np.floor((lon + 180) * COLUMNS_PER_DEGREE).astype(np.int64)
