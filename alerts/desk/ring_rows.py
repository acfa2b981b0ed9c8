"""Corners typed as a table of text: "lon lat" a line, an empty line before each further ring.

Every row is judged by itself, so that somebody who mistypes one of forty hears which. Full-width
digits and commas, as Japanese keyboards write them, count like plain ones.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from alerts.desk.area_source import Vertices

Position = tuple[float, float]
_BETWEEN = re.compile(r"[\s,、;]+")
_LEAST_CORNERS = 3
_MOST_LON, _MOST_LAT = 180.0, 90.0
_MOST_SHOWN = 40
MOST_ROWS = 100_000


class Fault(StrEnum):
    NOT_TWO = "not_two"  # not two numbers
    LATITUDE = "latitude"  # beyond 90°: longitude and latitude may be swapped
    LONGITUDE = "longitude"  # beyond 180°
    FEW_CORNERS = "few_corners"  # of the ring that begins in this row
    MANY_ROWS = "many_rows"


class RowFault(msgspec.Struct, frozen=True):
    """`row` counts lines from 1, empty ones too; `text` as it was typed, cut to a line's length."""

    row: int
    fault: Fault
    text: str = ""


class Rings(msgspec.Struct, frozen=True, kw_only=True):
    """`rings` are whole only if there is no fault."""

    rings: tuple[tuple[Position, ...], ...]
    faults: tuple[RowFault, ...] = ()

    @property
    def source(self) -> Vertices | None:
        """What the rows mean; None while any of them is at fault."""
        return None if self.faults else Vertices(rings=self.rings)


def read_rings(text: str) -> Rings:
    lines = unicodedata.normalize("NFKC", text).splitlines()
    if len(lines) > MOST_ROWS:
        return Rings(rings=(), faults=(RowFault(MOST_ROWS, Fault.MANY_ROWS),))
    read = [_read(row, line) for row, line in enumerate(lines, start=1)]
    rings = tuple(_rings(read))
    faults = [one for one in read if isinstance(one, RowFault)]
    few = [
        RowFault(ring[0][0], Fault.FEW_CORNERS, str(len(ring)))
        for ring in rings
        if not faults and len({at for _, at in ring}) < _LEAST_CORNERS
    ]
    return Rings(rings=tuple(tuple(at for _, at in ring) for ring in rings), faults=(*faults, *few))


def write_rings(source: Vertices) -> str:
    """For the form: `read_rings(write_rings(x)).source == x` for rings of three corners or more."""
    rings = ("\n".join(f"{lon!r} {lat!r}" for lon, lat in ring) for ring in source.rings)
    return "\n\n".join(rings)


_Row = tuple[int, Position] | RowFault | None


def _read(row: int, line: str) -> _Row:
    """None for an empty line."""
    parts = [part for part in _BETWEEN.split(line) if part]
    if not parts:
        return None
    shown = line.strip()[:_MOST_SHOWN]
    try:
        lon, lat = (float(part) for part in parts)
    except ValueError:
        return RowFault(row, Fault.NOT_TWO, shown)
    # Written so that what is no number at all (nan) is at fault too.
    if not abs(lat) <= _MOST_LAT:
        return RowFault(row, Fault.LATITUDE, shown)
    if not abs(lon) <= _MOST_LON:
        return RowFault(row, Fault.LONGITUDE, shown)
    return row, (lon, lat)


def _rings(read: list[_Row]) -> Iterator[list[tuple[int, Position]]]:
    ring: list[tuple[int, Position]] = []
    for one in [*read, None]:
        if isinstance(one, tuple):
            ring.append(one)
        elif one is None and ring:
            yield ring
            ring = []
