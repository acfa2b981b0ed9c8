"""Readings of easy Japanese: they stand behind their word, 危(あぶ)ない; here they are a field.

In brackets, so that whoever translates types one text and a notification can say it as it stands;
pages set them above the characters (pwa/app/components/ruby.js).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import msgspec

_KANJI = "\u3400-\u9fff々"
_READ = re.compile(rf"([{_KANJI}][{_KANJI}\u3041-\u3096]*?)\(([ぁ-ヿー ]+)\)")
# Read in more than one way in our sentences; a reading that stands nowhere yet is looked at.
_SEVERAL = MappingProxyType(
    {
        "一": "いち ひと",
        "上": "うえ あ のぼ",
        "入": "はい い",
        "出": "で だ",
        "分": "ふん ぷん",
        "変": "か へん",
        "外": "そと はず",
        "所": "ところ かしょ",
        "日": "ひ にち",
        "来": "き く こ",
        "話": "はな はなし",
        "開": "ひら あ",
        "閉": "と し",
    }
)


class Reading(msgspec.Struct, frozen=True):
    """`word` as it is written, `kana` as it is read."""

    word: str
    kana: str


def readings_of(words: str) -> tuple[Reading, ...]:
    """In the order of the sentence, a word as often as it is read."""
    return tuple(Reading(word, kana) for word, kana in _READ.findall(words))


def without_readings(words: str) -> str:
    """As it is written in a book for adults."""
    return _READ.sub(r"\1", words)


def known_readings(sentences: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Word -> how these sentences read it, and how else it may be read."""
    found = {word: set(kana.split()) for word, kana in _SEVERAL.items()}
    for words in sentences:
        for one in readings_of(words):
            found.setdefault(one.word, set()).add(one.kana)
    return MappingProxyType({word: frozenset(kana) for word, kana in found.items()})


def reading_faults(words: str, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """A word that all other sentences read in another way: a slip, or new in `_SEVERAL`."""
    for one in dict.fromkeys(readings_of(words)):
        others = known.get(one.word, frozenset())
        if others and one.kana not in others:
            beside = ", ".join(sorted(others))
            yield f"reads {one.word} as {one.kana}; other sentences read {beside}"
