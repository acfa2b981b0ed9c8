"""Earthquakes of a seismic network: kept for the desk, and never a warning."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Mode
from alerts.report import (
    Code,
    Hazard,
    MessageType,
    Official,
    Report,
    Scope,
    Status,
    Text,
    Unreadable,
)
from alerts.sources.geojson_mapping import read_mapping
from alerts.sources.quake_geojson import MAX_FEATURES, NOT_FELT
from alerts.sources.reading import read
from alerts.triage import Policy, gate

MAPPING = """
sender = "kane.example"
language = "en"
event = "place"
[kind]
always = "earthquake"
[strength]
always = "know"
"""


def quake(**changes: Any) -> dict[str, Any]:
    """A feature as the USGS documents it; a change of None leaves the property out."""
    properties = {
        "mag": 6.5,
        "place": "10 km W of Kane",
        "time": 1_782_874_680_000,
        "updated": 1_782_875_000_000,
        "url": "https://kane.example/quakes/kn1",
        "mmi": 6.14,
        "status": "automatic",
        "tsunami": 1,
        "net": "kn",
        "code": "1",
        "type": "earthquake",
        "title": "M 6.5 - 10 km W of Kane",
    } | changes
    return {
        "type": "Feature",
        "id": "kn1",
        "properties": {name: one for name, one in properties.items() if one is not None},
        "geometry": {"type": "Point", "coordinates": [138.5, 34.8, 20.0]},
    }


def collection(*features: object) -> bytes:
    metadata = {"generated": 1_782_875_100_000, "count": len(features), "title": "Kane"}
    whole = {"type": "FeatureCollection", "metadata": metadata, "features": features}
    return json.dumps(whole).encode()


def test_an_earthquake_is_told_with_all_that_is_known_and_warns_nobody() -> None:
    (report,) = read(collection(quake()))

    assert report == Report(
        format="quake-geojson",
        sender="fdsn:kn",
        identifier="kn1",
        sent=datetime(2026, 7, 1, 3, 3, 20, tzinfo=UTC),
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        stream="quake/kn1",
        not_public=NOT_FELT,
        hazards=(
            Hazard(
                texts=(
                    Text(
                        language="en",
                        event="earthquake",
                        headline="M 6.5 - 10 km W of Kane",
                        web="https://kane.example/quakes/kn1",
                    ),
                ),
                areas=(),
                categories=("Geo",),
                parameters=(
                    Code(name="quake:origin_time", value="2026-07-01T02:58:00+00:00"),
                    Code(name="quake:hypocentre", value="10 km W of Kane"),
                    Code(name="quake:position", value="138.5000,34.8000"),
                    Code(name="quake:depth_km", value="20"),
                    Code(name="quake:magnitude", value="6.5"),
                    Code(name="quake:max_mmi", value="6.1"),
                    Code(name="quake:review", value="automatic"),
                ),
                response_types=("Monitor",),
                urgency="Past",
                severity="Unknown",
                certainty="Observed",
                official=Official(kind="earthquake", strength="know"),
                part="earthquake",
            ),
        ),
    )


def test_no_policy_lets_it_reach_phones() -> None:
    (report,) = read(collection(quake(mag=9.5)))

    assert isinstance(report, Report)
    assert gate(report, Policy(mode=Mode.REAL)) == NOT_FELT


def test_each_feature_is_a_message_and_a_single_one_is_read_too() -> None:
    assert len(read(collection(quake(), quake()))) == 2
    assert isinstance(read(json.dumps(quake()).encode())[0], Report)


def test_a_revised_earthquake_is_another_message_of_the_same_stream() -> None:
    first, later = read(collection(quake(), quake(updated=1_782_875_900_000)))

    assert isinstance(first, Report)
    assert isinstance(later, Report)
    assert first.stream == later.stream
    assert first.key < later.key


def test_a_deleted_earthquake_is_withdrawn() -> None:
    (report,) = read(collection(quake(status="deleted")))

    assert isinstance(report, Report)
    assert (report.message_type, report.hazards) == (MessageType.CANCEL, ())


def test_a_blast_is_no_earthquake() -> None:
    (report,) = read(collection(quake(type="quarry blast")))

    assert isinstance(report, Report)
    assert [one.official for one in report.hazards] == [Official(kind="other", strength="know")]


def test_an_hour_without_earthquakes_says_so() -> None:
    (item,) = read(collection())

    assert isinstance(item, Unreadable)
    assert "holds no earthquake" in item.reason
    assert item.is_empty


@pytest.mark.parametrize(
    "changes", [{"time": None, "updated": None}, {"time": 10**300, "updated": "soon"}]
)
def test_an_earthquake_without_a_time_is_kept_with_its_reason(changes: dict[str, Any]) -> None:
    feature = quake(**changes)
    feature["properties"].setdefault("time", None)

    (item,) = read(collection(feature))

    assert isinstance(item, Unreadable)
    assert "no id or no time" in item.reason


def test_one_damaged_feature_does_not_take_the_others_along() -> None:
    nameless = quake()
    nameless["id"] = 7

    first, second = read(collection(quake(), nameless))

    assert isinstance(first, Report)
    assert isinstance(second, Unreadable)


def test_a_position_off_the_globe_is_left_out() -> None:
    feature = quake()
    feature["geometry"]["coordinates"] = [34.8, 138.5, 20.0]

    (report,) = read(collection(feature))

    assert isinstance(report, Report)
    names = {one.name for one in report.hazards[0].parameters}
    assert names.isdisjoint({"quake:position", "quake:depth_km"})


def test_a_town_s_mapping_goes_before_the_networks_form() -> None:
    (item,) = read(collection(quake()), mapping=read_mapping(MAPPING))

    assert getattr(item, "format", "") == "geojson"


def test_polygons_and_other_points_are_not_taken_for_earthquakes() -> None:
    shelter = {"type": "Feature", "id": "1", "properties": {"name": "Kane"},
               "geometry": {"type": "Point", "coordinates": [138.5, 34.8]}}  # fmt: skip

    (item,) = read(json.dumps({"type": "FeatureCollection", "features": [shelter]}).encode())

    assert isinstance(item, Unreadable)
    assert item.format == "geojson"


def test_too_many_are_refused_at_once() -> None:
    (item,) = read(collection(*[{"properties": {"mag": 1, "time": 1}, "geometry": {"type": "Point"}}
                                for _ in range(MAX_FEATURES + 1)]))  # fmt: skip

    assert isinstance(item, Unreadable)
    assert "fewer days" in item.reason


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside),
    max_leaves=6,
)
NAMES = st.sampled_from(sorted(quake()["properties"]))


@given(changes=st.dictionaries(NAMES, VALUES), coordinates=VALUES, name=VALUES)
def test_no_values_raise(changes: dict[str, Any], coordinates: object, name: object) -> None:
    feature = quake(**changes)
    feature["properties"] = {"mag": None, "time": None} | feature["properties"]
    feature["geometry"]["coordinates"] = coordinates
    feature["id"] = name

    (item,) = read(collection(feature).replace(b"Infinity", b"1e999"))

    assert isinstance(item, Report | Unreadable)
