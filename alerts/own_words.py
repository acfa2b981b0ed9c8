"""What others wrote, made fit to stand in our sentences: cleaned, and cut where a reader would cut.

Issuers send HTML, control characters, direction overrides and pages of text; a notification has
room for little, and nothing in it may change how the rest is read.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

import msgspec

ELLIPSIS = "…"
# No reader sees more of one text; bounds the work on a 50 MB description.
_MOST_READ = 20_000
_BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|t[dhr]|table|h[1-6])\b[^<>]{0,500}>", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"
_SENTENCE_END = re.compile(r"[。．！？!?।။៕](?=.)|[.!?؟](?=\s)")


def cleaned(text: str) -> str:
    """One line of plain text: no markup, controls, direction overrides or lone surrogates."""
    if _is_plain(text):
        return text.strip()
    plain = _TAG.sub("", _BREAKING_TAG.sub(" ", html.unescape(text[:_MOST_READ])))
    kept = "".join(" " if _is_break(c) else c for c in plain if _is_shown(c) or _is_break(c))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def cost(text: str) -> int:
    """Bytes of the text inside a JSON string, UTF-8; quotes and backslashes cost two."""
    return len(msgspec.json.encode(text)) - 2


def trimmed(text: str, *, most_bytes: int, most_characters: int = 10_000) -> str:
    """The text if it fits; else as many whole sentences, words or graphemes as do, and "…".

    Sizes are those of `cost` and of graphemes (what a reader counts as characters).
    """
    if len(text) <= most_characters and cost(text) <= most_bytes:
        return text
    room, characters, end, shown = most_bytes, most_characters, 0, 0
    for grapheme in _graphemes(text):
        if cost(grapheme) > room or characters == 0:
            return _cut(text[:shown])
        room -= cost(grapheme)
        characters -= 1
        end += len(grapheme)
        if room >= cost(ELLIPSIS) and characters >= 1:
            shown = end
    return text


def own(text: str, *, most_bytes: int, most_characters: int = 10_000) -> str:
    """Cleaned, then trimmed."""
    return trimmed(cleaned(text), most_bytes=most_bytes, most_characters=most_characters)


def _cut(fitting: str) -> str:
    """Cuts after the last sentence, else after the last word, unless that loses half of it."""
    ends = [match.end() for match in _SENTENCE_END.finditer(fitting)]
    if ends and ends[-1] * 2 >= len(fitting):
        return fitting[: ends[-1]].rstrip() + ELLIPSIS
    space = fitting.rfind(" ")
    kept = fitting[:space] if space * 2 >= len(fitting) > 0 else fitting
    return kept.rstrip() + ELLIPSIS


def _is_plain(text: str) -> bool:
    """Whether cleaning could only strip it, as nearly every name: worth a look in C.

    Nothing that is printable is a control, an override or a break, or any space but the plain one.
    """
    return (
        len(text) <= _MOST_READ
        and text.isprintable()
        and not any(mark in text for mark in ("<", "&", "  "))
        and unicodedata.is_normalized("NFC", text)
    )


def _is_break(character: str) -> bool:
    return character in "\n\r\t\v\f\u2028\u2029"


def _is_shown(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn")


def _graphemes(text: str) -> Iterator[str]:
    """Near enough to UAX 29 for cutting: marks, joiners, modifiers and flags stay together."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not _joins(text, start, i):
            yield text[start:i]
            start = i


def _joins(text: str, start: int, i: int) -> bool:
    character, before = text[i], text[i - 1]
    if unicodedata.category(character) in ("Mn", "Mc", "Me"):
        return True
    if character in _JOINERS or before == "\u200d" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    both_flags = _is_flag_letter(before) and _is_flag_letter(character)
    return both_flags and (i - start) % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
