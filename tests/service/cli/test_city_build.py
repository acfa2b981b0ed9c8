"""`hansho city build`: files in, one bundle and one JSON object out, faults in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from geo.bundle import read_bundle
from service.cli import main
from tests.geo.importers.osm_xml import Drawing

SITES = "共通ID,施設・場所名,緯度,経度,洪水\nE1,東公園,35.0,140.0295,1\nE2,西公園,,140,1\n"
AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "01", "name": "本町"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[140, 35], [140.1, 35], [140.1, 35.1], [140, 35]]],
            },
        }
    ],
}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    drawing = Drawing()
    for i in range(60):
        drawing.node(i + 1, 140 + i * 0.0005, 35)
    drawing.way(1, range(1, 61), highway="residential").way(2, [1, 9], highway="elevator")
    drawing.write(tmp_path / "town.osm")
    (tmp_path / "sites.csv").write_text(SITES)
    (tmp_path / "areas.geojson").write_text(json.dumps(AREAS))
    return tmp_path


def build(town: Path, *more: str) -> int:
    return main(["city", "build", "--streets", str(town / "town.osm"), "-o", str(town), *more])


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return told


def test_the_last_line_is_one_json_object(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = build(town, "--sites", str(town / "sites.csv"), "--name", "ja=本町")

    told = last_line(capsys)
    raw = (town / "city.bundle").read_bytes()
    assert ended == 0
    assert told.pop("seconds") >= 0
    assert told.pop("bytes_br") < told.pop("bytes_raw") == len(raw)
    assert told.pop("fields_br") > 0
    assert told.pop("by_hazard")["flood"] == 1
    assert told == {
        "nodes": 60,
        "edges": 59,
        "km": 2.7,
        "sites": 1,
        "dropped": {
            "ways": {"lift: stops without power": 1},
            "sites": {"joined": 0, "outside": 0, "quarantined": {"it has no position": 1}},
            "shelters": {"joined": 0, "outside": 0, "quarantined": {}},
        },
    }
    assert read_bundle(raw).head.name == {"ja": "本町"}


def test_what_was_dropped_is_told_to_people_and_kept(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(town, "--sites", str(town / "sites.csv"))

    kept = json.loads((town / "city.json").read_text())
    assert "row 2 西公園: it has no position" in capsys.readouterr().err
    assert kept["head"]["counts"]["sites"] == 1
    assert kept["report"]["sites"]["quarantined"] == [
        {"row": 2, "name": "西公園", "reason": "it has no position"}
    ]


def test_areas_become_a_gazetteer(town: Path) -> None:
    build(town, "--areas", str(town / "areas.geojson"))

    assert (town / "areas.gazetteer").is_file()
    assert json.loads((town / "city.json").read_text())["report"]["areas"]["areas"] == 1


def test_an_invented_city_is_written_first_and_read_like_any_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = main(["city", "build", "--fictional", "2000", "-o", str(tmp_path)])

    told = last_line(capsys)
    bundle = read_bundle((tmp_path / "city.bundle").read_bytes())
    assert ended == 0
    assert 1000 < told["nodes"] < 4000
    assert bundle.head.fictional
    assert {"flood", "tsunami"} <= set(bundle.head.zones)
    assert {"flood", "earthquake", "tsunami"} <= set(bundle.fields)
    assert (tmp_path / "source" / "streets.osm").is_file()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--sites", "nowhere.csv"), "nowhere.csv is no file; check the name"),
        (("--ground", "nowhere.geojson"), "nowhere.geojson does not exist; check the name"),
        (("--elevation", "nowhere.asc"), "nowhere.asc does not exist or is empty"),
        (("--areas", "nowhere.geojson"), "nowhere.geojson does not exist; check the name"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_nothing_is_written(
    town: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], told: str
) -> None:
    ended = build(town, *more)

    assert ended == 2
    assert told in capsys.readouterr().err
    assert not (town / "city.bundle").exists()


def test_a_list_without_hazards_is_no_list_of_sites(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (town / "shelters.csv").write_text("施設・場所名,緯度,経度\n本町会館,35,140\n")

    assert build(town, "--sites", str(town / "shelters.csv")) == 2
    assert "give it as --shelters" in capsys.readouterr().err


def test_an_invented_city_takes_no_files_of_a_real_one(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sites = str(town / "sites.csv")

    ended = main(["city", "build", "--fictional", "2000", "--sites", sites, "-o", str(town)])

    assert ended == 2
    assert "--fictional brings its own files; leave out --sites" in capsys.readouterr().err
    assert not (town / "city.bundle").exists()


@pytest.mark.parametrize(
    "more", [("--ground", "water:zones.geojson"), ("--name", "金沢市"), ("--fictional", "9")]
)
def test_options_that_cannot_be_meant_are_refused(town: Path, more: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        build(town, *more)

    assert ended.value.code == 2
