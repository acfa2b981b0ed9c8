"""Words with marks in them: slots as chips, official terms with their source, what was changed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from service.desk_page.scene import Scene
from service.page.markup import Html, element, join
from translations.glossary import Term

_SLOT = re.compile(r"(\{[a-z_]+\})")
# Written without spaces: Thai, Burmese, Khmer, kana, Chinese characters; a sign is a piece there.
_BY_SIGN = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]")
# A consonant under another belongs to it (Burmese virama, Khmer coeng).
_STACKING = "\u1039\u17d2"


def chips(words: str) -> Html:
    """Its slots stand out, isolated, so that they can be read in any direction."""
    return join(*(_chip(part) for part in _SLOT.split(words)))


def marked(words: str, terms: Iterable[Term], language: str) -> Html:
    """With its slots as chips and the terms that stand in it marked."""
    spelt = sorted({_in(one, language) for one in terms}, key=len, reverse=True)
    if not spelt:
        return chips(words)
    pattern = re.compile(f"({'|'.join(map(re.escape, spelt))})", re.IGNORECASE)
    parts = pattern.split(words)
    return join(*(element("mark", one) if at % 2 else chips(one) for at, one in enumerate(parts)))


def standing_in(words: str, terms: Iterable[Term], language: str) -> tuple[Term, ...]:
    """The terms that stand in the words; of one within another, the longer alone."""
    found = [one for one in terms if _in(one, language).lower() in words.lower()]
    return tuple(
        one
        for one in found
        if not any(_in(one, language) in _in(other, language) for other in found if other != one)
    )


def _in(term: Term, language: str) -> str:
    return term.ja if language == "ja" else term.en


def _chip(part: str) -> str:
    if not _SLOT.fullmatch(part):
        return part
    return element("bdi", part, class_="chip", translate="no")


def difference(scene: Scene, before: str, after: str) -> Html:
    """What was taken away and what was added, also to be heard: some readers say nothing of `del`
    and `ins`, so that words stand in them too."""
    parts = [
        _part(scene, tag, "".join(old), "".join(new)) for tag, old, new in _steps(before, after)
    ]
    return join(*parts)


def _part(scene: Scene, tag: str, old: str, new: str) -> Html:
    if tag == "equal":
        return chips(old)
    gone = _changed(scene, "del", old) if old else Html("")
    come = _changed(scene, "ins", new) if new else Html("")
    return join(gone, come)


def _changed(scene: Scene, name: str, words: str) -> Html:
    return element(
        name,
        element("span", scene.say(f"words.{name}.begin"), class_="unseen", lang=scene.language),
        chips(words),
        element("span", scene.say(f"words.{name}.end"), class_="unseen", lang=scene.language),
    )


def _steps(before: str, after: str) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    old, new = _pieces(before), _pieces(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, old[a:b], new[c:d]


def _pieces(words: str) -> list[str]:
    """Slots, words, and single signs with the marks that sit on them."""
    made: list[str] = []
    for part in _SLOT.split(words):
        if _SLOT.fullmatch(part):
            made.append(part)
            continue
        for at, sign in enumerate(part):
            if at and _goes_on(made[-1], sign):
                made[-1] += sign
            else:
                made.append(sign)
    return made


def _goes_on(piece: str, sign: str) -> bool:
    if unicodedata.category(sign).startswith("M") or piece[-1] in _STACKING:
        return True
    if _BY_SIGN.match(sign) or _BY_SIGN.match(piece[-1]):
        return False
    return piece[-1].isalnum() and sign.isalnum()
