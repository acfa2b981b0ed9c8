"""River floods: one stretch of one river, its level, and the municipalities likely under water."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, Hazard, MessageType, Official, Report
from alerts.sources.reading import read

Make = Callable[..., bytes]

HEAD = """<Information type="指定河川洪水予報（予報区域）"><Item>
<Kind><Name>{name}</Name><Code>{code}</Code></Kind>
<Areas codeType="指定河川洪水予報（予報区域）"><Area><Name>鐘川</Name><Code>990000000100</Code></Area></Areas>
</Item></Information>
<Information type="指定河川洪水予報（府県予報区等）"><Item>
<Kind><Name>{name}</Name><Code>{code}</Code></Kind>
<Areas codeType="気象情報／府県予報区・細分区域等"><Area><Name>鐘県</Name><Code>990000</Code></Area></Areas>
</Item></Information>"""
BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/">
<Warning type="指定河川洪水予報">
<Item><Kind><Property><Type>主文</Type><Text>鐘橋で水位が上がっています。</Text></Property></Kind></Item>
<Item><Kind><Property><Type>浸水想定地区</Type><Text>浸水が想定される地区</Text></Property></Kind>
<Areas><Area codeType="水位観測所"><Name>鐘橋</Name><Code>1</Code><City>鐘町</City>
<CityCode>9910100</CityCode></Area>
<Area codeType="水位観測所"><Name>鐘橋</Name><Code>1</Code><City>半鐘市</City>
<CityCode>9920200</CityCode></Area>
<Area codeType="水位観測所"><Name>西鐘橋</Name><Code>2</Code><City>鐘町</City>
<CityCode>9910100</CityCode></Area></Areas></Item>
</Warning></Body>"""
TOWNS = "気象・地震・火山情報／市町村等"


@pytest.fixture(scope="module")
def river(telegram: Make) -> Make:
    def made(name: str = "氾濫危険情報", code: str = "40", **parts: str) -> bytes:
        whole = {
            "kind": "指定河川洪水予報",
            "title": f"鐘川{name}",
            "event": "990000000100",
            "serial": "2",
            "information": HEAD.format(name=name, code=code),
            "body": BODY,
        }
        return telegram(**whole | parts)

    return made


def hazard_of(raw: bytes) -> Hazard:
    (report,) = read(raw)
    assert isinstance(report, Report), report
    (hazard,) = report.hazards
    return hazard


def test_the_towns_likely_under_water_are_warned_each_once(river: Make) -> None:
    hazard = hazard_of(river())

    assert hazard.areas == (
        AreaClaim(description="鐘町", geocodes=(Code(name=TOWNS, value="9910100"),)),
        AreaClaim(description="半鐘市", geocodes=(Code(name=TOWNS, value="9920200"),)),
    )
    assert hazard.official == Official(kind="flood", strength="leave")
    assert (hazard.texts[0].event, hazard.texts[0].description) == (
        "鐘川氾濫危険情報",
        "鐘橋で水位が上がっています。",
    )


@pytest.mark.parametrize(
    ("name", "code", "strength", "names_level"),
    [
        ("氾濫注意情報", "20", "ready", False),
        ("氾濫注意情報（警戒情報解除）", "22", "ready", False),
        ("氾濫警戒情報", "31", "leave_if_slow", False),
        ("氾濫発生情報", "51", "protect", False),
        ("レベル２氾濫注意報", "21", "ready", True),
        ("レベル３氾濫警報", "30", "leave_if_slow", True),
        ("レベル４氾濫危険警報", "40", "leave", True),
        ("レベル５氾濫特別警報", "51", "protect", True),
        ("レベル５氾濫特別警報（新）", "99", "protect", True),
        ("レベル４何か", "", "leave", True),
        ("氾濫の何か", "98", "know", False),
    ],
)
def test_the_code_gives_the_strength_and_the_name_stands_in_for_an_unknown_one(
    river: Make, name: str, code: str, strength: str, names_level: bool
) -> None:
    official = Official(kind="flood", strength=strength, names_level=names_level)

    assert hazard_of(river(name=name, code=code)).official == official


def test_a_lifted_warning_is_an_all_clear_of_what_its_stretch_was_told(river: Make) -> None:
    (report,) = read(river(name="氾濫注意情報解除", code="10", serial=""))

    assert isinstance(report, Report)
    assert (report.message_type, report.stream) == (MessageType.UPDATE, "river/990000000100")
    assert [(one.part, one.response_types, one.urgency) for one in report.hazards] == [
        ("氾濫", ("AllClear",), "Past")
    ]


def test_without_towns_the_stretch_stands_alone_never_the_whole_prefecture(river: Make) -> None:
    code_type = "指定河川洪水予報（予報区域）"

    assert hazard_of(river(body="")).areas == (
        AreaClaim(description="鐘川", geocodes=(Code(name=code_type, value="990000000100"),)),
    )


def test_a_part_of_a_town_is_warned_by_its_own_code(river: Make) -> None:
    body = f"""<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/"><Warning><Item>
    <Kind><Property><Type>浸水想定地区</Type></Property></Kind><Areas codeType="{TOWNS}"><Area>
    <Name>鐘町東部</Name><Code>9910101</Code><City>鐘町</City><CityCode>9910100</CityCode>
    </Area></Areas></Item></Warning></Body>"""

    hazard = hazard_of(river(kind="水位周知河川に関する情報", body=body))

    assert hazard.areas == (
        AreaClaim(description="鐘町東部", geocodes=(Code(name=TOWNS, value="9910101"),)),
    )


def test_a_telegram_that_names_no_river_warns_nobody_and_says_so(river: Make) -> None:
    (report,) = read(river(information=""))

    assert isinstance(report, Report)
    assert (report.hazards, len(report.notes)) == ((), 1)


def test_a_bare_cancellation_still_belongs_to_its_stream(river: Make) -> None:
    (report,) = read(river(information="", body="", info_type="取消"))

    assert isinstance(report, Report)
    assert (report.message_type, report.stream, report.notes) == (
        MessageType.CANCEL,
        "river/990000000100",
        (),
    )


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises_or_loses_its_kind(
    river: Make, mangled: Callable[[bytes, int], bytes], seed: int
) -> None:
    (report,) = read(mangled(river(), seed))

    assert isinstance(report, Report)
    assert {hazard.official.kind for hazard in report.hazards if hazard.official} <= {"flood"}
