"""Can the owner of this phone read this text? Judged by its letters and marks, as a person would.

Nothing is compared with the service's own sentences: the signs below are what readers see.
"""

import re
from collections.abc import Callable
from typing import Any

_FURIGANA = re.compile(r"[\u3005\u4e00-\u9fff][(（][\u3041-\u3096ー]+[)）]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_JAPANESE = re.compile(r"[\u3005\u3041-\u30ff\u4e00-\u9fff]")
_PLAIN_LATIN = re.compile(r"[A-Za-z]")
_ACCENTED_LATIN = re.compile(r"[\u00c0-\u024f]")
_RIGHT_TO_LEFT = re.compile(r"[\u202e\u202b\u2067]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9]")
_TRADITIONAL = re.compile(r"[經對譯體說]")  # forms that Japanese and simplified texts lack

_JAPANESE_DRILL = re.compile(r"訓練|くんれん")
_ENGLISH_DRILL = re.compile(r"\bdrill\b", re.IGNORECASE)
_ACCENTED_DRILL = re.compile(r"ðŕîļļ", re.IGNORECASE)


def _share(sign: re.Pattern[str], text: str) -> float:
    """How much of the text, spaces left out, is of these letters: 0 to 1."""
    letters = "".join(text.split())
    return len(sign.findall(letters)) / max(len(letters), 1)


def _reads_japanese(text: str) -> bool:
    return _is_japanese(text) and not _has_readings(text)


def _reads_easy(text: str) -> bool:
    return _is_japanese(text) and _has_readings(text)


def _is_japanese(text: str) -> bool:
    return _share(_JAPANESE, text) > 0.6 and bool(_KANA.search(text))


def _has_readings(text: str) -> bool:
    """Easy Japanese puts the reading behind every kanji word."""
    return len(_FURIGANA.findall(text)) >= 3


def _reads_english(text: str) -> bool:
    foreign = _ACCENTED_LATIN.search(text) or _RIGHT_TO_LEFT.search(text)
    return _share(_PLAIN_LATIN, text) > 0.6 and not foreign


def _reads_accented(text: str) -> bool:
    return _share(_ACCENTED_LATIN, text) > 0.3


def _reads_mirrored(text: str) -> bool:
    return len(_RIGHT_TO_LEFT.findall(text)) >= 3


def _falls_back(own_note: re.Pattern[str]) -> Callable[[str], bool]:
    """A language without texts: says so in itself, then easy Japanese and English."""

    def reads(text: str) -> bool:
        has_english = _share(_PLAIN_LATIN, text) > 0.2
        return bool(own_note.search(text)) and _has_readings(text) and has_english

    return reads


_SIGNS: dict[str, tuple[re.Pattern[str], Callable[[str], bool]]] = {
    "ja": (_JAPANESE_DRILL, _reads_japanese),
    "ja-simple": (_JAPANESE_DRILL, _reads_easy),
    "en": (_ENGLISH_DRILL, _reads_english),
    "en-XA": (_ACCENTED_DRILL, _reads_accented),
    "ar-XB": (_ENGLISH_DRILL, _reads_mirrored),
    "th": (_JAPANESE_DRILL, _falls_back(_THAI)),
    "vi": (_JAPANESE_DRILL, _falls_back(_VIETNAMESE)),
    "zh-Hant": (_JAPANESE_DRILL, _falls_back(_TRADITIONAL)),
}


def why_unreadable(language: str, notification: dict[str, Any]) -> str:
    """Why the reader of this language cannot read it, or that it is no marked drill; "" if all is
    well. `notification` is that of the payload (DESIGN section 6)."""
    title, body = str(notification.get("title", "")), str(notification.get("body", ""))
    told = notification.get("data", {}).get("lang")
    mark, reads = _SIGNS[language]
    if told != language:
        return f"made for a reader of {told}, not of {language}"
    ending = body.rpartition("\n")[2]
    if not mark.search(title) or not mark.search(ending):
        return f"not marked as a drill for a reader of {language}: {title!r} … {ending!r}"
    if not reads(body):
        return f"the body is not for a reader of {language}: {body!r}"
    return ""
