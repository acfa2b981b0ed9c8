"""Zones for a town that has none: a river strip, a coast, slopes, basins, from a seed and a box."""

import json
import math
from pathlib import Path
from random import Random
from typing import Any

import shapely

Box = tuple[float, float, float, float]


def write_zones(folder: Path, box: Box, seed: int = 1703) -> tuple[Path, ...]:
    """A GeoJSON file for each hazard with a zone; `box` is west, south, east, north in degrees."""
    chance = Random(seed)  # noqa: S311 (a judge must repeat)
    river, coast = _river(box, chance), _coast(box, chance)
    slopes = [_blob(box, chance, 0.55, 0.11) for _ in range(7)]
    basins = [_blob(box, chance, 0.1, 0.05) for _ in range(6)]
    layers = {
        "flood": [("zone", river)],
        "storm_surge": [("zone", coast.buffer(-0.002))],
        "tsunami": [("zone", coast), ("closed", _blob(box, chance, 0.0, 0.015))],
        "inland_flood": [("zone", basin) for basin in basins],
        "landslide": [("zone", slope.buffer(-0.002)) for slope in slopes]
        + [("costly", slope) for slope in slopes],
        "fire": [("costly", _blob(box, chance, 0.3, 0.06))],
    }
    return tuple(_write(folder, hazard, shapes) for hazard, shapes in layers.items())


def _write(folder: Path, hazard: str, shapes: list[tuple[str, Any]]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"hazard": hazard, "effect": effect},
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-7))),
        }
        for effect, shape in shapes
        if not shape.is_empty
    ]
    file = folder / f"ground-{hazard}.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}) + "\n")
    return file


def _river(box: Box, chance: Random) -> Any:
    """A winding strip from the eastern edge to the western one, wider downstream."""
    west, south, east, north = box
    phase, turns = chance.uniform(0, math.tau), chance.uniform(2, 4)
    middle = south + (north - south) * chance.uniform(0.4, 0.6)
    parts = []
    for k in range(121):
        share = k / 120
        lon = east + 0.01 - (east - west + 0.02) * share
        lat = middle + (north - south) * 0.09 * math.sin(phase + math.tau * turns * share / 2)
        parts.append(shapely.Point(lon, lat).buffer(0.0018 + 0.0035 * share, quad_segs=4))
    return shapely.simplify(shapely.union_all(parts), 2e-5)


def _coast(box: Box, chance: Random) -> Any:
    """The north-western corner, up to an uneven line."""
    west, south, east, north = box
    line = []
    for k in range(41):
        share = k / 40
        reach = 0.30 + 0.05 * math.sin(9 * share + chance.uniform(0, 0.5))
        line.append(
            (west + (east - west) * (reach + 0.25 * share), south + (north - south) * share)
        )
    return shapely.Polygon([*line, (west - 0.02, north + 0.02), (west - 0.02, south)]).buffer(0)


def _blob(box: Box, chance: Random, from_west: float, size: float) -> Any:
    """An uneven round shape; `from_west` 0 to 1: where it may lie; `size` as a share of the box."""
    west, south, east, north = box
    lon = west + (east - west) * chance.uniform(from_west, 1)
    lat = south + (north - south) * chance.uniform(0, 1)
    radius = (east - west) * size
    ring = []
    for k in range(24):
        turn, reach = math.tau * k / 24, radius * chance.uniform(0.6, 1.0)
        ring.append((lon + reach * math.cos(turn), lat + 0.8 * reach * math.sin(turn)))
    return shapely.Polygon(ring)
