"""`hansho city areas`: from a boundary file to a file of official areas."""

import argparse
import json
from pathlib import Path

import pytest
import shapely

from geo.places import Gazetteer
from service.cli import city


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    city.add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args([str(word) for word in words])
    return int(arguments.run(arguments))


@pytest.fixture
def boundaries(tmp_path: Path) -> Path:
    rows = (("172014", "金沢市", "Kanazawa", 139.0), ("999999", "無い市", "Nowhere", 140.0))
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "en": english},
            "geometry": shapely.geometry.mapping(shapely.box(west, 35, west + 0.1, 35.1)),
        }
        for code, name, english, west in rows
    ]
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_the_areas_are_written_and_the_last_line_says_what_was_done(
    boundaries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "areas"

    code = run("city", "areas", boundaries, "--code-field", "code", "--name-field", "name",
               "--scheme", "jis", "--also-name", "en=en", "-o", output)  # fmt: skip

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    reason = "this is no code of the scheme jis"
    assert code == 0
    assert told == {
        "file": str(output),
        "areas": 1,
        "dropped": [{"code": "999999", "reason": reason}],
    }
    [found] = Gazetteer.load(output).all()
    assert (found.key, found.names) == ("jis:17201", {"ja": "金沢市", "en": "Kanazawa"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--code-field", "kode", "--scheme", "jis"], "no field kode"),
        (["--code-field", "code", "--scheme", "JIS!"], "is no scheme"),
    ],
)
def test_a_mistake_writes_nothing_and_says_what_to_do(
    boundaries: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    said: str,
) -> None:
    output = tmp_path / "areas"

    code = run("city", "areas", boundaries, "--name-field", "name", "-o", output, *words)

    assert code == 2
    assert said in capsys.readouterr().err
    assert not output.exists()


def test_nothing_to_import_is_a_failure(
    boundaries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "areas"

    code = run("city", "areas", boundaries, "--name-field", "name", "--code-field", "en",
               "--scheme", "jis", "-o", output)  # fmt: skip

    assert code == 1
    assert "nothing was written" in capsys.readouterr().err
    assert not output.exists()


def test_what_is_not_watched_is_known_as_elsewhere(
    boundaries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.loads(boundaries.read_text())
    content["features"][1]["properties"]["code"] = "17202"
    boundaries.write_text(json.dumps(content))
    output = tmp_path / "areas"

    code = run("city", "areas", boundaries, "--code-field", "code", "--name-field", "name",
               "--scheme", "jis", "--only", "jis:17201", "-o", output)  # fmt: skip

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    gazetteer = Gazetteer.load(output)
    assert (code, told["areas"], told["elsewhere"]) == (0, 1, 1)
    assert [one.key for one in gazetteer.all()] == ["jis:17201"]
    assert gazetteer.is_elsewhere("jis", "17202")
    assert not gazetteer.is_elsewhere("jis", "17203")


def test_an_area_that_is_to_be_watched_and_is_not_there_is_refused(
    boundaries: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "areas"

    code = run("city", "areas", boundaries, "--code-field", "code", "--name-field", "name",
               "--scheme", "jis", "--only", "jis:17999", "-o", output)  # fmt: skip

    assert code == 2
    assert "jis:17999 is in none of the files" in capsys.readouterr().err
    assert not output.exists()
