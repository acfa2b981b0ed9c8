"""Earthquakes: whose shaking asks what, and what was felt nowhere."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, MessageType, Official, Report
from alerts.sources.jma import hypocentre
from alerts.sources.jma.intensity import STEPS
from alerts.sources.reading import read

Make = Callable[..., bytes]
TOWN, AREA = "気象・地震・火山情報／市町村等", "地震情報／細分区域"

BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"
xmlns:eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/"><Earthquake>
<OriginTime>2026-07-01T02:58:00Z</OriginTime><Hypocenter><Area><Name>鐘湾</Name>
<eb:Coordinate>+34.8+138.5-20000/</eb:Coordinate></Area></Hypocenter>
<eb:Magnitude>6.5</eb:Magnitude></Earthquake>
<Intensity><Observation><MaxInt>6-</MaxInt><Pref><Name>鐘県</Name><Code>99</Code>
{areas}</Pref></Observation></Intensity>
<Comments><ForecastComment><Text>津波の心配はありません。</Text><Code>0215</Code></ForecastComment>
<VarComment><Text>＊印は別の観測点です。</Text><Code>0262</Code></VarComment></Comments></Body>"""


def area(code: str, step: str, *cities: tuple[str, str]) -> str:
    inside = "".join(
        f"<City><Name>鐘町{one}</Name><Code>{one}</Code><MaxInt>{felt}</MaxInt></City>"
        for one, felt in cities
    )
    return f"<Area><Name>鐘域{code}</Name><Code>{code}</Code><MaxInt>{step}</MaxInt>{inside}</Area>"


@pytest.fixture
def quake(telegram: Make) -> Callable[..., Report]:
    def made(*areas: str, **parts: str) -> Report:
        whole = {
            "kind": "震源・震度に関する情報",
            "title": "震源・震度情報",
            "event": "20260701115800",
            "body": BODY.format(areas="".join(areas)),
        }
        (report,) = read(telegram(**whole | parts))
        assert isinstance(report, Report), report
        return report

    return made


def outline(report: Report) -> list[tuple[str, str, list[str]]]:
    """Part, strength, codes of the places."""
    return [
        (
            hazard.part,
            hazard.official.strength if hazard.official else "",
            [code.value for one in hazard.areas for code in one.geocodes],
        )
        for hazard in report.hazards
    ]


@pytest.mark.parametrize(
    ("step", "strength"),
    [
        ("7", "leave"),
        ("6+", "leave"),
        ("6-", "leave"),
        ("5+", "leave_if_slow"),
        ("5-", "leave_if_slow"),
        ("4", "know"),
        ("3", "know"),
        ("2", "know"),
        ("1", "know"),
    ],
)
def test_the_shaking_of_a_place_gives_its_strength(
    quake: Callable[..., Report], step: str, strength: str
) -> None:
    report = quake(area("901", step))

    assert outline(report) == [("地震", strength, ["901"])]
    assert report.hazards[0].official == Official(kind="earthquake", strength=strength)


def test_the_table_has_every_step_and_no_more() -> None:
    assert set(STEPS) == {"1", "2", "3", "4", "5-", "5+", "6-", "6+", "7", "震度５弱以上未入電"}


def test_towns_are_grouped_by_what_their_shaking_asks(quake: Callable[..., Report]) -> None:
    report = quake(
        area("901", "6-", ("9910100", "6-"), ("9910200", "4")),
        area("902", "5+", ("9920100", "5+"), ("9920200", "5-")),
    )

    assert outline(report) == [
        ("地震", "leave", ["9910100"]),
        ("地震", "leave_if_slow", ["9920100", "9920200"]),
        ("地震", "know", ["9910200"]),
    ]


def test_silent_gauges_are_read_as_five_lower_never_as_calm(
    quake: Callable[..., Report],
) -> None:
    silent = area("901", "4", ("9910100", "4")).replace(
        "</MaxInt></City>", "</MaxInt><Condition>震度５弱以上未入電</Condition></City>"
    )

    assert outline(quake(silent)) == [("地震", "leave_if_slow", ["9910100"])]


def test_an_area_that_was_told_more_than_its_towns_is_warned_itself(
    quake: Callable[..., Report],
) -> None:
    assert outline(quake(area("901", "6-", ("9910100", "4")))) == [
        ("地震", "leave", ["901"]),
        ("地震", "know", ["9910100"]),
    ]


def test_an_unknown_intensity_is_noted_and_nobody_is_told_that_nothing_was_felt(
    quake: Callable[..., Report],
) -> None:
    report = quake(area("901", "8"))

    assert (report.not_public, [one.areas for one in report.hazards]) == ("", [()])
    assert report.notes == ("The intensity “8” of 鐘域901 is none that we know. Read it.",)


