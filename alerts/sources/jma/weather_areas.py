"""Which municipalities or forecast areas a weather telegram speaks of: the finest that it names."""

from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from alerts.report import AreaClaim
from alerts.sources.jma.elements import child, children, claim, text
from alerts.sources.jma.telegram import Telegram

TOWNS = "気象・地震・火山情報／市町村等"
DISTRICTS = "気象情報／府県予報区・細分区域等"
"""The `codeType`s of municipalities (seven digits) and of forecast areas (six digits)."""

# How the type of a list ends ("気象警報・注意報（市町村等）"), from the finest to the coarsest.
_LEVELS = (
    ("（市町村等）", TOWNS),
    ("（市町村等をまとめた地域等）", DISTRICTS),
    ("（一次細分区域等）", DISTRICTS),
    ("（府県予報区等）", DISTRICTS),
    ("（発表細分）", DISTRICTS),
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One `Item`: what holds or ends (`Kind` elements), and where."""

    kinds: tuple[etree._Element, ...]
    areas: tuple[AreaClaim, ...]


def finest(telegram: Telegram) -> tuple[Line, ...]:
    """The lines of the finest list that has codes: of the body, else of the headline."""
    lists = [] if telegram.body is None else list(children(telegram.body, "Warning"))
    for among in (lists, headlines(telegram)):
        for ending, code_type in _LEVELS:
            found = tuple(
                line
                for one in among
                if (one.get("type") or "").endswith(ending)
                for line in lines(one, code_type)
            )
            if found:
                return found
    return ()


def headlines(telegram: Telegram) -> list[etree._Element]:
    """The `Information` lists beside the headline."""
    return list(children(telegram.head, "Headline/Information"))


def lines(of: etree._Element, code_type: str) -> Iterator[Line]:
    """The items of one list that name an area by code. `code_type`: where the list says none."""
    for item in children(of, "Item"):
        areas = unique(_areas(item, code_type))
        if areas:
            yield Line(kinds=tuple(children(item, "Kind")), areas=areas)


def unique(areas: Iterable[AreaClaim]) -> tuple[AreaClaim, ...]:
    return tuple(dict.fromkeys(areas))


def prefecture(telegram: Telegram) -> str:
    """The code of the prefecture or its like that the telegram is for; else who wrote it."""
    body = telegram.body
    if body is not None and (target := text(body, "TargetArea/Code")):
        return target
    lists = [] if body is None else list(children(body, "Warning"))
    for one in (*lists, *headlines(telegram)):
        if (one.get("type") or "").endswith(("（府県予報区等）", "（発表細分）")):
            code = text(one, ".//Area/Code")
            if code:
                return code
    return "".join(telegram.editor.split())


def _areas(item: etree._Element, code_type: str) -> Iterator[AreaClaim]:
    groups = [(item, code_type)]
    groups += [(one, one.get("codeType") or code_type) for one in children(item, "Areas")]
    for group, named in groups:
        for area in children(group, "Area"):
            if child(area, "Code") is not None and text(area, "Code"):
                yield claim(area, area.get("codeType") or named)
