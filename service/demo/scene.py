"""Where the drill takes place: cut from the demo's city with shapely alone."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from service.demo.phones import Point

_GRID_DEGREES = 1e-7  # what the CAP file writes; the judge must hold the same ring
_SHARE_ORDERED = 0.6
_WIDENED_BY_DEGREES = 0.0012


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Street corners (lon, lat), the order's area, the update's larger one, official areas, and the
    folder of the built city if the service is to have its streets.
    """

    nodes: tuple[Point, ...]
    ordered: Polygon
    widened: Polygon
    gazetteer: tuple[Path, ...]
    city: Path | None = None


def scene_of(
    street_nodes: ArrayLike,
    flood_zone: Sequence[Point],
    gazetteer: Sequence[Path],
    city: Path | None = None,
) -> Scene:
    """The order is for the inland part of the river's flood zone; the update for all of it and its
    surroundings. `street_nodes` has shape (n, 2), lon and lat; `flood_zone` is a ring of the same.
    """
    zone = Polygon(flood_zone)
    west, south, east, north = zone.bounds
    half = box(west, south, west + (east - west) * _SHARE_ORDERED, north)
    nodes = np.asarray(street_nodes, dtype=float)
    return Scene(
        nodes=tuple((float(lon), float(lat)) for lon, lat in nodes),
        ordered=_drawn(zone.intersection(half)),
        widened=_drawn(zone.buffer(_WIDENED_BY_DEGREES, quad_segs=4)),
        gazetteer=tuple(gazetteer),
        city=city,
    )


def _drawn(shape: BaseGeometry) -> Polygon:
    """The largest part without its holes, as precisely as a CAP file says it."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon)]
    largest = max(parts, key=lambda part: part.area, default=Polygon())
    rounded: BaseGeometry = shapely.set_precision(Polygon(largest.exterior), _GRID_DEGREES)
    if not isinstance(rounded, Polygon) or rounded.area == 0:
        raise ValueError("the city's flood zone is too narrow to draw an area from")
    return rounded
