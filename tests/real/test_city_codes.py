"""Kanazawa's table of codes, held to real telegrams and real boundaries."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from alerts.matching import ELSEWHERE, Match, match
from alerts.report import Hazard, Report
from alerts.sources.reading import read
from geo.importers.boundaries import import_areas
from geo.importers.code_tables import Coded, coded, read_codes
from geo.places import Gazetteer
from service.cli import main

KANAZAWA = "jma:1720100"
HEAD = ["scheme", "code", "name_ja", "name_en", "covers"]
Rows = list[list[str]]


@pytest.fixture(scope="module")
def areas(shared_data: Path) -> Gazetteer:
    file = shared_data / "boundaries/jma_city_z8.geojson.gz"
    return Gazetteer.of(import_areas([file], "citycode", "cityname", "jma").areas)


def begun(shared_data: Path, tmp_path: Path, town: str) -> Rows:
    output = tmp_path / "codes.csv"
    folder = str(shared_data / "jma/open")
    code = main(["city", "codes", "--from-telegrams", folder, "--town", town, "-o", str(output)])
    assert code == 0
    with output.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def table(tmp_path: Path, rows: Rows, areas: Gazetteer) -> Coded:
    path = tmp_path / "filled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return coded(read_codes(path), areas, no_coast=True)


def hazards(shared_data: Path, kind: str) -> list[tuple[str, Hazard]]:
    """File and hazard of every real and sample telegram of a type."""
    found = []
    for path in sorted((shared_data / "jma/open").rglob(f"*{kind}*.xml")):
        for item in read(path.read_bytes()):
            if isinstance(item, Report):
                found += [(path.name, one) for one in item.hazards]
    return found


def test_a_town_that_no_telegram_felt_is_never_put_elsewhere(
    shared_data: Path, tmp_path: Path
) -> None:
    rows = begun(shared_data, tmp_path, KANAZAWA)

    quake = {row[1]: (row[2], row[4]) for row in rows if row[0] == "jma-quake"}
    assert quake["391"] == ("石川県加賀", "")
    assert {covers for _, covers in quake.values()} == {""}


def test_natori_lies_in_the_south_of_miyagi_and_all_its_neighbours_have_polygons(
    shared_data: Path, tmp_path: Path, areas: Gazetteer
) -> None:
    rows = begun(shared_data, tmp_path, "jma:0420700")

    own = [row for row in rows if row[0] == "jma-quake" and row[4] != "elsewhere"]
    assert [row[:3] for row in own] == [["jma-quake", "221", "宮城県南部"]]
    assert all(areas.find(key) is not None for key in own[0][4].split(";"))


def test_kanazawas_own_table_tells_here_from_elsewhere_for_every_early_warning(
    shared_data: Path, tmp_path: Path, areas: Gazetteer
) -> None:
    rows = [
        [*row[:4], KANAZAWA if row[1] == "391" else "elsewhere"]
        for row in begun(shared_data, tmp_path, KANAZAWA)
        if row[0] == "jma-quake"
    ]
    given = table(tmp_path, rows, areas)
    gazetteer = Gazetteer.of(areas.all(), codes=given.codes, elsewhere=given.elsewhere)

    answers = {
        kind: Counter(_answer(one, gazetteer) for _, one in hazards(shared_data, kind))
        for kind in ("VXSE43", "VXSE51", "VTSE41")
    }

    noto = dict(hazards(shared_data, "20240116184225_02245216_VXSE43"))
    (found,) = (match(one, gazetteer) for one in noto.values())
    assert isinstance(found, Match)
    assert (found.names["ja"], found.unmatched) == ("石川県加賀", ())
    assert found.area.covers(136.656, 36.561)
    assert answers["VXSE43"]["here"] >= 1
    assert set(answers["VXSE43"]) | set(answers["VXSE51"]) <= {"here", "elsewhere"}
    assert set(answers["VTSE41"]) == {"elsewhere"}


def _answer(hazard: Hazard, gazetteer: Gazetteer) -> str:
    found = match(hazard, gazetteer)
    if isinstance(found, Match):
        return "; ".join(found.unmatched) or "here"
    return "elsewhere" if found == ELSEWHERE else found.reason
