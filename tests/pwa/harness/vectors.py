"""What Python says, for the page's tests: `python -m tests.pwa.harness.vectors > FILE`.

FILE is `tests/pwa/vectors.json`: `outlines` (encoded text, its rings, points with what is true of
them), `moments` (times, as `alerts.clock_words` says them) and `marks` (numbers and slots). A test fails when it is out of date.
"""

import json
import math
import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from alerts.clock_words import moment, phone_patterns
from alerts.languages import LANGUAGES, PSEUDO
from alerts.number_words import isolated, number, phone_marks
from alerts.push.outline import decoded, encoded, outlines
from geo.area import area_from_circle, area_from_geometry

_SEED = 7
_EARTH = Geod(ellps="WGS84")
_NEAR = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
_LANGUAGES = (*LANGUAGES, *PSEUDO)
_NUMBERS = (0, 7, 999, 1234, 9_999, 9_999.95, 10_000, 12_500, 1_234_567, 0.25, 1.3, 9.9, 12_500.5)
_ZONES = (
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Chatham",
    "UTC",
    "No/Where",
    "",
)
_STEPS = (
    timedelta(0),
    timedelta(hours=10, minutes=30),
    timedelta(days=-1, hours=-5, minutes=-2),
    timedelta(days=180),
    timedelta(days=180, seconds=1),
    timedelta(days=-181),
    timedelta(days=466),
)


def shapes() -> dict[str, BaseGeometry]:
    """By name: with a hole, of two parts, over the antimeridian, far north, and a thin one."""
    disc = Point(136.6, 36.5).buffer(0.05, quad_segs=4)
    islands = box(136.0, 36.0, 136.02, 36.01), box(136.05, 36.0, 136.06, 36.03)
    east, west = box(179.9, -17.0, 180.0, -16.9), box(-180.0, -17.0, -179.9, -16.9)
    taller = box(179.9, -17.0, 180.0, -16.8), box(-180.0, -17.05, -179.9, -16.9)
    return {
        "triangle": Polygon([(136.65, 36.56), (136.66, 36.56), (136.66, 36.57)]),
        "hole": disc.difference(box(136.58, 36.48, 136.62, 36.52)),
        "islands": MultiPolygon(islands),
        "antimeridian": MultiPolygon([east, west]),
        "antimeridian, in steps": MultiPolygon(taller),
        "up to the antimeridian": east,
        "north": box(18.0, 78.0, 18.4, 78.1),
        "thin": Polygon([(0, 0), (0.5, 0.0002), (0.5, 0.0005)]),
    }


def texts() -> dict[str, str]:
    """Each shape as it is, then four as they are really sent: simplified outwards."""
    sent = {
        "antimeridian sent": area_from_geometry(shapes()["antimeridian"]),
        "steps sent": area_from_geometry(shapes()["antimeridian, in steps"]),
        "circle sent": area_from_circle(136.65, 36.56, 3.0),
        "circle over the antimeridian": area_from_circle(179.99, -17.0, 8.0),
    }
    found = {name: encoded(shape) for name, shape in shapes().items()}
    for name, area in sent.items():
        found[name] = next(iter(outlines(area))).text
    return found


def outline_vectors() -> list[dict[str, Any]]:
    source = random.Random(_SEED)  # nothing secret: the same points for ever
    return [_outline(name, text, source) for name, text in texts().items()]


def _outline(name: str, text: str, source: random.Random) -> dict[str, Any]:
    rings = decoded(text)
    filled: BaseGeometry = MultiPolygon()
    for ring in rings:
        filled = shapely.symmetric_difference(filled, Polygon(ring))
    everywhere = _everywhere(filled)
    points = [_point(everywhere, *position) for position in _positions(filled, source)]
    return {"name": name, "text": text, "rings": rings, "points": points}


def _positions(filled: BaseGeometry, source: random.Random) -> list[tuple[float, float]]:
    """Near its corners and edges, where it counts, as a receiver would give them: within ±180."""
    corners = shapely.get_coordinates(filled)
    within = shapely.get_coordinates(shapely.point_on_surface(shapely.get_parts(filled)))
    found = [(float(x), float(y)) for x, y in within]
    for _ in range(30):
        lon, lat = corners[source.randrange(len(corners))]
        found.append((lon + source.uniform(-0.03, 0.03), lat + source.uniform(-0.01, 0.01)))
    if float(corners[:, 0].max()) >= 180:  # both parts reach over the antimeridian a little
        found += [(180 + x, -16.95) for x in (-0.0001, -0.00005, 0.00005, 0.0001)]
    return [(round((x + 180) % 360 - 180, 6), round(y, 6)) for x, y in found]


def _everywhere(filled: BaseGeometry) -> BaseGeometry:
    """The outline on three turns of the earth: parts that meet at the antimeridian are one there."""
    return shapely.union_all([translate(filled, xoff=by) for by in (-360.0, 0.0, 360.0)])


def _point(everywhere: BaseGeometry, lon: float, lat: float) -> list[Any]:
    """`[lon, lat, inside, metres]`: metres on the ellipsoid to the nearest edge."""
    inside = bool(everywhere.contains(Point(lon, lat)))
    return [lon, lat, inside, round(_edge_m(everywhere, lon, lat), 1)]


def _edge_m(filled: BaseGeometry, lon: float, lat: float) -> float:
    """To the nearest of many points along the edges that are near."""
    stretch = math.cos(math.radians(lat))
    edge = shapely.transform(filled.boundary, lambda p: (p - [lon, lat]) * [stretch, 1.0])
    nearest = edge.distance(Point(0, 0))
    near = shapely.intersection(edge, Point(0, 0).buffer(nearest * 1.05 + 1e-7))
    along = shapely.get_coordinates(shapely.segmentize(near, max(nearest, 1e-6) / 50))
    positions = along / [stretch, 1.0] + [lon, lat]
    count = len(positions)
    _, _, metres = _EARTH.inv(np.full(count, lon), np.full(count, lat), *positions.T)
    return float(np.min(metres))


def moments() -> list[dict[str, Any]]:
    """Every zone and distance in time in one language; every month, near and far, in each."""
    zoned = [("en", zone, _NEAR + step, _NEAR) for zone in _ZONES for step in _STEPS]
    monthly = [
        (language, "Asia/Tokyo", when, near)
        for language in _LANGUAGES
        for month in range(1, 13)
        for when in [datetime(2026, month, 2 * month, 3, 4, tzinfo=UTC)]
        for near in (when, _NEAR.replace(year=2024))
    ]
    return [
        {
            "when": int(when.timestamp()),
            "near": int(near.timestamp()),
            "time_zone": zone,
            "language": language,
            "said": moment(when, time_zone=zone, language=language, near=near),
        }
        for language, zone, when, near in (*zoned, *monthly)
    ]


def marks() -> list[dict[str, Any]]:
    """What each language writes dates, numbers and slots by, and what comes of it."""
    return [
        {
            "language": language,
            "given": {**phone_patterns(language), **phone_marks(language)},
            "numbers": [[value, number(value, language)] for value in _NUMBERS],
            "slot": isolated("神田", language),
        }
        for language in _LANGUAGES
    ]


def text() -> str:
    """The whole file, one vector a line."""
    parts = {"outlines": outline_vectors(), "moments": moments(), "marks": marks()}
    written = (
        f'"{name}": [\n' + ",\n".join(json.dumps(one, ensure_ascii=False) for one in rows) + "\n]"
        for name, rows in parts.items()
    )
    return "{" + ",\n".join(written) + "}\n"


if __name__ == "__main__":
    sys.stdout.write(text())
