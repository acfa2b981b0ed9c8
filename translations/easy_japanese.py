"""What makes a sentence easy Japanese, as far as a program can tell.

After 在留支援のためのやさしい日本語ガイドライン (2020), by the Immigration Services Agency and
the Agency for Cultural Affairs: short sentences of one thought, です and ます, everyday words,
neither passive nor honorific nor double negative, readings on every kanji, and spaces between
phrases (文節) so that they can be told apart.
"""

import re
from collections.abc import Iterator

from translations.rules import without_slots

_KANJI = "\u3400-\u9fff々"
_READING = re.compile(r"\([぀-ヿー ]+\)")
# A word of kanji, with the kana inside it, followed by its reading.
_READ = re.compile(rf"[{_KANJI}][{_KANJI}\u3041-\u3096]*?\([ぁ-ヿー ]+\)")
# On every notice of an exercise, in all of Japan: a sign rather than a word; the last line says it.
_SIGNS = re.compile("【訓練】")
_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)|「[^」]*」")
_SENTENCE = re.compile(r"[^。？\n]+[。？]?")
_PHRASE = re.compile(r"[^\s。、？：・「」『』（）()【】/·,.…]+")
_MOST_IN_SENTENCE = 45
_MOST_WITHOUT_SPACE = 11
_POLITE = re.compile(
    r"(?:です|ます|ました|ません|でした|ください)(?:か|が)?[）」]?[。？]$|：[^。]*。$|\)。$"
)
_NEGATED_TWICE = re.compile(r"ないわけ|なくは ?ない|ざるを ?得|ない ?では ?ない|ない ?ことは ?ない")
# られる can be passive, polite or "can": learners cannot tell which.
_PASSIVE = re.compile(r"[さわたばら]れ(?:ます|ました|て ?い)")
_HONORIFIC = re.compile(r"ございま|いただ|おります|いらっしゃ|いたしま|なさいま")
# Words of notices that learners meet last; each has an everyday one.
_HARD = {
    "直ちに": "すぐに",
    "速やか": "すぐに",
    "至急": "すぐに",
    "発令": "出ました",
    "警戒": "気をつける",
    "厳重": "よく",
    "付近": "近く",
    "沿岸": "海の近く",
    "高台": "高い所",
    "冠水": "水",
    "浸水": "水",
    "氾濫": "あふれる",
    "土砂": "がけ",
    "該当": "その",
    "対象": "場所",
    "解除": "終わり",
    "恐れ": "かもしれません",
}


def easy_faults(words: str, *, is_spoken_to: bool) -> Iterator[str]:
    """What a learner would stumble over. `is_spoken_to`: sentences, not labels and directions."""
    plain = _READING.sub("", without_slots(words))
    if re.search(f"[{_KANJI}]", _SIGNS.sub("", _READ.sub("", without_slots(words)))):
        yield "has a kanji without its reading in brackets"
    yield from _hard_words(plain)
    for sentence in _SENTENCE.findall(plain):
        length = len(re.sub(r"\s", "", _ASIDE.sub("", sentence)))
        if length > _MOST_IN_SENTENCE:
            yield f"has a sentence of {length} characters; say one thought in {_MOST_IN_SENTENCE}"
        if (
            is_spoken_to
            and sentence.endswith(("。", "？"))
            and not _POLITE.search(sentence.strip())
        ):
            yield f"ends without です, ます or ください: {sentence.strip()}"
    for phrase in _PHRASE.findall(plain):
        if len(phrase) > _MOST_WITHOUT_SPACE:
            yield f"has no space within {phrase}"


def _hard_words(plain: str) -> Iterator[str]:
    for hard, easy in _HARD.items():
        if hard in plain:
            yield f"says {hard}; everyday words are {easy}"
    if _NEGATED_TWICE.search(plain):
        yield "negates twice; say it plainly"
    if _HONORIFIC.search(plain):
        yield "is honorific; say it plainly"
    if _PASSIVE.search(plain):
        yield "is passive, or could be; say who does it"
