"""Kana to Latin letters: modified Hepburn as in Japanese passports, written by us from the rule.

No macrons: long o and u are written once (おおはし → ohashi, こうえん → koen, ー is dropped),
because road signs and station names are read so and search fields find it. ん is m before b, m, p
(しんばし → shimbashi), n elsewhere without apostrophe; っ doubles the next consonant, and is t
before ch. を is o. A long vowel cannot be told from two words that meet (まつうら → matsura),
therefore spaces, ・ and brackets in the kana are kept as gaps; nothing is joined across them.
"""

import unicodedata
from itertools import zip_longest

_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
}
_MORAS = {
    **{kana: row + v for row, line in _ROWS.items() for kana, v in zip(line, "aiueo", strict=True)},
}
_MORAS |= {
    "や": "ya",
    "ゆ": "yu",
    "よ": "yo",
    "わ": "wa",
    "ゐ": "i",
    "ゑ": "e",
    "を": "o",
    "ゔ": "vu",
}
_MORAS |= {"し": "shi", "じ": "ji", "ち": "chi", "ぢ": "ji", "つ": "tsu", "づ": "zu", "ふ": "fu"}
_MORAS |= {"ゎ": "wa", "ん": "n"}
_SMALL_Y = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_SMALL_VOWELS = dict(zip("ぁぃぅぇぉ", "aiueo", strict=True))
# う, い and く in front of a small vowel are consonants: ウィ wi, イェ ye, クァ kwa.
_GLIDES = {"u": "w", "i": "y", "ku": "kw", "gu": "gw"}
_GAPS = " 　・･「」『』（）()[]【】、,，／/"
_LONG = "ー"
_KATAKANA_TO_HIRAGANA = {
    code: code - 0x60
    for code in range(ord("ァ"), ord("ヶ") - 1)  # ヵ and ヶ have no small twin
} | {ord("ヵ"): "か", ord("ヶ"): "が"}


def hiragana(kana: str) -> str:
    """The same reading in hiragana; half-width katakana are widened. Other characters stay."""
    return unicodedata.normalize("NFKC", kana).translate(_KATAKANA_TO_HIRAGANA)


def romanised(kana: str) -> str | None:
    """Words in Latin letters, each capitalised, one space between: `のまち` → `Nomachi`.

    Digits and Latin letters stay. None if there is nothing to read, or a character that is no
    kana, letter or digit (kanji have no one reading).
    """
    words = hiragana(kana).translate(dict.fromkeys(map(ord, _GAPS), " ")).split()
    read = [_word(word) for word in words]
    if not any(read) or any(one is None for one in read):
        return None
    return " ".join(one[:1].upper() + one[1:] for one in read if one)


def _word(word: str) -> str | None:
    said: list[str] = []
    doubled = False
    for character in word:
        if character == "っ":
            doubled = True
            continue
        if character == _LONG or _lengthens(said, character):
            continue
        if character in _SMALL_Y or character in _SMALL_VOWELS:
            _melt(said, character)
            continue
        sound = _MORAS.get(character) or _as_it_stands(character)
        if sound is None:
            return None
        said.append(_twice(sound) if doubled else sound)
        doubled = False
    return "".join(_before_lips(said))


def _lengthens(said: list[str], character: str) -> bool:
    """Whether the vowel only makes the one before it long: う after o or u, お after o."""
    last = said[-1][-1] if said else ""
    return (character == "う" and last in ("o", "u")) or (character == "お" and last == "o")


def _melt(said: list[str], small: str) -> None:
    """Joins a small kana with the mora before it: し + ゃ → sha, フ + ァ → fa."""
    before = said.pop() if said else ""
    if small in _SMALL_Y:
        vowel, stem = _SMALL_Y[small], before[:-1]
        glide = "" if stem.endswith(("sh", "ch", "j")) else "y"
        said.append(stem + glide + vowel)
        return
    stem = _GLIDES.get(before, before[:-1])
    said.append(stem + _SMALL_VOWELS[small])


def _as_it_stands(character: str) -> str | None:
    """Digits, Latin letters and their hyphen as they are; None for anything that must be read."""
    return character if character.isascii() and character.isprintable() else None


def _twice(sound: str) -> str:
    if sound[0] in "aiueon" or not sound.isalpha():
        return sound
    return ("t" if sound.startswith("ch") else sound[0]) + sound


def _before_lips(said: list[str]) -> list[str]:
    return [
        "m" if one == "n" and after.startswith(("b", "m", "p")) else one
        for one, after in zip_longest(said, said[1:], fillvalue="")
    ]
