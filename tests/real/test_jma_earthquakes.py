"""The seismic telegrams of the collection: what docs/sources.md says of each type, held to all."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from alerts.report import Hazard, MessageType, Report
from alerts.sources.reading import read
from geo.schemes import scheme_of

Outline = dict[str, int]
"""Part and strength → how many places."""

PUBLIC = ("VXSE40", "VXSE43", "VXSE51", "VXSE62", "VYSE50")
SHOWN = ("VXSE52", "VXSE56", "VXSE60", "VXSE61", "VYSE51", "VYSE52", "VZSE40")
UNSEEN = ("VXSE41", "VXSE42", "VXSE44", "VXSE45")

TOLD: dict[str, Outline] = {
    "samples/37_01_01_240613_VXSE43.xml": {"緊急地震速報/protect": 9},
    "samples/37_02_01_100915_VXSE40.xml": {"緊急地震速報/protect": 9},
    "samples/37_02_02_100915_VXSE40.xml": {"緊急地震速報/protect": 20},
    "samples/37_04_01_110311_VXSE43.xml": {"緊急地震速報/protect": 58},
    "real/20240116184225_02245216_VXSE43.xml": {"緊急地震速報/protect": 2},
    "samples/32-35_08_01_100915_VXSE51.xml": {"地震/know": 2},
    "samples/32-35_08_05_100915_VXSE51.xml": {"地震/know": 16},
    "real/20210217140808_0_VXSE51_010000.xml": {"地震/know": 2},
    "samples/32-35_06_03_240613_VXSE53.xml": {
        "地震/leave": 3,
        "地震/leave_if_slow": 34,
        "地震/know": 583,
    },
    "samples/32-35_06_05_240613_VXSE53.xml": {
        "地震/leave": 3,
        "地震/leave_if_slow": 34,
        "地震/know": 677,
    },
    "real/20210217190220_0_VXSE53_010000.xml": {"地震/know": 162},
    "samples/78_01_01_240613_VXSE62.xml": {"長周期地震動/know": 5},
    "samples/74_01_01_200512_VYSE50.xml": {"南海トラフ地震/know": 1},
    "samples/74_01_04_200512_VYSE50.xml": {"南海トラフ地震/leave_if_slow": 1},
    "samples/74_01_05_200512_VYSE50.xml": {"南海トラフ地震/ready": 1},
    "samples/74_01_07_200512_VYSE50.xml": {"南海トラフ地震/know": 1},
}

Read = dict[str, tuple[str, Report]]
"""File → its type, what we read."""


@pytest.fixture(scope="module")
def reports(shared_data: Path) -> Read:
    collection = shared_data / "jma" / "open"
    with (collection / "TABLE.csv").open(encoding="utf-8", newline="") as table:
        rows = [(row["file"], row["type"]) for row in csv.DictReader(table)]
    found = {}
    for name, of_type in rows:
        if of_type.startswith(("VXSE", "VYSE", "VZSE")):
            (report,) = read((collection / name).read_bytes())
            assert isinstance(report, Report), (name, report)
            found[name] = (of_type, report)
    return found


def _said(hazard: Hazard) -> str:
    assert hazard.official is not None
    return f"{hazard.part}/{hazard.official.strength}"


@pytest.mark.parametrize("name", TOLD)
def test_a_telegram_tells_these_places(reports: Read, name: str) -> None:
    _, report = reports[name]

    assert {_said(one): len(one.areas) for one in report.hazards} == TOLD[name]


def test_every_telegram_is_read_without_a_guess(reports: Read) -> None:
    types = Counter(of_type for of_type, _ in reports.values())

    assert types == {
        "VXSE40": 3, "VXSE41": 22, "VXSE42": 1, "VXSE43": 4, "VXSE44": 33, "VXSE45": 20,
        "VXSE51": 10, "VXSE52": 10, "VXSE53": 56, "VXSE56": 8, "VXSE60": 1, "VXSE61": 5,
        "VXSE62": 1, "VYSE50": 7, "VYSE51": 3, "VYSE52": 1, "VZSE40": 1,
    }  # fmt: skip
    assert {report.notes for _, report in reports.values()} == {()}


def test_every_type_tells_places_or_says_why_it_never_does(reports: Read) -> None:
    for name, (of_type, report) in reports.items():
        places = sum(len(one.areas) for one in report.hazards)
        cancels = report.message_type is MessageType.CANCEL
        if of_type in PUBLIC:
            assert (places > 0 or cancels, report.not_public) == (True, ""), name
        elif of_type in SHOWN:
            assert (places, bool(report.hazards) or cancels) == (0, True), name
            assert report.not_public, name
        elif of_type in UNSEEN:
            assert (report.hazards, bool(report.not_public)) == ((), True), name
        else:
            assert of_type == "VXSE53"
            assert (places > 0) is not (bool(report.not_public) or cancels), name


def test_only_earthquakes_abroad_were_felt_nowhere(reports: Read) -> None:
    distant = [
        report for of_type, report in reports.values() if of_type == "VXSE53" and report.not_public
    ]

    assert {one.texts[0].event for report in distant for one in report.hazards} == {
        "遠地地震に関する情報"
    }


def test_places_have_codes_of_known_schemes_but_for_the_nankai_trough(reports: Read) -> None:
    schemes = {
        of_type: {
            scheme_of(code.name)
            for other, report in reports.values()
            if other == of_type
            for hazard in report.hazards
            for area in hazard.areas
            for code in area.geocodes
        }
        for of_type in (*PUBLIC, "VXSE53")
    }

    assert schemes == {
        "VXSE40": {"jma-quake"},
        "VXSE43": {"jma-quake"},
        "VXSE51": {"jma-quake"},
        "VXSE53": {"jma"},
        "VXSE62": {"jma-quake"},
        "VYSE50": set(),
    }


def test_whatever_shook_is_told_by_where_it_was(reports: Read) -> None:
    """Every hazard of a quake that was located carries the name and place of its hypocentre."""
    for name, (of_type, report) in reports.items():
        if of_type in ("VXSE43", "VXSE52", "VXSE53", "VXSE61", "VXSE62"):
            for hazard in report.hazards:
                names = {one.name for one in hazard.parameters}
                assert {"jma:hypocentre", "jma:position"} <= names, name
