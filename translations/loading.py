"""The doors through which catalogues reach the rest. Read once; a change needs a restart."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

import msgspec

from alerts.clock_words import phone_patterns
from alerts.languages import FIRST, LANGUAGES, PSEUDO, WRITTEN, described, fallback
from alerts.number_words import isolated, phone_marks
from alerts.phrases import Phrasebook, SentenceMissing, filled
from alerts.pseudo import accented, mirrored
from translations.app_phrases import APP_PHRASES, NO_PAGE
from translations.catalogues import Entry, State, shipped_catalogues, words_of
from translations.domains import APP

_IN_FULL = "more."
# The first page must not carry these on a bad line: what the server alone says, and what is read
# from a file of its own.
_NOT_SHARED = (
    _IN_FULL,
    *("situation.", "summary.", "manifest.", "start.needs_script", "settings.needs_script"),
    *("sites.title", "sites.count", "sites.lead", "sites.app", "sites.none", "sites.no_"),
    *("sites.shelters.", "error.page.", "error.language.", "error.server."),
)
_PSEUDO_MAKERS = MappingProxyType({"en-XA": accented, "ar-XB": mirrored})


@cache
def load_phrasebook() -> Phrasebook:
    """Of all catalogues. Raises `SentenceMissing` if ja, ja-simple or en has a hole."""
    return book_of(shipped_catalogues())


def book_of(catalogues: Mapping[str, Mapping[str, Entry]]) -> Phrasebook:
    """Raises `SentenceMissing` if ja, ja-simple or en has a hole."""
    alone = (*checked_languages(catalogues), *PSEUDO)
    return Phrasebook.from_catalogues(words_of(catalogues), alone=alone)


def checked_languages(
    catalogues: Mapping[str, Mapping[str, Entry]], written: Sequence[str] = WRITTEN
) -> tuple[str, ...]:
    """Languages whose alerts go out by themselves.

    The first three always do. Another does once every sentence of its alerts is official or was
    reviewed; until then a page may be in it, and its alerts say that nobody has checked them yet.
    """
    return tuple(
        language
        for language in written
        if language in FIRST
        or not any(entry.state is State.MACHINE_DRAFT for entry in catalogues[language].values())
    )


class PageWords(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of the page for readers of one language.

    `spoken` (an id of ours), `lang` and `direction` are of the words: easy Japanese for a language
    without catalogue, whose `note` then says so in that language ("" otherwise).
    """

    language: str
    spoken: str
    lang: str
    direction: str
    note: str
    sentences: Mapping[str, str]

    def say(self, id: str, /, **slots: str) -> str:
        """One sentence with its slots filled. Raises KeyError for what there is not."""
        apart = {name: isolated(value, self.spoken) for name, value in slots.items()}
        return filled(self.sentences[id], apart)

    def in_full(self) -> dict[str, str]:
        """Kind -> what helps at this hazard: `more/{language}.json` (docs/formats.md)."""
        return {
            id.removeprefix(_IN_FULL): said
            for id, said in self.sentences.items()
            if id.startswith(_IN_FULL)
        }

    def for_phone(self) -> dict[str, str]:
        """What the phone gets as `words/{language}.json` (docs/formats.md)."""
        shared = {id: said for id, said in self.sentences.items() if not id.startswith(_NOT_SHARED)}
        return {
            **shared,
            **phone_patterns(self.spoken),
            **phone_marks(self.spoken),
            NO_PAGE.id: self.note,
        }


@cache
def load_page_words() -> Mapping[str, PageWords]:
    """Language id -> its page words, pseudo-languages included.

    Raises `SentenceMissing` if a written language has a hole.
    """
    said = words_of(shipped_catalogues(APP))
    for language in WRITTEN:
        if missing := APP_PHRASES.keys() - {NO_PAGE.id} - said.get(language, {}).keys():
            raise SentenceMissing(f"{language}: {', '.join(sorted(missing))}")
    for language, make in _PSEUDO_MAKERS.items():
        said[language] = {id: make(words) for id, words in said["en"].items()}
    return MappingProxyType({one: page_words(one, said) for one in (*LANGUAGES, *PSEUDO)})


def page_words(
    language: str, said: Mapping[str, Mapping[str, str]], written: Sequence[str] = WRITTEN
) -> PageWords:
    """`said`: language -> phrase id -> words; of a language not `written`, the note alone counts.

    Raises KeyError for an id that is not ours.
    """
    written_in = fallback(language, written)[0]
    row = described(written_in)
    return PageWords(
        language=language,
        spoken=written_in,
        lang=row.lang,
        direction=row.direction,
        note="" if written_in == language else said.get(language, {}).get(NO_PAGE.id, ""),
        sentences=said[written_in],
    )
