"""Official areas: found by their codes, named for drawings, kept in one file."""

from pathlib import Path

import msgspec
import pytest
import shapely

from geo.area import Area
from geo.gazetteer_file import GazetteerUnreadable
from geo.places import Gazetteer, OfficialArea, joined_names, write_gazetteer
from geo.schemes import key_of, scheme_of


def official(key: str, west: float, south: float, side: float = 0.1, **names: str) -> OfficialArea:
    shape = shapely.MultiPolygon([shapely.box(west, south, west + side, south + side)])
    return OfficialArea(key=key, names=names, area=Area(shape))


HARBOUR = official("jis:17201", 139.0, 35.0, ja="港町", en="Harbour")
HILL = official("jis:17202", 139.1, 35.0, ja="丘町", en="Hill")
FIELD = official("jis:17203", 139.2, 35.0, ja="野町")
TOWN = Gazetteer.of([HILL, FIELD, HARBOUR])


def drawing(west: float, south: float, east: float, north: float) -> Area:
    return Area(shapely.MultiPolygon([shapely.box(west, south, east, north)]))


def test_an_area_is_found_by_its_key_and_by_its_code() -> None:
    found = [TOWN.find("jis:17201"), TOWN.find_code("jis", "172014"), TOWN.find("jma:17201")]

    assert found == [HARBOUR, HARBOUR, None]


@pytest.mark.parametrize(
    ("scheme", "code", "key"),
    [
        ("jis", "17201", "jis:17201"),
        ("jis", "172014", "jis:17201"),
        ("jis", " 172014 ", "jis:17201"),
        ("jis", "011011", "jis:01101"),
        ("jis", "170003", "jis:17"),
        ("jis", "17000", "jis:17"),
        ("jis", "17", "jis:17"),
        ("jis", "172015", None),
        ("jis", "1720", None),
        ("jis", "１７２０１", None),
        ("jis", "", None),
        ("jma", "1720100", "jma:1720100"),
        ("emma", "FR821", "emma:FR821"),
        ("ugc", "", None),
    ],
)
def test_codes_become_keys_without_check_digits(scheme: str, code: str, key: str | None) -> None:
    assert key_of(scheme, code) == key


@pytest.mark.parametrize("scheme", ["", "JIS", "a:b", "jis "])
def test_a_malformed_scheme_is_a_broken_promise(scheme: str) -> None:
    with pytest.raises(ValueError, match="is no scheme"):
        key_of(scheme, "1")


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("EMMA_ID", "emma"),
        ("emma_id", "emma"),
        ("UGC", "ugc"),
        ("SAME", "same"),
        ("FIPS6", "same"),
        ("WARNCELLID", "warncell"),
        ("profile:CAP-CP:Location:0.3", "cap-cp"),
        ("layer:EC-MSC-SMC:1.0:CLC", "clc"),
        ("NUTS3", "nuts"),
        ("JIS", "jis"),
        ("気象・地震・火山情報／市町村等", "jma"),
        ("FIPS", None),
        ("EMMA", None),
        ("172014", None),
        ("", None),
        ("ISO 3166-2", None),
    ],
)
def test_only_names_that_we_know_stand_for_a_scheme(name: str, scheme: str | None) -> None:
    assert scheme_of(name) == TOWN.scheme_of(name) == scheme


def test_a_drawing_is_named_after_the_areas_it_shares_most_ground_with() -> None:
    mostly_hill = drawing(139.08, 35.0, 139.16, 35.1)

    assert TOWN.overlapping(mostly_hill) == (HILL, HARBOUR)
    assert TOWN.names_of(mostly_hill) == {"en": "Hill, Harbour", "ja": "丘町、港町"}


def test_an_area_that_a_drawing_only_grazes_is_not_named() -> None:
    harbour_and_a_breath_of_hill = drawing(139.0, 35.0, 139.1005, 35.1)

    assert TOWN.names_of(harbour_and_a_breath_of_hill)["en"] == "Harbour"


def test_a_small_drawing_deep_in_one_area_has_its_name() -> None:
    assert TOWN.names_of(drawing(139.15, 35.05, 139.1501, 35.0501)) == {"en": "Hill", "ja": "丘町"}


def test_a_language_that_one_area_lacks_is_left_out() -> None:
    assert TOWN.names_of(drawing(139.11, 35.0, 139.29, 35.1)) == {"ja": "丘町、野町"}


def test_more_names_than_asked_for_end_in_and_others() -> None:
    names = joined_names([HARBOUR, HILL], limit=1)

    assert names == {"en": "Harbour and others", "ja": "港町ほか"}


def test_the_same_name_from_two_schemes_is_said_once() -> None:
    twin = official("jma:1720100", 139.0, 35.0, ja="港町", en="Harbour")

    assert joined_names([HARBOUR, twin], limit=1) == {"en": "Harbour", "ja": "港町"}


def test_a_drawing_out_at_sea_has_no_name() -> None:
    assert TOWN.names_of(drawing(150.0, 30.0, 150.1, 30.1)) == {}
    assert Gazetteer().names_of(drawing(139.0, 35.0, 139.1, 35.1)) == {}


