"""Real GeoJSON by a mapping: a weather service's 396 alerts, and a city's mapped zones."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from alerts.report import Report, Status
from alerts.sources.geojson_mapping import Choice, Mapping
from alerts.sources.geojson_shapes import area_claims
from alerts.sources.reading import read
from geo.area import Area, area_from_ring

NWS = Mapping(
    sender="w-nws.webmaster@noaa.gov",
    language="en-US",
    id="id",
    sent="sent",
    event="event",
    headline="headline",
    description="description",
    instruction="instruction",
    area="areaDesc",
    expires="expires",
    kind=Choice(always="other"),
    strength=Choice(
        property="severity",
        values={
            "Extreme": "leave_if_slow",
            "Severe": "ready",
            "Moderate": "ready",
            "Minor": "know",
            "Unknown": "know",
        },
    ),
    status=Choice(property="status", values={"Actual": "Actual", "Test": "Test"}),
)


@pytest.fixture(scope="module")
def alerts(shared_data: Path) -> dict[str, Any]:
    """The bundle's times are templates (`date:now -44 seconds`); here they are one minute."""
    packed = shared_data / "hazards/open/nws_api_active_air-quality-alerts.json.gz"
    text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    found: dict[str, Any] = json.loads(
        re.sub(r'"date:now[^"]*"', '"2026-08-21T12:00:00+00:00"', text)
    )
    return found


def test_every_alert_of_a_weather_service_is_read(alerts: dict[str, Any]) -> None:
    parts = read(json.dumps(alerts).encode(), mapping=NWS)

    reports = [part for part in parts if isinstance(part, Report)]
    names = {one["properties"]["id"] for one in alerts["features"]}
    assert {report.identifier for report in reports} == names
    assert len(reports) == len(parts) == len(names)
    assert {report.status for report in reports} <= {Status.ACTUAL, Status.TEST}


def test_what_it_drew_is_ground_and_what_it_did_not_draw_rings(alerts: dict[str, Any]) -> None:
    drawn = {one["properties"]["id"] for one in alerts["features"] if one["geometry"]}

    parts = read(json.dumps(alerts).encode(), mapping=NWS)

    for part in parts:
        assert isinstance(part, Report)
        (hazard,) = part.hazards
        faults = [fault for area in hazard.areas for fault in area.faults]
        rings = [ring for area in hazard.areas for ring in area.polygons]
        if part.identifier in drawn:
            assert faults == []
            assert all(isinstance(area_from_ring(ring), Area) for ring in rings)
        else:
            assert (faults, rings) == (["A shape was left out: it has no geometry."], [])


@pytest.mark.parametrize("name", ["flood_l1", "landslide", "tsunami"])
def test_a_citys_zones_keep_their_ground_and_their_holes(shared_data: Path, name: str) -> None:
    text = (shared_data / f"hazards/open/plateau_numazu_{name}_dissolved.geojson").read_text()

    for feature in json.loads(text)["features"]:
        claims = area_claims(feature["geometry"], "沼津市")

        assert [claim.faults for claim in claims if claim.faults] == []
        read_back = shapely.union_all(
            [shapely.Polygon(claim.polygons[0], claim.holes) for claim in claims]
        )
        assert read_back.equals(shape(feature["geometry"]))
