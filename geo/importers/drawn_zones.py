"""Mapped zones as phones draw them: coarse outlines that hold all of the zone. Section ZONE.

Nothing here decides a way: streets know by themselves what zone they are in (section GRND).
"""

from collections.abc import Iterator, Sequence

import brotli
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.context import Feature, encode_context
from geo.importers.street_cutting import flat
from geo.sites import HAZARDS
from geo.streets import KY
from geo.zones import Zone

MOST_BYTES = 60_000
"""In Brotli. Streets, sites and map of a town's core leave several times as much of the 350 KB."""
_COARSER_M = (5.0, 10.0, 20.0, 40.0, 80.0)
_LEAST_M2 = 200.0
_ALWAYS = 0


def drawn_zones(
    zones: Sequence[Zone], coverage: BaseGeometry, kx: int
) -> tuple[tuple[Feature, ...], tuple[str, ...]]:
    """Whole zones within the bounds of the coverage (lon, lat degrees), and what to say of them.

    As finely as fits; each outline is grown by as much as it is simplified, so that nobody in the
    zone is drawn beside it. `Feature.layer` is the hazard's number, counted from 1.
    """
    whole = [zone for zone in zones if zone.least_m is None]
    for coarse in _COARSER_M:
        drawn = tuple(one for zone in whole for one in _drawn(zone, coverage, coarse, kx))
        if not drawn or len(brotli.compress(encode_context(drawn), quality=9)) <= MOST_BYTES:
            note = f"zones drawn to {coarse:g} m"
            return drawn, (note,) if drawn else ()
    return (), (f"zones are not drawn: more than {MOST_BYTES} bytes even to {coarse:g} m",)


def _drawn(zone: Zone, coverage: BaseGeometry, coarse: float, kx: int) -> Iterator[Feature]:
    inside = zone.area.geometry.intersection(coverage.envelope)
    grown = _metres(inside, kx).buffer(coarse, quad_segs=2).simplify(coarse)
    for polygon in shapely.get_parts(grown):
        if polygon.area < _LEAST_M2:
            continue
        holes = (ring for ring in polygon.interiors if shapely.Polygon(ring).area >= _LEAST_M2)
        rings = tuple(_fives(ring, kx) for ring in (polygon.exterior, *holes))
        yield Feature(HAZARDS.index(zone.hazard) + 1, _ALWAYS, 0, rings)


def _metres(shape: BaseGeometry, kx: int) -> BaseGeometry:
    return shapely.transform(shape, lambda at: flat(at[:, 0] * 1e5, at[:, 1] * 1e5, kx))


def _fives(ring: BaseGeometry, kx: int) -> NDArray[np.int64]:
    """(k, 2) of lon5, lat5; the first point is not repeated."""
    at = shapely.get_coordinates(ring)[:-1] / (kx * 1e-6, KY * 1e-6)
    return np.floor(at + 0.5).astype(np.int64)
