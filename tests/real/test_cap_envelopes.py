"""Feeds and distributions as real senders write them: one answer for each message inside."""

from pathlib import Path

import msgspec
import pytest

from alerts.report import Report, Unreadable
from alerts.sources.reading import read

POINTER = "only points to a warning"
NO_LINK = "no warning and no link"

# file: warnings read, entries refused, words of every refusal
ENVELOPES = {
    "cplib__bushfire_valid.edxlde": (59, 0, ""),
    "cplib__pelmorex.atom": (0, 1, POINTER),
    "cplib__sweden.atom": (0, 4, POINTER),
    "cplib__us_nws_weather.atom": (0, 2, POINTER),
    "cplib__weather.atom": (1, 0, ""),
    "fpas__au-bom-en.rss.xml": (0, 1, POINTER),
    "goog__amber.atom": (1, 0, ""),
    "goog__empty_weather_index.atom": (0, 1, "holds no warning"),
    "goog__no_entries.atom": (1, 0, ""),
    "goog__no_id.atom": (0, 1, NO_LINK),
    "goog__no_link.atom": (0, 1, NO_LINK),
    "goog__no_title.atom": (0, 1, NO_LINK),
    "goog__weather.atom": (1, 0, ""),
    "goog__weather_index.atom": (0, 2, POINTER),
    "goog__weather_invalid.atom": (1, 0, ""),
    "goog__weather~2.atom": (1, 0, ""),
    "ibm__nws_atom_feed_example.xml": (0, 163, POINTER),
}


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cap" / "open" / "envelopes"


def test_every_envelope_is_answered_for(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == set(ENVELOPES)


@pytest.mark.parametrize("name", ENVELOPES)
def test_each_message_of_an_envelope_has_its_answer(folder: Path, name: str) -> None:
    warnings, refusals, words = ENVELOPES[name]

    parts = read((folder / name).read_bytes())

    reasons = [part.reason for part in parts if isinstance(part, Unreadable)]
    assert sum(isinstance(part, Report) for part in parts) == warnings
    assert len(reasons) == refusals
    assert [reason for reason in reasons if words not in reason] == []


def test_a_pointer_says_where_the_warning_is(folder: Path) -> None:
    first = read((folder / "cplib__sweden.atom").read_bytes())[0]

    assert first == Unreadable(
        format="atom",
        reason="The entry “Viktigt meddelande till allmänheten i Gävle” only points to a warning "
        "and does not hold it. Read the warning itself: "
        "http://api.krisinformation.se/v1/capmessage/11337sv?format=xml",
    )


def test_the_same_warnings_are_read_alone_and_inside_a_distribution(folder: Path) -> None:
    alone = folder.parent / "split_cplib_bushfire_valid_edxlde"

    inside = read((folder / "cplib__bushfire_valid.edxlde").read_bytes())

    singly = [part for path in alone.iterdir() for part in read(path.read_bytes())]
    assert set(map(msgspec.json.encode, inside)) == set(map(msgspec.json.encode, singly))


def test_an_identifier_that_references_could_not_name_is_a_fault(folder: Path) -> None:
    (report,) = read((folder / "goog__weather_invalid.atom").read_bytes())

    assert isinstance(report, Report)
    assert ["“INVALID,”" in fault for fault in report.faults] == [True]
