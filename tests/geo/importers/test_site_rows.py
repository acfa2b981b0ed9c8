"""Rows of places are judged one by one, and nobody is sent where no flag says so."""

import pytest

from geo.importers.site_rows import PlaceRow, Quarantined, judged
from geo.sites import HAZARDS, mask_of

ROW = {"id": "E1", "name": "本町公園", "lat": "36.5", "lon": "136.6"}


def kanazawa(lon: float, lat: float) -> bool:
    return 136 < lon < 137 and 36 < lat < 37


def place(**columns: str) -> PlaceRow:
    found = judged([{**ROW, **columns}], kanazawa)
    assert found.quarantined == ()
    return found.kept[0]


def test_a_row_becomes_a_place() -> None:
    assert place(kana="ホンマチコウエン", flood="1", tsunami="", address="本町1") == PlaceRow(
        id="E1",
        name={"ja": "本町公園", "ja-simple": "ほんまちこうえん", "en": "Hommachi Park"},
        lon=136.6,
        lat=36.5,
        hazards=mask_of("flood"),
        remark="",
        capacity=None,
        address="本町1",
        restricted_to="",
    )


@pytest.mark.parametrize("flag", ["1", "○", "〇", "◎", "TRUE"])
def test_a_flag_is_a_designation(flag: str) -> None:
    assert place(flood=flag).hazards == mask_of("flood")


@pytest.mark.parametrize("flag", ["", "0", "－", "-", "×"])
def test_no_flag_is_none(flag: str) -> None:
    assert place(flood=flag).hazards == 0


def test_a_flag_that_nobody_can_read_is_none_and_is_told() -> None:
    found = judged([{**ROW, "flood": "△", "fire": "△"}, {**ROW, "flood": "1"}], kanazawa)

    assert [one.hazards for one in found.kept] == [0, mask_of("flood")]
    assert found.odd_flags == {"△": 2}


def test_a_list_without_hazards_says_nothing_of_them() -> None:
    assert place().hazards is None


def test_every_hazard_has_its_bit() -> None:
    assert [place(**{hazard: "1"}).hazards for hazard in HAZARDS] == [1 << n for n in range(8)]


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("", "136.6", "it has no position"),
        ("36.5", "", "it has no position"),
        ("36度30分", "136.6", "its position is not in decimal degrees"),
        ("nan", "136.6", "its position is not in decimal degrees"),
        ("136.6", "36.5", "latitude and longitude are swapped"),
        ("0", "0", "its position is nowhere on earth"),
        ("95", "200", "its position is nowhere on earth"),
    ],
)
def test_a_wrong_position_is_quarantined_and_never_mended(lat: str, lon: str, reason: str) -> None:
    found = judged([{**ROW, "lat": lat, "lon": lon}], kanazawa)

    assert (found.kept, found.outside) == ((), 0)
    assert found.quarantined == (Quarantined(1, "本町公園", reason),)


def test_full_width_figures_are_figures() -> None:
    assert (place(lat="３６．５").lat, place(lon="１３６．６").lon) == (36.5, 136.6)


def test_places_beyond_the_streets_are_counted() -> None:
    found = judged([{**ROW, "lon": "139.7", "lat": "35.6"}, ROW], kanazawa)

    assert (len(found.kept), found.outside, found.quarantined) == (1, 1, ())


def test_a_place_without_a_name_is_quarantined() -> None:
    found = judged([{**ROW, "name": ""}], kanazawa)

    assert found.quarantined == (Quarantined(1, "", "it has no name"),)


@pytest.mark.parametrize(
    ("text", "number"),
    [("100", 100), ("1,200人", 1200), ("５０名", 50), ("100人2.0㎡あたり1人", None), ("－", None)],
)
def test_a_capacity_is_only_what_is_nothing_but_a_number(text: str, number: int | None) -> None:
    assert place(capacity=text).capacity == number


@pytest.mark.parametrize(
    ("columns", "whom"),
    [
        ({}, ""),
        ({"for": "高齢者"}, "高齢者"),
        ({"other": "1"}, ""),
        ({"other": "市長が認める事項はありません"}, ""),
        ({"for": "要配慮者", "other": "事前に特定した者"}, "要配慮者、事前に特定した者"),
        ({"remark": "福祉避難所　地震〇"}, "福祉避難所"),
        ({"name": "本町福祉避難所"}, "福祉避難所"),
    ],
)
def test_a_shelter_for_some_is_marked(columns: dict[str, str], whom: str) -> None:
    assert place(**columns).restricted_to == whom


def test_a_remark_behind_the_reading_of_the_name_is_a_remark() -> None:
    row = place(
        kana="ホンマチコウエンコウズイ：ニカイイジョウ（サイダイシンスイシンニテンニメートル）"
    )

    assert row.name["en"] == "Hommachi Park"
    assert row.remark == "洪水：2階以上"
    assert place(kana="コウエンコウズイ：ニカイ", remark="洪水：3階").remark == "洪水：3階"
