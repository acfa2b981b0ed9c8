"""What one sentence may be, whatever its language: slots, length, signs, and whose voice it is."""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType

from alerts.phrases import Phrase, slots_of

_SLOT = re.compile(r"\{[a-z_]+\}")
# Readings of easy Japanese, "(つなみ)": help to read, no length of their own.
_READING = re.compile(r"\([぀-ヿー ]+\)")
_SHOUTING = re.compile(r"[!！¡]")
_JOINERS = "\u200c\u200d"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# What an agency never says (DOMAIN section 1): "order", "instruction", "decree", and what the
# town's orders are called. Where letters mark a word's end, whole words; else any place.
_ORDERING = MappingProxyType(
    {
        "en": _words(r"\borders?\b|\bordered\b"),
        "ja": _words(r"命令|指示|避難情報|発令"),
        "ja-simple": _words(r"命令|指示|避難情報|発令|めいれい|しじ"),
        "zh-Hans": _words(r"命令|指令|指示|下令"),
        "zh-Hant": _words(r"命令|指令|指示|下令"),
        "ko": _words(r"명령|지시"),
        "vi": _words(r"\blệnh\b|\bchỉ thị\b"),
        "fil": _words(r"\butos\b|\bkautusan\b|\b(?:iniuutos|ipinag-?uutos|inutusan)\b|\borders?\b"),
        "ne": _words(r"आदेश|निर्देशन"),
        "pt-BR": _words(r"\bord(?:em|ens)\b|\bordena"),
        "es": _words(r"\b[oó]rden(?:es)?\b|\bordena"),
        "id": _words(r"perintah|\binstruksi"),
        "th": _words(r"คำสั่ง|สั่งให้|สั่งการ"),
        "my": _words(r"အမိန့်|ညွှန်ကြားချက်"),
        "km": _words(r"បញ្ជា|បទបញ្ជា"),
        "mn": _words(r"\bтушаал|\bзахирамж|\bтушааж"),
        "fr": _words(r"\bordres?\b|\bordonn"),
        "de": _words(r"anordnung|\bangeordnet|\bbefehl|\bbefohlen|\bordnet\b"),
        "ar": _words(r"(?<!\w)(?:و|ب|ل)?(?:ال)?(?:أمر|أوامر|أمرت|تأمر|يأمر)(?!\w)"),
        "uk": _words(r"\bнаказ|\bрозпорядж"),
    }
)


def sentence_faults(phrase: Phrase, words: str, language: str) -> Iterator[str]:
    """What is wrong with the words of one phrase, each said as the end of a sentence about it."""
    found, needed = slots_of(words), tuple(sorted(phrase.slots))
    if set(found) != set(needed):
        wanted = ", ".join(needed) or "none"
        yield f"has the slots {', '.join(found) or 'none'}; it needs {wanted}"
    elif set("{}") & set(without_slots(words)):
        yield "has a brace that belongs to no slot"
    length = shown_length(words)
    if length > phrase.limit:
        yield f"has {length} characters; at most {phrase.limit} fit"
    yield from _sign_faults(words)
    if phrase.voice == "warning" and _ORDERING[language].search(words):
        yield "speaks of orders; an agency only warns"


def without_slots(words: str) -> str:
    return _SLOT.sub("", words)


def shown_length(words: str) -> int:
    """Characters that take a place of their own in a line: no slots, readings or marks above."""
    bare = _READING.sub("", without_slots(words))
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in bare)


def _sign_faults(words: str) -> Iterator[str]:
    if _SHOUTING.search(words):
        yield "has an exclamation mark; say it calmly"
    if words != words.strip():
        yield "begins or ends with a space"
    hidden = sorted({c for c in words if _is_hidden(c)})
    if hidden:
        named = ", ".join(f"U+{ord(c):04X}" for c in hidden)
        yield f"has signs that nobody sees ({named}); the program sets direction itself"


def _is_hidden(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")
