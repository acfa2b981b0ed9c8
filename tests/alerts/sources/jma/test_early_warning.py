"""Earthquake early warning: read, but for what is true for seconds only."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, Hazard, MessageType, Official, Report
from alerts.sources.reading import read

Make = Callable[..., bytes]
AREA, PREFECTURE = "地震情報／細分区域", "緊急地震速報／府県予報区"

HEAD = """<Information type="緊急地震速報"><Item>
<Kind><Name>緊急地震速報（警報）</Name><Code>{kind}</Code></Kind>
<Areas codeType="{code_type}"><Area><Name>鐘域</Name><Code>{code}</Code></Area></Areas></Item>
</Information>"""
BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
xmlns:eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/"><Earthquake>
<Hypocenter><Area><Name>鐘沖</Name><eb:Coordinate>+33.2+132.4-30000/</eb:Coordinate></Area></Hypocenter>
<eb:Magnitude>5.8</eb:Magnitude></Earthquake><Intensity><Forecast><Pref><Name>鐘県</Name>
<Code>9990</Code><Area><Name>鐘域西</Name><Code>902</Code><ForecastInt><From>5-</From><To>6+</To>
</ForecastInt><ArrivalTime>2026-07-01T12:00:09+09:00</ArrivalTime></Area></Pref></Forecast></Intensity>
<Comments><WarningComment><Text>強い揺れに警戒してください。</Text><Code>0201</Code></WarningComment>
</Comments></Body>"""


@pytest.fixture
def warning(telegram: Make) -> Callable[..., Report]:
    def made(**parts: str) -> Report:
        whole = {
            "kind": "緊急地震速報（警報）",
            "title": "緊急地震速報（警報）",
            "event": "20260701120000",
            "serial": "1",
            "headline": "鐘沖で地震　鐘県で強い揺れ",
            "information": HEAD.format(kind="31", code_type=PREFECTURE, code="9990")
            + HEAD.format(kind="31", code_type=AREA, code="901"),
            "body": BODY,
        }
        (report,) = read(telegram(**whole | parts))
        assert isinstance(report, Report), report
        return report

    return made


def only(report: Report) -> Hazard:
    (hazard,) = report.hazards
    return hazard


def test_the_finest_areas_that_are_named_are_to_protect_themselves(
    warning: Callable[..., Report],
) -> None:
    hazard = only(warning())

    assert hazard.official == Official(kind="earthquake", strength="protect")
    assert hazard.areas == (
        AreaClaim(description="鐘域", geocodes=(Code(name=AREA, value="901"),)),
    )
    assert hazard.texts[0].instruction == "強い揺れに警戒してください。"
    assert hazard.response_types == ("Shelter",)


def test_nothing_is_kept_that_is_false_a_minute_later(warning: Callable[..., Report]) -> None:
    names = {one.name for one in only(warning()).parameters}

    assert names == {"jma:hypocentre", "jma:position", "jma:depth_km", "jma:comment"}


def test_it_ends_by_itself_when_no_shaking_lasts_so_long(
    warning: Callable[..., Report],
) -> None:
    assert only(warning()).expires == datetime(2026, 7, 1, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("information", "code"),
    [
        (HEAD.format(kind="31", code_type=PREFECTURE, code="9990"), "9990"),
        (HEAD.format(kind="00", code_type=AREA, code="901"), "902"),
        ("", "902"),
    ],
)
def test_wider_areas_then_those_of_the_body_stand_in_for_missing_ones(
    warning: Callable[..., Report], information: str, code: str
) -> None:
    (area,) = only(warning(information=information)).areas

    assert [one.value for one in area.geocodes] == [code]


def test_a_false_alarm_is_withdrawn_for_its_earthquake(warning: Callable[..., Report]) -> None:
    report = warning(info_type="取消", information="", body="")

    assert (report.message_type, report.stream, report.hazards) == (
        MessageType.CANCEL,
        "early-warning/20260701120000",
        (),
    )


def test_a_warning_without_areas_warns_nobody_and_says_so(
    warning: Callable[..., Report],
) -> None:
    report = warning(information="", body="")

    assert (report.hazards, len(report.notes)) == ((), 1)


@pytest.mark.parametrize("kind", ["緊急地震速報（予報）", "緊急地震速報（地震動予報）"])
def test_forecasts_are_for_machines_and_name_the_warning_instead(
    warning: Callable[..., Report], kind: str
) -> None:
    report = warning(kind=kind)

    assert "緊急地震速報（警報）" in report.not_public
    assert report.hazards == ()


def test_a_test_of_the_line_is_told_to_nobody(warning: Callable[..., Report]) -> None:
    assert warning(kind="緊急地震速報配信テスト", status="試験").not_public != ""


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises_or_loses_its_kind(
    telegram: Make, mangled: Callable[[bytes, int], bytes], seed: int
) -> None:
    head = HEAD.format(kind="31", code_type=AREA, code="901")
    raw = telegram(kind="緊急地震速報（警報）", information=head, body=BODY)

    (report,) = read(mangled(raw, seed))

    assert isinstance(report, Report)
    assert {one.official.strength for one in report.hazards if one.official} <= {"protect"}
