"""Ash and stones: the ground that the agency drew, with its towns beside it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.report import AreaClaim, Code, Report
from alerts.sources.reading import read

Make = Callable[..., bytes]

TOWNS = "気象・地震・火山情報／市町村等"
SQUARE = "+31.5+130.5/+31.5+130.6/+31.6+130.6/+31.5+130.5/"
RING = ((130.5, 31.5), (130.6, 31.5), (130.6, 31.6), (130.5, 31.5))
BODY = """<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/volcanology1/"
 xmlns:jmx_eb="http://xml.kishou.go.jp/jmaxml1/elementBasis1/">
<VolcanoInfo type="降灰予報（対象市町村等）"><Item><Kind><Name>{name}</Name><Code>{code}</Code></Kind>
<Areas codeType="気象・地震・火山情報／市町村等"><Area><Name>鐘町</Name><Code>9910100</Code></Area>
<Area><Name>半鐘市</Name><Code>9920200</Code></Area></Areas></Item></VolcanoInfo>
<AshInfos>{hours}</AshInfos></Body>"""
HOUR = """<AshInfo><Item><Kind><Name>灰</Name><Code>{code}</Code><Property>
<jmx_eb:Polygon type="{type}">{ring}</jmx_eb:Polygon></Property></Kind></Item></AshInfo>"""


@pytest.fixture(scope="module")
def ash(telegram: Make) -> Make:
    def made(
        *rings: str,
        code: str = "72",
        name: str = "やや多量の降灰",
        type: str = "位置（度）",
        **parts: str,
    ) -> bytes:
        hours = "".join(HOUR.format(code=code, type=type, ring=ring) for ring in rings)
        whole = {
            "kind": "降灰予報（速報）",
            "event": "399",
            "ends": "<ValidDateTime>2026-07-01T13:00:00+09:00</ValidDateTime>",
            "body": BODY.format(name=name, code=code, hours=hours),
        }
        return telegram(**whole | parts)

    return made


def report_of(raw: bytes) -> Report:
    (report,) = read(raw)
    assert isinstance(report, Report), report
    return report


def test_drawn_ground_is_taken_and_its_towns_stand_beside_it(ash: Make) -> None:
    report = report_of(ash(SQUARE, SQUARE.replace("130.5", "130.4"), SQUARE))

    (hazard,) = report.hazards
    assert (report.stream, hazard.part) == ("ashfall/399", "やや多量の降灰/know")
    assert hazard.expires == datetime(2026, 7, 1, 4, tzinfo=UTC)
    (area,) = hazard.areas
    other = tuple((130.4 if lon == 130.5 else lon, lat) for lon, lat in RING)
    assert area == AreaClaim(
        description="鐘町、半鐘市",
        polygons=(RING, other),
        geocodes=(Code(name=TOWNS, value="9910100"), Code(name=TOWNS, value="9920200")),
    )


def test_where_nothing_is_drawn_the_towns_are_warned(ash: Make) -> None:
    (hazard,) = report_of(ash()).hazards

    assert [one.description for one in hazard.areas] == ["鐘町", "半鐘市"]


@pytest.mark.parametrize(
    "ring", ["", "+31.5+130.5/", SQUARE.replace("+31.6", "+99"), SQUARE.replace("+130.6", "x")]
)
def test_a_drawing_that_cannot_be_read_is_a_fault_and_not_a_guess(ash: Make, ring: str) -> None:
    (hazard,) = report_of(ash(ring)).hazards

    (area,) = hazard.areas
    assert (area.polygons, area.faults) == (
        (),
        ("A drawing of the ash cannot be read and was left out; look at the telegram.",),
    )


def test_a_drawing_in_other_units_is_a_fault(ash: Make) -> None:
    (hazard,) = report_of(ash(SQUARE, type="位置（度分）")).hazards

    assert len(hazard.areas[0].faults) == 1


@pytest.mark.parametrize(
    ("code", "strength"),
    [("70", "know"), ("71", "know"), ("72", "know"), ("73", "ready"), ("75", "ready")],
)
def test_the_code_gives_the_strength(ash: Make, code: str, strength: str) -> None:
    (hazard,) = report_of(ash(SQUARE, code=code)).hazards

    assert hazard.official is not None
    assert (hazard.official.kind, hazard.official.strength) == ("volcano", strength)


def test_the_routine_forecast_is_told_to_nobody(ash: Make) -> None:
    report = report_of(ash(SQUARE, kind="降灰予報（定時）"))

    assert report.not_public.startswith("It says where ash would fall if the volcano erupted")


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_mangled_telegram_raises(
    ash: Make, mangled: Callable[[bytes, int], bytes], seed: int
) -> None:
    assert report_of(mangled(ash(SQUARE), seed)).format == "jma"
