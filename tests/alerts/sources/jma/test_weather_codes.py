"""The closed table of warning codes, and what is read by name where it ends."""

import pytest

from alerts.report import Official
from alerts.sources.jma.weather_codes import CODES, meant

FLOOD, LANDSLIDE, SURGE = "flood", "landslide", "storm_surge"


@pytest.mark.parametrize(
    ("code", "name", "part", "kind", "names_level"),
    [
        # Level 5 in the new form: synthetic, the agency's samples end at level 4.
        ("33", "レベル５大雨特別警報", "大雨/protect", FLOOD, True),
        ("43", "レベル４大雨危険警報", "大雨/leave", FLOOD, True),
        ("03", "レベル３大雨警報", "大雨/leave_if_slow", FLOOD, True),
        ("10", "レベル２大雨注意報", "大雨/ready", FLOOD, True),
        ("39", "レベル５土砂災害特別警報", "土砂災害/protect", LANDSLIDE, True),
        ("49", "レベル４土砂災害危険警報", "土砂災害/leave", LANDSLIDE, True),
        ("09", "レベル３土砂災害警報", "土砂災害/leave_if_slow", LANDSLIDE, True),
        ("29", "レベル２土砂災害注意報", "土砂災害/ready", LANDSLIDE, True),
        ("38", "レベル５高潮特別警報", "高潮/protect", SURGE, True),
        ("48", "レベル４高潮危険警報", "高潮/leave", SURGE, True),
        ("08", "レベル３高潮警報", "高潮/leave_if_slow", SURGE, True),
        ("19", "レベル２高潮注意報", "高潮/ready", SURGE, True),
        # The names of before May 2026 carry no level; 高潮警報 asked everyone to leave.
        ("33", "大雨特別警報", "大雨/protect", FLOOD, False),
        ("03", "大雨警報", "大雨/leave_if_slow", FLOOD, False),
        ("10", "大雨注意報", "大雨/ready", FLOOD, False),
        ("08", "高潮警報", "高潮/leave", SURGE, False),
        ("04", "洪水警報", "洪水/leave_if_slow", FLOOD, False),
        ("18", "洪水注意報", "洪水/ready", FLOOD, False),
        ("35", "暴風特別警報", "暴風/protect", "storm", False),
        ("05", "暴風警報", "暴風/ready", "storm", False),
        ("15", "強風注意報", "暴風/know", "storm", False),
        ("32", "暴風雪特別警報", "暴風雪/protect", "snow", False),
        ("02", "暴風雪警報", "暴風雪/ready", "snow", False),
        ("13", "風雪注意報", "暴風雪/know", "snow", False),
        ("36", "大雪特別警報", "大雪/protect", "snow", False),
        ("06", "大雪警報", "大雪/ready", "snow", False),
        ("12", "大雪注意報", "大雪/know", "snow", False),
        ("37", "波浪特別警報", "波浪/protect", "storm", False),
        ("07", "波浪警報", "波浪/ready", "storm", False),
        ("16", "波浪注意報", "波浪/know", "storm", False),
        ("14", "雷注意報", "雷/know", "storm", False),
        ("17", "融雪注意報", "融雪/know", FLOOD, False),
        ("20", "濃霧注意報", "濃霧/know", "other", False),
        ("21", "乾燥注意報", "乾燥/know", "other", False),
        ("22", "なだれ注意報", "なだれ/know", "snow", False),
        ("23", "低温注意報", "低温/know", "other", False),
        ("24", "霜注意報", "霜/know", "other", False),
        ("25", "着氷注意報", "着氷/know", "snow", False),
        ("26", "着雪注意報", "着雪/know", "snow", False),
        ("27", "その他の注意報", "その他/know", "other", False),
    ],
)
def test_a_code_and_its_name_say_kind_and_strength(
    code: str, name: str, part: str, kind: str, names_level: bool
) -> None:
    said = meant(code, name)

    strength = part.partition("/")[2]
    assert f"{said.part}/{said.official.strength}" == part
    assert said.official == Official(kind=kind, strength=strength, names_level=names_level)
    assert said.note == ""


def test_the_table_has_all_codes_of_the_agency_and_no_other() -> None:
    old = (
        "02 03 04 05 06 07 08 10 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 32 33 35 36 37 38"
    )

    assert {*old.split(), "09", "29", "39", "43", "48", "49"} == CODES


@pytest.mark.parametrize(
    ("code", "name", "part", "kind", "names_level"),
    [
        ("99", "レベル５大雨特別警報", "大雨/protect", FLOOD, True),
        ("99", "レベル5土石流特別警報", "土石流/protect", "other", False),
        ("99", "レベル４高潮危険警報", "高潮/leave", SURGE, True),
        ("99", "レベル３大雨警報", "大雨/leave_if_slow", FLOOD, True),
        ("99", "大雨警報", "大雨/leave_if_slow", FLOOD, False),
        ("99", "黄砂特別警報", "黄砂/protect", "other", False),
        ("99", "黄砂警報", "黄砂/ready", "other", False),
        ("99", "黄砂注意報", "黄砂/know", "other", False),
        ("99", "何か", "何か/know", "other", False),
        ("21", "レベル５大雨特別警報", "大雨/protect", FLOOD, True),
        ("", "大雨注意報", "大雨/ready", FLOOD, False),
        ("99", "", "その他/know", "other", False),
    ],
)
def test_what_the_table_does_not_have_is_read_by_its_name_and_said(
    code: str, name: str, part: str, kind: str, names_level: bool
) -> None:
    said = meant(code, name)

    strength = part.partition("/")[2]
    assert f"{said.part}/{said.official.strength}" == part
    assert said.official == Official(kind=kind, strength=strength, names_level=names_level)
    assert f"“{code}” with the name “{name}” is not in the table" in said.note
    assert f"as “{strength}”" in said.note


def test_a_code_without_a_name_is_read_by_the_table() -> None:
    said = meant("43", "")

    assert (said.name, said.part, said.note) == ("大雨危険警報", "大雨", "")
