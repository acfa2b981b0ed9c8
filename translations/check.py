"""Whether the catalogues may go out: `python -m translations.check`, part of `make check`.

Judges the languages that go out (`WRITTEN`), and in the others the one sentence that does: that
there is no text yet. `--language fr` judges a language as if it went out, however far it is.
Prints one sentence for each fault and exits 1 if there is any.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from alerts.languages import LANGUAGES, WRITTEN
from alerts.phrases import Phrase
from translations.catalogues import Entry, State, read_catalogues
from translations.domains import ALERTS, APP, DOMAINS, Domain
from translations.easy_japanese import easy_faults
from translations.extract import template_text, updated_text
from translations.plain_words import plain_faults
from translations.pushes import push_faults, title_faults
from translations.readings import known_readings, reading_faults
from translations.rules import sentence_faults, without_slots

Catalogues = Mapping[str, Mapping[str, Entry]]

# Left as in English: names and single words may be the same in both.
_TWO_WORDS = re.compile(r"[a-z]{2,}\W+[a-z]{2,}")
_GROUNDS = {
    State.OFFICIAL: re.compile(r"official \(.+\)"),
    State.REVIEWED: re.compile(r"reviewed by .+, .+"),
}


def faults(catalogues: Catalogues, domain: Domain = ALERTS) -> tuple[str, ...]:
    """What is wrong with the words that people get, one sentence each."""
    return (
        *(hole for language in WRITTEN for hole in _holes(catalogues, domain, language)),
        *(fault for language in catalogues for fault in _unknown(catalogues, domain, language)),
        *_wrong_words(_going_out(catalogues, domain), domain),
        *_shared_sentences(_going_out(catalogues, domain)),
        *(fault for language in WRITTEN for fault in _unplain(catalogues, domain, language)),
    )


def faults_of(language: str, catalogues: Catalogues, domain: Domain = ALERTS) -> tuple[str, ...]:
    """What this language still lacks before it may be in `WRITTEN`, one sentence each.

    Raises KeyError for an id that is not ours.
    """
    whole = {language: catalogues.get(language, {})}
    english = catalogues.get("en", {})
    return (
        *_holes(catalogues, domain, language),
        *_unknown(whole, domain, language),
        *_wrong_words(whole, domain),
        *_shared_sentences(whole),
        *_without_state(whole),
        *(_still_english(language, whole[language], english) if language != "en" else ()),
        *_unplain({**catalogues, **whole}, domain, language),
        *(_too_large(language, catalogues) if domain is ALERTS else ()),
    )


def stale_files(domain: Domain = ALERTS, template: Path | None = None) -> tuple[str, ...]:
    """Files that `python -m translations.extract` would write differently."""
    texts = {template or domain.template: template_text(domain)}
    for language in LANGUAGES:
        path = domain.path_of(language)
        if path.is_file():
            texts[path] = updated_text(language, domain)
    return tuple(
        f"{path.parent.parent.name}/{path.name} is stale: run `python -m translations.extract`"
        for path, text in texts.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    )


def _going_out(catalogues: Catalogues, domain: Domain) -> Catalogues:
    """Whole catalogues of `WRITTEN`, and the note of each other: no reader gets more of them."""
    notes = (domain.note.id,)
    return {
        language: entries
        if language in WRITTEN
        else {id: entry for id, entry in entries.items() if id in notes}
        for language, entries in catalogues.items()
    }


def _holes(catalogues: Catalogues, domain: Domain, language: str) -> Iterator[str]:
    said = catalogues.get(language, {})
    for phrase in domain.phrases.values():
        if phrase.is_needed_in(language) and phrase.id not in said:
            yield f"{language}: {phrase.id} has no words; it must go out in this language"


def _unknown(catalogues: Catalogues, domain: Domain, language: str) -> Iterator[str]:
    for id in catalogues[language]:
        if id not in domain.phrases:
            yield f"{language}: {id} is no phrase of ours; remove it"


def _wrong_words(catalogues: Catalogues, domain: Domain) -> Iterator[str]:
    for language, entries in catalogues.items():
        for id, entry in entries.items():
            if id in domain.phrases:
                for fault in _faults_of(domain.phrases[id], entry, language):
                    yield f"{language}: {id} {fault}"


def _faults_of(phrase: Phrase, entry: Entry, language: str) -> Iterator[str]:
    yield from sentence_faults(phrase, entry.words, language)
    grounds = _GROUNDS.get(entry.state)
    if grounds and not grounds.fullmatch(entry.said_of_state):
        yield f"is called {entry.state.value} without saying by whom or from where"


def _unplain(catalogues: Catalogues, domain: Domain, language: str) -> Iterator[str]:
    """What a reader in a hurry would stumble over (`translations.plain_words`)."""
    for id, entry in catalogues.get(language, {}).items():
        read_beside = (catalogues.get(one, {}).get(id) for one in ("en", "ja"))
        beside = " ".join(other.words for other in read_beside if other)
        for fault in plain_faults(entry.words, language, beside=beside):
            yield f"{language}: {id} {fault}"
        if language == "ja-simple":
            for fault in easy_faults(entry.words, is_spoken_to=domain is not APP):
                yield f"{language}: {id} {fault}"
            others = (other.words for key, other in catalogues[language].items() if key != id)
            for fault in reading_faults(entry.words, known_readings(others)):
                yield f"{language}: {id} {fault}"


def _too_large(language: str, catalogues: Catalogues) -> Iterator[str]:
    words = {one: {id: e.words for id, e in said.items()} for one, said in catalogues.items()}
    for fault in push_faults(language, words):
        yield f"{language}: {fault}; say its sentences shorter"
    terms = {id: said for id, said in words.get("ja", {}).items() if id.startswith("term.")}
    for fault in title_faults({**terms, **words.get(language, {})}):
        yield f"{language}: {fault}"


def _without_state(catalogues: Catalogues) -> Iterator[str]:
    for language, entries in catalogues.items():
        for id, entry in entries.items():
            if not entry.said_of_state:
                yield f"{language}: {id} has no line `# State: …` above it"


def _still_english(
    language: str, entries: Mapping[str, Entry], english: Mapping[str, Entry]
) -> Iterator[str]:
    for id, entry in entries.items():
        same = id in english and entry.words == english[id].words
        if same and _TWO_WORDS.search(without_slots(entry.words)):
            yield f"{language}: {id} is still in English"


def _shared_sentences(catalogues: Catalogues) -> Iterator[str]:
    for language, entries in catalogues.items():
        orders = {entry.words: id for id, entry in entries.items() if id.startswith("order.")}
        for id, entry in entries.items():
            if id.startswith("warning.") and entry.words in orders:
                yield f"{language}: {id} says the same as {orders[entry.words]}; never one for both"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m translations.check", description=__doc__)
    parser.add_argument("--language", choices=sorted(LANGUAGES), help="as if it went out")
    language = parser.parse_args(arguments).language
    found = [
        fault
        for domain in DOMAINS
        for catalogues in [read_catalogues(domain)]
        for fault in (
            faults_of(language, catalogues, domain)
            if language
            else (*stale_files(domain), *faults(catalogues, domain))
        )
    ]
    for fault in found:
        print(fault, file=sys.stderr)  # noqa: T201
    if language:
        print(f"{language}: {len(found) or 'no'} faults", file=sys.stderr)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
