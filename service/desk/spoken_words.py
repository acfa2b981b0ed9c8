"""What is said now: the catalogues that the program came with, and over them what two speakers of
the desk agreed on. The next alert speaks so; nothing has to be started anew.

A correction that no longer fits its phrase (a new version knows another slot) is never said, and
one whose source changed since counts as a draft again: what it says may not be what is meant.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from alerts.languages import FIRST, LANGUAGES
from alerts.phrases import Phrase, Phrasebook
from service.desk.ports import MACHINE
from service.desk.word_corrections import Correction, Place, Stage, newest
from translations.catalogues import Entry, State, shipped_catalogues
from translations.domains import ALERTS, DOMAINS, Domain
from translations.loading import book_of
from translations.rules import sentence_faults

Catalogues = Mapping[str, Mapping[str, Entry]]
"""Language of ours -> phrase id -> entry."""

_SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ja": (), "en": ("ja",), "ja-simple": ("ja",)}
)
_BOTH = ("ja", "en")
CHANGED = "changed since review"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One moment's words: `catalogues` by domain name; `book` says alerts out of them.

    `changed`: places whose reviewed words are from before a change of their source, or of what the
    program came with. `states`: language -> phrase id of alerts -> state; `drafts`: languages in
    which some sentence of alerts is a machine draft. `unfit`: reviewed words that this version of
    the program can no longer say; what it came with is said there instead.
    """

    catalogues: Mapping[str, Catalogues]
    shipped: Mapping[str, Catalogues]
    corrections: tuple[Correction, ...]
    changed: frozenset[Place]
    unfit: frozenset[Place]
    book: Phrasebook
    states: Mapping[str, Mapping[str, str]]
    drafts: frozenset[str]

    def sources(self, language: str, id: str) -> tuple[str, str]:
        """What the phrase says in Japanese and in English, "" where that is no source of it."""
        return sources_of(self.catalogues[domain_of(id).name], language, id)

    def entry(self, language: str, id: str) -> Entry | None:
        return self.catalogues[domain_of(id).name].get(language, {}).get(id)

    def words(self, language: str, id: str) -> str:
        """ "" where nobody has said it yet."""
        entry = self.entry(language, id)
        return entry.words if entry else ""

    def shipped_words(self, language: str, id: str) -> str:
        """As the program came with them; "" for none."""
        entry = self.shipped[domain_of(id).name].get(language, {}).get(id)
        return entry.words if entry else ""


class SpokenWords:
    """Holds the present moment. Refreshed by whoever decided on a correction; read by everybody."""

    def __init__(self) -> None:
        self._now = _as_shipped()

    @property
    def now(self) -> Said:
        return self._now

    def refresh(self, corrections: Iterable[Correction], names: Mapping[int, str]) -> None:
        """`corrections`: as `WordStore.current` has them; `names`: staff by number."""
        self._now = said(self._now.shipped, corrections, names)


class SpokenBook(Phrasebook):
    """The phrasebook of this moment; `at_this_moment` is one that stays as it is."""

    def __init__(self, words: SpokenWords) -> None:
        self._words = words

    def at_this_moment(self) -> Phrasebook:
        return self._words.now.book

    def read_in(self, language: str) -> tuple[str, ...]:
        return self.at_this_moment().read_in(language)

    def say(self, language: str, id: str, /, **slots: str) -> str:
        return self.at_this_moment().say(language, id, **slots)

    def term(self, id: str) -> str:
        return self.at_this_moment().term(id)

    def no_text_note(self, language: str) -> str:
        return self.at_this_moment().no_text_note(language)


def said(
    shipped: Mapping[str, Catalogues], corrections: Iterable[Correction], names: Mapping[int, str]
) -> Said:
    """The shipped words with what was reviewed in their place."""
    kept = tuple(corrections)
    if not kept and shipped is read_shipped():
        return _as_shipped()
    return _said(shipped, kept, names)


@cache
def _as_shipped() -> Said:
    return _said(read_shipped(), (), {})


@cache
def read_shipped() -> Mapping[str, Catalogues]:
    return {one.name: shipped_catalogues(one) for one in DOMAINS}


