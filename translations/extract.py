"""Writes the templates for translators from the phrases: `python -m translations.extract`.

Also brings the comments of every catalogue up to date, adds sentences that are new (without words)
to the catalogues that must be complete, and drops those that are gone. It never touches words; but
what was reviewed beside English that has changed says so, and counts as a draft again.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from alerts.languages import LANGUAGES, WRITTEN
from alerts.phrases import Phrase
from translations.catalogues import Entry, State, read_catalogue, read_file
from translations.domains import ALERTS, DOMAINS, Domain
from translations.term_sources import term_source

_WIDTH = 100
_ENGLISH = "English: "
CHANGED = "changed since review"
NO_DRAFTS: Mapping[str, str] = MappingProxyType({})
NO_ENTRIES: Mapping[str, Entry] = MappingProxyType({})
# Written by hand: Babel's own header carries the time, its version and addresses to fill in.
_HEADER = """\
# {heading}: {name}. Read translations/README.md first.
msgid ""
msgstr ""
"Project-Id-Version: hansho\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def template(domain: Domain = ALERTS) -> Catalog:
    """Every phrase with where it appears, how long it may be, its slots, and its English."""
    path = domain.path_of("en")
    english = read_catalogue(path) if path.is_file() else {}
    catalogue = Catalog(domain=domain.name, charset="utf-8", fuzzy=False)
    for phrase in domain.phrases.values():
        entry = english.get(phrase.id)
        catalogue.add(phrase.id, auto_comments=_comments(phrase, entry.words if entry else ""))
    return catalogue


def template_text(domain: Domain = ALERTS) -> str:
    header = _HEADER.format(heading=domain.heading, name="template", language="")
    return header + _body(template(domain))


def _comments(phrase: Phrase, english: str) -> list[str]:
    lines = [f"Translators: {phrase.appears}; at most {phrase.limit} characters without slots."]
    if phrase.slots:
        slots = ", ".join(f"{{{slot}}}" for slot in phrase.slots)
        lines.append(f"Keep these slots as they are: {slots}.")
    if (source := term_source(phrase.id)) != "ours":
        lines.append(f"Terms: {source}.")
    if english:
        lines.append(f"{_ENGLISH}{english}")
    return lines


def _body(catalogue: Catalog) -> str:
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, omit_header=True)
    return file.getvalue().decode()


def updated_text(
    language: str,
    domain: Domain = ALERTS,
    drafts: Mapping[str, str] = NO_DRAFTS,
    entries: Mapping[str, Entry] = NO_ENTRIES,
) -> str:
    """The catalogue of a language with comments and sentences as the template has them now.

    `drafts` (phrase id -> words) take the place of what was there, as machine drafts; `entries`
    do with the state that they have.
    """
    placed = {
        **{id: Entry(words=words, said_of_state="machine draft") for id, words in drafts.items()},
        **entries,
    }
    old = _read(domain.path_of(language))
    new = Catalog(domain=domain.name, charset="utf-8", fuzzy=False)
    for message in template(domain):
        if not isinstance(message.id, str) or not message.id:
            continue
        if message.id in placed:
            new.add(
                message.id,
                placed[message.id].words,
                auto_comments=message.auto_comments,
                user_comments=[f"State: {placed[message.id].said_of_state}"],
            )
            continue
        known = old.get(message.id)
        if known is None and language not in domain.phrases[message.id].languages:
            continue
        new.add(
            message.id,
            known.string if known else "",
            auto_comments=message.auto_comments,
            user_comments=_states(known, message) if known else [],
            flags=known.flags if known else [],
        )
    row = LANGUAGES[language]
    header = _HEADER.format(heading=domain.heading, name=row.name, language=row.directory)
    return header + _body(new)


def _states(known: Message, message: Message) -> list[str]:
    """What the catalogue says of the state, unless the English was changed since somebody reviewed.

    Of English itself nothing stands beside it: whoever changes it takes the review away by hand.
    """
    if _english(known) == _english(message):
        return known.user_comments
    reviewed, changed = f"State: {State.REVIEWED.value} by", f"State: {CHANGED} by"
    return [one.replace(reviewed, changed, 1) for one in known.user_comments]


def _english(message: Message) -> str:
    """The English that stands beside a sentence, without the line breaks that the file gave it."""
    lines = list(message.auto_comments)
    start = next((at for at, one in enumerate(lines) if one.startswith(_ENGLISH)), len(lines))
    return " ".join(" ".join(lines[start:]).split())


def _read(path: Path) -> Catalog:
    if not path.is_file():
        return Catalog()
    return read_file(path)


def main() -> None:
    for domain in DOMAINS:
        domain.template.parent.mkdir(parents=True, exist_ok=True)
        domain.template.write_text(template_text(domain), encoding="utf-8")
        for language in LANGUAGES:
            path = domain.path_of(language)
            if language in WRITTEN or path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(updated_text(language, domain), encoding="utf-8")


if __name__ == "__main__":
    main()
