"""Remarks about sites: what is understood narrows a site, and nothing widens one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.remarks import INDOORS, OUTDOORS, Narrowed, Remark, narrowed, read_remark
from geo.sites import HAZARDS, mask_of

WATER = ("flood", "storm_surge", "inland_flood")
EVERYWHERE = dict.fromkeys(HAZARDS, OUTDOORS)


@pytest.mark.parametrize(
    ("text", "floors"),
    [
        ("津波災害は３階以上", {"tsunami": 3}),
        (
            "洪水、高潮は２階以上、津波は三階以上が対象",
            {"flood": 2, "storm_surge": 2, "tsunami": 3},
        ),
        ("【洪水：2階以上】，【高潮：3階以上】", {"flood": 2, "storm_surge": 3}),
        ("洪水（計画規模）：2階以上　洪水（想定最大）：4階以上", {"flood": 4}),
        ("「洪水」「内水氾濫」では2Fに避難", {"flood": 2, "inland_flood": 2}),
        ("「崖崩れ、土石流及び地滑り」では２階以上に避難", {"landslide": 2}),
        ("2階以上", dict.fromkeys(("flood", "storm_surge", "tsunami", "inland_flood"), 2)),
        ("水害時は2階以上", dict.fromkeys(WATER, 2)),
    ],
)
def test_the_lowest_floor_is_read_for_each_hazard_that_is_named(
    text: str, floors: dict[str, int]
) -> None:
    assert read_remark(text) == Remark(floors=floors, parts={}, not_for=(), is_read=True)


@pytest.mark.parametrize(
    ("text", "hazards"),
    [
        ("水害時は避難場所使用不可", WATER),
        ("洪水・地震災害時は利用禁止", ("flood", "earthquake")),
        ("※大津波警報時には使用不可", ("tsunami",)),
        ("土砂災害について、風雨の中、徒歩で逃げるため、推奨できない", ("landslide",)),
        ("洪水時には使用しない", ("flood",)),
        ("土砂災害時不可", ("landslide",)),
        ("風水害時を除く", WATER),
    ],
)
def test_hazards_in_which_a_site_is_of_no_use_are_read(text: str, hazards: tuple[str, ...]) -> None:
    assert read_remark(text) == Remark(floors={}, parts={}, not_for=hazards, is_read=True)


def test_what_holds_for_one_river_only_counts_for_every_flood() -> None:
    assert read_remark("大川の洪水時は利用できません").not_for == ("flood",)


@pytest.mark.parametrize("text", ["改修工事中（来年3月末頃まで）", "利用停止中", "臨時休業"])
def test_a_site_that_cannot_be_used_at_present_is_of_no_use_in_any_hazard(text: str) -> None:
    assert read_remark(text).not_for == HAZARDS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("「地震」「津波」は屋外に避難", {"earthquake": OUTDOORS, "tsunami": OUTDOORS}),
        ("土砂災害のおそれがある場合の避難場所は建物内のみ", {"landslide": INDOORS}),
        ("避難場所は屋外敷地のみ", EVERYWHERE),
    ],
)
def test_the_part_of_the_site_is_read(text: str, parts: dict[str, str]) -> None:
    assert read_remark(text) == Remark(floors={}, parts=parts, not_for=(), is_read=True)


def test_one_remark_may_say_several_things() -> None:
    text = (
        "水害時は避難場所使用不可　土砂災害のおそれがある場合の避難場所は建物2階のみ　"
        "地震時の避難場所は建物のほか敷地を含む"
    )

    read = read_remark(text)

    assert (read.not_for, read.floors, read.parts) == (WATER, {"landslide": 2}, {})


@pytest.mark.parametrize(
    "text",
    [
        "洪水時1階使用不可",
        "土砂：体育館使用不可",
        "津波時はグラウンドを除く",
        "1階に避難スペースは無",
    ],
)
def test_what_closes_a_part_does_not_close_the_site_and_is_not_called_understood(text: str) -> None:
    assert read_remark(text) == Remark(floors={}, parts={}, not_for=(), is_read=False)


@pytest.mark.parametrize(
    "text", ["管理人不在", "状況により使用不可", "津波時は屋上", "一部のみ指定"]
)
def test_what_is_not_understood_changes_nothing(text: str) -> None:
    assert read_remark(text) == Remark(floors={}, parts={}, not_for=(), is_read=False)


@pytest.mark.parametrize(
    "text", ["", "　", "津波緊急一時避難ビル", "避難場所は建物のほか敷地を含む"]
)
def test_a_remark_may_say_nothing_that_narrows_a_site(text: str) -> None:
    assert read_remark(text) == Remark(floors={}, parts={}, not_for=(), is_read=True)


def test_a_remark_that_contradicts_a_flag_drops_the_site_for_that_hazard() -> None:
    remark = read_remark("水害時は使用不可、地震は屋外に避難、津波は3階以上")

    left = narrowed(mask_of("flood", "earthquake", "fire"), remark)

    assert left == Narrowed(
        hazards=mask_of("earthquake", "fire"),
        floors={},
        parts={"earthquake": OUTDOORS},
        dropped=("flood",),
    )


@given(
    st.text(alphabet="洪水津波地震は、2３階以上使用不可屋外のみ。時に避難場所 「」", max_size=40),
    st.integers(0, 255),
)
def test_no_remark_adds_a_hazard(text: str, hazards: int) -> None:
    left = narrowed(hazards, read_remark(text))

    assert left.hazards & ~hazards == 0
    assert {*left.floors, *left.parts} <= {
        one for number, one in enumerate(HAZARDS) if left.hazards >> number & 1
    }
