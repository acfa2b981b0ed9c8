"""Every case of the synthetic collection at the level of reading; matching is tested elsewhere.

Its `expect` column is its makers' reading of CAP 1.2. Where we disagree the row says why.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.report import Circle, MessageType, Report, ReportKey, Scope, Status, Unreadable
from alerts.sources.reading import read

Answer = Report | Unreadable
RING = ((139.7, 35.6), (139.8, 35.6), (139.8, 35.7), (139.7, 35.7), (139.7, 35.6))
EARLIER = ReportKey(
    sender="synthetic@example.org",
    identifier="urn:oid:2.49.0.3.0.synthetic.17",
    sent=datetime(2026, 8, 1, 0, 0, tzinfo=UTC),
)


def _is_plain(part: Answer) -> bool:
    """A real public alert, nothing read over."""
    return (
        isinstance(part, Report)
        and (part.status, part.message_type, part.scope)
        == (Status.ACTUAL, MessageType.ALERT, Scope.PUBLIC)
        and part.notes == part.faults == ()
    )


def _circles(part: Answer) -> list[Circle]:
    assert isinstance(part, Report)
    return [circle for h in part.hazards for area in h.areas for circle in area.circles]


def _rings(part: Answer) -> list[tuple[tuple[float, float], ...]]:
    assert isinstance(part, Report)
    return [ring for h in part.hazards for area in h.areas for ring in area.polygons]


def _shape_faults(part: Answer) -> str:
    assert isinstance(part, Report)
    return " ".join(fault for h in part.hazards for area in h.areas for fault in area.faults)


def _languages(part: Answer) -> list[list[str]]:
    assert isinstance(part, Report)
    return [[text.language for text in hazard.texts] for hazard in part.hazards]


def _noted(part: Answer, words: str) -> bool:
    return isinstance(part, Report) and any(words in note for note in part.notes)


def _kept_without_shape(part: Answer, words: str) -> bool:
    """The area is refused and the alert stays readable: nobody wrong is warned, staff see it."""
    return (
        _is_plain(part)
        and not _rings(part)
        and not _circles(part)
        and words in _shape_faults(part)
        and part.hazards[0].texts[0].headline == "Synthetic headline"  # type: ignore[union-attr]
    )


def _sent(part: Answer) -> datetime:
    assert isinstance(part, Report)
    return part.sent


CHECKS: dict[str, Callable[[Answer], bool]] = {
    "circle_tokyo_5km.xml": lambda p: (
        _is_plain(p) and _circles(p) == [Circle(lon=139.7671, lat=35.6812, radius_km=5.0)]
    ),
    # Kept with radius 0: whom it warns is not a question of reading; a later stage rings.
    "circle_zero_radius.xml": lambda p: (
        _is_plain(p) and _circles(p) == [Circle(lon=139.7671, lat=35.6812, radius_km=0.0)]
    ),
    # They say "reject": we reject the circle and keep the text for staff, as for polygons.
    "circle_negative_radius.xml": lambda p: _kept_without_shape(p, "radius of -5 km"),
    "polygon_unclosed.xml": lambda p: _rings(p) == [RING] and _noted(p, "it was closed"),
    "polygon_three_points.xml": lambda p: _kept_without_shape(p, "3 points"),
    # They allow a repair; a guess at the order of coordinates is refused.
    "polygon_swapped_lon_lat.xml": lambda p: _kept_without_shape(p, "may be swapped"),
    # Read as drawn: whether a ring crosses itself is for geo to judge.
    "polygon_bowtie.xml": lambda p: _is_plain(p) and len(_rings(p)[0]) == 5,
    "polygon_whitespace_newlines.xml": lambda p: _is_plain(p) and _rings(p) == [RING],
    "polygon_empty_element.xml": lambda p: _kept_without_shape(p, "it is empty"),
    # They say "reject": we reject the polygon and keep the text, as above.
    "polygon_nan_and_exponent.xml": lambda p: _kept_without_shape(p, "“NaN,139.7” is not a pair"),
    "polygon_adjacent_shared_edge.xml": lambda p: _is_plain(p) and len(_rings(p)) == 2,
    "two_areas_overlap_one_person.xml": lambda p: (
        _is_plain(p) and len(_rings(p)) == 1 and len(_circles(p)) == 1
    ),
    "multi_info_ja_en_zh_pt.xml": lambda p: (
        _is_plain(p) and _languages(p) == [["ja", "en", "zh-Hans", "pt-BR"]]
    ),
    "multi_info_two_hazards_same_language.xml": lambda p: (
        _is_plain(p) and _languages(p) == [["ja"], ["ja"]] and len(set(_rings(p))) == 2
    ),
    "language_missing_defaults_en_US.xml": lambda p: _is_plain(p) and _languages(p) == [["en-US"]],
    "exercise.xml": lambda p: isinstance(p, Report) and p.status is Status.EXERCISE,
    "test_status.xml": lambda p: isinstance(p, Report) and p.status is Status.TEST,
    "system_status.xml": lambda p: isinstance(p, Report) and p.status is Status.SYSTEM,
    "scope_private.xml": lambda p: isinstance(p, Report) and p.scope is Scope.PRIVATE,
    "update_of_17_smaller_area.xml": lambda p: (
        isinstance(p, Report)
        and p.message_type is MessageType.UPDATE
        and p.references == (EARLIER,)
    ),
    "cancel_of_17_no_info.xml": lambda p: (
        isinstance(p, Report)
        and p.message_type is MessageType.CANCEL
        and p.references == (EARLIER,)
        and p.hazards == ()
    ),
    # Reading knows no clock: it gives the expiry, and triage says that it is over.
    "expired_on_arrival.xml": lambda p: (
        isinstance(p, Report) and p.hazards[0].expires == datetime(2020, 1, 1, 6, tzinfo=UTC)
    ),
    "no_expires.xml": lambda p: (
        _is_plain(p) and isinstance(p, Report) and p.hazards[0].expires is None
    ),
    "sent_utc_Z.xml": lambda p: _sent(p) == EARLIER.sent and _noted(p, "“Z”"),
    "sent_minus_zero.xml": lambda p: _is_plain(p) and _sent(p) == EARLIER.sent,
    "identifier_with_comma_space.xml": lambda p: (
        isinstance(p, Report) and "“bad id, with comma”" in p.faults[0]
    ),
    "unknown_element_extension.xml": lambda p: _noted(p, "“thing” is foreign to CAP"),
    "severity_unknown_value.xml": lambda p: (
        isinstance(p, Report) and p.hazards[0].severity == "Unknown" and _noted(p, "“Catastrophic”")
    ),
    "wrong_element_order.xml": lambda p: _noted(p, "another order"),
    "billion_laughs.xml": lambda p: isinstance(p, Unreadable) and "document type" in p.reason,
    # The file escapes an ampersand twice, so one entity stays as text: nothing is unescaped twice.
    "html_in_description.xml": lambda p: (
        isinstance(p, Report)
        and p.hazards[0].texts[0].headline == "<script>alert(1)</script> &amp; <b>bold</b>"
    ),
    "control_chars_and_rtl.xml": lambda p: (
        isinstance(p, Report)
        and p.hazards[0].texts[0].headline == "تحذير من تسونامي ABC 123"
        and _noted(p, "direction overrides")
    ),
    "truncated.xml": lambda p: isinstance(p, Unreadable) and "cut off or damaged" in p.reason,
}


@pytest.fixture(scope="module")
def collection(shared_data: Path) -> Path:
    return shared_data / "cap" / "synthetic"


def test_every_case_of_the_collection_is_answered_for(collection: Path) -> None:
    cases = json.loads((collection / "cases.json").read_text(encoding="utf-8"))

    assert {case["file"] for case in cases} == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_a_synthetic_case_gives_its_answer(collection: Path, name: str) -> None:
    (part,) = read((collection / name).read_bytes())

    assert CHECKS[name](part), part
