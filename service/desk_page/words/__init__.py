"""What the desk's pages say, in the two languages that people at the desk work in.

A module of this package holds the words of one room, both languages side by side, by id; slots are
named. All are machine drafts: nobody who works at a desk has read them, and every page says so.
"""

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from service.desk_page.words import (
    account,
    audit,
    beginning,
    city,
    deciding,
    drafting,
    entering,
    frame,
    ground,
    listing,
    matters,
    reaching,
    releasing,
    reopening,
    ringing,
    staff,
    templates,
    translating,
    watching,
)

ROOMS: tuple[ModuleType, ...] = (
    frame,
    entering,
    account,
    audit,
    listing,
    beginning,
    templates,
    matters,
    drafting,
    ground,
    reaching,
    ringing,
    deciding,
    watching,
    staff,
    city,
    reopening,
    releasing,
    translating,
)


def _together(tables: list[Mapping[str, str]]) -> Mapping[str, str]:
    return MappingProxyType({id: text for table in tables for id, text in table.items()})


LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ja": _together([room.JA for room in ROOMS]),
        "en": _together([room.EN for room in ROOMS]),
    }
)


def wanted(chosen: str, accept_language: str) -> str:
    """`chosen` (a cookie) if it is one of ours, else the first of ours that the browser names."""
    if chosen in LANGUAGES:
        return chosen
    for part in accept_language.lower().split(","):
        primary = part.partition(";")[0].strip().partition("-")[0]
        if primary in LANGUAGES:
            return primary
    return "ja"


def other_than(language: str) -> str:
    return "en" if language == "ja" else "ja"


def said(language: str, id: str, /, **slots: str) -> str:
    """Raises KeyError for an id or a slot that is not there: a fault of ours."""
    return LANGUAGES[language][id].format_map(slots) if slots else LANGUAGES[language][id]
