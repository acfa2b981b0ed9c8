"""A refusal in the page's language.

What was refused comes as an English sentence, over threads, sockets and the store. Its template is
found again by the pieces between its slots, so that no raising place has to carry more than that
sentence. What has no Japanese yet is said in English, with a word that it is; never left out.
"""

import re
import string
from collections.abc import Iterator
from functools import cache

from alerts.desk.finding import Finding
from service.desk.acting import Changed, Held
from service.desk_page.words import LANGUAGES, checks
from service.desk_page.words.refusals import JA

_UNKNOWN = "（英文のみ）{sentence}"
_LISTED = " or "
# No refusal of ours is longer; whatever is, is not taken apart.
_LONGEST = 2_000
Template = tuple[re.Pattern[str], str]


def refusal(language: str, sentence: str) -> str:
    """`sentence`: as it was raised. Several, joined by "; " or a space, are said one by one."""
    if language != "ja" or not sentence:
        return sentence
    known = _known(sentence) or _one_by_one(sentence)
    return known or _UNKNOWN.format(sentence=sentence)


def refusal_of(language: str, error: Exception) -> str:
    """Of any exception that a person hears of."""
    match error:
        case Held(findings=findings):
            return " ".join(finding(language, one) for one in findings)
        case Changed(differences=differences):
            return " ".join(refusal(language, one) for one in differences)
    return refusal(language, str(error))


def finding(language: str, found: Finding) -> str:
    """A check's sentence; one that has no Japanese yet is said in English, never left out."""
    known = checks.JA.get(found.id) if language == "ja" else None
    if known is None:
        return found.sentence
    return known.format_map({name: _value(name, value) for name, value in found.slots.items()})


def pieces(template: str) -> tuple[str, ...]:
    """What stands between a template's slots, both ends included."""
    found = [""]
    for literal, slot, _, _ in string.Formatter().parse(template):
        found[-1] += literal
        if slot is not None:
            found.append("")
    return tuple(found)


def _known(sentence: str) -> str:
    """ "" for a sentence of no template."""
    if sentence in JA:
        return JA[sentence]
    for pattern, words in _templates():
        found = pattern.fullmatch(sentence)
        if found is not None:
            return words.format_map({k: _value(k, v) for k, v in found.groupdict().items()})
    return ""


def _one_by_one(sentence: str) -> str:
    """ "" unless it is made of known sentences alone."""
    for mark in ("; ", " ") if len(sentence) <= _LONGEST else ():
        said = list(_split(sentence, mark))
        if len(said) > 1 and all(said):
            return "".join(said)
    return ""


def _split(sentence: str, mark: str) -> Iterator[str]:
    """The longest known sentence at the beginning, and so on; ends with "" for what is unknown."""
    while sentence:
        parts = sentence.split(mark)
        heads = [mark.join(parts[:count]) for count in range(len(parts), 0, -1)]
        head = next((one for one in heads if _known(one)), "")
        yield _known(head) if head else ""
        if not head:
            return
        sentence = sentence[len(head) + len(mark) :]


def _value(slot: str, value: str) -> str:
    """Roles, states and modes in words; a sentence inside a sentence in its own Japanese."""
    words, kind = LANGUAGES["ja"], slot.removesuffix("s")
    listed = [f"{kind}.{one.replace(' ', '_')}" for one in value.split(_LISTED)]
    if all(id in words for id in listed):
        return "・".join(words[id] for id in listed)
    return _known(value) or value


@cache
def _templates() -> tuple[Template, ...]:
    """Those with slots, the most telling first."""
    slotted = [template for template in JA if len(pieces(template)) > 1]
    slotted.sort(key=lambda one: -sum(map(len, pieces(one))))
    return tuple((_pattern(template), JA[template]) for template in slotted)


def _pattern(template: str) -> re.Pattern[str]:
    parsed = string.Formatter().parse(template)
    made = (
        re.escape(literal) + (f"(?P<{slot}>.+?)" if slot is not None else "")
        for literal, slot, _, _ in parsed
    )
    return re.compile("".join(made), re.DOTALL)
