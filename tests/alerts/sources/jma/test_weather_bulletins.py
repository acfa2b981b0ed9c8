"""Landslide alert, record rain, tornado advisory and flash bulletins of a fictional prefecture."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from alerts.report import Hazard, MessageType, Official, Report
from alerts.sources.reading import read

Make = Callable[..., bytes]

JST = timezone(timedelta(hours=9))
DISTRICTS = "気象情報／府県予報区・細分区域等"
_BODY = '<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/">{}</Body>'


def item(code: str, name: str, status: str, area: str) -> str:
    """One `Item`; the area is "code name"."""
    number, _, place = area.partition(" ")
    kind = f"<Kind><Name>{name}</Name><Code>{code}</Code><Status>{status}</Status></Kind>"
    return f"<Item>{kind}<Area><Name>{place}</Name><Code>{number}</Code></Area></Item>"


def body(kind: str, *items: str) -> str:
    target = "<TargetArea><Name>鐘県</Name><Code>990000</Code></TargetArea>"
    return _BODY.format(f'{target}<Warning type="{kind}">{"".join(items)}</Warning>')


def information(kind: str, condition: str, area: str) -> str:
    number, _, place = area.partition(" ")
    return (
        f'<Information type="{kind}"><Item><Kind><Name>情報タグ</Name>'
        f'<Condition>{condition}</Condition></Kind><Areas codeType="{DISTRICTS}"><Area>'
        f"<Name>{place}</Name><Code>{number}</Code></Area></Areas></Item></Information>"
    )


def only(raw: bytes) -> Report:
    (report,) = read(raw)
    assert isinstance(report, Report)
    return report


def _said(hazard: Hazard) -> str:
    assert hazard.official is not None
    return f"{hazard.part}/{hazard.official.strength}"


def parts(report: Report) -> list[tuple[str, str, list[str]]]:
    """Part, response and the names of the areas of each hazard."""
    return [
        (_said(one), one.response_types[0], [area.description for area in one.areas])
        for one in report.hazards
    ]


LANDSLIDE = body(
    "土砂災害警戒情報",
    item("3", "警戒", "発表", "9920100 鐘市"),
    item("3", "警戒", "継続", "9920200 山町"),
    item("1", "解除", "解除", "9920300 川村"),
    item("0", "なし", "なし", "9920400 浜町"),
)


def test_a_landslide_alert_asks_to_leave_and_ends_where_it_is_lifted(telegram: Make) -> None:
    report = only(telegram(kind="土砂災害警戒情報", title="鐘県土砂災害警戒情報", body=LANDSLIDE))

    assert report.stream == "landslide/990000"
    assert parts(report) == [
        ("土砂災害/leave", "Evacuate", ["鐘市", "山町"]),
        ("土砂災害/know", "AllClear", ["川村"]),
    ]
    assert [one.official for one in report.hazards] == [
        Official(kind="landslide", strength="leave"),
        Official(kind="landslide", strength="know"),
    ]


def test_a_cancelled_landslide_alert_is_of_the_stream_of_those_before(telegram: Make) -> None:
    said = {"kind": "土砂災害警戒情報", "event": "鐘県土砂災害警戒情報"}

    issued = only(telegram(**said, body=LANDSLIDE, serial="1"))
    cancelled = only(telegram(**said, info_type="取消", serial="2"))

    assert issued.stream == cancelled.stream == "landslide/鐘県土砂災害警戒情報"


@pytest.mark.parametrize(
    ("title", "strength"),
    [
        ("鐘県レベル４土砂災害危険警報", "leave"),
        ("鐘県レベル4土砂災害危険警報", "leave"),
        # Synthetic: the agency's samples end at level 4.
        ("鐘県レベル５土砂災害特別警報", "protect"),
    ],
)
def test_the_title_of_a_landslide_alert_names_its_level(
    telegram: Make, title: str, strength: str
) -> None:
    report = only(telegram(kind="土砂災害警戒情報", title=title, body=LANDSLIDE))

    (found, _) = report.hazards
    assert found.official == Official(kind="landslide", strength=strength, names_level=True)
    assert found.texts[0].event == title.removeprefix("鐘県")
    assert report.notes == ()


def test_an_unknown_code_of_a_landslide_alert_is_shown_and_noted(telegram: Make) -> None:
    said = body("土砂災害警戒情報", item("7", "様子見", "発表", "9920100 鐘市"))

    report = only(telegram(kind="土砂災害警戒情報", body=said))

    assert parts(report) == [("土砂災害/know", "Monitor", ["鐘市"])]
    assert [note for note in report.notes if "“7” with the name “様子見”" in note]


def test_record_rain_asks_to_be_ready(telegram: Make) -> None:
    said = body(
        "記録的短時間大雨情報（発表細分）",
        item("1", "記録的短時間大雨情報", "発表", "990000 鐘県"),
    )

    report = only(telegram(kind="記録的短時間大雨情報", body=said, event="KANE1_1", serial="1"))

    assert report.stream == "record-rain/KANE1_1"
    assert parts(report) == [("記録雨/ready", "Prepare", ["鐘県"])]


TORNADO = body(
    "竜巻注意情報（市町村等）",
    item("1", "竜巻注意情報", "発表", "9920100 鐘市"),
    item("0", "なし", "なし", "9920200 山町"),
)
ENDS = "<ValidDateTime>2026-07-01T13:10:00+09:00</ValidDateTime>"


def test_a_tornado_advisory_ends_of_itself_and_nowhere_else(telegram: Make) -> None:
    report = only(telegram(kind="竜巻注意情報", body=TORNADO, ends=ENDS))

    (found,) = report.hazards
    assert parts(report) == [("竜巻/ready", "Prepare", ["鐘市"])]
    assert found.official == Official(kind="tornado", strength="ready")
    assert found.expires == datetime(2026, 7, 1, 13, 10, tzinfo=JST)


def test_where_a_tornado_was_seen_people_take_cover(telegram: Make) -> None:
    seen = information("竜巻注意情報（目撃情報あり）", "発表", "990010 北部")

    report = only(
        telegram(kind="竜巻注意情報（目撃情報付き）", body=TORNADO, ends=ENDS, information=seen)
    )

    assert parts(report) == [
        ("竜巻/protect", "Shelter", ["北部"]),
        ("竜巻/ready", "Prepare", ["鐘市"]),
    ]


@pytest.mark.parametrize(
    ("tag", "kind", "part"),
    [
        ("線状降水帯発生", "flood", "線状降水帯発生/ready"),
        ("線状降水帯直前", "flood", "線状降水帯直前/ready"),
        ("記録雨", "flood", "記録雨/ready"),
        ("短時間大雪", "snow", "短時間大雪/ready"),
        ("砂嵐", "other", "砂嵐/know"),
    ],
)
def test_a_flash_bulletin_is_read_by_its_tag(
    telegram: Make, tag: str, kind: str, part: str
) -> None:
    said = information("情報タグ", tag, "990010 北部")

    report = only(
        telegram(kind="府県気象防災速報", title="鐘県気象防災速報", event="K1", information=said)
    )

    (found,) = report.hazards
    assert report.stream == "bulletin/K1"
    assert parts(report)[0][::2] == (part, ["北部"])
    assert found.official == Official(kind=kind, strength=part.partition("/")[2])
    assert found.texts[0].event == "鐘県気象防災速報"
    assert bool(report.notes) is (tag == "砂嵐")


@pytest.mark.parametrize(
    "kind",
    ["土砂災害警戒情報", "記録的短時間大雨情報", "竜巻注意情報", "府県気象防災速報"],
)
def test_a_cancelled_bulletin_names_no_hazards(telegram: Make, kind: str) -> None:
    report = only(telegram(kind=kind, body=LANDSLIDE, info_type="取消", event="K1"))

    assert (report.message_type, report.hazards) == (MessageType.CANCEL, ())
    assert report.stream.count("/") == 1
