"""Every file of the open collection against its row in TABLE.csv, made by other software."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from alerts.report import Hazard, Report, Unreadable
from alerts.sources.reading import read

Row = dict[str, str]

# Rows without a plain alert of its own to compare with: the file is an envelope (its own test),
# or the table's maker could not parse it and we can.
ENVELOPES = "envelopes/"
UNPARSED_BY_THE_TABLE = {"alerts/goog__earthquake~3.cap"}
# Rows that say who sent it, which message it is or whether it is real only in part: refused.
LACKS_IDENTITY = {
    "alerts/atphp__2.0.0.1.AT.1482843637.152AT003.cap.xml",
    "alerts/atphp__2.49.0.20.0.AT.150929155632.6.cap",
    "alerts/atphp__2.49.0.20.0.AT.150929155655.7.cap",
    "alerts/atphp__2.49.0.20.0.AT.150929155739.8.cap",
    "alerts/atphp__2.49.0.20.0.AT.150930163728.21.cap",
    "alerts/atphp__2.49.0.20.0.AT.150930163907.23.cap",
    "alerts/atphp__template.cap",
    "alerts/wmoval__bz_invalid_schema.xml",
    "alerts/wmoval__cm_invalid_schema.xml",
}


@pytest.fixture(scope="module")
def collection(shared_data: Path) -> Path:
    return shared_data / "cap" / "open"


@pytest.fixture(scope="module")
def rows(collection: Path) -> list[Row]:
    with (collection / "TABLE.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="module")
def plain(collection: Path, rows: list[Row]) -> list[tuple[Row, Report]]:
    """Rows about one alert of its own, with what we read."""
    pairs = []
    for row in rows:
        if row["file"].startswith(ENVELOPES) or row["file"] in LACKS_IDENTITY:
            continue
        (report,) = read((collection / row["file"]).read_bytes())
        assert isinstance(report, Report), (row["file"], report)
        pairs.append((row, report))
    return pairs


def test_the_table_names_every_file(collection: Path, rows: list[Row]) -> None:
    on_disk = {
        str(path.relative_to(collection)) for path in collection.glob("*/*") if path.is_file()
    }

    named = {row["file"] for row in rows}

    assert named == on_disk


def test_every_schema_valid_alert_reads_as_a_report(collection: Path, rows: list[Row]) -> None:
    valid = [row["file"] for row in rows if row["xsd"] == "valid"]

    refused = [
        (name, part.reason)
        for name in valid
        for part in read((collection / name).read_bytes())
        if isinstance(part, Unreadable)
    ]

    assert len(valid) == 421
    assert refused == []


def test_only_files_without_identity_are_refused(collection: Path, rows: list[Row]) -> None:
    alone = [row["file"] for row in rows if not row["file"].startswith(ENVELOPES)]

    refused = {
        name for name in alone if isinstance(read((collection / name).read_bytes())[0], Unreadable)
    }

    assert refused == LACKS_IDENTITY


def test_head_elements_agree_with_the_table(plain: list[tuple[Row, Report]]) -> None:
    wrong = {}

    for row, report in plain:
        if row["file"] in UNPARSED_BY_THE_TABLE:
            continue
        ours = (
            report.format,
            report.status.value,
            report.message_type.value,
            report.scope.value,
            report.sender,
            report.identifier,
            str(len(report.references)),
        )
        theirs = (
            f"cap-{row['ver']}",
            row["status"],
            row["msgType"],
            row["scope"] or "Private",  # missing counts as not public
            row["sender"],
            row["identifier"],
            row["refs"],
        )
        if ours != theirs:
            wrong[row["file"]] = (ours, theirs)

    assert wrong == {}


def test_languages_agree_with_the_table(plain: list[tuple[Row, Report]]) -> None:
    wrong = {}

    for row, report in plain:
        if row["file"] in UNPARSED_BY_THE_TABLE:
            continue
        ours = {text.language for hazard in report.hazards for text in hazard.texts}
        theirs = set(row["langs"].replace("(default)", "en-US").split(",")) - {""}
        if ours != (theirs or ({"en-US"} if row["n_info"] != "0" else set())):
            wrong[row["file"]] = (ours, theirs)

    assert wrong == {}


def test_infos_areas_and_shapes_agree_with_the_table(plain: list[tuple[Row, Report]]) -> None:
    wrong = {}

    for row, report in plain:
        if row["file"] in UNPARSED_BY_THE_TABLE:
            continue
        ours = sum((_counts(hazard) for hazard in report.hazards), Counter())
        columns = ("n_info", "n_area", "n_poly", "n_circle", "n_geocode")
        theirs = Counter({name: int(row[name]) for name in columns})
        theirs["n_poly"] -= row["notes"].count("empty_polygon=1")  # draws nothing
        if +ours != +theirs:
            wrong[row["file"]] = (+ours, +theirs)

    assert wrong == {}


def test_points_agree_with_the_table_where_every_ring_was_read_as_written(
    plain: list[tuple[Row, Report]],
) -> None:
    wrong = {}
    compared = 0

    for row, report in plain:
        areas = [area for hazard in report.hazards for area in hazard.areas]
        closed_by_us = any("closed with a straight line" in note for note in report.notes)
        if row["file"] in UNPARSED_BY_THE_TABLE or closed_by_us or any(a.faults for a in areas):
            continue
        ours = sum(
            len(hazard.texts) * len(ring)
            for hazard in report.hazards
            for area in hazard.areas
            for ring in area.polygons
        )
        compared += 1
        if ours != int(row["tot_vert"]):
            wrong[row["file"]] = (ours, row["tot_vert"])

    assert compared > 400
    assert wrong == {}


def _counts(hazard: Hazard) -> Counter[str]:
    """What the file holds, counted as the table does: once for every language."""
    faults = [fault for area in hazard.areas for fault in area.faults]
    once = Counter(
        n_info=1,
        n_area=len(hazard.areas),
        n_poly=sum(len(area.polygons) for area in hazard.areas)
        + sum("polygon" in fault for fault in faults),
        n_circle=sum(len(area.circles) for area in hazard.areas)
        + sum("circle" in fault for fault in faults),
        n_geocode=sum(len(area.geocodes) + len(area.holes) for area in hazard.areas),
    )
    return Counter({name: count * len(hazard.texts) for name, count in once.items()})
