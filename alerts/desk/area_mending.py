"""What was mended when a drawn or pasted shape became an area, so that a person can look at it."""

from collections.abc import Iterator
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry import LinearRing

from alerts.desk.area_source import AreaSource, Pasted, Vertices, shapes_of
from geo.refused import Refused
from geo.rings import Floats, positions_of

_HALF_TURN = 180.0
# Looking for crossings in longer rings takes seconds on every page.
_MOST_LOOKED_AT = 20_000


class Mended(StrEnum):
    CROSSES = "crosses"  # the edge crosses or touches itself: all that it goes round counts
    ANTIMERIDIAN = "antimeridian"  # an edge crosses ±180°: cut there
    NESTED = "nested"  # one drawn ring lies in another: it counts as ground, not as a hole


def mended(source: AreaSource | None) -> frozenset[Mended]:
    """Empty for whatever was taken as it stands. See `geo.rings` for the rules."""
    rings = list(_rings(source))
    found = {Mended.CROSSES for ring in rings if not _is_simple(ring)}
    if isinstance(source, Vertices):
        found |= {Mended.ANTIMERIDIAN for ring in rings if _crosses_antimeridian(ring)}
        found |= {Mended.NESTED} if _is_nested(rings) else set()
    return frozenset(found)


def _rings(source: AreaSource | None) -> Iterator[Floats]:
    match source:
        case Vertices(rings=rings):
            read = (positions_of(ring) for ring in rings)
            yield from (ring for ring in read if not isinstance(ring, Refused))
        case Pasted(text=text) if text.lstrip().startswith("{"):
            for geometry in shapes_of(text) or ():
                for ring in shapely.get_rings(geometry):
                    yield shapely.get_coordinates(ring)


def _is_simple(ring: Floats) -> bool:
    if not 4 <= len(ring) <= _MOST_LOOKED_AT:
        return True
    return bool(shapely.is_simple(LinearRing(_unrolled(ring))))


def _unrolled(ring: Floats) -> Floats:
    """Longitudes that run on beyond ±180°, as the edge does."""
    return np.column_stack([np.unwrap(ring[:, 0], period=360.0), ring[:, 1]])


def _crosses_antimeridian(ring: Floats) -> bool:
    return bool((np.abs(np.diff(ring[:, 0])) > _HALF_TURN).any())


def _is_nested(rings: list[Floats]) -> bool:
    shapes = [shapely.Polygon(_unrolled(ring)) for ring in rings if len(ring) >= 4]
    sound = [one for one in shapes if one.is_valid]
    return any(a is not b and a.contains(b) for a in sound for b in sound)
