"""Area: whom to warn. Valid polygons in lon, lat degrees (WGS 84); what is none is refused.

Edges are straight in lon/lat. Nothing here crosses ±180°: shapes that do are cut there.
Coordinates are rounded to 10⁻⁹° (0.1 mm).
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.circles import MOST_KM, ring_round
from geo.refused import Refused
from geo.rings import (
    GRID,
    Floats,
    enclosed,
    fault_of,
    leaps,
    on_grid,
    positions_of,
    repaired_polygon,
    unwrapped,
    within_the_world,
)

__all__ = [
    "NO_AREA",
    "Area",
    "Refused",
    "area_from_circle",
    "area_from_geometry",
    "area_from_ring",
    "intersection",
    "union",
]

MOST_GEOMETRY_POSITIONS = 2_000_000
# All edges together, in degrees: about fifty times round the earth. Real coasts stay far below; a
# comb of long teeth, which would cost hours to rasterise, does not.
MOST_OUTLINE = 20_000.0
NO_AREA = Refused("The polygon encloses no area and would warn nobody; draw it anew.")


class Area:
    """A non-empty valid MultiPolygon; immutable, hashable, equal when the normalised shapes are.

    Build one with `area_from_ring`, `area_from_circle` or `area_from_geometry`.
    """

    __slots__ = ("_geometry", "_wkb")

    def __init__(self, geometry: BaseGeometry) -> None:
        """Takes a MultiPolygon inside ±180, ±90. Raises ValueError if empty or not valid."""
        if not isinstance(geometry, MultiPolygon) or geometry.is_empty or not geometry.is_valid:
            raise ValueError("an Area is a valid, non-empty MultiPolygon")
        west, south, east, north = geometry.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            raise ValueError("an Area lies within ±180, ±90 degrees")
        normal = shapely.normalize(shapely.force_2d(geometry))
        self._wkb: bytes = shapely.to_wkb(normal, byte_order=1)
        # Read back, because GEOS carries a precision along unseen that would act on later overlays.
        self._geometry = cast("MultiPolygon", shapely.from_wkb(self._wkb))

    @property
    def geometry(self) -> MultiPolygon:
        return self._geometry

    @classmethod
    def from_wkb(cls, wkb: bytes) -> "Area":
        """Reads what `to_wkb` wrote. Raises ValueError for anything else."""
        try:
            return cls(shapely.from_wkb(wkb))
        except shapely.GEOSException as error:
            raise ValueError("these bytes are not an area's WKB") from error

    def to_wkb(self) -> bytes:
        """Little-endian WKB of the normalised shape: equal areas give equal bytes."""
        return self._wkb

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees. Spans ±180 if the area was cut there."""
        west, south, east, north = self._geometry.bounds
        return west, south, east, north

    def covers(self, lon: float, lat: float) -> bool:
        """Whether the point is inside or on the boundary. ±180 are one meridian."""
        lons = (-180.0, 180.0) if abs(lon) == 180 else (lon,)
        return any(bool(shapely.intersects_xy(self._geometry, x, lat)) for x in lons)

    def intersects(self, other: "Area") -> bool:
        """Whether they share a point; sharing only the meridian ±180 does not count."""
        return bool(shapely.intersects(self._geometry, other._geometry))

    def geojson(self) -> dict[str, Any]:
        """An RFC 7946 MultiPolygon: outer rings counter-clockwise, cut at the antimeridian."""
        outward = shapely.orient_polygons(self._geometry, exterior_cw=False)
        polygons = [[_list(ring) for ring in (p.exterior, *p.interiors)] for p in outward.geoms]
        return {"type": "MultiPolygon", "coordinates": polygons}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Area) and self._wkb == other._wkb

    def __hash__(self) -> int:
        return hash(self._wkb)

    def __repr__(self) -> str:
        positions = shapely.get_num_coordinates(self._geometry)
        return f"<Area {positions} positions, bounds {self.bounds}>"


def area_from_ring(ring: Sequence[tuple[float, float]]) -> Area | Refused:
    """The area inside one ring of lon, lat degrees, as CAP's `polygon` has it; closed if it is not.

    Crossing the antimeridian, poles: see `geo.rings`. Rings that cross or touch themselves:
    `geo.rings.enclosed` says which parts count. Refused: fewer than four positions (three when
    not closed), no area, coordinates that are none, too many positions.
    """
    positions = positions_of(ring)
    if isinstance(positions, Refused):
        return positions
    return _area_in(positions)


def _area_in(positions: Floats) -> Area | Refused:
    line = unwrapped(positions)
    if isinstance(line, Refused):
        return line
    inside = enclosed(line)
    return inside if isinstance(inside, Refused) else _settled(inside)


