"""津波警報・注意報・予報a (VTSE41): what holds in each tsunami forecast region, and what is lifted.

One telegram tells of all regions where anything holds or ends, whichever earthquake it came from,
so that all of them are one stream. Regions have no polygons: the town's own table maps them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec
from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Hazard
from alerts.sources.jma import hypocentre, seismic
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import child, children, claim, text
from alerts.sources.jma.saying import strength_by_name
from alerts.sources.jma.telegram import InfoType, Telegram
from alerts.sources.jma.tsunami_measures import forecast
from alerts.sources.jma.tsunami_words import own_paragraphs

REGION = "津波予報区"
STREAM = "tsunami"
PART = "津波"


class Class(msgspec.Struct, frozen=True):
    """A class of tsunami warnings: the agency's name, and what it asks."""

    name: str
    strength: Strength


_MAJOR = Class("大津波警報", Strength.PROTECT)
_WARNING = Class("津波警報", Strength.LEAVE)
_ADVISORY = Class("津波注意報", Strength.READY)
_FORECAST = Class("津波予報（若干の海面変動）", Strength.KNOW)

CLASSES: Mapping[str, Class] = MappingProxyType(
    {
        "51": _WARNING,
        "52": _MAJOR,
        "53": _MAJOR,
        "62": _ADVISORY,
        "71": _FORECAST,
        "73": _FORECAST,
    }
)
"""By `Category/Kind/Code`. 53 is a 大津波警報 that begins, 73 slight change after a warning."""

LIFTS: Mapping[str, tuple[Class, ...]] = MappingProxyType(
    {"00": (), "50": (_MAJOR, _WARNING), "60": (_ADVISORY,)}
)
"""津波なし, 警報解除, 津波注意報解除: what ends where `LastKind` does not say it."""


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    """What a telegram says of one region: its class, the one before, and the rest."""

    area: AreaClaim
    kind: etree._Element | None
    last: etree._Element | None = None
    element: etree._Element


class _Group(msgspec.Struct, frozen=True, kw_only=True):
    holds: Class
    ended: bool
    items: list[_Item]


def read(telegram: Telegram) -> Reading:
    notes: list[str] = []
    groups = _groups(telegram, notes)
    if not groups and telegram.info_type is not InfoType.CANCELLED:
        notes.append("The telegram names no tsunami forecast region. Read it yourself.")
    grave = min((one.holds.strength.rank for one in groups if not one.ended), default=None)
    return Reading(
        hazards=tuple(_hazard(telegram, one, grave) for one in groups),
        stream=STREAM,
        notes=seismic.few(notes),
    )


def class_of(code: str, name: str, notes: list[str]) -> Class | None:
    """None: nothing holds (津波なし or lifted). An unknown code is read by its name, and noted."""
    if code in LIFTS:
        return None
    if code in CLASSES:
        return CLASSES[code]
    notes.append(f"The tsunami code “{code[:20]}” ({name[:40]}) is in no table; its name counts.")
    if name.endswith(("解除", "なし")):
        return None
    known = next((one for one in (_MAJOR, _WARNING, _ADVISORY) if one.name in name), None)
    return known or Class(name, strength_by_name(name))


def _groups(telegram: Telegram, notes: list[str]) -> list[_Group]:
    """Regions by what holds in them, and by what ended there, in the order of first mention."""
    found: dict[tuple[Strength, bool], _Group] = {}

    def add(one: Class, item: _Item, *, ended: bool) -> None:
        fresh = _Group(holds=one, ended=ended, items=[])
        found.setdefault((one.strength, ended), fresh).items.append(item)

    for item in _items(telegram):
        holds = class_of(text(item.kind, "Code"), text(item.kind, "Name"), notes)
        if holds is not None:
            add(holds, item, ended=False)
        for over in _ended(item, holds, notes):
            add(over, item, ended=True)
    return list(found.values())


def _ended(item: _Item, holds: Class | None, notes: list[str]) -> tuple[Class, ...]:
    """What people were told to do and need not any more. A warning that weakens has not ended."""
    if holds is not None and holds.strength is not Strength.KNOW:
        return ()
    before = None
    if item.last is not None:
        before = class_of(text(item.last, "Code"), text(item.last, "Name"), notes)
    if before is None:
        return LIFTS.get(text(item.kind, "Code"), ())
    return () if holds == before else (before,)


def _items(telegram: Telegram) -> Iterator[_Item]:
    """Of the body, region by region; without it of the headline, whose regions are wider."""
    inside = (
        () if telegram.body is None else tuple(children(telegram.body, "Tsunami/Forecast/Item"))
    )
    for item in inside:
        for area in children(item, "Area"):
            yield _Item(
                area=claim(area, REGION),
                kind=child(item, "Category/Kind"),
                last=child(item, "Category/LastKind"),
                element=item,
            )
    if inside:
        return
    for item in children(telegram.head, "Headline/Information/Item"):
        for area in children(item, "Areas/Area"):
            yield _Item(area=claim(area, REGION), kind=child(item, "Kind"), element=item)


def _hazard(telegram: Telegram, group: _Group, grave: int | None) -> Hazard:
    """The headline speaks of the strongest class alone: others must not read its orders."""
    holds, is_grave = group.holds, group.holds.strength.rank == grave
    asked = seismic.asks(telegram)
    return seismic.hazard(
        telegram,
        Kind.TSUNAMI,
        holds.strength,
        event=f"{holds.name}解除" if group.ended else holds.name,
        part=PART,
        areas=(item.area for item in group.items),
        parameters=(
            *hypocentre.parameters(telegram.body),
            *(code for item in group.items for code in forecast(item.element)),
        ),
        headline=telegram.headline if group.ended or is_grave else "",
        instruction=asked if group.ended else own_paragraphs(asked, holds.name, holds.strength),
        ended=group.ended,
        expires=telegram.ends,
    )


KINDS: Mapping[str, Reader] = MappingProxyType({"津波警報・注意報・予報a": read})
