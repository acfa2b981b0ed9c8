"""How far each language is: every phrase with its state, and counts of them."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from alerts.phrases import Phrase
from service.desk.spoken_words import CHANGED, Said, domain_of, is_said_in, written_from
from service.desk.word_corrections import Correction, Place, Stage, newest
from translations.catalogues import Entry, State
from translations.domains import DOMAINS, Domain
from translations.readings import without_readings


class Standing(StrEnum):
    """Of one phrase in one language. `changed`: reviewed before its source changed."""

    MISSING = "missing"
    DRAFT = "draft"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    OFFICIAL = "official"


OPEN = frozenset({Standing.MISSING, Standing.DRAFT, Standing.CHANGED})
"""What a translator has still to do something about."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`sources`: Japanese and English, "" where the language is not written from it. `waiting`: new
    words that wait for a second speaker."""

    domain: str
    phrase: Phrase
    words: str
    said_of_state: str
    standing: Standing
    sources: tuple[str, str]
    waiting: Correction | None


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows somebody looks for: all that is given has to fit. `state`: a `Standing`,
    `waiting`, or `open` for what is in `OPEN` and has nothing waiting."""

    text: str = ""
    state: str = ""
    domain: str = ""


def rows(said: Said, language: str) -> tuple[Row, ...]:
    """Every phrase that this language has to say, in the order of the templates."""
    waiting = newest(said.corrections, Stage.WAITING)
    return tuple(
        _row(said, domain, phrase, language, waiting)
        for domain in DOMAINS
        for phrase in domain.phrases.values()
        if is_said_in(phrase.id, language)
    )


def wanted(found: tuple[Row, ...], sought: Sought) -> tuple[Row, ...]:
    return tuple(one for one in found if _fits(one, sought))


def counted(found: tuple[Row, ...]) -> Mapping[str, Mapping[str, int]]:
    """Domain -> standing or `waiting` -> how many."""
    counts: dict[str, Counter[str]] = {domain.name: Counter() for domain in DOMAINS}
    for one in found:
        counts[one.domain][one.standing] += 1
        counts[one.domain]["waiting"] += one.waiting is not None
    return counts


def beside(whole: tuple[Row, ...], fitting: tuple[Row, ...], id: str) -> tuple[str, str]:
    """The ids before and after this one of those that fit, "" at the ends. It need not be one of
    them itself: whoever has just mended a draft goes on to the next."""
    ids, kept = [one.phrase.id for one in whole], {one.phrase.id for one in fitting}
    at = ids.index(id)
    earlier = [one for one in ids[:at] if one in kept]
    later = [one for one in ids[at + 1 :] if one in kept]
    return earlier[-1] if earlier else "", later[0] if later else ""


def affected(said: Said, language: str, id: str) -> int:
    """How many languages have reviewed words that were written from this phrase in this one."""
    domain = domain_of(id).name
    return sum(
        language in written_from(one)
        and standing(said, one, id, entries.get(id)) is Standing.REVIEWED
        for one, entries in said.catalogues[domain].items()
        if one != language
    )


def standing(said: Said, language: str, id: str, entry: Entry | None) -> Standing:
    if entry is None:
        return Standing.MISSING
    if (language, id) in said.changed or entry.said_of_state.startswith(CHANGED):
        return Standing.CHANGED
    return _OF_STATE.get(entry.state, Standing.DRAFT)


_OF_STATE = {State.REVIEWED: Standing.REVIEWED, State.OFFICIAL: Standing.OFFICIAL}


def _row(
    said: Said, domain: Domain, phrase: Phrase, language: str, waiting: Mapping[Place, Correction]
) -> Row:
    entry = said.catalogues[domain.name].get(language, {}).get(phrase.id)
    return Row(
        domain=domain.name,
        phrase=phrase,
        words=entry.words if entry else "",
        said_of_state=entry.said_of_state if entry else "",
        standing=standing(said, language, phrase.id, entry),
        sources=said.sources(language, phrase.id),
        waiting=waiting.get((language, phrase.id)),
    )


def _fits(one: Row, sought: Sought) -> bool:
    return (
        sought.domain in ("", one.domain)
        and _is_at(one, sought.state)
        and any(_folded(sought.text) in _folded(text) for text in _texts(one))
    )


def _texts(one: Row) -> list[str]:
    """In which somebody may look: easy Japanese also as one types it, without its readings."""
    written = f"{one.phrase.id} {one.words} {' '.join(one.sources)}"
    plain = without_readings(one.words)
    return [written] if plain == one.words else [written, "".join(plain.split())]


def _is_at(one: Row, state: str) -> bool:
    if state == "waiting":
        return one.waiting is not None
    if state == "open":
        return one.standing in OPEN and one.waiting is None
    return state in ("", one.standing)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
