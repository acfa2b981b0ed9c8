"""Short bulletins: landslide alert, record rain, tornado advisory, prefectural flash bulletins.

VXWW50, VPOA50, VPHW50, VPHW51, VPBS50. They name no warning code; each kind of telegram has its own
small table, and a code or tag that is not in it is only to know, with a note.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import Official
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import children, text
from alerts.sources.jma.telegram import InfoType, Telegram
from alerts.sources.jma.weather_areas import (
    DISTRICTS,
    TOWNS,
    finest,
    headlines,
    lines,
    prefecture,
)
from alerts.sources.jma.weather_codes import Meant, meant
from alerts.sources.jma.weather_hazards import grouped, told
from alerts.sources.jma.weather_tags import TAG_LIST, tags_of

_LANDSLIDE_ALERT, _LANDSLIDE_LIFTED, _HOLDS, _NONE = "3", "1", "1", "0"
_LEVEL_NAME = re.compile(r"レベル[1-5１-５].*")
_SIGHTED = "（目撃情報あり）"

# What a tag of a flash bulletin (気象防災速報) says; it asks to look out, and orders nothing.
FLASHES: Mapping[str, Kind] = MappingProxyType(
    {
        "線状降水帯発生": Kind.FLOOD,
        "線状降水帯直前": Kind.FLOOD,
        "記録雨": Kind.FLOOD,
        "短時間大雪": Kind.SNOW,
    }
)


def read_landslide(telegram: Telegram) -> Reading:
    """VXWW50. Its title names the level since May 2026: 神奈川県レベル４土砂災害危険警報.

    Its event is the prefecture's and stays (神奈川県土砂災害警戒情報); a cancelled one has no body.
    """
    stream = f"landslide/{''.join(telegram.event.split()) or prefecture(telegram)}"
    if telegram.info_type is InfoType.CANCELLED or telegram.body is None:
        return Reading(stream=stream)
    alert = _landslide(telegram.title)
    found = [
        line for warning in children(telegram.body, "Warning") for line in lines(warning, TOWNS)
    ]
    said, notes = told(found, lambda kind: _told(kind, alert))
    return Reading(hazards=grouped(telegram, said), stream=stream, notes=notes)


def _landslide(title: str) -> Meant:
    named = _LEVEL_NAME.search(title)
    name = named.group() if named is not None else "土砂災害警戒情報"
    strength = meant("", name).official.strength if named is not None else Strength.LEAVE.value
    return Meant(
        name=name,
        phenomenon="土砂災害",
        code=_LANDSLIDE_ALERT,
        official=Official(
            kind=Kind.LANDSLIDE.value, strength=strength, names_level=named is not None
        ),
    )


def _told(kind: etree._Element, alert: Meant) -> Iterator[tuple[Meant, bool]]:
    """What an item tells, and whether that ended; nothing where it does not hold."""
    code, name = text(kind, "Code"), text(kind, "Name")
    if code == _LANDSLIDE_ALERT:
        yield alert, False
    elif code == _LANDSLIDE_LIFTED or text(kind, "Status") == "解除":
        yield alert, True
    elif code != _NONE and (code or name):
        yield _unknown(Kind.LANDSLIDE, "土砂災害", code, name), False


def read_record_rain(telegram: Telegram) -> Reading:
    """VPOA50: so much rain has fallen as falls once in years."""
    stream = f"record-rain/{''.join(telegram.event.split())}"
    return _flagged(telegram, stream, _ready(Kind.FLOOD, "記録的短時間大雨情報", "記録雨"))


def read_tornado(telegram: Telegram) -> Reading:
    """VPHW50, VPHW51. It ends of itself, within about an hour; 情報なし is no all-clear."""
    stream = f"tornado/{prefecture(telegram)}"
    advisory = _ready(Kind.TORNADO, "竜巻注意情報", "竜巻")
    reading = _flagged(telegram, stream, advisory)
    if telegram.info_type is InfoType.CANCELLED:
        return reading
    seen = Official(kind=Kind.TORNADO.value, strength=Strength.PROTECT.value)
    sighted = Meant(name="竜巻注意情報（目撃情報あり）", phenomenon="竜巻", official=seen)
    where = [
        line
        for one in headlines(telegram)
        if (one.get("type") or "").endswith(_SIGHTED)
        for line in lines(one, DISTRICTS)
    ]
    said, notes = told(where, lambda _: ((sighted, False),))
    return Reading(
        hazards=(*grouped(telegram, said, expires=telegram.ends), *reading.hazards),
        stream=stream,
        notes=(*notes, *reading.notes),
    )


def _flagged(telegram: Telegram, stream: str, holds: Meant) -> Reading:
    """A telegram whose codes are 1 (it holds) and 0 (it does not)."""
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    said, notes = told(finest(telegram), lambda kind: _flag(kind, holds))
    hazards = grouped(telegram, said, expires=telegram.ends)
    return Reading(hazards=hazards, stream=stream, notes=notes)


def _flag(kind: etree._Element, holds: Meant) -> Iterator[tuple[Meant, bool]]:
    code, name = text(kind, "Code"), text(kind, "Name")
    if code == _HOLDS:
        yield holds, False
    elif code != _NONE and (code or name):
        yield _unknown(Kind(holds.official.kind), holds.phenomenon, code, name), False


def read_flash(telegram: Telegram) -> Reading:
    """VPBS50. Warned are the areas of its headline; its body tells where something was measured."""
    stream = f"bulletin/{''.join(telegram.event.split()) or prefecture(telegram)}"
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    where = [
        line
        for one in headlines(telegram)
        if one.get("type") == TAG_LIST
        for line in lines(one, DISTRICTS)
    ]
    said, notes = told(
        where, lambda kind: ((_flash(tag, telegram.title), False) for tag in tags_of((kind,)))
    )
    hazards = grouped(telegram, said, expires=telegram.ends)
    return Reading(hazards=hazards, stream=stream, notes=notes)


def _flash(tag: str, title: str) -> Meant:
    """Its title is its name: 千葉県気象防災速報（線状降水帯発生）."""
    kind = FLASHES.get(tag)
    if kind is None:
        return _unknown(Kind.OTHER, tag, tag, title)
    return _ready(kind, title or tag, tag)


def _ready(kind: Kind, name: str, phenomenon: str) -> Meant:
    official = Official(kind=kind.value, strength=Strength.READY.value)
    return Meant(name=name, phenomenon=phenomenon, official=official)


def _unknown(kind: Kind, phenomenon: str, code: str, name: str) -> Meant:
    return Meant(
        name=name or phenomenon,
        phenomenon=phenomenon[:60],
        official=Official(kind=kind.value, strength=Strength.KNOW.value),
        note=(
            f"The code “{code[:20]}” with the name “{name[:60]}” is not in docs/sources.md; "
            "it is shown, and asks nothing of people. Look at it."
        ),
    )


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "土砂災害警戒情報": read_landslide,
        "記録的短時間大雨情報": read_record_rain,
        "竜巻注意情報": read_tornado,
        "竜巻注意情報（目撃情報付き）": read_tornado,
        "府県気象防災速報": read_flash,
        "府県気象防災速報（潮位）": read_flash,
    }
)
