"""`hansho city areas --codes --coast` and `hansho city codes`: from tables to ground and back."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from geo.coast import coast_fault
from geo.places import Gazetteer
from service.cli import main

HEAD = "scheme,code,name_ja,name_en,covers\n"
FELT = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"><Intensity><Observation>
<Pref><Name>湊県</Name><Code>34</Code>
<Area><Name>湊県西部</Name><Code>391</Code>
<City><Name>港町</Name><Code>3420100</Code></City>
<City><Name>丘町</Name><Code>3420200</Code></City></Area>
<Area><Name>湊県東部</Name><Code>390</Code>
<City><Name>野町</Name><Code>3420300</Code></City></Area>
</Pref></Observation></Intensity></Body>"""
WAVES = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"><Tsunami><Forecast>
<Item><Area><Name>湊浜沿岸</Name><Code>360</Code></Area></Item></Forecast></Tsunami></Body>"""


def features(path: Path, *rows: tuple[float, dict[str, str]]) -> Path:
    told = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(shapely.box(west, 35, west + 0.1, 35.1)),
        }
        for west, properties in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}), "utf-8")
    return path


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., int]:
    """`city areas` of two municipalities, with further words."""
    file = features(
        tmp_path / "towns.geojson",
        (139.0, {"code": "3420100", "name": "港町"}),
        (139.1, {"code": "3420200", "name": "丘町"}),
    )

    def run(*words: str | Path) -> int:
        fixed = ("--code-field", "code", "--name-field", "name", "--scheme", "jma")
        output = ("-o", str(tmp_path / "areas"))
        return main(["city", "areas", str(file), *fixed, *output, *(str(one) for one in words)])

    return run


def telegram(body: str = "", headline: str = "") -> bytes:
    space = "http://xml.kishou.go.jp/jmaxml1"
    head = f'<Head xmlns="{space}/informationBasis1/"><Headline>{headline}</Headline></Head>'
    return f'<Report xmlns="{space}/"><Control/>{head}{body}</Report>'.encode()


@pytest.fixture
def telegrams(tmp_path: Path) -> Path:
    folder = tmp_path / "telegrams" / "2026"
    folder.mkdir(parents=True)
    region = "<Area><Name>湊県北部</Name><Code>392</Code></Area>"
    headline = (
        '<Information type="x"><Item><Areas codeType="地震情報／細分区域">'
        f"{region}</Areas></Item></Information>"
    )
    (folder / "felt.xml").write_bytes(telegram(body=FELT))
    (folder / "flash.xml").write_bytes(telegram(headline=headline))
    (folder / "waves.xml").write_bytes(telegram(body=WAVES))
    (folder / "broken.xml").write_bytes(b"<Report")
    (folder / "other.xml").write_bytes(b"<feed/>")
    return folder.parent


def last_line(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_codes_and_coast_go_into_the_file_of_official_areas(
    imported: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "codes.csv"
    table.write_text(HEAD + "jma-quake,391,湊県西部,,jma:3420100\njma-quake,390,東,,elsewhere\n")
    coast = features(tmp_path / "coast.geojson", (139.0, {"code": "360", "name_ja": "湊浜沿岸"}))

    code = imported("--codes", table, "--coast", coast)

    assert code == 0
    assert last_line(capsys) == {
        "file": str(tmp_path / "areas"),
        "areas": 2,
        "dropped": [],
        "codes": 2,
        "elsewhere": 1,
    }
    read = Gazetteer.load(tmp_path / "areas")
    assert [one.key for one in read.all()] == ["jma:3420100", "jma:3420200"]
    assert read.find_code("jma-quake", "391") is not None
    assert read.is_elsewhere("jma-quake", "390")
    assert coast_fault(read) is None


def test_a_town_without_coast_says_so(imported: Callable[..., int], tmp_path: Path) -> None:
    code = imported("--coast", "none")

    read = Gazetteer.load(tmp_path / "areas")
    assert code == 0
    assert read.is_elsewhere("jma-tsunami", "360")
    assert coast_fault(read) is None


def test_a_table_may_name_areas_that_were_imported_before(
    imported: Callable[..., int], tmp_path: Path
) -> None:
    imported()
    (tmp_path / "areas").rename(tmp_path / "before")
    table = tmp_path / "codes.csv"
    table.write_text(HEAD + "jma-volcano,506,鐘岳,,jma:3420100\n")

    assert imported("--codes", table, "--gazetteer", tmp_path / "before") == 0


def test_a_faulty_table_writes_nothing(
    imported: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "codes.csv"
    table.write_text(HEAD + "jma-quake,391,湊県西部,,jma:9999900\n")

    code = imported("--codes", table)

    assert code == 2
    assert "jma:9999900" in capsys.readouterr().err
    assert not (tmp_path / "areas").exists()


def test_recorded_telegrams_begin_a_table(
    telegrams: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "codes.csv"

    code = main(["city", "codes", "--from-telegrams", str(telegrams), "--town", "jma:3420200",
                 "-o", str(output)])  # fmt: skip

    assert code == 0
    assert rows_of(output) == [
        ["scheme", "code", "name_ja", "name_en", "covers"],
        ["jma-quake", "390", "湊県東部", "", "elsewhere"],
        ["jma-quake", "391", "湊県西部", "", "jma:3420100;jma:3420200"],
        ["jma-quake", "392", "湊県北部", "", "elsewhere"],
        ["jma-tsunami", "360", "湊浜沿岸", "", ""],
    ]
    told = {"file": str(output), "codes": 4, "to_fill_in": ["jma-tsunami:360"]}
    assert last_line(capsys) == told


def test_what_was_begun_is_a_table_once_it_is_filled_in(
    telegrams: Path, tmp_path: Path, imported: Callable[..., int]
) -> None:
    output = tmp_path / "codes.csv"
    main(["city", "codes", "--from-telegrams", str(telegrams), "--town", "jma:3420200",
          "-o", str(output)])  # fmt: skip

    assert imported("--codes", output) == 2
    assert imported("--codes", output, "--coast", "none") == 0


def test_nothing_is_elsewhere_while_a_municipality_of_the_town_was_not_seen(
    telegrams: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "codes.csv"

    code = main(["city", "codes", "--from-telegrams", str(telegrams), "--town", "jma:3420200",
                 "--town", "jma:3420900", "-o", str(output)])  # fmt: skip

    assert code == 0
    assert {row[4] for row in rows_of(output)[1:]} == {""}
    assert "none is marked elsewhere" in capsys.readouterr().err


def test_a_table_that_is_there_is_never_overwritten(telegrams: Path, tmp_path: Path) -> None:
    output = tmp_path / "codes.csv"
    output.write_text("the town's own work")

    code = main(["city", "codes", "--from-telegrams", str(telegrams), "--town", "jma:3420200",
                 "-o", str(output)])  # fmt: skip

    assert (code, output.read_text()) == (2, "the town's own work")


@pytest.mark.parametrize(("folder", "expected"), [("", 1), ("nowhere", 2)])
def test_without_telegrams_nothing_is_written(tmp_path: Path, folder: str, expected: int) -> None:
    output = tmp_path / "codes.csv"

    code = main(["city", "codes", "--from-telegrams", str(tmp_path / folder),
                 "--town", "jma:3420200", "-o", str(output)])  # fmt: skip

    assert (code, output.exists()) == (expected, False)