def test_first_news_and_later_details_are_one_stream(quake: Callable[..., Report]) -> None:
    first = quake(area("901", "5-"), kind="震度速報", title="震度速報")
    later = quake(area("901", "5-", ("9910100", "5-")))

    assert first.stream == later.stream == "earthquake/20260701115800"
    assert first.hazards[0].part == later.hazards[0].part


def test_without_a_body_the_headline_s_places_are_told(quake: Callable[..., Report]) -> None:
    told = f"""<Information type="震度速報"><Item><Kind><Name>震度５強</Name></Kind>
    <Areas codeType="{AREA}"><Area><Name>鐘域901</Name><Code>901</Code></Area></Areas></Item>
    </Information>"""

    report = quake(kind="震度速報", body="", information=told)

    assert outline(report) == [("地震", "leave_if_slow", ["901"])]


def test_an_earthquake_felt_nowhere_is_for_the_desk_to_read(
    quake: Callable[..., Report],
) -> None:
    report = quake(title="遠地地震に関する情報")

    assert "津波警報・注意報・予報a" in report.not_public
    assert outline(report) == [("地震", "know", [])]
    assert Code(name="jma:hypocentre", value="鐘湾") in report.hazards[0].parameters


def test_places_and_hypocentre_stand_beside_the_hazard(quake: Callable[..., Report]) -> None:
    (hazard,) = quake(area("901", "6-", ("9910100", "6-"))).hazards

    assert hazard.areas == (
        AreaClaim(description="鐘町9910100", geocodes=(Code(name=TOWN, value="9910100"),)),
    )
    assert {one.name: one.value for one in hazard.parameters if one.name != "jma:origin_time"} == {
        "jma:hypocentre": "鐘湾",
        "jma:position": "138.5000,34.8000",
        "jma:depth_km": "20",
        "jma:magnitude": "6.5",
        "jma:max_intensity": "6-",
        "jma:intensity:9910100": "6-",
        "jma:comment": "0262",  # the last of two: 0215 stands before it
    }
    assert (hazard.texts[0].instruction, hazard.texts[0].description) == (
        "津波の心配はありません。",
        "＊印は別の観測点です。",
    )


def test_a_withdrawn_shaking_is_withdrawn_for_its_stream(quake: Callable[..., Report]) -> None:
    report = quake(body="", info_type="取消")

    assert (report.message_type, report.stream, report.hazards, report.not_public) == (
        MessageType.CANCEL,
        "earthquake/20260701115800",
        (),
        "",
    )


def test_long_slow_shaking_is_only_to_know(quake: Callable[..., Report]) -> None:
    said = area("901", "4").replace("</MaxInt>", "</MaxInt><MaxLgInt>4</MaxLgInt>")

    report = quake(said, kind="長周期地震動に関する観測情報")

    assert outline(report) == [("長周期地震動", "know", ["901"])]
    assert Code(name="jma:long_period:901", value="4") in report.hazards[0].parameters


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("+34.8+138.5-20000/", (138.5, 34.8, 20.0)),
        ("+3447.1+13829.9-23000/", (138 + 29.9 / 60, 34 + 47.1 / 60, 23.0)),
        ("+344706+1382954-23000/", (138 + 29 / 60 + 54 / 3600, 34 + 47 / 60 + 6 / 3600, 23.0)),
        ("-36.1-072.6/", (-72.6, -36.1, None)),
        ("+23.0+121.1+0/", (121.1, 23.0, 0.0)),
        ("+91.0+121.1+0/", None),
        ("+34.8+181.0+0/", None),
        ("+1e9+138.5/", None),
        ("34.8 138.5", None),
        ("", None),
    ],
)
def test_positions_are_read_in_degrees_minutes_and_seconds(
    said: str, place: tuple[float, float, float | None] | None
) -> None:
    assert hypocentre.position(said) == (None if place is None else pytest.approx(place))


@pytest.mark.parametrize(
    "kind", ["震度速報", "震源・震度に関する情報", "長周期地震動に関する観測情報"]
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises_or_loses_its_kind(
    telegram: Make, mangled: Callable[[bytes, int], bytes], kind: str, seed: int
) -> None:
    areas = area("901", "6-", ("9910100", "6-"), ("9910200", "4")) + area("902", "3")

    (report,) = read(mangled(telegram(kind=kind, body=BODY.format(areas=areas)), seed))

    assert isinstance(report, Report)
    assert {one.official.kind for one in report.hazards if one.official} <= {"earthquake"}