def area_from_circle(lon: float, lat: float, radius_km: float) -> Area | Refused:
    """A polygon that contains the whole geodesic circle, at most about 0.1 % wider for most.

    Radius 0 (a point whose reach is unknown, as some earthquake feeds send it) is refused.
    """
    fault = fault_of(np.array([[lon, lat]], dtype=np.float64))
    if fault is not None:
        return fault
    if not np.isfinite(radius_km) or radius_km < 0:
        return Refused("The circle's radius is not a distance; send kilometres above 0.")
    if radius_km == 0:
        return Refused("A circle of radius 0 warns nobody; send the real extent.")
    if radius_km > MOST_KM:
        return Refused(
            f"A circle of {radius_km:g} km is larger than any warning (at most {MOST_KM:g} km); "
            "the radius may be in metres. Send kilometres."
        )
    ring = ring_round(lon, lat, radius_km)
    if isinstance(ring, Refused):
        return ring
    inside = enclosed(ring)
    return inside if isinstance(inside, Refused) else _settled(inside)


def area_from_geometry(geometry: BaseGeometry) -> Area | Refused:
    """The polygons of a geometry in lon, lat degrees, as shapefiles and GeoJSON have them.

    Taken as drawn on a flat map: edges do not cross the antimeridian (RFC 7946 section 3.1.9).
    Longitudes beyond ±180, as some files have them, are cut and moved. Rings of an invalid polygon
    are read by the same rule as a single ring (`geo.rings.enclosed`); holes are taken out.
    """
    positions = shapely.get_coordinates(geometry)
    if len(positions) > MOST_GEOMETRY_POSITIONS:
        return Refused(
            f"The shape has {len(positions)} positions; simplify it to {MOST_GEOMETRY_POSITIONS}."
        )
    fault = fault_of(positions / [[3.0, 1.0]])  # up to ±540°: one turn too far is understood
    if fault is not None:
        return fault
    polygons = _polygons_in(shapely.transform(geometry, on_grid))
    if any(leaps(polygon) for polygon in polygons):
        return Refused(
            "An edge of the shape spans more than half the earth; it may cross the antimeridian. "
            "Cut the shape at ±180° (RFC 7946 section 3.1.9)."
        )
    if not polygons:
        return NO_AREA
    sound: list[Polygon] = []
    for polygon in polygons:
        shape = polygon if polygon.is_valid else repaired_polygon(polygon)
        if isinstance(shape, Refused):
            return shape
        sound += _polygons_in(shape)
    return _settled(_as_one(sound))


def union(areas: Iterable[Area]) -> Area:
    """Everyone in any of the areas, in whatever order. Raises ValueError if there are none."""
    # Sorted, because where edges cross, the last digit hangs on who comes first.
    several = sorted(areas, key=Area.to_wkb)
    if not several:
        raise ValueError("a union needs at least one area")
    if several[0] == several[-1]:
        return several[0]
    shapes = [area.geometry for area in several]
    # By groups that touch, and laid on the grid afterwards: for a nation's municipalities that is
    # three times as fast as one union on the grid.
    together = shapely.disjoint_subset_union_all(shapes)
    return Area(_polygons_of(shapely.set_precision(together, GRID)))


def intersection(a: Area, b: Area) -> Area | None:
    """Where both are; None if they share no ground (a common edge is no ground)."""
    one, other = sorted((a, b), key=Area.to_wkb)
    shared = _polygons_of(shapely.intersection(one.geometry, other.geometry, grid_size=GRID))
    return None if shared.is_empty else Area(shared)


def difference(a: Area, b: Area) -> Area | None:
    """Where a is and b is not; None if b covers a."""
    left = _polygons_of(shapely.difference(a.geometry, b.geometry, grid_size=GRID))
    return None if left.is_empty else Area(left)


def _settled(geometry: BaseGeometry) -> Area | Refused:
    if geometry.is_empty:
        return NO_AREA
    shape = _polygons_of(within_the_world(geometry))
    if shape.is_empty:
        return NO_AREA
    if shape.length > MOST_OUTLINE:
        return Refused("The polygon's outline is longer than any coast; simplify it.")
    return Area(shape)


def _polygons_of(geometry: BaseGeometry) -> MultiPolygon:
    """Only the polygons with an area, as one valid MultiPolygon."""
    return _as_one([polygon for polygon in _polygons_in(geometry) if polygon.area > 0])


def _as_one(polygons: list[Polygon]) -> MultiPolygon:
    """Valid polygons that may overlap, as one valid MultiPolygon."""
    together = MultiPolygon(polygons)
    return (
        together
        if together.is_valid
        else MultiPolygon(_polygons_in(shapely.union_all(polygons, grid_size=GRID)))
    )


def _polygons_in(geometry: BaseGeometry) -> list[Polygon]:
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def _list(ring: BaseGeometry) -> list[list[float]]:
    return [[lon, lat] for lon, lat in ring.coords]
