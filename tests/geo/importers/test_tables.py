"""Tables are read by the names of their columns, in whatever order, form and encoding."""

import gzip
import json
from pathlib import Path

import pytest

from geo.importers.tables import TableUnreadable, read_table

NEEDED = ("name", "lat", "lon")
ROW = {"name": "本町公園", "lat": "36.5", "lon": "136.6", "flood": "1"}
DOWNLOADED = "NO,共通ID,施設・場所名,住所,洪水,緯度,経度,備考\n1,E1,本町公園,本町1,1,36.5,136.6,\n"
BY_TOWN = (
    "municipality_code,common_id,施設・場所名,経度,緯度,洪水\n172014,E1,本町公園,136.6,36.5,1\n"
)
STANDARD = (
    "ID,名称,名称_カナ,名称_英字,緯度,経度,標高,災害種別_洪水,想定収容人数,地方公共団体名\n"
    "C1,本町公園,ホンマチコウエン,hommachikoen,36.5,136.6,31,1,100人,金沢市\n"
)


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "sites.csv") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def read(path: Path) -> dict[str, str]:
    return read_table(path, NEEDED).rows[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("text", [DOWNLOADED, BY_TOWN, STANDARD])
def test_every_form_in_circulation_says_the_same(tmp_path: Path, text: str, encoding: str) -> None:
    row = read(written(tmp_path, text, encoding))

    assert {key: row[key] for key in ROW} == ROW


def test_the_reading_is_read_and_letters_without_gaps_are_not(tmp_path: Path) -> None:
    row = read(written(tmp_path, STANDARD))

    assert row == {**ROW, "id": "C1", "kana": "ホンマチコウエン", "capacity": "100人"}


def test_headings_may_differ_in_width_and_comma(tmp_path: Path) -> None:
    text = "名称,緯度,経度,災害種別＿崖崩れ,災害種別_崖崩れ，土石流及び地滑り\nA,36,136,,1\n"

    assert read(written(tmp_path, text))["landslide"] == "1"


def test_points_of_geojson_are_rows(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"名称": "本町公園", "災害種別_洪水": 1, "備考": None},
        "geometry": {"type": "Point", "coordinates": [136.6, 36.5]},
    }
    nowhere = {"type": "Feature", "properties": {"名称": "山"}, "geometry": None}
    text = json.dumps({"type": "FeatureCollection", "features": [feature, nowhere]})

    table = read_table(written(tmp_path, text, name="sites.geojson"), NEEDED)

    assert table.rows == (
        {**ROW, "remark": ""},
        {"name": "山", "lat": "", "lon": "", "flood": "", "remark": ""},
    )


def test_the_list_of_the_state_is_told_from_a_towns(tmp_path: Path) -> None:
    national = read_table(written(tmp_path, DOWNLOADED), NEEDED)
    own = read_table(written(tmp_path, STANDARD), NEEDED)

    assert (national.national, national.publisher) == (True, "")
    assert (own.national, own.publisher) == (False, "金沢市")


def test_a_packed_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv.gz"
    path.write_bytes(gzip.compress(STANDARD.encode()))

    assert read(path)["name"] == "本町公園"


def test_empty_lines_are_no_rows(tmp_path: Path) -> None:
    assert len(read_table(written(tmp_path, STANDARD + "\n,,,\n"), NEEDED).rows) == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "is empty; download it anew"),
        ("a.csv", "名称,緯度,経度\n".encode(), "has a heading and no row"),
        (
            "a.csv",
            "名称,緯度\nA,36\n".encode(),
            "has no column for lon; its columns are 名称, 緯度",
        ),
        ("a.csv", b"\xff\xfe\x00\x81", "neither UTF-8 nor Shift_JIS"),
        ("a.json", b'{"features": 3}', "is no GeoJSON FeatureCollection"),
        ("a.csv.gz", b"no gzip", "cannot be read"),
    ],
)
def test_a_file_that_is_no_such_table_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(TableUnreadable, match=told):
        read_table(tmp_path / name, NEEDED)
