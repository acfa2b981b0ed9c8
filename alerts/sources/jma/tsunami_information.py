"""津波情報a and 沖合の津波観測に関する情報 (VTSE51, VTSE52): when, how high, and what was measured.

To know, never more: the warnings themselves come as 津波警報・注意報・予報a, and a low first wave
must not read as relief.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code
from alerts.sources.jma import hypocentre, seismic
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import children, claim
from alerts.sources.jma.telegram import InfoType, Telegram
from alerts.sources.jma.tsunami import PART, REGION
from alerts.sources.jma.tsunami_measures import forecast, observation, region_class

COAST = "沿岸地域"
"""Code type of the coasts for which waves measured at sea are carried forward."""

NO_COAST = (
    "It tells what gauges at sea have measured and names no coast. Warnings for coasts come as "
    "津波警報・注意報・予報a; the status page keeps the measurements."
)


def read_coasts(telegram: Telegram) -> Reading:
    """津波情報a: arrival, height and high tide by region and gauge, and the waves so far."""
    told = _items(telegram, "Forecast")
    seen = _items(telegram, "Observation")
    return _reading(
        telegram,
        "tsunami-information",
        areas=_areas((*told, *seen), REGION),
        parameters=(
            *(code for item in told for code in (*region_class(item), *forecast(item))),
            *(code for item in seen for code in observation(item)),
        ),
    )


def read_offshore(telegram: Telegram) -> Reading:
    """沖合の津波観測に関する情報: gauges at sea, and what that means for the coasts behind them."""
    told = _items(telegram, "Estimation")
    seen = _items(telegram, "Observation")
    return _reading(
        telegram,
        "tsunami-offshore",
        areas=_areas(told, COAST),
        parameters=(
            *(code for item in told for code in forecast(item)),
            *(code for item in seen for code in observation(item)),
        ),
    )


def _reading(
    telegram: Telegram, family: str, *, areas: Iterable[AreaClaim], parameters: Iterable[Code]
) -> Reading:
    stream = seismic.stream(family, telegram)
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    shown = seismic.hazard(
        telegram,
        Kind.TSUNAMI,
        Strength.KNOW,
        event=telegram.title or telegram.kind,
        part=PART,
        areas=areas,
        parameters=(*hypocentre.parameters(telegram.body), *parameters),
    )
    return Reading(hazards=(shown,), stream=stream, not_public="" if shown.areas else NO_COAST)


def _items(telegram: Telegram, part: str) -> tuple[etree._Element, ...]:
    if telegram.body is None:
        return ()
    return tuple(children(telegram.body, f"Tsunami/{part}/Item"))


def _areas(items: Iterable[etree._Element], code_type: str) -> Iterator[AreaClaim]:
    """Only those with a code: the regions of gauges at sea are empty elements."""
    for item in items:
        for area in children(item, "Area"):
            if (named := claim(area, code_type)).geocodes:
                yield named


KINDS: Mapping[str, Reader] = MappingProxyType(
    {"津波情報a": read_coasts, "沖合の津波観測に関する情報": read_offshore}
)
