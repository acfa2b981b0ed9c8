"""What was felt: 震度速報, 震源・震度に関する情報, 長周期地震動に関する観測情報 (VXSE51, 53, 62).

The first names areas a minute and a half after the shaking, the second municipalities some minutes
later; both are one stream, by the earthquake. Places are grouped by what their shaking asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec
from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code, Hazard
from alerts.sources.jma import hypocentre, intensity, seismic
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import child, children, claim, text
from alerts.sources.jma.telegram import InfoType, Telegram

AREA = "地震情報／細分区域"
MUNICIPALITY = "気象・地震・火山情報／市町村等"
STREAM = "earthquake"
PART = "地震"
MAX_INTENSITY = "jma:max_intensity"
INTENSITY = "jma:intensity"
LONG_PERIOD = "jma:long_period"

NOT_FELT = (
    "It tells of an earthquake and names no place in Japan that felt it. A tsunami that it may "
    "bring is warned of by 津波警報・注意報・予報a; the status page keeps the telegram."
)


class Felt(msgspec.Struct, frozen=True, kw_only=True):
    """That a place shook, and how strongly."""

    area: AreaClaim
    step: intensity.Step


def read(telegram: Telegram) -> Reading:
    """Of 震度速報 and 震源・震度に関する情報; distant earthquakes, too, which were felt nowhere."""
    stream = seismic.stream(STREAM, telegram)
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    notes: list[str] = []
    felt = tuple(_felt(telegram, notes))
    if not felt:
        shown = known_only(telegram, parameters=_whole(telegram))
        return Reading(
            hazards=(shown,),
            stream=stream,
            not_public="" if notes else NOT_FELT,
            notes=seismic.few(notes),
        )
    groups: dict[Strength, list[Felt]] = {}
    for one in sorted(felt, key=lambda one: -one.step.rank):
        groups.setdefault(one.step.strength, []).append(one)
    hazards = tuple(_hazard(telegram, asks, places) for asks, places in groups.items())
    return Reading(hazards=hazards, stream=stream, notes=seismic.few(notes))


def read_long_period(telegram: Telegram) -> Reading:
    """Slow shaking of high buildings, by area and class 1 to 4: over, and only to know."""
    stream = seismic.stream("long-period", telegram)
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    places = [] if telegram.body is None else list(_observed(telegram.body))
    shown = known_only(
        telegram,
        part="長周期地震動",
        areas=(claim(one, AREA) for one in places),
        parameters=(
            *hypocentre.parameters(telegram.body),
            *_max_intensity(telegram),
            *(
                Code(name=f"{LONG_PERIOD}:{text(one, 'Code')}", value=text(one, "MaxLgInt"))
                for one in places
                if text(one, "Code") and text(one, "MaxLgInt")
            ),
        ),
    )
    return Reading(hazards=(shown,), stream=stream, not_public="" if shown.areas else NOT_FELT)


def known_only(
    telegram: Telegram,
    *,
    part: str = PART,
    areas: Iterable[AreaClaim] = (),
    parameters: Iterable[Code] = (),
    description: str | None = None,
) -> Hazard:
    """What is only to know; without areas it is for the desk to read."""
    return seismic.hazard(
        telegram,
        Kind.EARTHQUAKE,
        Strength.KNOW,
        event=telegram.title or telegram.kind,
        part=part,
        areas=areas,
        parameters=parameters,
        description=description,
    )


def _hazard(telegram: Telegram, asks: Strength, places: list[Felt]) -> Hazard:
    return seismic.hazard(
        telegram,
        Kind.EARTHQUAKE,
        asks,
        event=telegram.title or telegram.kind,
        part=PART,
        areas=(one.area for one in places),
        parameters=(
            *_whole(telegram),
            *(
                Code(name=f"{INTENSITY}:{code.value}", value=one.step.code)
                for one in places
                for code in one.area.geocodes
            ),
        ),
    )


def _whole(telegram: Telegram) -> tuple[Code, ...]:
    return (*hypocentre.parameters(telegram.body), *_max_intensity(telegram))


def _max_intensity(telegram: Telegram) -> Iterator[Code]:
    seen = None if telegram.body is None else child(telegram.body, "Intensity/Observation")
    step = None if seen is None else intensity.of_place(seen)
    if step is not None:
        yield Code(name=MAX_INTENSITY, value=step.code)


def _felt(telegram: Telegram, notes: list[str]) -> Iterator[Felt]:
    """The municipalities of each area, and the area itself where it was told more than they.

    Where the body says nothing, the headline does, from intensity 3 on.
    """
    found = False
    for place in () if telegram.body is None else _observed(telegram.body):
        cities = tuple(_read(children(place, "City"), MUNICIPALITY, notes))
        strongest = max((one.step.rank for one in cities), default=-1)
        own = (one for one in _read((place,), AREA, notes) if one.step.rank > strongest)
        for one in (*cities, *own):
            found = True
            yield one
    if not found:
        yield from _headline(telegram)


def _observed(body: etree._Element) -> Iterator[etree._Element]:
    return children(body, "Intensity/Observation/Pref/Area")


def _read(places: Iterable[etree._Element], code_type: str, notes: list[str]) -> Iterator[Felt]:
    for place in places:
        step = intensity.of_place(place)
        if step is not None:
            yield Felt(area=claim(place, code_type), step=step)
        else:
            said, name = text(place, "MaxInt")[:20], text(place, "Name")[:40]
            notes.append(f"The intensity “{said}” of {name} is none that we know. Read it.")


def _headline(telegram: Telegram) -> Iterator[Felt]:
    for item in children(telegram.head, "Headline/Information/Item"):
        step = intensity.named(text(item, "Kind/Name"))
        areas = child(item, "Areas")
        if step is None or areas is None:
            continue
        for area in children(areas, "Area"):
            yield Felt(area=claim(area, areas.get("codeType", "")), step=step)


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "震度速報": read,
        "震源・震度に関する情報": read,
        "長周期地震動に関する観測情報": read_long_period,
    }
)
