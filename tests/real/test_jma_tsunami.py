"""The tsunami telegrams of the collection: what docs/sources.md says of each type, held to all."""

import csv
from pathlib import Path

import pytest

from alerts.model import Mode
from alerts.report import Hazard, MessageType, Report, Status
from alerts.sources.reading import read
from alerts.triage import Policy, gate
from geo.schemes import scheme_of

TYPES = ("VTSE41", "VTSE51", "VTSE52")
Outline = dict[tuple[str, bool], int]
"""Class and whether it ended → how many regions."""

WARNINGS: dict[str, Outline] = {
    "real/20220918154907_08013775_VTSE41.xml": {
        ("津波注意報", False): 1,
        ("津波予報（若干の海面変動）", False): 4,
    },
    "real/20220918171502_07401528_VTSE41.xml": {("津波注意報解除", True): 1},
    "samples/32-39_12_02_250206_VTSE41.xml": {
        ("大津波警報", False): 29,
        ("津波警報", False): 15,
        ("津波注意報", False): 22,
    },
    "samples/32-39_12_07_250206_VTSE41.xml": {
        ("大津波警報", False): 29,
        ("津波警報", False): 15,
        ("津波注意報", False): 22,
    },
    "samples/32-39_12_13_250206_VTSE41.xml": {
        ("津波予報（若干の海面変動）", False): 29,
        ("大津波警報解除", True): 29,
        ("津波警報解除", True): 15,
        ("津波注意報解除", True): 22,
    },
    "samples/32-39_13_02_250206_VTSE41.xml": {
        ("津波注意報", False): 5,
        ("津波予報（若干の海面変動）", False): 2,
    },
    "samples/32-39_13_07_250206_VTSE41.xml": {("津波注意報解除", True): 5},
    "samples/38-39_02_01_250206_VTSE41.xml": {
        ("津波注意報", False): 3,
        ("津波予報（若干の海面変動）", False): 7,
    },
    "samples/38-39_02_04_250206_VTSE41.xml": {("津波注意報解除", True): 3},
    "samples/38-39_03_01_210805_VTSE41.xml": {},
}
EXERCISES = "＊＊＊これは訓練です＊＊＊"


@pytest.fixture(scope="module")
def reports(shared_data: Path) -> dict[str, Report]:
    """Every file of the three types, by its name in the table."""
    collection = shared_data / "jma" / "open"
    with (collection / "TABLE.csv").open(encoding="utf-8", newline="") as table:
        names = [row["file"] for row in csv.DictReader(table) if row["type"] in TYPES]
    found = {}
    for name in names:
        (report,) = read((collection / name).read_bytes())
        assert isinstance(report, Report), (name, report)
        found[name] = report
    return found


def outline(report: Report) -> Outline:
    assert {one.part for one in report.hazards} <= {"津波"}
    return {
        (one.texts[0].event, "AllClear" in one.response_types): len(one.areas)
        for one in report.hazards
    }


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_says_which_regions_are_under_what(reports: dict[str, Report], name: str) -> None:
    assert outline(reports[name]) == WARNINGS[name]


def test_the_older_form_of_a_telegram_says_the_same(reports: dict[str, Report]) -> None:
    pairs = [
        (name, name.replace("250206", "191025"))
        for name in reports
        if name.replace("250206", "191025") in reports and "250206" in name
    ]

    assert len(pairs) == 7
    assert all(reports[new].hazards == reports[old].hazards for new, old in pairs)


def test_every_telegram_is_read_without_a_guess(reports: dict[str, Report]) -> None:
    assert len(reports) == 34
    assert {report.notes for report in reports.values()} == {()}


def test_only_withdrawals_name_no_region(reports: dict[str, Report]) -> None:
    bare = {name for name, report in reports.items() if not any(map(_regions, report.hazards))}

    assert {reports[name].message_type for name in bare} == {MessageType.CANCEL}
    assert len(bare) == 3


def test_every_region_has_a_code_of_a_known_scheme(reports: dict[str, Report]) -> None:
    schemes = {
        scheme_of(code.name)
        for report in reports.values()
        for hazard in report.hazards
        for area in hazard.areas
        for code in area.geocodes
    }

    assert schemes == {"jma-tsunami", "jma-coast"}


def test_information_is_never_more_than_to_know(reports: dict[str, Report]) -> None:
    strengths = {
        hazard.official.strength
        for report in reports.values()
        if report.source != "津波警報・注意報・予報a"
        for hazard in report.hazards
        if hazard.official
    }

    assert strengths == {"know"}


def test_drills_say_so_and_never_reach_phones(reports: dict[str, Report]) -> None:
    drills = [one for one in reports.values() if one.status is Status.EXERCISE]

    assert len(drills) == 21
    assert all(gate(one, Policy(mode=Mode.REAL)) for one in drills)
    assert all(
        EXERCISES in " ".join(hazard.texts[0].headline for hazard in one.hazards) for one in drills
    )


def _regions(hazard: Hazard) -> int:
    return len(hazard.areas)
