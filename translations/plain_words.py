"""Whether words are plain enough for people in a hurry, in a language that may not be theirs.

A program cannot know whether a sentence is good. It can know that it is long, negates twice, says
"today" (which a notification read at night turns into a lie), uses an office's words, or is not
in its own language's letters. `python -m translations.check` applies it to what goes out.
"""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType

from translations.rules import without_slots

_MOST_WORDS = 22
# Where a syllable is written as a word.
_MOST_SYLLABLES = 34
_SENTENCE = re.compile(r"(?<=[.?!:;।])\s+|\n")
# Written without spaces between words: their length is that of the phrase's limit.
_WITHOUT_SPACES = frozenset({"ja", "ja-simple", "zh-Hans", "zh-Hant", "th", "my", "km"})

# "today", "tomorrow", "yesterday", "tonight": true only on the day on which it was written.
_DAYS = MappingProxyType(
    {
        "en": r"\b(?:today|tomorrow|yesterday|tonight)\b",
        "ja": r"今日|本日|明日|昨日|きょう|今夜|今晩",
        "ja-simple": r"今日|明日|昨日|今夜",
        "zh-Hans": r"今天|明天|昨天|今晚",
        "zh-Hant": r"今天|明天|昨天|今晚",
        "ko": r"오늘|내일|어제",
        "vi": r"\bhôm nay\b|\bngày mai\b|\bhôm qua\b|\btối nay\b",
        "fil": r"\bngayong araw\b|\bbukas ng\b|\bkahapon\b|\bmamayang gabi\b",
        "ne": r"(?<!\w)(?:आज|भोलि|हिजो)(?!\w)",
        "pt-BR": r"\b(?:hoje|amanhã|ontem)\b",
        "es": r"\b(?:hoy|ayer|esta noche)\b",
        "id": r"\b(?:hari ini|besok|kemarin|malam ini)\b",
        "th": r"วันนี้|พรุ่งนี้|เมื่อวาน|คืนนี้",
        "my": r"ယနေ့|ဒီနေ့|မနက်ဖြန်|မနေ့က",
        "km": r"ថ្ងៃនេះ|ថ្ងៃស្អែក|ម្សិលមិញ",
        "mn": r"\b(?:өнөөдөр|маргааш|өчигдөр)\b",
        "fr": r"\baujourd|\bdemain\b|\bhier\b|\bce soir\b",
        "de": r"\b(?:heute|gestern)\b",
        "ar": r"(?<!\w)(?:اليوم|غدا|غدًا|أمس)(?!\w)",
        "uk": r"\b(?:сьогодні|завтра|вчора)\b",
    }
)
_OFFICE = MappingProxyType(
    {
        "en": r"\b(?:vicinity|inundat\w*|residents?|commenc\w*|precipitation|utili[sz]\w*|prior to"
        r"|terminat\w*|imminent|adjacent|proceed|evacuees?|whilst|ascertain|sheltering|deactivat\w*"
        r"|users?|subscri\w*|cells?)\b",
        "ja": r"可及的|遅滞なく|講ずる|鑑み|逐次|所要の|当該|万全を期",
        "fr": r"\b(?:susmentionné|ladite|ledit|précipitations|proximité immédiate)\b",
        "de": r"\b(?:unverzüglich|Gefährdungslage|Örtlichkeit|diesbezüglich)\b",
        "es": r"\b(?:inminente|precipitaciones)\b",
        "pt-BR": r"\b(?:iminente|precipitaç\w+|supracitad\w+)\b",
    }
)
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|nothing|none|cannot)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,.:;?…]| and | or ")

# The letters of each language, by the first word of their Unicode names.
_SCRIPTS = MappingProxyType(
    {
        "ja": "CJK HIRAGANA KATAKANA IDEOGRAPHIC KATAKANA-HIRAGANA",
        "ja-simple": "CJK HIRAGANA KATAKANA IDEOGRAPHIC KATAKANA-HIRAGANA",
        "zh-Hans": "CJK",
        "zh-Hant": "CJK",
        "ko": "HANGUL",
        "ne": "DEVANAGARI",
        "th": "THAI",
        "my": "MYANMAR",
        "km": "KHMER",
        "mn": "CYRILLIC",
        "uk": "CYRILLIC",
        "ar": "ARABIC",
    }
)
_LATIN = "LATIN FEMININE MASCULINE"
# A language's own set of Chinese characters: the other's are not in it.
_CHARSETS = MappingProxyType({"zh-Hans": "gb2312", "zh-Hant": "big5"})


def plain_faults(words: str, language: str, *, beside: str) -> Iterator[str]:
    """`beside`: the same sentence in English and in Japanese; names in it may stay as they are."""
    said = without_slots(words)
    if re.search(_DAYS[language], said, re.IGNORECASE):
        yield "says today, tomorrow or yesterday; it may be read on another day"
    office = _OFFICE.get(language)
    if office and (found := re.search(office, said, re.IGNORECASE)):
        yield f"says {found[0]}, which is an office's word"
    if language == "en" and any(len(_NEGATION.findall(c)) > 1 for c in _CLAUSE.split(said)):
        yield "negates twice; say what is"
    yield from _long_sentences(words, language)
    yield from foreign_letters(said, language, beside)


def _long_sentences(words: str, language: str) -> Iterator[str]:
    most = _MOST_SYLLABLES if language == "vi" else _MOST_WORDS
    for sentence in _SENTENCE.split(words):
        length = len(sentence.split())
        if length > most and language not in _WITHOUT_SPACES:
            yield f"has a sentence of {length} words; say one thought in {most}"


def foreign_letters(said: str, language: str, beside: str) -> Iterator[str]:
    """Letters that are neither the language's own nor in a name that stands `beside`."""
    own = _SCRIPTS.get(language, _LATIN).split()
    kept = re.findall(r"\w+", beside)
    for foreign in "".join(c if _is_foreign(c, own) else " " for c in said).split():
        if not any(foreign in name for name in kept if not _is_common(name)):
            yield f"has letters of another language: {foreign}"
    charset = _CHARSETS.get(language)
    if charset:
        others = [c for c in said if _script(c) == "CJK" and not _is_in(c, charset)]
        if strange := "".join(c for c in others if c not in beside):
            yield f"has characters of the other Chinese script: {strange}"


def _is_foreign(character: str, own: list[str]) -> bool:
    return character.isalpha() and _script(character) not in own


def _is_common(name: str) -> bool:
    """A plain English word, which no translation has to keep; "km" and "iPhone" are none."""
    return name.isascii() and name.islower() and len(name) > len("min")


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ", 1)[0]


def _is_in(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
