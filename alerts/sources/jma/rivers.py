"""River floods: 指定河川洪水予報 (VXKOii) and 水位周知河川に関する情報 (VXSUii).

One telegram speaks of one stretch of one river at one level, so that its hazard has one name
(`氾濫`) from the first advisory to its end. The level is the agency's code; rivers of both kinds
share the codes. Warned are the municipalities that the telegram lists as likely under water
(浸水想定地区). Where it lists none, the stretch stands alone, by a code for which a town may import
ground: a whole prefecture would be told of a river that most of it never sees.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code
from alerts.sources.jma import saying
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import child, children, claim, text, texts
from alerts.sources.jma.telegram import Telegram

MUNICIPALITIES = "気象・地震・火山情報／市町村等"
PART = "氾濫"

LIFTED = "10"
STRENGTHS: Mapping[str, Strength] = MappingProxyType(
    {
        "20": Strength.READY,
        "21": Strength.READY,
        "22": Strength.READY,
        "30": Strength.LEAVE_IF_SLOW,
        "31": Strength.LEAVE_IF_SLOW,
        "40": Strength.LEAVE,
        "41": Strength.LEAVE,
        "51": Strength.PROTECT,
        "53": Strength.PROTECT,
    }
)
"""By `Kind/Code` of the headline: 氾濫注意情報, 氾濫警戒情報, 氾濫危険情報, 氾濫発生情報."""

_STRETCHES = ("指定河川洪水予報（予報区域）", "水位周知河川に関する情報（発表区間）")
_UNDER_WATER = "浸水想定地区"


def read(telegram: Telegram) -> Reading:
    item = _stretch(telegram)
    stream = f"river/{telegram.event or _code(item)}"
    if item is None:
        return Reading(stream=stream, notes=_nothing(telegram))
    name, code = text(item, "Kind/Name"), text(item, "Kind/Code")
    ended = code == LIFTED or (code not in STRENGTHS and name.endswith("解除"))
    strength = Strength.KNOW if ended else STRENGTHS.get(code) or saying.strength_by_name(name)
    warning = saying.hazard(
        telegram,
        Kind.FLOOD,
        strength,
        event=_event(telegram, item, name),
        part=PART,
        areas=_areas(telegram, item),
        codes=(Code(name=telegram.kind, value=code),) if code else (),
        description="\n".join(_said(telegram)),
        names_level=not ended and saying.carries_level(name),
        ended=ended,
    )
    return Reading(hazards=(warning,), stream=stream)


def _stretch(telegram: Telegram) -> etree._Element | None:
    """What the headline says of the stretch of river that the telegram is about."""
    for information in children(telegram.head, "Headline/Information"):
        if information.get("type") in _STRETCHES:
            return child(information, "Item")
    return None


def _code(item: etree._Element | None) -> str:
    return text(item, "Areas/Area/Code") if item is not None else ""


def _event(telegram: Telegram, item: etree._Element, name: str) -> str:
    """The warning's own name, with its river: `六角川氾濫警戒情報`."""
    return telegram.title or f"{text(item, 'Areas/Area/Name')}{name}"


def _areas(telegram: Telegram, item: etree._Element) -> tuple[AreaClaim, ...]:
    listed = {one.geocodes: one for one in _municipalities(telegram) if one.geocodes}
    if listed:
        return tuple(listed.values())
    areas = child(item, "Areas")
    code_type = "" if areas is None else areas.get("codeType", "")
    return tuple(claim(area, code_type) for area in children(item, "Areas/Area"))


def _municipalities(telegram: Telegram) -> Iterator[AreaClaim]:
    """As finely as the telegram tells: a part of a municipality has a code of its own."""
    if telegram.body is None:
        return
    for item in children(telegram.body, "Warning/Item"):
        if not any(one.startswith(_UNDER_WATER) for one in texts(item, "Kind/Property/Type")):
            continue
        areas = child(item, "Areas")
        is_fine = areas is not None and areas.get("codeType") == MUNICIPALITIES
        for area in children(item, "Areas/Area"):
            if is_fine:
                yield claim(area, MUNICIPALITIES)
            elif code := text(area, "CityCode"):
                yield AreaClaim(
                    description=text(area, "City"),
                    geocodes=(Code(name=MUNICIPALITIES, value=code),),
                )


def _said(telegram: Telegram) -> Iterator[str]:
    """The main sentences, one for each gauge (主文, 概況)."""
    if telegram.body is None:
        return
    for item in children(telegram.body, "Warning/Item"):
        for spoken in children(item, "Kind/Property"):
            if text(spoken, "Type") in ("主文", "概況") and text(spoken, "Text"):
                yield text(spoken, "Text")


def _nothing(telegram: Telegram) -> tuple[str, ...]:
    if telegram.body is None and telegram.headline:
        return ()
    return ("The telegram names no stretch of river, so that nobody is warned by it. Read it.",)


KINDS: Mapping[str, Reader] = MappingProxyType(
    {"指定河川洪水予報": read, "水位周知河川に関する情報": read}
)
