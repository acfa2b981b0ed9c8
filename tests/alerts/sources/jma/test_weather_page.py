"""What is shown and not sent: explanations, typhoons; and what is never for the public."""

from collections.abc import Callable

import pytest

from alerts.report import AreaClaim, Circle, Code, Official, Report
from alerts.sources.jma.weather_explanations import NO_AREA, WHOLE_REGIONS
from alerts.sources.jma.weather_tables import REASONS
from alerts.sources.jma.weather_typhoons import FOR_THE_DESK
from alerts.sources.reading import read

Make = Callable[..., bytes]

REGIONS = "全国・地方予報区等"
DISTRICTS = "気象情報／府県予報区・細分区域等"
_BODY = '<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/">{}</Body>'
_ELEMENTS = 'xmlns:jmx_eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/"'


def only(raw: bytes) -> Report:
    (report,) = read(raw)
    assert isinstance(report, Report)
    return report


def tagged(tags: str, code_type: str = DISTRICTS) -> str:
    return (
        f'<Information type="情報タグ"><Item><Kind><Name>情報タグ</Name><Condition>{tags}'
        "</Condition></Kind><Kind><Name>台風番号</Name><Condition>T9913</Condition></Kind>"
        f'<Areas codeType="{code_type}"><Area><Name>鐘地方</Name><Code>990100</Code></Area></Areas>'
        "</Item></Information>"
    )


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ("台風 大雨 落雷", "storm"),
        ("線状降水帯予測", "flood"),
        ("強い冬型　大雪", "snow"),
        ("高潮", "storm_surge"),
        ("大潮", "other"),
        ("", "other"),
    ],
)
def test_an_explanation_is_to_know_of_the_kind_of_its_first_known_tag(
    telegram: Make, tags: str, kind: str
) -> None:
    text = '<MeteorologicalInfos><Text type="本文">前線が近づきます。</Text></MeteorologicalInfos>'

    report = only(
        telegram(
            kind="府県気象解説情報", event="K1", information=tagged(tags), body=_BODY.format(text)
        )
    )

    (found,) = report.hazards
    assert (report.stream, report.not_public) == ("explanation/府県気象解説情報/K1", "")
    assert found.official == Official(kind=kind, strength="know")
    assert found.part == "解説"
    assert found.texts[0].description == "前線が近づきます。"
    assert found.areas == (
        AreaClaim(description="鐘地方", geocodes=(Code(name=DISTRICTS, value="990100"),)),
    )


def test_whole_regions_of_the_country_are_for_the_page_alone(telegram: Make) -> None:
    report = only(telegram(kind="地方気象解説情報", information=tagged("大雪", REGIONS)))

    (found,) = report.hazards
    assert report.not_public == WHOLE_REGIONS
    assert found.areas[0].geocodes == (Code(name=REGIONS, value="990100"),)


def test_a_tide_is_no_storm_surge(telegram: Make) -> None:
    report = only(telegram(kind="府県気象解説情報（潮位）", information=tagged("副振動")))

    (found,) = report.hazards
    assert found.official == Official(kind="other", strength="know")


@pytest.mark.parametrize(
    "kind",
    [
        "全般気象情報",
        "地方気象情報",
        "府県気象情報",
        "全般潮位情報",
        "全般台風情報",
        "熱中症警戒アラート",
    ],
)
def test_plain_words_without_areas_are_for_the_page_alone(telegram: Make, kind: str) -> None:
    text = "<Comment><Text>低気圧が近づきます。</Text></Comment>"

    report = only(telegram(kind=kind, body=_BODY.format(text)))

    (found,) = report.hazards
    assert report.not_public == NO_AREA
    assert (found.areas, found.texts[0].description) == ((), "低気圧が近づきます。")


def circle(kind: str, point: str, *radii: str) -> str:
    axes = "".join(f'<jmx_eb:Radius unit="km">{one}</jmx_eb:Radius>' for one in radii)
    return (
        f'<jmx_eb:Circle {_ELEMENTS} type="{kind}">'
        f'<jmx_eb:BasePoint type="中心位置（度）">{point}</jmx_eb:BasePoint>'
        f"<jmx_eb:Axes><jmx_eb:Axis>{axes}</jmx_eb:Axis></jmx_eb:Axes></jmx_eb:Circle>"
    )


def step(when: str, *circles: str) -> str:
    return (
        f'<MeteorologicalInfo><DateTime type="{when}">2026-07-01T12:00:00+09:00</DateTime>'
        f"<Item><Area>{''.join(circles)}</Area></Item></MeteorologicalInfo>"
    )


def test_a_typhoon_is_circles_for_the_map(telegram: Make) -> None:
    steps = (
        step("実況", circle("強風域", "+25.5+130.4/", "170", "390")),
        step("予報　１２時間後", circle("予報円", "+27.0-179.9/", "70")),
    )
    infos = f'<MeteorologicalInfos type="台風情報">{"".join(steps)}</MeteorologicalInfos>'

    report = only(
        telegram(kind="台風解析・予報情報（５日予報）", event="TC9901", body=_BODY.format(infos))
    )

    (found,) = report.hazards
    assert (report.stream, report.not_public) == ("typhoon/TC9901", FOR_THE_DESK)
    assert found.areas == (
        AreaClaim(
            description="実況：強風域", circles=(Circle(lon=130.4, lat=25.5, radius_km=390.0),)
        ),
        AreaClaim(
            description="予報　１２時間後：予報円",
            circles=(Circle(lon=-179.9, lat=27.0, radius_km=70.0),),
        ),
    )


@pytest.mark.parametrize(
    ("point", "radius"),
    [("+95.0+130.0/", "70"), ("+25.0+190.0/", "70"), ("nan", "70"), ("+25.0+130.0/", "9e99")],
)
def test_a_circle_that_is_none_is_not_drawn(telegram: Make, point: str, radius: str) -> None:
    infos = f"<MeteorologicalInfos>{step('実況', circle('強風域', point, radius))}"

    report = only(
        telegram(
            kind="台風解析・予報情報（３日予報）",
            body=_BODY.format(f"{infos}</MeteorologicalInfos>"),
        )
    )

    (found,) = report.hazards
    assert found.areas == ()


@pytest.mark.parametrize("kind", sorted(REASONS))
def test_tables_and_climate_are_never_for_the_public(telegram: Make, kind: str) -> None:
    report = only(telegram(kind=kind))

    assert (report.hazards, report.not_public) == ((), REASONS[kind])
