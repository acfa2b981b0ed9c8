"""Typhoon analysis and forecast (VPTW40, 41, 50, 60): centres and circles for the map."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Circle, Official
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import child, children, text
from alerts.sources.jma.telegram import InfoType, Telegram
from alerts.sources.jma.weather_codes import Meant
from alerts.sources.jma.weather_hazards import hazard

FOR_THE_DESK = (
    "Where a typhoon's centre is and may come is no warning to people at a place; it "
    "stands on the status page, and what it brings comes in the warnings of each municipality."
)
# ISO 6709 in degrees: latitude, longitude.
_POINT = re.compile(r"([+-][0-9]{1,2}(?:\.[0-9]{1,4})?)([+-][0-9]{1,3}(?:\.[0-9]{1,4})?)/")
_KILOMETRES = re.compile(r"[0-9]{1,4}")
_DEGREES = "中心位置（度）"


def read(telegram: Telegram) -> Reading:
    stream = f"typhoon/{''.join(telegram.event.split())}"
    if telegram.info_type is InfoType.CANCELLED or telegram.body is None:
        return Reading(stream=stream, not_public=FOR_THE_DESK)
    steps = tuple(children(telegram.body, "MeteorologicalInfos/MeteorologicalInfo"))
    official = Official(kind=Kind.STORM.value, strength=Strength.KNOW.value)
    typhoon = Meant(name=telegram.title, phenomenon="台風", official=official)
    areas = tuple(area for step in steps for area in _circles(step))
    found = hazard(telegram, typhoon, areas, description="、".join(_now(steps)))
    return Reading(hazards=(found,), stream=stream, not_public=FOR_THE_DESK)


def _now(steps: tuple[etree._Element, ...]) -> Iterator[str]:
    """What the first step says of the typhoon, as the agency writes it out."""
    for step in steps[:1]:
        for name in ("Number", "NameKana", "TyphoonClass", "IntensityClass", "AreaClass"):
            if said := text(step, f".//{name}"):
                yield said
        yield from (said for one in children(step, ".//Location") if (said := text(one)))
        for name in ("Direction", "Speed", "Pressure", "WindSpeed"):
            one = child(step, f".//{name}")
            if one is not None and (said := one.get("description") or text(one)):
                yield said


def _circles(step: etree._Element) -> Iterator[AreaClaim]:
    """The circles of one time: of gales now, of the centre's place (70 %) and of storms later.

    A circle with several radii is drawn with the largest, so that it holds the agency's.
    """
    when = child(step, "DateTime")
    at = "" if when is None else (when.get("type") or text(when))
    for circle in children(step, "Item/Area/Circle"):
        centre, radius = _centre(circle), _radius(circle)
        if centre is not None and radius:
            lon, lat = centre
            yield AreaClaim(
                description=f"{at}：{circle.get('type') or '円'}",
                circles=(Circle(lon=lon, lat=lat, radius_km=radius),),
            )


def _centre(circle: etree._Element) -> tuple[float, float] | None:
    for point in children(circle, "BasePoint"):
        found = _POINT.fullmatch(text(point))
        if found is not None and point.get("type") == _DEGREES:
            lat, lon = float(found.group(1)), float(found.group(2))
            if abs(lat) <= 90 and abs(lon) <= 180:
                return lon, lat
    return None


def _radius(circle: etree._Element) -> float:
    radii = (text(one) for one in children(circle, ".//Radius") if one.get("unit") == "km")
    return max((float(one) for one in radii if _KILOMETRES.fullmatch(one)), default=0.0)


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "台風解析・予報情報（３日予報）": read,
        "台風解析・予報情報（５日予報）": read,
        "台風解析・予報情報（５日予報）（Ｈ３０）": read,
    }
)
