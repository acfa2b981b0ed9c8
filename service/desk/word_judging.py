"""What stands against the words of one phrase: what refuses them, and what is worth a look.

The same rules that `python -m translations.check` has; what it would refuse in a release is refused
here, but for matters of style, which a speaker may know better.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import msgspec

from alerts.phrases import Phrase, slots_of
from alerts.push.payload import MOST_BYTES
from service.desk.spoken_words import Said, domain_of
from translations.domains import ALERTS, APP
from translations.easy_japanese import easy_faults
from translations.plain_words import plain_faults
from translations.pushes import longest_push, title_faults
from translations.readings import known_readings, reading_faults
from translations.rules import sentence_faults, shown_length

_MOST_CHARACTERS = 2_000
_BREAK = re.compile(r" *[\r\n\t]+ *")
_OF_SLOTS = "has the slots "


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """`refusals` keep words from being saved; `findings` are for the speaker to judge. English.

    `characters` of at most `limit`, slots and readings not counted; `bytes` of the longest push
    that says it, 0 if none does.
    """

    refusals: tuple[str, ...]
    findings: tuple[str, ...]
    characters: int
    limit: int
    bytes: int
    most_bytes: int = MOST_BYTES


def composed(words: str) -> str:
    """As it is stored: NFC, in one line, without spaces around it. Wide and fixed spaces stay."""
    return _BREAK.sub(" ", unicodedata.normalize("NFC", words)).strip(" ")


def judged(said: Said, language: str, id: str, words: str) -> Judged:
    domain = domain_of(id)
    phrase = domain.phrases[id]
    spoken = {
        one: {key: entry.words for key, entry in entries.items()}
        for one, entries in said.catalogues[domain.name].items()
    }
    spoken[language] = {**spoken.get(language, {}), id: words}
    refusals = tuple(_refusals(phrase, words, language, spoken[language]))
    size = 0
    if domain is ALERTS and not refusals:
        size = _largest(language, spoken, id)
        refusals = tuple(_too_large(size, spoken, language, id))
    return Judged(
        refusals=refusals,
        findings=tuple(_findings(words, language, spoken, id)) if words else (),
        characters=shown_length(words),
        limit=phrase.limit,
        bytes=size,
    )


def slot_faults(words: str, needed: tuple[str, ...]) -> Iterator[str]:
    """Each says what to do."""
    found = slots_of(words)
    for slot in sorted(set(needed) - set(found)):
        yield f"Put {{{slot}}} back: the program writes there."
    for slot in sorted(set(found) - set(needed)):
        yield f"Take {{{slot}}} out: this sentence has no such slot."


def _refusals(
    phrase: Phrase, words: str, language: str, spoken: Mapping[str, str]
) -> Iterator[str]:
    if not words:
        yield "Write the words first."
        return
    if len(words) > _MOST_CHARACTERS:
        yield "This is too long for any sentence; write it shorter."
        return
    yield from slot_faults(words, phrase.slots)
    for fault in sentence_faults(phrase, words, language):
        if not fault.startswith(_OF_SLOTS):
            yield fault
    yield from _shared(phrase, words, spoken)


def _shared(phrase: Phrase, words: str, spoken: Mapping[str, str]) -> Iterator[str]:
    """An order and a warning never say the same (DOMAIN section 1)."""
    other = {"order": "warning.", "warning": "order."}.get(phrase.voice)
    for id, said in spoken.items():
        if other is not None and id.startswith(other) and said == words:
            yield f"It says the same as {id}: an order and a warning are never one sentence."


def _largest(language: str, spoken: Mapping[str, Mapping[str, str]], id: str) -> int:
    try:
        return longest_push(language, spoken, id)
    except KeyError:
        return 0


def _too_large(
    size: int, spoken: Mapping[str, Mapping[str, str]], language: str, id: str
) -> Iterator[str]:
    if size > MOST_BYTES:
        yield f"A push with it has {size} bytes; at most {MOST_BYTES} fit. Say it shorter."
    terms = {key: said for key, said in spoken["ja"].items() if key.startswith("term.")}
    for fault in title_faults({**terms, **spoken[language]}):
        if id.startswith("hazard.") or fault.startswith(f"{id} "):
            yield fault


def _findings(
    words: str, language: str, spoken: Mapping[str, Mapping[str, str]], id: str
) -> Iterator[str]:
    beside = " ".join(spoken.get(one, {}).get(id, "") for one in ("en", "ja"))
    yield from plain_faults(words, language, beside=beside)
    if language == "ja-simple":
        yield from easy_faults(words, is_spoken_to=id not in APP.phrases)
        others = (said for key, said in spoken[language].items() if key != id)
        yield from reading_faults(words, known_readings(others))
