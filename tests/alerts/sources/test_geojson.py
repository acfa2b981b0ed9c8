"""GeoJSON by a mapping: what is named is read, what is not named is refused with the line to add."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import (
    AreaClaim,
    Hazard,
    MessageType,
    Official,
    Report,
    Scope,
    Status,
    Text,
    Unreadable,
)
from alerts.sources import geojson_shapes
from alerts.sources.geojson_mapping import Choice, Mapping, read_mapping
from alerts.sources.geojson_shapes import area_claims
from alerts.sources.reading import read

HOWTO = Path(__file__).parents[3] / "docs" / "howto" / "read-geojson.md"
RING = [[139.7, 35.6], [139.8, 35.6], [139.8, 35.7], [139.7, 35.6]]
READ_RING = ((139.7, 35.6), (139.8, 35.6), (139.8, 35.7), (139.7, 35.6))
MAPPING = Mapping(
    sender="dams.example",
    language="en",
    kind=Choice(always="flood"),
    strength=Choice(property="level", values={"red": "leave", "grey": "know", "over": "all_clear"}),
    status=Choice(property="real", values={"true": "Actual", "false": "Test"}),
    event="name",
    web="link",
    onset="from",
    expires="until",
)


def feature(**changes: Any) -> dict[str, Any]:
    properties = {
        "level": "red",
        "real": True,
        "sent": "2026-08-01T09:00:00+09:00",
        "name": "Dam release",
    }
    return {
        "type": "Feature",
        "id": changes.pop("id", "dam-7"),
        "geometry": changes.pop("geometry", {"type": "Polygon", "coordinates": [RING]}),
        "properties": {**properties, **changes},
    }


def read_features(*features: object, mapping: Mapping | None = MAPPING) -> list[Any]:
    raw = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return list(read(raw, mapping=mapping))


def hazard_of(*features: object) -> Hazard:
    (report,) = read_features(*features)
    assert isinstance(report, Report), report
    (hazard,) = report.hazards
    return hazard


def reason_of(*features: object) -> str:
    (part,) = read_features(*features)
    assert isinstance(part, Unreadable), part
    return part.reason


def test_the_howto_reads_as_it_says() -> None:
    blocks = re.findall(r"```(json|toml)\n(.*?)```", HOWTO.read_text("utf-8"), re.DOTALL)
    ((_, example), (_, table)) = blocks

    (report,) = read(example.encode(), mapping=read_mapping(table))

    assert report == Report(
        format="geojson",
        sender="dams.kane.example",
        identifier="dam-7",
        sent=datetime(2026, 8, 1, 0, 0, tzinfo=UTC),
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        stream="dams.kane.example/dam-7",
        hazards=(
            Hazard(
                texts=(
                    Text(
                        language="en",
                        event="Dam release",
                        headline="The dam releases water from 09:30. Keep away from the river.",
                        area_description="Below the Kane dam",
                    ),
                ),
                areas=(AreaClaim(description="Below the Kane dam", polygons=(READ_RING,)),),
                expires=datetime(2026, 8, 1, 12, 0, tzinfo=UTC),
                official=Official(kind="flood", strength="leave"),
                part="flood",
            ),
        ),
    )


def test_without_a_mapping_nothing_is_guessed() -> None:
    (part,) = read_features(feature(), mapping=None)

    assert isinstance(part, Unreadable)
    assert "docs/howto/read-geojson.md" in part.reason


def test_an_unknown_value_says_which_line_to_add() -> None:
    assert reason_of(feature(level="purple")) == (
        "“dam-7” says level “purple”, and the mapping does not know what strength that is. Look at "
        "the warning now; then add the value under [strength.values] of the mapping."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": None}, "no update could name them"),
        ({"id": "x" * 501}, "no update could name them"),
        ({"id": ["a"]}, "no update could name them"),
        ({"sent": "yesterday"}, "does not say when it was sent"),
        ({"sent": "2026-08-01T09:00:00"}, "does not say when it was sent"),
        ({"sent": None}, "does not say when it was sent"),
        ({"real": "perhaps"}, "does not know what status"),
        ({"level": {"deep": "red"}}, "does not know what strength"),
    ],
)
def test_what_is_not_told_is_refused_with_what_to_do(changes: dict[str, Any], words: str) -> None:
    assert words in reason_of(feature(**changes))


def test_a_bad_feature_does_not_take_the_others_with_it() -> None:
    parts = read_features(feature(id="a", level="purple"), feature(id="b"))

    assert [type(part) for part in parts] == [Unreadable, Report]


def test_features_of_one_id_are_one_warning_on_all_their_ground() -> None:
    other = {"type": "Polygon", "coordinates": [[[140, 36], [141, 36], [141, 37], [140, 36]]]}

    hazard = hazard_of(feature(), feature(geometry=other))

    assert [len(area.polygons) for area in hazard.areas] == [1, 1]


def test_a_feature_that_is_repeated_is_one() -> None:
    assert len(hazard_of(feature(), feature()).areas) == 1


def test_features_of_one_id_with_several_strengths_are_several_hazards() -> None:
    (report,) = read_features(feature(), feature(level="grey"))

    assert isinstance(report, Report)
    assert [one.part for one in report.hazards] == ["flood/leave", "flood/know"]


@pytest.mark.parametrize("differing", [{"sent": "2026-08-01T10:00:00Z"}, {"real": False}])
def test_features_of_one_id_that_disagree_are_refused(differing: dict[str, Any]) -> None:
    assert "disagree" in reason_of(feature(), feature(**differing))


def test_the_last_of_several_ends_counts_and_one_without_has_none() -> None:
    early, late = "2026-08-01T12:00:00Z", "2026-08-01T15:00:00Z"

    assert hazard_of(feature(until=late), feature(until=early)).expires == datetime(
        2026, 8, 1, 15, tzinfo=UTC
    )
    assert hazard_of(feature(until=late), feature()).expires is None


def test_an_all_clear_is_an_update_of_the_same_part() -> None:
    (report,) = read_features(feature(level="over"))

    assert isinstance(report, Report)
    (hazard,) = report.hazards
    assert (report.message_type, hazard.part, hazard.response_types) == (
        MessageType.UPDATE,
        "flood",
        ("AllClear",),
    )


def test_a_test_is_no_warning() -> None:
    (report,) = read_features(feature(real=False))

    assert isinstance(report, Report)
    assert report.status is Status.TEST


def test_only_web_addresses_are_links() -> None:
    assert hazard_of(feature(link="javascript:alert(1)")).texts[0].web == ""
    assert (
        hazard_of(feature(link="https://dams.example/7")).texts[0].web == "https://dams.example/7"
    )


def test_direction_overrides_are_taken_out_of_words() -> None:
    assert hazard_of(feature(name="Dam\u202e release")).texts[0].event == "Dam release"


def test_a_single_feature_is_read_as_well() -> None:
    (report,) = read(json.dumps(feature()).encode(), mapping=MAPPING)

    assert isinstance(report, Report)


@pytest.mark.parametrize("features", [[], "many", None, [1, "a"]])
def test_a_file_without_features_holds_no_warning(features: object) -> None:
    raw = json.dumps({"type": "FeatureCollection", "features": features}).encode()

    (part,) = read(raw, mapping=MAPPING)

    assert isinstance(part, Unreadable)
    assert "holds no warning" in part.reason
    assert part.is_empty is (features == [])


HOLE = [[139.75, 35.62], [139.76, 35.62], [139.76, 35.63], [139.75, 35.62]]


def test_each_polygon_keeps_its_own_holes() -> None:
    geometry = {
        "type": "GeometryCollection",
        "geometries": [{"type": "MultiPolygon", "coordinates": [[RING, HOLE], [HOLE]]}],
    }

    ring, island = area_claims(geometry, "Town")

    hole = tuple((lon, lat) for lon, lat in HOLE)
    assert ring == AreaClaim(description="Town", polygons=(READ_RING,), holes=(hole,))
    assert island == AreaClaim(description="Town", polygons=(hole,))


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "no geometry"),
        ({"type": "Point", "coordinates": [139.7, 35.6]}, "no inside"),
        ({"type": "LineString", "coordinates": RING}, "no inside"),
        ({"type": "Polygon", "coordinates": []}, "no ring"),
        ({"type": "Polygon", "coordinates": [[[1, 2]]]}, "fewer than three"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [1, "3"], [2, 3]]]}, "no pair of numbers"),
        ({"type": "Polygon", "coordinates": [[[1, 2], [1], [2, 3]]]}, "no pair of longitude"),
        ({"type": "Polygon", "coordinates": [[[35.6, 139.7], [1, 2], [2, 3]]]}, "swapped"),
        ({"type": "Polygon", "coordinates": [[[10**400, 1], [1, 2], [2, 3]]]}, "out of range"),
        ({"type": "Polygon", "coordinates": [[[401, 1], [1, 2], [2, 3]]]}, "out of range"),
    ],
)
def test_what_is_no_ground_is_a_fault(geometry: object, words: str) -> None:
    (claim,) = area_claims(geometry, "Town")

    assert claim.polygons == ()
    assert words in claim.faults[0]


def test_too_many_polygons_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson_shapes, "MAX_POLYGONS", 2)

    claims = area_claims({"type": "MultiPolygon", "coordinates": [[RING]] * 5}, "Town")

    assert [len(claim.faults) for claim in claims] == [0, 0, 1]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("sender = ", "cannot be read"),
        ('sender = "a"', "cannot be read"),
        ('colour = "red"', "cannot be read"),
    ],
)
def test_a_mapping_that_is_none_says_what_is_wrong(toml: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_mapping(toml)


@pytest.mark.parametrize(
    ("kind", "strength", "words"),
    [
        ('{ always = "deluge" }', '{ always = "know" }', "kind in the mapping leads to “deluge”"),
        ('{ always = "flood" }', '{ property = "l", values = { a = "b" } }', "leads to “b”"),
        ("{}", '{ always = "know" }', "needs either"),
        ('{ property = "a", always = "flood" }', '{ always = "know" }', "needs either"),
    ],
)
def test_a_mapping_leads_only_to_words_of_ours(kind: str, strength: str, words: str) -> None:
    toml = f'sender = "a"\nlanguage = "en"\nevent = "e"\nkind = {kind}\nstrength = {strength}'

    with pytest.raises(ValueError, match=re.escape(words)):
        read_mapping(toml)


@pytest.mark.parametrize(
    "raw", [b"{", b'{"type": "Feature"', b'{"a": ' + b"[" * 3000 + b"]" * 3000 + b"}", b"{\xff}"]
)
def test_damaged_json_is_refused(raw: bytes) -> None:
    (part,) = read(raw, mapping=MAPPING)

    assert isinstance(part, Unreadable)
    assert "cannot be read" in part.reason


def test_absurdly_many_values_are_refused_before_parsing() -> None:
    (part,) = read(b'{"features": [' + b"[]," * 500_000 + b"[]]}", mapping=MAPPING)

    assert isinstance(part, Unreadable)
    assert "more than 500000 values" in part.reason


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@given(
    properties=st.dictionaries(
        st.sampled_from(["level", "real", "sent", "name", "from", "until", "link"]), _json
    ),
    geometry=_json | st.fixed_dictionaries({"type": st.just("Polygon"), "coordinates": _json}),
    name=_json,
)
def test_no_feature_ever_raises(properties: Any, geometry: Any, name: Any) -> None:
    made = feature(id=name, geometry=geometry, **properties)

    assert len(read_features(made)) == 1
