"""Heights of the ground, and which streets are steep. ESRI ASCII grids, and CSV of points.

Positions are longitude, latitude in degrees, heights in metres. Without heights a slope is unknown,
and nothing is called level.
"""

import csv
import io
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.errors import HanshoError
from geo.importers.street_cutting import CutStreets
from geo.streets import BRIDGE, STEEP, TUNNEL, Ints

Floats = NDArray[np.float64]

STEEP_SLOPE = 0.10
_LEAST_RISE_M = 1.0  # less is noise on an edge of a few metres
_MOST_CELLS = 100_000_000
_MOST_POINTS = 1_000_000
_GRID_KEYS = {"ncols", "nrows", "xllcorner", "yllcorner", "xllcenter", "yllcenter"}
_GRID_KEYS |= {"cellsize", "nodata_value"}


class ElevationUnreadable(HanshoError):
    """A file without usable heights; the message says why and what to do."""


class Heights(Protocol):
    def at(self, lon: Floats, lat: Floats) -> Floats:
        """(n,) metres; NaN where the file says nothing."""
        ...


class Slopes(msgspec.Struct, frozen=True, eq=False):
    """`flags` (m,) STEEP or 0; `unknown` counts edges without heights at both ends."""

    flags: Ints
    unknown: int


def slope_flags(streets: CutStreets, flags: Ints, heights: Heights) -> Slopes:
    """Steep: more than 10 % and more than 1 m up or down. Bridges and tunnels do not follow the
    ground and have no slope here.
    """
    height = heights.at(streets.lon5 / 1e5, streets.lat5 / 1e5)[streets.ends]
    rise = np.abs(height[:, 0] - height[:, 1])
    ground = (flags & (BRIDGE | TUNNEL)) == 0
    steep = ground & (rise > _LEAST_RISE_M) & (rise > STEEP_SLOPE * streets.lengths_m())
    return Slopes(np.where(steep, STEEP, 0), int((ground & np.isnan(rise)).sum()))


def read_elevation(path: Path) -> Heights:
    """Raises `ElevationUnreadable`. A grid is told by its first word, `ncols`."""
    if not path.is_file() or path.stat().st_size == 0:
        raise ElevationUnreadable(f"{path} does not exist or is empty; check the name")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ElevationUnreadable(
            f"{path} is no text; convert it (`gdal_translate -of AAIGrid` writes .asc)"
        ) from error
    return _grid(path, text) if text.lstrip()[:5].lower() == "ncols" else _points(path, text)


class Grid(msgspec.Struct, frozen=True, eq=False):
    """`metres` (rows, columns), northernmost row first; `west`, `south`: middle of the corner."""

    metres: Floats
    west: float
    south: float
    cell: float

    def at(self, lon: Floats, lat: Floats) -> Floats:
        """Between the four middles around, in proportion; NaN beside a missing one."""
        rows, columns = self.metres.shape
        x = (lon - self.west) / self.cell
        y = (rows - 1) - (lat - self.south) / self.cell
        # Half a cell beyond the outermost middles still belongs to the grid.
        inside = (x >= -0.5) & (y >= -0.5) & (x <= columns - 0.5) & (y <= rows - 0.5)
        x, y = np.clip(x, 0, columns - 1), np.clip(y, 0, rows - 1)
        left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
        right, low = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
        across, down = x - left, y - top
        upper = _between(self.metres[top, left], self.metres[top, right], across)
        lower = _between(self.metres[low, left], self.metres[low, right], across)
        return np.where(inside, _between(upper, lower, down), np.nan)


def _between(a: Floats, b: Floats, share: Floats) -> Floats:
    """On a itself b may be missing."""
    return np.where(share == 0, a, a * (1 - share) + b * share)


def _grid(path: Path, text: str) -> Grid:
    lines = io.StringIO(text)
    head: dict[str, float] = {}
    while (start := lines.tell()) >= 0 and (words := lines.readline().split()):
        if words[0].lower() not in _GRID_KEYS:
            lines.seek(start)
            break
        head[words[0].lower()] = float(words[1])
    try:
        columns, rows, cell = int(head["ncols"]), int(head["nrows"]), head["cellsize"]
        half = cell / 2
        west = head["xllcenter"] if "xllcenter" in head else head["xllcorner"] + half
        south = head["yllcenter"] if "yllcenter" in head else head["yllcorner"] + half
        values = np.array(lines.read().split(), dtype=np.float64)
    except (KeyError, ValueError) as error:
        raise ElevationUnreadable(f"{path} is no whole ESRI ASCII grid ({error})") from error
    if values.size != rows * columns or not 0 < values.size <= _MOST_CELLS or cell <= 0:
        raise ElevationUnreadable(
            f"{path} says {rows} × {columns} heights and has {values.size}; export it anew"
        )
    if abs(west) > 180 or abs(south) > 90:
        raise ElevationUnreadable(
            f"{path} is not in degrees; convert it with `gdalwarp -t_srs EPSG:4326`"
        )
    values[values == head.get("nodata_value", -9999.0)] = np.nan
    return Grid(values.reshape(rows, columns), west, south, cell)


class Scattered:
    """Points anywhere, heights between them on the triangles that join neighbours."""

    def __init__(self, points: Floats) -> None:
        """(n, 3) lon, lat, metres; at least three, not on one line."""
        # Imported here: only this format needs it.
        from scipy.interpolate import LinearNDInterpolator

        self._between = LinearNDInterpolator(points[:, :2], points[:, 2])

    def at(self, lon: Floats, lat: Floats) -> Floats:
        found: Floats = np.asarray(self._between(lon, lat), dtype=np.float64)
        return found


def _points(path: Path, text: str) -> Scattered:
    """Columns lon, lat, metres by a heading of these names, else in this order."""
    from scipy.spatial import QhullError

    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    columns = [_column(heading, names, at) for at, names in enumerate(_HEADINGS)]
    body = rows[1:] if any(not _is_number(cell) for cell in heading) else rows
    if len(body) > _MOST_POINTS:
        raise ElevationUnreadable(
            f"{path} has {len(body)} points, more than {_MOST_POINTS}; give an .asc grid instead"
        )
    try:
        points = np.array([[float(row[at]) for at in columns] for row in body], dtype=np.float64)
        if np.abs(points[:, :2]).max() > 180:
            raise ValueError("a position is not in degrees")
        return Scattered(points)
    except (ValueError, IndexError, QhullError) as error:
        raise ElevationUnreadable(
            f"{path} is neither an ESRI ASCII grid nor rows of lon,lat,metres: {error}"
        ) from error


_HEADINGS = (
    ("lon", "longitude", "x", "経度"),
    ("lat", "latitude", "y", "緯度"),
    ("metres", "meters", "elevation", "height", "z", "標高"),
)


def _column(heading: list[str], names: tuple[str, ...], otherwise: int) -> int:
    return next((heading.index(name) for name in names if name in heading), otherwise)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
