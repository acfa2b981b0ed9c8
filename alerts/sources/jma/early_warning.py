"""緊急地震速報 (VXSE40 to VXSE45): strong shaking is about to come, or has come.

The warning is read in full, but for what stops being true within seconds: no times of arrival, no
forecast intensity, no first guess of the magnitude (DOMAIN section 10). Forecasts are for machines
and experts, of much weaker shaking and many times a second; what is strong in them comes as a
warning of its own in the same second.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType

from alerts.model import Kind, Strength
from alerts.report import AreaClaim
from alerts.sources.jma import hypocentre, seismic
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import child, children, claim, text
from alerts.sources.jma.telegram import InfoType, Telegram

NOTHING = "00"
STREAM = "early-warning"
PART = "緊急地震速報"

SHAKES_FOR = timedelta(minutes=10)
"""The telegram gives no end. Even the greatest earthquakes shake a place for less; what was felt
comes as 震度速報 a minute and a half after, so that "protect yourself" must not stand for a day."""

# From the finest to the widest; the first in which anything is named counts.
_CODE_TYPES = ("地震情報／細分区域", "緊急地震速報／府県予報区", "緊急地震速報／地方予報区")

FORECAST = (
    "A forecast of shaking, for machines and experts. Whatever is strong in it comes as "
    "緊急地震速報（警報） in the same second; people are to keep 緊急速報 on their phones on."
)
LINE_TEST = "A test of the line from the agency: it tells of no earthquake."


def read(telegram: Telegram) -> Reading:
    stream = seismic.stream(STREAM, telegram)
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    areas = _areas(telegram)
    if not areas:
        note = "The early warning names no area that is to shake. Read it yourself."
        return Reading(stream=stream, notes=(note,))
    warning = seismic.hazard(
        telegram,
        Kind.EARTHQUAKE,
        Strength.PROTECT,
        event=telegram.title or telegram.kind,
        part=PART,
        areas=areas,
        parameters=(
            code
            for code in hypocentre.parameters(telegram.body)
            if code.name != hypocentre.MAGNITUDE
        ),
        expires=telegram.reported + SHAKES_FOR,
    )
    return Reading(hazards=(warning,), stream=stream)


def read_forecast(telegram: Telegram) -> Reading:
    return Reading(stream=seismic.stream("early-forecast", telegram), not_public=FORECAST)


def read_line_test(telegram: Telegram) -> Reading:
    return Reading(stream=seismic.stream("line-test", telegram), not_public=LINE_TEST)


def _areas(telegram: Telegram) -> tuple[AreaClaim, ...]:
    """Areas of the whole telegram: a second one repeats those of the first."""
    for code_type in _CODE_TYPES:
        if found := tuple(_of_headline(telegram, code_type)):
            return found
    if telegram.body is None:
        return ()
    areas = children(telegram.body, "Intensity/Forecast/Pref/Area")
    return tuple(claim(one, _CODE_TYPES[0]) for one in areas)


def _of_headline(telegram: Telegram, code_type: str) -> Iterator[AreaClaim]:
    for item in children(telegram.head, "Headline/Information/Item"):
        areas = child(item, "Areas")
        if areas is None or areas.get("codeType") != code_type:
            continue
        if text(item, "Kind/Code") != NOTHING:
            yield from (claim(area, code_type) for area in children(areas, "Area"))


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "緊急地震速報（警報）": read,
        "緊急地震速報（予報）": read_forecast,
        "緊急地震速報（地震動予報）": read_forecast,
        "緊急地震速報配信テスト": read_line_test,
    }
)
