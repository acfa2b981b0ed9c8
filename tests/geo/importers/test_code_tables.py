"""A town's table of codes: taken whole with the ground that it names, or refused row by row."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.area import Area, union
from geo.importers.code_tables import Coded, CodesUnreadable, coded, read_coast, read_codes
from geo.places import Gazetteer, OfficialArea

HEAD = "scheme,code,name_ja,name_en,covers\n"


def area(west: float) -> Area:
    return Area(shapely.MultiPolygon([shapely.box(west, 35, west + 0.1, 35.1)]))


HARBOUR = OfficialArea(key="jma:3420100", names={"ja": "港町"}, area=area(139.0))
HILL = OfficialArea(key="jma:3420200", names={"ja": "丘町"}, area=area(139.1))
TOWN = Gazetteer.of([HARBOUR, HILL])


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text(text, "utf-8-sig")
    return path


def collection(tmp_path: Path, *features: tuple[float | None, dict[str, Any]]) -> Path:
    path = tmp_path / "zones.geojson"
    told = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": west and shapely.geometry.mapping(shapely.box(west, 35, west + 0.1, 35.1)),
        }
        for west, properties in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}), "utf-8")
    return path


def test_a_code_is_the_union_of_what_it_covers_and_elsewhere_is_known(tmp_path: Path) -> None:
    table = HEAD + (
        "jma-quake,391,湊浜地方,Minatohama,jma:3420100; jma:3420200\n"
        "\n"
        "jma-quake,390,山地方,,elsewhere\n"
        "jma-volcano,506,鐘岳,,elsewhere\n"
    )

    found = coded(read_codes(written(tmp_path, table)), TOWN)

    names = {"ja": "湊浜地方", "en": "Minatohama"}
    both = union([HARBOUR.area, HILL.area])
    assert found == Coded(
        codes=(OfficialArea(key="jma-quake:391", names=names, area=both),),
        elsewhere=("jma-quake:390", "jma-volcano:506"),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("jma-quake,391,湊浜地方,,jma:3420100;jma:9999900", "jma:9999900 not among"),
        ("jma-quake,391,湊浜地方,,", "`covers` is empty"),
        ("jma-quake,391,,,jma:3420100", "no name_ja"),
        ("JMA!,391,湊浜地方,,jma:3420100", "is no code"),
        ("jma-quake,*,湊浜地方,,elsewhere", "is no code"),
        ("jma-quake,,湊浜地方,,elsewhere", "is no code"),
        ("jma-quake,390,山地方,,elsewhere\njma-quake,390,山地方,,jma:3420100", "written twice"),
        ("jma-quake,390,山地方,,elsewhere;jma:3420100", "elsewhere not among"),
    ],
)
def test_a_row_that_cannot_be_taken_refuses_the_table_and_is_named(
    tmp_path: Path, row: str, said: str
) -> None:
    path = written(tmp_path, f"{HEAD}{row}\n")

    with pytest.raises(CodesUnreadable, match=r"row [23]: ") as raised:
        coded(read_codes(path), TOWN)

    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name_ja\n391,x\n", "no column scheme, covers"),
        ('{"type": "FeatureCollection"}', "must be a FeatureCollection"),
        ("{", "is no GeoJSON"),
    ],
)
def test_a_file_of_another_kind_says_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CodesUnreadable, match=said):
        read_codes(written(tmp_path, text))


def test_a_file_in_another_encoding_or_none_at_all_is_refused(tmp_path: Path) -> None:
    sjis = tmp_path / "sjis.csv"
    sjis.write_bytes((HEAD + "jma-quake,391,湊浜地方,,elsewhere\n").encode("cp932"))

    for path in (sjis, tmp_path / "nothing.csv"):
        with pytest.raises(CodesUnreadable, match="UTF-8"):
            read_codes(path)


def test_a_geometry_is_the_ground_of_its_code(tmp_path: Path) -> None:
    row = {"scheme": "jma-river", "code": "830001", "name_ja": "鐘川"}
    path = collection(tmp_path, (139.0, row))

    found = coded(read_codes(path), TOWN)

    [river] = found.codes
    assert (river.key, river.names, river.area) == ("jma-river:830001", {"ja": "鐘川"}, area(139.0))


def test_a_geometry_beside_covers_is_refused(tmp_path: Path) -> None:
    row = {"scheme": "jma-river", "code": "1", "name_ja": "鐘川", "covers": "jma:3420100"}

    with pytest.raises(CodesUnreadable, match="leave one"):
        coded(read_codes(collection(tmp_path, (139.0, row))), TOWN)


def test_the_coast_fills_a_row_that_says_nothing_and_takes_its_name(tmp_path: Path) -> None:
    table = HEAD + "jma-tsunami,390,湊浜沿岸,,\njma-tsunami,391,遠い沿岸,,elsewhere\n"
    coast = collection(tmp_path, (139.0, {"code": "390"}), (139.1, {"code": "390"}))

    found = coded(read_codes(written(tmp_path, table)), TOWN, read_coast(coast))

    [shore] = found.codes
    joined = union([HARBOUR.area, HILL.area])
    assert (shore.key, shore.names, shore.area) == (
        "jma-tsunami:390",
        {"ja": "湊浜沿岸"},
        joined,
    )
    assert found.elsewhere == ("jma-tsunami:391",)


@pytest.mark.parametrize("covers", ["elsewhere", "jma:3420100"])
def test_a_region_said_by_table_and_coast_is_refused(tmp_path: Path, covers: str) -> None:
    table = HEAD + f"jma-tsunami,390,湊浜沿岸,,{covers}\n"
    coast = collection(tmp_path, (139.0, {"code": "390", "name_ja": "湊浜沿岸"}))

    with pytest.raises(CodesUnreadable, match="written twice"):
        coded(read_codes(written(tmp_path, table)), TOWN, read_coast(coast))


def test_a_town_without_coast_knows_every_code_of_the_sea_as_elsewhere(tmp_path: Path) -> None:
    table = HEAD + "jma-tsunami,390,湊浜沿岸,,\njma-tsunami,391,遠い沿岸,,elsewhere\n"

    found = coded(read_codes(written(tmp_path, table)), TOWN, no_coast=True)

    assert found == Coded(elsewhere=("jma-coast:*", "jma-tsunami:*", "jma-tsunami:391"))


def test_a_town_without_coast_has_no_ground_at_the_sea(tmp_path: Path) -> None:
    table = HEAD + "jma-tsunami,390,湊浜沿岸,,jma:3420100\n"

    with pytest.raises(CodesUnreadable, match="there is no coast"):
        coded(read_codes(written(tmp_path, table)), TOWN, no_coast=True)


@pytest.mark.parametrize("features", [[], [(None, {"code": "390"})]])
def test_a_coast_without_zones_is_refused(tmp_path: Path, features: list[Any]) -> None:
    with pytest.raises(CodesUnreadable):
        read_coast(collection(tmp_path, *features))
