"""A place's name for people who cannot read it: kana, Latin letters, and its kind as a word.

Japanese stays as it is, because signs are in Japanese. `ja-simple` is the reading in hiragana.
Other languages get the reading in Latin letters (`geo.kana`) with the kind translated by the table
`place_kinds.tsv`: 野町小学校 のまちしょうがっこう → Nomachi Elementary School.
"""

import re
from functools import cache
from importlib.resources import files

import msgspec

from geo.kana import hiragana, romanised

_PARENTHESES = re.compile(r"[(（]([^()（）]*)[)）]\s*$")
_MOST_KINDS = 3  # 野町小学校体育館: two; more is no name but a description


class PlaceKind(msgspec.Struct, frozen=True):
    """One row of the table: `said` per language; `way` is end, keep, join or start."""

    ja: str
    readings: tuple[str, ...]
    way: str
    said: dict[str, str]


@cache
def place_kinds() -> tuple[PlaceKind, ...]:
    """The table, longest Japanese kind first."""
    text = (files("geo.importers") / "place_kinds.tsv").read_text("utf-8")
    head, *rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    kinds = [
        PlaceKind(ja, tuple(reading.split("|")), way, dict(zip(head[3:], said, strict=True)))
        for ja, reading, way, *said in rows
    ]
    return tuple(sorted(kinds, key=lambda kind: -len(kind.ja)))


def spoken_names(ja: str, kana: str, language: str = "en") -> dict[str, str]:
    """`ja`, and with a reading also `ja-simple` and `language`; keys without a name are absent."""
    names = {"ja": ja}
    reading = hiragana(kana).strip()
    if romanised(reading) is None:
        return names
    names["ja-simple"] = reading
    said = _said(ja.strip(), reading.replace("　", " "), language)
    return {**names, language: said} if said else names


def _said(ja: str, reading: str, language: str) -> str | None:
    extra_ja, extra_reading = _PARENTHESES.search(ja), _PARENTHESES.search(reading)
    if extra_ja and extra_reading:
        main = _said(ja[: extra_ja.start()], reading[: extra_reading.start()], language)
        extra = _said(extra_ja[1], extra_reading[1], language)
        return f"{main} ({extra})" if main and extra else main
    front, ja, reading = _front(ja, reading, language)
    name, kinds = _end(ja, reading, language)
    return " ".join([*front, name, *kinds]).strip() or None


def _front(ja: str, reading: str, language: str) -> tuple[list[str], str, str]:
    """Words for 旧 and 金沢市立 (whose reading ends at しりつ), and what is left of the name."""
    words: list[str] = []
    for kind in (kind for kind in place_kinds() if kind.way == "start"):
        at, read_at = ja.find(kind.ja), reading.find(kind.readings[0])
        founder = len(kind.ja) == 2  # somebody's: a name stands before it
        if at < 0 or read_at < 0 or (at > 0) != founder or (read_at > 0) != founder:
            continue
        owner = romanised(reading[:read_at].removeprefix("きゅう")) if founder else None
        words += [*([owner] if owner else []), kind.said[language]]
        former = founder and ja.startswith("旧") and reading.startswith("きゅう")
        ja, reading = ja[at + len(kind.ja) :], reading[read_at + len(kind.readings[0]) :]
        if former:
            return [_former(language), *words], ja, reading
    return words, ja, reading


def _former(language: str) -> str:
    return next(kind.said[language] for kind in place_kinds() if kind.ja == "旧")


def _end(ja: str, reading: str, language: str) -> tuple[str, list[str]]:
    """The name in Latin letters, and the words for the kinds at its end."""
    words: list[str] = []
    for _ in range(_MOST_KINDS):
        found = _kind_at_end(ja, reading)
        if found is None:
            break
        kind, spoken = found
        stem = reading.removesuffix(spoken).strip()
        if kind.way == "join" and words:
            break
        if kind.way == "join":
            return f"{romanised(stem)}-{(romanised(spoken) or '').lower()}", words
        words.insert(0, kind.said[language])
        if kind.way == "keep":
            break
        ja, reading = ja.removesuffix(kind.ja), stem
    return romanised(reading) or "", words


def _kind_at_end(ja: str, reading: str) -> tuple[PlaceKind, str] | None:
    for kind in place_kinds():
        if kind.way == "start" or not ja.endswith(kind.ja):
            continue
        for spoken in kind.readings:
            whole = ja == kind.ja  # 公園 alone is a Park; 町 alone is no -machi of anything
            named = len(reading) > len(spoken) and not whole
            if reading.endswith(spoken) and (named or (whole and kind.way != "join")):
                return kind, spoken
    return None
