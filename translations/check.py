"""Whether the catalogues may go out: `python -m translations.check`, part of `make check`.

Prints one sentence for each fault and exits 1 if there is any.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from alerts.languages import LANGUAGES
from alerts.phrases import Phrase, slots_of
from translations.catalogues import Entry, State, read_catalogues
from translations.domains import ALERTS, DOMAINS, Domain
from translations.extract import template_text, updated_text

Catalogues = Mapping[str, Mapping[str, Entry]]

_SLOT = re.compile(r"\{[a-z_]+\}")
# Readings of easy Japanese, "(つなみ)": help to read, no length of their own.
_READING = re.compile(r"\([぀-ヿー ]+\)")
# What an agency never says (DOMAIN section 1).
_ORDERING = {
    "en": re.compile(r"\borders?\b|\bordered\b", re.IGNORECASE),
    "ja": re.compile(r"命令|指示|避難情報|発令"),
    "ja-simple": re.compile(r"命令|指示|避難情報|発令|めいれい|しじ"),
}
_GROUNDS = {
    State.OFFICIAL: re.compile(r"official \(.+\)"),
    State.REVIEWED: re.compile(r"reviewed by .+, .+"),
}


def faults(catalogues: Catalogues, domain: Domain = ALERTS) -> tuple[str, ...]:
    """What is wrong with the words, one sentence each."""
    return (
        *_holes(catalogues, domain),
        *_wrong_words(catalogues, domain),
        *_shared_sentences(catalogues),
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


def _holes(catalogues: Catalogues, domain: Domain) -> Iterator[str]:
    for phrase in domain.phrases.values():
        for language in phrase.languages:
            if phrase.id not in catalogues.get(language, {}):
                yield f"{language}: {phrase.id} has no words; it must go out in this language"


def _wrong_words(catalogues: Catalogues, domain: Domain) -> Iterator[str]:
    for language, entries in catalogues.items():
        for id, entry in entries.items():
            if id not in domain.phrases:
                yield f"{language}: {id} is no phrase of ours; remove it"
                continue
            for fault in _faults_of(domain.phrases[id], entry, language):
                yield f"{language}: {id} {fault}"


def _faults_of(phrase: Phrase, entry: Entry, language: str) -> Iterator[str]:
    if set(slots_of(entry.words)) != set(phrase.slots):
        wanted = ", ".join(phrase.slots) or "none"
        yield f"has the slots {', '.join(slots_of(entry.words)) or 'none'}; it needs {wanted}"
    length = _length(entry.words)
    if length > phrase.limit:
        yield f"has {length} characters; at most {phrase.limit} fit"
    ordering = _ORDERING.get(language)
    if phrase.voice == "warning" and ordering and ordering.search(entry.words):
        yield "speaks of orders; an agency only warns"
    grounds = _GROUNDS.get(entry.state)
    if grounds and not grounds.fullmatch(entry.said_of_state):
        yield f"is called {entry.state.value} without saying by whom or from where"


def _length(words: str) -> int:
    return len(_READING.sub("", _SLOT.sub("", words)))


def _shared_sentences(catalogues: Catalogues) -> Iterator[str]:
    for language, entries in catalogues.items():
        orders = {entry.words: id for id, entry in entries.items() if id.startswith("order.")}
        for id, entry in entries.items():
            if id.startswith("warning.") and entry.words in orders:
                yield f"{language}: {id} says the same as {orders[entry.words]}; never one for both"


def main() -> int:
    found = [
        fault
        for domain in DOMAINS
        for fault in (*stale_files(domain), *faults(read_catalogues(domain), domain))
    ]
    for fault in found:
        print(fault, file=sys.stderr)  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
