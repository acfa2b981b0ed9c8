"""The ground of a day and its phones: the real municipalities that its telegrams name."""

import gzip
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from alerts.report import Report
from alerts.sources.reading import read
from geo.area import Area, area_from_geometry
from geo.places import OfficialArea
from geo.schemes import key_of, scheme_of
from service.bench.days.sequences import Day

_BOUNDARIES = "boundaries/jma_city_z8.geojson.gz"
_FORECAST = "boundaries/jma_firstarea_z8.geojson.gz"
_OUTSIDE = 12
_FAR_DEGREES = 0.02

Point = tuple[float, float]
"""Lon, lat in degrees."""

MOST_AREAS = 60
"""A town watches its own ground and its neighbours'; an earthquake names six hundred places."""


def official_areas(shared: Path, day: Day) -> tuple[OfficialArea, ...]:
    """The areas that the day names first, which are those where it is worst: municipalities as they
    are.

    Regions without a published outline (of tsunami forecasts, of intensities) stand on the ground
    of a municipality each, as a town's own table would give them some.
    """
    towns = _municipalities(shared / _BOUNDARIES)
    spare = iter(sorted(towns))
    made: list[OfficialArea] = []
    for key, name in _named(day).items():
        if len(made) == MOST_AREAS:
            break
        found = towns.get(key)
        if found is None and key.startswith("jma:"):
            found = _districts(shared / _FORECAST).get(key)
        if found is None and not key.startswith("jma:"):
            found = towns[next(spare)]
        if found is not None:
            made.append(OfficialArea(key=key, names={"ja": name}, area=found))
    return tuple(made)


def points_outside(shared: Path, day: Day, areas: tuple[OfficialArea, ...]) -> tuple[Point, ...]:
    """In municipalities all over the country that the day does not name, beyond every area."""
    ground = shapely.union_all([one.area.geometry for one in areas])
    named = _named(day)
    towns = _municipalities(shared / _BOUNDARIES)
    found = (a_point_in(towns[key]) for key in sorted(towns) if key not in named)
    outside = [point for point in found if shapely.Point(point).distance(ground) > _FAR_DEGREES]
    return tuple(outside[:: max(1, len(outside) // _OUTSIDE)][:_OUTSIDE])


def a_point_in(area: Area) -> Point:
    """Inside."""
    point = shapely.point_on_surface(area.geometry)
    return point.x, point.y


def elsewhere(day: Day, areas: tuple[OfficialArea, ...]) -> tuple[str, ...]:
    """The keys that the day names beside these: known as no ground of this town."""
    return tuple(sorted(_named(day).keys() - {one.key for one in areas}))


def _named(day: Day) -> dict[str, str]:
    found: dict[str, str] = {}
    for sent in day.sent:
        for report in read(sent.raw, arrived=sent.at):
            if isinstance(report, Report):
                found.update(dict(_codes(report)) | found)
    return found


def _codes(report: Report) -> Iterable[tuple[str, str]]:
    for hazard in report.hazards:
        for claim in hazard.areas:
            for code in claim.geocodes:
                scheme = scheme_of(code.name)
                key = key_of(scheme, code.value) if scheme else None
                if key is not None:
                    yield key, claim.description


@cache
def _municipalities(file: Path) -> dict[str, Area]:
    return _read(file, "citycode")


@cache
def _districts(file: Path) -> dict[str, Area]:
    return _read(file, "firstareacode")


def _read(file: Path, code: str) -> dict[str, Area]:
    content: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    read = {
        f"jma:{one['properties'][code]}": area_from_geometry(shape(one["geometry"]))
        for one in content["features"]
    }
    return {key: area for key, area in read.items() if isinstance(area, Area)}
