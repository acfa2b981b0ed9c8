"""Which language each part of an alert is in, where it is said in two to a reader of a third.

Readers of languages with drafts get easy Japanese, then English, sentence by sentence the same,
then a line of their own (alerts/wording.py). A payload names the first alone, and nobody
understands a voice that reads English as Japanese. pwa/app/phone/two_languages.js says the same.
"""

import re
from typing import Any

from alerts.languages import FALLBACK, described

# Every sentence of easy Japanese has kana; English has them in names alone, among words of its own.
_KANA = re.compile(r"[\u3041-\u30ff]")
_ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")
_BETWEEN_TITLES = " / "
_JA, _EN = (described(one).lang for one in FALLBACK)


def second_at(notification: dict[str, Any]) -> int:
    """Where the English lines begin, as many as stand before them; 0 for a text in one language."""
    marked: int | None = notification["data"].get("second")
    return marked or 0


def first_of(notification: dict[str, Any], at: int) -> int:
    """Which line says the same in the first language: itself, but for the English ones."""
    count = second_at(notification)
    return at - count if count <= at < 2 * count else at


def languages_of_lines(notification: dict[str, Any]) -> list[str]:
    """`lang` (BCP 47) of each line of the body."""
    said = notification["body"].split("\n")
    count = second_at(notification)
    if count == 0:
        return [notification["lang"]] * len(said)
    reader = described(notification["data"]["lang"]).lang
    more = [_JA if _is_japanese(line) else _EN for line in said[2 * count + 1 :]]
    return [*[_JA] * count, *[_EN] * count, reader, *more][: len(said)]


def _is_japanese(line: str) -> bool:
    """Also an exercise's last line, which says it in Japanese first."""
    return bool(_KANA.search(line)) and ("。" in line or not _ENGLISH.search(line))


def titles(notification: dict[str, Any]) -> list[tuple[str, str]]:
    """The title's parts, each with its language; joined they are the title."""
    first, between, second = notification["title"].partition(_BETWEEN_TITLES)
    if not between or second_at(notification) == 0:
        return [(notification["lang"], notification["title"])]
    return [(_JA, first + between), (_EN, second)]
