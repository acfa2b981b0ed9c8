"""Where the terms of each phrase come from: what a translator looks up, and what only we say.

By the beginning of its id; the longest that fits counts. Templates show it above every sentence.
"""

from types import MappingProxyType

_CABINET = "Cabinet Office, 避難情報に関するガイドライン, May 2021"
_LEVELS = "Japan Meteorological Agency, classes of level 2 to 5 in force since May 2026"
_TSUNAMI = "Japan Meteorological Agency, 津波警報・注意報 (official in ja and en)"
_NAMES = (
    "Japan Meteorological Agency, 気象情報等に関する多言語辞書, March 2026 (names in ja and en)"
)
_DESIGNATED = "災害対策基本法施行令 (the first eight: hazards of designated sites); others ours"
_OURS = "ours"

SOURCES = MappingProxyType(
    {
        "hazard.": _DESIGNATED,
        "term.order.": _CABINET,
        "term.tsunami.": _TSUNAMI,
        "term.level.": _LEVELS,
        "order.title.": _CABINET,
        "order.what.": _CABINET,
        "order.fixed.": _CABINET,
        "order.over.": _CABINET,
        "warning.title.level.": _LEVELS,
        "warning.what.level.": _LEVELS,
        "warning.fixed.level.": f"{_LEVELS}; what to do at each: {_CABINET}",
        "warning.title.tsunami.": _TSUNAMI,
        "warning.what.tsunami.": _TSUNAMI,
        "warning.fixed.tsunami.": _TSUNAMI,
        "warning.what.named.": f"{_NAMES}; the sentence is ours",
        "sites.hazard.": _DESIGNATED,
    }
)


def term_source(id: str) -> str:
    """The list that its terms are from, or `ours`: everyday words without an official source."""
    fitting = [beginning for beginning in SOURCES if id.startswith(beginning)]
    return SOURCES[max(fitting, key=len)] if fitting else _OURS
