"""Writes words into a catalogue: `python -m translations.fill LANGUAGE DOMAIN FILE.json`.

FILE is a JSON object, phrase id -> words. Each sentence becomes a machine draft, in place of the
draft that was there. What breaks a rule, or would replace what somebody reviewed, is named and left
out; the rest is written. Exits 1 if anything was left out, 2 if the file cannot be read.
"""

import argparse
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from alerts.languages import LANGUAGES
from translations.catalogues import Entry, State, read_catalogue
from translations.domains import DOMAINS, Domain
from translations.extract import updated_text
from translations.rules import sentence_faults


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """`accepted`: phrase id -> words, NFC; `refused`: one sentence each, saying what is wrong."""

    accepted: Mapping[str, str]
    refused: tuple[str, ...]


def filling(
    words: Mapping[str, str], language: str, domain: Domain, there: Mapping[str, Entry]
) -> Filling:
    """Which of the words may be written beside what is `there` already."""
    composed = {id: unicodedata.normalize("NFC", said) for id, said in words.items()}
    refused = {
        id: faults
        for id, said in composed.items()
        if (faults := tuple(_faults(id, said, language, domain, there)))
    }
    return Filling(
        accepted={id: said for id, said in composed.items() if id not in refused},
        refused=tuple(f"{id} {fault}" for id, faults in refused.items() for fault in faults),
    )


def _faults(
    id: str, words: str, language: str, domain: Domain, there: Mapping[str, Entry]
) -> Iterator[str]:
    phrase = domain.phrases.get(id)
    if phrase is None:
        yield f"is no phrase of {domain.name}; see translations/{domain.name}/{domain.name}.pot"
    elif phrase is not domain.note and not phrase.is_needed_in(language):
        yield f"stays in {', '.join(phrase.languages)} in every language; leave it out"
    elif id in there and there[id].state is not State.MACHINE_DRAFT:
        yield f"is {there[id].state.value}; a draft must not replace it"
    elif not words:
        yield "has no words"
    else:
        yield from sentence_faults(phrase, words, language)


def fill(words: Mapping[str, str], language: str, domain: Domain) -> Filling:
    """Writes what may be written into the language's file, all at once."""
    path = domain.path_of(language)
    decided = filling(words, language, domain, read_catalogue(path) if path.is_file() else {})
    if decided.accepted:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".po.new")
        beside.write_text(updated_text(language, domain, decided.accepted), encoding="utf-8")
        beside.replace(path)
    return decided


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m translations.fill", description=__doc__)
    parser.add_argument("language", choices=sorted(LANGUAGES))
    parser.add_argument("domain", choices=[domain.name for domain in DOMAINS])
    parser.add_argument("file", type=Path, help="JSON object: phrase id -> words")
    said = parser.parse_args(arguments)
    try:
        words = msgspec.json.decode(said.file.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError) as error:
        print(f"{said.file}: {error}. Give an object of id -> words.", file=sys.stderr)  # noqa: T201
        return 2
    (domain,) = [one for one in DOMAINS if one.name == said.domain]
    decided = fill(words, said.language, domain)
    for refused in decided.refused:
        print(f"{said.language}: {refused}", file=sys.stderr)  # noqa: T201
    left_out = len(words) - len(decided.accepted)
    print(f"{len(decided.accepted)} written as machine drafts, {left_out} left out")  # noqa: T201
    return 1 if decided.refused else 0


if __name__ == "__main__":
    sys.exit(main())
