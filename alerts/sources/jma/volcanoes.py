"""Volcanoes: 噴火警報・予報 (VFVO50), 噴火速報 (VFVO56), and what is not for the public.

Warned are municipalities, each by its own code (対象市町村の防災対応等): in one telegram some leave
and others keep off the mountain.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from lxml import etree

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code, Hazard
from alerts.sources.jma import saying, volcano_blocks, volcano_codes
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import text
from alerts.sources.jma.telegram import Telegram

_EXPLAINED = (
    "It explains the state of volcanoes and names no municipality; people hear of a warning by "
    "噴火警報・予報 and of an eruption by 噴火速報."
)
_OBSERVED = (
    "It is an observation of an eruption for aviation and experts and names no municipality; "
    "people hear of an eruption by 噴火速報 and of a warning by 噴火警報・予報."
)
_PLUME = "It says where a plume would drift, for experts; people hear of ash by 降灰予報."
_AT_SEA = (
    "It speaks to ships of areas of the sea; people on land hear of the same volcano by "
    "噴火警報・予報."
)
_TO_SYSTEMS = "It is a notice to those who receive the telegrams, and warns of nothing."


class _Said(msgspec.Struct, frozen=True):
    """What one item says of its places, without them: what hazards are grouped by."""

    strength: Strength
    name: str
    code: str
    ended: bool


def warning(telegram: Telegram) -> Reading:
    """VFVO50. Only what was lowered to 噴火予報 is an all-clear."""
    stream = f"volcano/{telegram.event}"
    levels = volcano_blocks.items(telegram, volcano_blocks.VOLCANOES)
    found = (
        volcano_blocks.items(telegram, volcano_blocks.MEASURES)
        or volcano_blocks.items(telegram, volcano_blocks.MUNICIPALITIES)
        or levels
    )
    level = _level(levels)
    grouped: dict[_Said, dict[AreaClaim, None]] = {}
    for item in found:
        said = _said(item, level)
        grouped.setdefault(said, {}).update(dict.fromkeys(volcano_blocks.areas(item)))
    hazards = tuple(_hazard(telegram, said, tuple(areas)) for said, areas in grouped.items())
    return Reading(hazards=hazards, stream=stream)


def _level(items: list[etree._Element]) -> str:
    """The volcano's own code; "" where the telegram does not tell."""
    return text(items[0], "Kind/Code") if len(items) == 1 else ""


def _said(item: etree._Element, level: str) -> _Said:
    code, name = text(item, "Kind/Code"), text(item, "Kind/Name")
    before = text(item, "LastKind/Code")
    is_over = code in volcano_codes.QUIET or text(item, "Kind/Condition") == "解除"
    was_warned = before not in ("", *volcano_codes.QUIET)
    ended = is_over and (was_warned or code == volcano_codes.RELEASED)
    return _Said(
        strength=Strength.KNOW if is_over else volcano_codes.strength(code, name, level),
        name=name,
        code=code,
        ended=ended,
    )


def _hazard(telegram: Telegram, said: _Said, areas: tuple[AreaClaim, ...]) -> Hazard:
    return saying.hazard(
        telegram,
        Kind.VOLCANO,
        said.strength,
        event=volcano_blocks.named(telegram, said.name),
        part="噴火警報",
        areas=areas,
        codes=(Code(name="噴火警報・予報", value=said.code),) if said.code else (),
        description=volcano_blocks.activity(telegram),
        instruction=volcano_blocks.advice(telegram),
        ended=said.ended,
        category="Geo",
    )


def eruption(telegram: Telegram) -> Reading:
    """VFVO56: it has erupted, protect yourself. Each eruption is a stream of its own."""
    found = volcano_blocks.items(telegram, volcano_blocks.MUNICIPALITIES)
    hazards = []
    for item in found or volcano_blocks.items(telegram, ""):
        code, name = text(item, "Kind/Code"), text(item, "Kind/Name")
        strength = Strength.KNOW if code in volcano_codes.STOPPED else Strength.PROTECT
        hazards.append(
            saying.hazard(
                telegram,
                Kind.VOLCANO,
                strength,
                event=volcano_blocks.named(telegram, name),
                part="噴火",
                areas=volcano_blocks.areas(item),
                codes=(Code(name="噴火速報", value=code),) if code else (),
                description=volcano_blocks.activity(telegram),
                instruction=volcano_blocks.advice(telegram),
                category="Geo",
            )
        )
    return Reading(hazards=tuple(hazards), stream=f"eruption/{telegram.event}")


def _only_shown(why: str, stream: str) -> Reader:
    """For telegrams that name volcanoes alone: read for the desk, never told to people."""

    def reader(telegram: Telegram) -> Reading:
        found = volcano_blocks.items(telegram, volcano_blocks.VOLCANOES)
        hazards = {
            text(item, "Kind/Code"): saying.hazard(
                telegram,
                Kind.VOLCANO,
                Strength.KNOW,
                event=text(item, "Kind/Name"),
                part=f"{telegram.kind}/{text(item, 'Kind/Code')}",
                areas=volcano_blocks.areas(item),
                description=volcano_blocks.activity(telegram),
                instruction=volcano_blocks.advice(telegram),
                category="Geo",
            )
            for item in found or volcano_blocks.items(telegram, telegram.kind)
        }
        return Reading(
            hazards=tuple(hazards.values()), stream=f"{stream}/{telegram.event}", not_public=why
        )

    return reader


def _never(why: str) -> Reader:
    return lambda telegram: Reading(not_public=why, stream=f"{telegram.kind}/{telegram.event}")


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "噴火警報・予報": warning,
        "噴火速報": eruption,
        "火山の状況に関する解説情報": _only_shown(_EXPLAINED, "volcano-explained"),
        "噴火に関する火山観測報": _only_shown(_OBSERVED, "volcano-observed"),
        "推定噴煙流向報": _never(_PLUME),
        "火山現象に関する海上警報・海上予報": _never(_AT_SEA),
        "火山に関するお知らせ": _never(_TO_SYSTEMS),
    }
)
