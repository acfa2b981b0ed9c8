"""Ash and small stones: 降灰予報, 速報 (VFVO54), 詳細 (VFVO55) and 定時 (VFVO53).

After an eruption the telegram draws for each hour where what will fall; drawn ground is taken, and
its municipalities stand beside it by code. The forecasts of the hours are one hazard, because they
speak of one cloud. The routine forecast says the same of an eruption that has not happened.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from alerts.model import Kind
from alerts.report import AreaClaim, Code, Hazard, Position, Ring
from alerts.sources.jma import saying, volcano_blocks, volcano_codes
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import children, text
from alerts.sources.jma.telegram import Telegram

MAX_RINGS = 500

_ROUTINE = (
    "It says where ash would fall if the volcano erupted, every few hours whether it does or not; "
    "after an eruption people hear of ash by 降灰予報（速報） and 降灰予報（詳細）."
)
_DEGREES = "位置（度）"
_POINT = re.compile(r"([+-][0-9]{1,2}(?:\.[0-9]{1,8})?)([+-][0-9]{1,3}(?:\.[0-9]{1,8})?)")


def read(telegram: Telegram) -> Reading:
    """VFVO54 and VFVO55 go on about the same cloud: one stream for each volcano."""
    return Reading(hazards=_hazards(telegram), stream=f"ashfall/{telegram.event}")


def routine(telegram: Telegram) -> Reading:
    return Reading(
        hazards=_hazards(telegram),
        stream=f"ashfall-routine/{telegram.event}",
        not_public=_ROUTINE,
    )


def _hazards(telegram: Telegram) -> tuple[Hazard, ...]:
    drawn = _drawn(telegram)
    found = {}
    for item in volcano_blocks.items(telegram, volcano_blocks.MUNICIPALITIES):
        code, name = text(item, "Kind/Code"), text(item, "Kind/Name")
        strength = volcano_codes.OF_ASH.get(code) or saying.strength_by_name(name)
        found[name] = saying.hazard(
            telegram,
            Kind.VOLCANO,
            strength,
            event=volcano_blocks.named(telegram, name),
            part=f"{name}/{strength.value}",
            areas=_ground(volcano_blocks.areas(item), drawn.get(code, ())),
            codes=(Code(name="降灰予報", value=code),) if code else (),
            description=volcano_blocks.activity(telegram),
            instruction=volcano_blocks.advice(telegram),
            expires=telegram.ends,
            category="Geo",
        )
    return tuple(found.values())


def _ground(towns: tuple[AreaClaim, ...], shapes: tuple[Ring | str, ...]) -> tuple[AreaClaim, ...]:
    """The drawing with the towns' codes beside it; the towns alone where nothing is drawn."""
    if not shapes:
        return towns
    return (
        AreaClaim(
            description="、".join(town.description for town in towns),
            polygons=tuple(shape for shape in shapes if not isinstance(shape, str)),
            geocodes=tuple(code for town in towns for code in town.geocodes),
            faults=tuple(dict.fromkeys(shape for shape in shapes if isinstance(shape, str))),
        ),
    )


def _drawn(telegram: Telegram) -> dict[str, tuple[Ring | str, ...]]:
    """By code: the rings of all hours, or a sentence for what is no ring."""
    found: dict[str, list[Ring | str]] = {}
    if telegram.body is None:
        return {}
    for item in children(telegram.body, "AshInfos/AshInfo/Item"):
        rings = found.setdefault(text(item, "Kind/Code"), [])
        for shape in children(item, "Kind/Property/Polygon"):
            if len(rings) < MAX_RINGS:
                rings.append(_ring(shape))
    return {code: tuple(dict.fromkeys(rings)) for code, rings in found.items()}


def _ring(shape: etree._Element) -> Ring | str:
    """`+31.6+130.5/+31.7+130.6/…/` (ISO 6709, latitude first, degrees) → closed, lon, lat."""
    if shape.get("type") != _DEGREES:
        return "A drawing of the ash is not in degrees and was left out; look at the telegram."
    points = list(_points(text(shape)))
    if None in points or len(points) < 4:
        return "A drawing of the ash cannot be read and was left out; look at the telegram."
    ring = tuple(point for point in points if point is not None)
    return ring if ring[0] == ring[-1] else (*ring, ring[0])


def _points(written: str) -> Iterator[Position | None]:
    for one in written.rstrip("/").split("/"):
        match = _POINT.fullmatch(one.strip())
        lat, lon = (float(part) for part in match.groups()) if match else (91.0, 0.0)
        yield (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "降灰予報（定時）": routine,
        "降灰予報（速報）": read,
        "降灰予報（詳細）": read,
    }
)