def test_a_gazetteer_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "areas.gazetteer"

    write_gazetteer(path, [HILL, HARBOUR, FIELD])

    read = Gazetteer.load(path)
    assert read.all() == TOWN.all() == (HARBOUR, HILL, FIELD)
    assert len(read) == 3
    assert read.names_of(HILL.area) == TOWN.names_of(HILL.area)


def test_the_same_areas_make_the_same_bytes(tmp_path: Path) -> None:
    write_gazetteer(tmp_path / "a", [HILL, HARBOUR])
    write_gazetteer(tmp_path / "b", [HARBOUR, HILL])

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_several_files_are_one_gazetteer_and_the_later_one_wins(tmp_path: Path) -> None:
    finer = official("jis:17201", 139.0, 35.0, side=0.09, ja="港町", en="Harbour")
    write_gazetteer(tmp_path / "coarse", [HARBOUR, HILL])
    write_gazetteer(tmp_path / "fine", [finer])

    both = Gazetteer.load(tmp_path / "coarse", tmp_path / "fine")

    assert both.all() == (finer, HILL)


def test_no_files_are_an_empty_gazetteer() -> None:
    assert Gazetteer.load().all() == ()


def test_one_key_twice_is_a_broken_promise(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one key"):
        write_gazetteer(tmp_path / "areas", [HARBOUR, HARBOUR])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a file of official areas"),
        (b"<html>", "not a file of official areas"),
        (msgspec.msgpack.encode({"format": "other", "version": 1, "areas": []}), "version"),
        (msgspec.msgpack.encode({"format": "hansho-gazetteer", "version": 2, "areas": []}), "version"),
        (msgspec.msgpack.encode({"format": "hansho-gazetteer", "version": 1, "areas": [1]}), "not a file"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_gazetteer_says_what_to_do(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "areas"
    path.write_bytes(content)

    with pytest.raises(GazetteerUnreadable, match=words) as caught:
        Gazetteer.load(path)

    assert "hansho city areas" in str(caught.value)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerUnreadable, match="hansho city areas"):
        Gazetteer.load(tmp_path / "nothing")


def test_an_intricate_drawing_is_named_like_its_outline() -> None:
    plain = drawing(139.02, 35.02, 139.19, 35.08)
    jagged = shapely.segmentize(plain.geometry, 0.00001)
    intricate = Area(shapely.MultiPolygon(list(shapely.get_parts(jagged))))

    assert shapely.get_num_coordinates(intricate.geometry) > 40_000
    assert TOWN.names_of(intricate) == TOWN.names_of(plain)
    assert TOWN.names_of(plain)["ja"] == "丘町、港町"


def test_a_drawing_of_many_small_spots_keeps_its_names() -> None:
    spots = [
        shapely.box(139.21 + x / 1000, 35.01 + y / 1000, 139.2101 + x / 1000, 35.0101 + y / 1000)
        for x in range(40)
        for y in range(40)
    ]

    assert TOWN.names_of(Area(shapely.MultiPolygon(spots))) == {"ja": "野町"}


def test_counts_outlive_the_file_and_older_files_have_none(tmp_path: Path) -> None:
    path, older = tmp_path / "areas", tmp_path / "older"
    counted = msgspec.structs.replace(HARBOUR, households=150, people=371)
    write_gazetteer(path, [counted, HILL])
    raw = msgspec.msgpack.decode(path.read_bytes())
    raw["areas"] = [entry[:4] for entry in raw["areas"]]
    older.write_bytes(msgspec.msgpack.encode(raw))

    assert Gazetteer.load(path).all() == (counted, HILL)
    assert Gazetteer.load(older).all() == (HARBOUR, HILL)


def test_codes_and_what_is_elsewhere_survive_their_file_and_are_no_areas(tmp_path: Path) -> None:
    shore = msgspec.structs.replace(FIELD, key="jma-tsunami:390")
    write_gazetteer(
        tmp_path / "a", [HARBOUR], codes=[shore], elsewhere=["jma-volcano:*", "jma-tsunami:391"]
    )

    read = Gazetteer.load(tmp_path / "a")

    assert (read.all(), read.find("jma-tsunami:390"), len(read)) == ((HARBOUR,), None, 1)
    assert read.find_code("jma-tsunami", "390") == shore
    asked = [("jma-tsunami", "390"), ("jma-tsunami", "391"), ("jma-tsunami", "392"),
             ("jma-volcano", "506"), ("jma-volcano-2", "506")]  # fmt: skip
    assert [read.is_elsewhere(*one) for one in asked] == [False, True, False, True, False]


def test_ground_goes_before_elsewhere_whichever_file_is_later(tmp_path: Path) -> None:
    here, away = tmp_path / "here", tmp_path / "away"
    write_gazetteer(here, [], codes=[msgspec.structs.replace(FIELD, key="jma-quake:390")])
    write_gazetteer(away, [], elsewhere=["jma-quake:390"])

    both = [Gazetteer.load(here, away), Gazetteer.load(away, here)]

    assert [one.is_elsewhere("jma-quake", "390") for one in both] == [False, False]


def test_one_key_in_two_parts_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one key"):
        write_gazetteer(tmp_path / "a", [HARBOUR], elsewhere=[HARBOUR.key])