def _said(
    shipped: Mapping[str, Catalogues], kept: tuple[Correction, ...], names: Mapping[int, str]
) -> Said:
    holding = newest(kept, Stage.REVIEWED)
    changed: set[Place] = set()
    together = {
        domain.name: _laid_over(domain, shipped[domain.name], holding, names, changed)
        for domain in DOMAINS
    }
    return Said(
        catalogues=MappingProxyType(together),
        shipped=shipped,
        corrections=kept,
        changed=frozenset(changed),
        unfit=frozenset(place for place, one in holding.items() if _is_unfit(one)),
        book=book_of(together[ALERTS.name]),
        states={one: _states(entries) for one, entries in together[ALERTS.name].items()},
        drafts=frozenset(
            one
            for one, entries in together[ALERTS.name].items()
            if any(entry.state is State.MACHINE_DRAFT for entry in entries.values())
        ),
    )


def _states(entries: Mapping[str, Entry]) -> Mapping[str, str]:
    return {id: entry.state.value for id, entry in entries.items()}


def domain_of(id: str) -> Domain:
    """Raises KeyError for an id of neither."""
    found = next((one for one in DOMAINS if id in one.phrases), None)
    if found is None:
        raise KeyError(id)
    return found


def phrase_of(id: str) -> Phrase:
    return domain_of(id).phrases[id]


def is_said_in(id: str, language: str) -> bool:
    """Whether the language has to say this phrase. False for ids and languages that are not ours.

    That there is no text yet is said in all languages that do not always go out.
    """
    domain = next((one for one in DOMAINS if id in one.phrases), None)
    if domain is None or language not in LANGUAGES:
        return False
    phrase = domain.phrases[id]
    return phrase.is_needed_in(language) or (phrase is domain.note and language not in FIRST)


def written_from(language: str) -> tuple[str, ...]:
    """Japanese is the beginning; English and easy Japanese are from it, all others from both."""
    return _SOURCES.get(language, _BOTH)


def sources_of(catalogues: Catalogues, language: str, id: str) -> tuple[str, str]:
    ja, en = (
        entry.words
        if one in written_from(language) and (entry := catalogues.get(one, {}).get(id))
        else ""
        for one in _BOTH
    )
    return ja, en


def _laid_over(
    domain: Domain,
    shipped: Catalogues,
    holding: Mapping[Place, Correction],
    names: Mapping[int, str],
    changed: set[Place],
) -> Catalogues:
    """`changed` gets what is from before a change. Sources first: others are compared with them."""
    made = {language: dict(entries) for language, entries in shipped.items()}
    order = sorted(made, key=lambda one: (*_BOTH, one).index(one))
    for language in order:
        for (spoken, id), one in holding.items():
            if spoken != language or id not in domain.phrases:
                continue
            before = shipped[language].get(id)
            if not _is_said(one, domain.phrases[id], before):
                continue
            is_old = one.sources != sources_of(made, language, id) or _was_replaced(one, before)
            if is_old:
                changed.add(one.place)
            made[language][id] = Entry(words=one.words, said_of_state=_state(one, names, is_old))
        _age(shipped, made, language, changed)
    return MappingProxyType({one: MappingProxyType(made[one]) for one in shipped})


def _age(
    shipped: Catalogues, made: dict[str, dict[str, Entry]], language: str, changed: set[Place]
) -> None:
    """What the program came with as reviewed, beside another source than is said now."""
    for id, entry in shipped[language].items():
        is_here = made[language][id] is entry and entry.state is State.REVIEWED
        if is_here and sources_of(made, language, id) != sources_of(shipped, language, id):
            said_of_state = entry.said_of_state.replace(State.REVIEWED.value, CHANGED, 1)
            made[language][id] = Entry(words=entry.words, said_of_state=said_of_state)
            changed.add((language, id))


def _is_said(one: Correction, phrase: Phrase, shipped: Entry | None) -> bool:
    """What was only confirmed gives way to newer words of the program."""
    if one.written_by == MACHINE and _was_replaced(one, shipped):
        return False
    return not any(sentence_faults(phrase, one.words, one.language))


def _is_unfit(one: Correction) -> bool:
    phrase = next(
        (each.phrases[one.phrase] for each in DOMAINS if one.phrase in each.phrases), None
    )
    return phrase is None or any(sentence_faults(phrase, one.words, one.language))


def _was_replaced(one: Correction, shipped: Entry | None) -> bool:
    """Whether a newer version of the program says something that nobody here has looked at."""
    return shipped is not None and shipped.words not in (one.before, one.words)


def _state(one: Correction, names: Mapping[int, str], is_old: bool) -> str:
    by = names.get(one.decided_by or 0, f"#{one.decided_by}")
    day = "" if one.decided_at is None else f"{one.decided_at:%Y-%m-%d}"
    return f"{CHANGED if is_old else State.REVIEWED.value} by {by}, {day}"
