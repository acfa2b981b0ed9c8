"""Every hand-written case of the shared data, judged whole: what would become of it, and where.

`cases.json` says what is expected in words; this table says it in outcomes. Where we read the
words in one of the ways that they leave open, the reason stands beside the row.
"""

import json
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from geo.area import Area, area_from_geometry
from service.checking import Checker, Line
from service.settings import Settings

OUTCOMES = {
    "circle_tokyo_5km.xml": "new",
    "circle_zero_radius.xml": "unmatched",  # warns nobody, and says so
    "circle_negative_radius.xml": "unmatched",  # the shape is refused, the warning stays visible
    "polygon_unclosed.xml": "new",  # closed, with a note
    "polygon_three_points.xml": "unmatched",
    "polygon_swapped_lon_lat.xml": "unmatched",  # never repaired: it could match the wrong people
    "polygon_bowtie.xml": "new",  # both lobes count: nobody who may be meant is missed
    "polygon_whitespace_newlines.xml": "new",
    "polygon_empty_element.xml": "unmatched",
    "polygon_nan_and_exponent.xml": "unmatched",
    "polygon_adjacent_shared_edge.xml": "new",
    "two_areas_overlap_one_person.xml": "new",
    "multi_info_ja_en_zh_pt.xml": "new",
    "multi_info_two_hazards_same_language.xml": "new",
    "language_missing_defaults_en_US.xml": "new",
    "exercise.xml": "not_public",  # its sender is not our drill desk
    "test_status.xml": "not_public",
    "system_status.xml": "not_public",
    "scope_private.xml": "not_public",
    "update_of_17_smaller_area.xml": "update",
    "cancel_of_17_no_info.xml": "unmatched",  # standing alone it has no area; see the sequence
    "expired_on_arrival.xml": "expired",
    "no_expires.xml": "new",  # lives 24 hours
    "sent_utc_Z.xml": "new",  # read as UTC, with a note
    "sent_minus_zero.xml": "new",
    "identifier_with_comma_space.xml": "quarantined",  # nothing could refer to it
    "unknown_element_extension.xml": "new",
    "severity_unknown_value.xml": "new",  # taken for Unknown, with a note
    "wrong_element_order.xml": "new",
    "billion_laughs.xml": "error",
    "html_in_description.xml": "new",
    "control_chars_and_rtl.xml": "new",
    "truncated.xml": "error",
}
WITH_A_NOTE = {
    "polygon_unclosed.xml",
    "control_chars_and_rtl.xml",
    "sent_utc_Z.xml",
    "severity_unknown_value.xml",
    "wrong_element_order.xml",
    "unknown_element_extension.xml",
}


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cap" / "synthetic"


def check(folder: Path, *names: str, at: datetime | None = None) -> list[Line]:
    ids = map("{:016d}".format, count())
    checker = Checker(Settings(), (), new_id=lambda: next(ids), areas=True)
    return [
        line for name in names for line in checker.check(name, (folder / name).read_bytes(), at)
    ]


def expected_time(name: str) -> datetime | None:
    """Each file's own time; for the one that is about expiry, the day it is read."""
    return datetime(2026, 11, 22, tzinfo=UTC) if name == "expired_on_arrival.xml" else None


def test_every_case_has_its_row(folder: Path) -> None:
    cases = json.loads((folder / "cases.json").read_text("utf-8"))

    assert {case["file"] for case in cases} == set(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_case_has_the_outcome_that_is_argued_for(folder: Path, name: str) -> None:
    lines = check(folder, name, at=expected_time(name))

    assert {line["outcome"] for line in lines} == {OUTCOMES[name]}
    assert bool(lines[0].get("notes")) == (name in WITH_A_NOTE)


def area_of(line: Line) -> Area:
    from shapely.geometry import shape

    found = area_from_geometry(shape(line["area"]))
    assert isinstance(found, Area)
    return found


@pytest.mark.parametrize(
    ("name", "lat", "lon", "inside"),
    [
        ("circle_tokyo_5km.xml", 35.70, 139.78, True),
        ("circle_tokyo_5km.xml", 35.75, 139.7671, False),
        ("polygon_whitespace_newlines.xml", 35.65, 139.75, True),
        ("polygon_adjacent_shared_edge.xml", 35.65, 139.8, True),
    ],
)
def test_people_are_inside_or_outside_as_the_case_says(
    folder: Path, name: str, lat: float, lon: float, inside: bool
) -> None:
    (line,) = check(folder, name)

    assert area_of(line).covers(lon, lat) is inside


def test_two_hazards_of_one_language_have_each_their_own_area(folder: Path) -> None:
    first, second = check(folder, "multi_info_two_hazards_same_language.xml")

    assert first["area"] != second["area"]
    assert first["kind"] != second["kind"]


def test_two_areas_of_one_hazard_are_one_alert(folder: Path) -> None:
    lines = check(folder, "two_areas_overlap_one_person.xml")

    assert [(line["outcome"], line["areas"]) for line in lines] == [("new", 2)]


def test_a_cancel_without_words_takes_area_and_languages_from_what_it_cancels(
    folder: Path,
) -> None:
    warning, cancel = check(folder, "multi_info_ja_en_zh_pt.xml", "cancel_of_17_no_info.xml")

    assert cancel["outcome"] == "cancel"
    assert (cancel["languages"], cancel["cells"], cancel["area"]) == (
        warning["languages"],
        warning["cells"],
        warning["area"],
    )


def test_an_update_continues_its_alert_over_a_smaller_area(folder: Path) -> None:
    warning, update = check(folder, "multi_info_ja_en_zh_pt.xml", "update_of_17_smaller_area.xml")

    assert update["outcome"] == "update"
    assert "reason" not in update
    assert update["cells"] < warning["cells"]
