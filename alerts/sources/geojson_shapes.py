"""GeoJSON geometries (RFC 7946) → AreaClaims, one for each polygon with its own holes.

A line or a point has no inside, and is a fault: nobody knows how far around it people are meant.
"""

from collections.abc import Iterator
from typing import Any

from alerts.report import AreaClaim, Position, Ring

MAX_POLYGONS = 5_000
MAX_DEPTH = 4
"""Of collections in collections; RFC 7946 asks writers not to nest them at all."""


class _Fault(Exception):
    """A sentence about a shape that cannot be read."""


def area_claims(geometry: object, description: str) -> tuple[AreaClaim, ...]:
    """At least one claim; what cannot be read is a fault in one, never left out in silence."""
    claims = []
    for number, rings in enumerate(_polygons(geometry, 0)):
        if number == MAX_POLYGONS:
            claims.append(_faulty(description, "there are too many; ask for simpler shapes."))
            break
        claims.append(_claim(rings, description))
    if not claims:
        claims.append(_faulty(description, "it has no geometry."))
    return tuple(claims)


def _polygons(geometry: object, depth: int) -> Iterator[object]:
    """The rings of each polygon inside, or a sentence for what is none."""
    if not isinstance(geometry, dict):
        return
    kind = geometry.get("type")
    inside = geometry.get("geometries" if kind == "GeometryCollection" else "coordinates")
    if kind == "Polygon":
        yield inside
    elif kind == "MultiPolygon" and isinstance(inside, list):
        yield from inside
    elif kind == "GeometryCollection" and isinstance(inside, list) and depth < MAX_DEPTH:
        for one in inside:
            yield from _polygons(one, depth + 1)
    else:
        yield f"a geometry of type “{str(kind)[:40]}” has no inside; ask the sender for a polygon."


def _claim(rings: object, description: str) -> AreaClaim:
    if isinstance(rings, str):
        return _faulty(description, rings)
    if not isinstance(rings, list) or not rings:
        return _faulty(description, "a polygon has no ring.")
    try:
        outer, *holes = (_ring(ring) for ring in rings)
    except _Fault as fault:
        return _faulty(description, str(fault))
    return AreaClaim(description=description, polygons=(outer,), holes=tuple(holes))


def _faulty(description: str, why: str) -> AreaClaim:
    return AreaClaim(description=description, faults=(f"A shape was left out: {why}",))


def _ring(ring: object) -> Ring:
    if not isinstance(ring, list) or len(ring) < 3:
        raise _Fault("a ring has fewer than three corners.")
    positions = tuple(_position(one) for one in ring)
    return positions if positions[0] == positions[-1] else (*positions, positions[0])


def _position(written: Any) -> Position:
    if not isinstance(written, list) or len(written) < 2:
        raise _Fault("a corner is no pair of longitude and latitude.")
    lon, lat = written[0], written[1]
    for number in (lon, lat):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise _Fault("a corner is no pair of numbers.")
    if not abs(lon) <= 360:  # also what is not finite
        raise _Fault(f"the longitude {str(lon)[:30]} is out of range.")
    if not abs(lat) <= 90:
        raise _Fault(
            f"the latitude {str(lat)[:30]} is out of range; longitude and latitude may be swapped, "
            "or the coordinates are no degrees."
        )
    return (float(lon), float(lat))
