"""How staff name a ground, and the Area that it means: presets, zones, circles, pastes, vertices.

Fails closed: what is no valid area is refused with a sentence, never widened, guessed or dropped
(DOMAIN section 6). A preset of five districts of which one is unknown is refused as a whole, for
nobody would see on a map that one is missing. What can be mended is (`alerts.desk.area_mending`
says what was).
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from alerts.matching import Match, match
from alerts.report import Report
from alerts.sources.reading import read
from geo.area import (
    Area,
    Refused,
    area_from_circle,
    area_from_geometry,
    area_from_ring,
    intersection,
    union,
)
from geo.places import Gazetteer

MOST_PASTED = 4_000_000
"""Characters."""
MOST_DRAWN = 20_000
"""Points of what somebody draws or pastes: even a scribble is a page within two seconds."""
MOST_POSITIONS = 100_000
"""Points of any area: real coasts and borders cost less than scribbles."""
# A page asks for the ground of one draft several times; unions of districts take a second.
_REMEMBERED = 8


class Preset(msgspec.Struct, frozen=True, kw_only=True, tag="preset"):
    """Official areas by key, `scheme:code` (`jis:17201`): their union."""

    keys: tuple[str, ...]


class ZoneInDistrict(msgspec.Struct, frozen=True, kw_only=True, tag="zone"):
    """Mapped hazard zones by key (`geo.zones.key_of`), as far as they lie in these official areas.

    Several zones count together. Named, not copied: a zone that was mapped anew is other ground.
    """

    zones: tuple[str, ...]
    keys: tuple[str, ...]


class CircleRound(msgspec.Struct, frozen=True, kw_only=True, tag="circle"):
    """Everything within `radius_m` metres of lon, lat (degrees, WGS 84)."""

    lon: float
    lat: float
    radius_m: float


class Vertices(msgspec.Struct, frozen=True, kw_only=True, tag="vertices"):
    """Rings as a table of lon, lat in degrees; each is an outer ring, together they are one area.

    What a person draws arrives like this too.
    """

    rings: tuple[tuple[tuple[float, float], ...], ...]


class Pasted(msgspec.Struct, frozen=True, kw_only=True, tag="pasted"):
    """GeoJSON (RFC 7946: geometry, Feature or FeatureCollection) or one CAP message, as text."""

    text: str


AreaSource = Preset | ZoneInDistrict | CircleRound | Vertices | Pasted


@lru_cache(maxsize=_REMEMBERED)
def area_of(source: AreaSource | None, gazetteer: Gazetteer) -> Area | Refused:
    """The ground that the source means today; refused with a sentence that says what to do."""
    area = _area_of(source, gazetteer)
    if isinstance(area, Refused):
        return area
    return _too_fine(int(shapely.get_num_coordinates(area.geometry)), MOST_POSITIONS) or area


def too_fine_to_draw(source: AreaSource | None) -> Refused | None:
    """For what people draw or paste. What is taken over from an alert may be as fine as that is."""
    match source:
        case Vertices(rings=rings):
            return _too_fine(sum(map(len, rings)), MOST_DRAWN)
        case Pasted(text=text) if len(text) <= MOST_PASTED:
            points = shapely.get_num_coordinates(shapes_of(text) or [])
            return _too_fine(int(points.sum()), MOST_DRAWN)
    return None


def _too_fine(points: int, most: int) -> Refused | None:
    if points <= most:
        return None
    return Refused(
        f"The edge of this area has {points} points. Choose fewer districts, or simplify the shape "
        f"to {most} points."
    )


def _area_of(source: AreaSource | None, gazetteer: Gazetteer) -> Area | Refused:
    match source:
        case None:
            return Refused("No area is chosen, so nobody would be warned. Choose or draw one.")
        case Preset(keys=keys):
            return _districts(keys, gazetteer)
        case ZoneInDistrict(zones=zones, keys=keys):
            return _zones_in(zones, keys, gazetteer)
        case CircleRound(lon=lon, lat=lat, radius_m=radius_m):
            return area_from_circle(lon, lat, radius_m / 1000)
        case Vertices(rings=rings):
            return _together(area_from_ring(ring) for ring in rings)
        case Pasted(text=text):
            return _pasted(text, gazetteer)


def _districts(keys: Sequence[str], gazetteer: Gazetteer) -> Area | Refused:
    if not keys:
        return Refused("No district is chosen, so nobody would be warned. Choose at least one.")
    found = {key: gazetteer.find(key) for key in keys}
    missing = [key for key, official in found.items() if official is None]
    if missing:
        return Refused(
            f"{', '.join(missing)}: no such area is imported. Choose another, or draw the area; "
            "the town's IT can import areas (hansho city areas)."
        )
    return union(official.area for official in found.values() if official is not None)


def _zones_in(zones: Sequence[str], keys: Sequence[str], gazetteer: Gazetteer) -> Area | Refused:
    if not zones:
        return Refused("No zone is chosen, so nobody would be warned. Choose at least one.")
    found = {key: gazetteer.zones.find(key) for key in zones}
    missing = [key for key, zone in found.items() if zone is None]
    if missing:
        return Refused(
            f"{', '.join(missing)}: no such zone is mapped. Choose another, or draw the area; the "
            "town's IT can map zones (hansho city build)."
        )
    district = _districts(keys, gazetteer)
    if isinstance(district, Refused):
        return district
    shared = intersection(union(zone.area for zone in found.values() if zone), district)
    if shared is None:
        return Refused("The zone does not reach into this district. Choose another zone or area.")
    return shared


def _together(shapes: Iterable[Area | Refused]) -> Area | Refused:
    """One bad ring refuses all: an area with a part missing looks like the whole on a map."""
    areas: list[Area] = []
    for one in shapes:
        if isinstance(one, Refused):
            return one
        areas.append(one)
    if not areas:
        return Refused("No area is drawn, so nobody would be warned. Draw one.")
    return union(areas)


def _pasted(text: str, gazetteer: Gazetteer) -> Area | Refused:
    if len(text) > MOST_PASTED:
        return Refused(
            f"The pasted text has {len(text)} characters; simplify the shape to {MOST_PASTED}."
        )
    if text.lstrip().startswith("{"):
        return _of_geojson(text)
    return _of_report(text, gazetteer)


def _of_geojson(text: str) -> Area | Refused:
    geometries = shapes_of(text)
    if geometries is None:
        return Refused(
            "The pasted text is not readable GeoJSON. Paste a whole geometry, Feature or "
            "FeatureCollection."
        )
    for geometry in geometries:
        refusal = _not_only_polygons(geometry)
        if refusal is not None:
            return refusal
    return _together(area_from_geometry(one) for one in geometries)


def shapes_of(text: str) -> list[BaseGeometry] | None:
    """The geometries of a GeoJSON text, as they stand there; None if it is none."""
    try:
        read = json.loads(text, parse_constant=_no_number)
        return [shape(one) for one in _geometries(read)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ShapelyError):
        return None
    except OverflowError:  # a number that no coordinate can be
        return None


def _no_number(name: str) -> float:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(f"{name} is no number of JSON")


def _geometries(value: dict[str, Any]) -> list[dict[str, Any]]:
    match value["type"]:
        case "FeatureCollection":
            return [one for feature in value["features"] for one in _geometries(feature)]
        case "Feature":
            return [value["geometry"]]
        case _:
            return [value]


def _not_only_polygons(geometry: BaseGeometry) -> Refused | None:
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return None
    return Refused(
        f"The pasted shape is a {geometry.geom_type}, which encloses no area. Paste polygons, "
        "or choose a circle."
    )


def _of_report(text: str, gazetteer: Gazetteer) -> Area | Refused:
    items = read(text.encode())
    reports = [one for one in items if isinstance(one, Report)]
    if len(reports) != 1 or len(items) != 1:
        return Refused("The pasted text is neither GeoJSON nor one CAP message. Paste it whole.")
    found = [match(hazard, gazetteer) for hazard in reports[0].hazards]
    if any(isinstance(one, Match) and one.unmatched for one in found):
        missing = "; ".join(s for one in found if isinstance(one, Match) for s in one.unmatched)
        return Refused(f"A part of the message's area cannot be matched ({missing}). Draw it.")
    return _together(one if isinstance(one, Refused) else one.area for one in found)
