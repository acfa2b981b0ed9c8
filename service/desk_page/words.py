"""What the desk's pages say, in the two languages that people at the desk work in."""

from collections.abc import Mapping
from types import MappingProxyType

from alerts.desk.checks import Finding
from service.desk_page import words_en, words_ja

LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"ja": words_ja.WORDS, "en": words_en.WORDS}
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


def finding(language: str, found: Finding) -> str:
    """A check's sentence; one that has no Japanese yet is said in English, never left out."""
    known = words_ja.CHECKS.get(found.id) if language == "ja" else None
    return found.sentence if known is None else known.format_map(found.slots)
