"""Writes the templates for translators from the phrases: `python -m translations.extract`.

Also brings the comments of every catalogue up to date, adds sentences that are new (without words)
to the catalogues that must be complete, and drops those that are gone. It never touches words; but
what was reviewed beside English or Japanese that has changed says so, and counts as a draft again.
The sources stand in the comments for that: they are what a program compares with.
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
_JAPANESE, _ENGLISH = "Japanese: ", "English: "
_FROM_JAPANESE = frozenset({"ja", "ja-simple", "en"})
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
    """Every phrase with where it appears, how long it may be, its slots, and its sources."""
    japanese, english = (_words(domain.path_of(one)) for one in ("ja", "en"))
    catalogue = Catalog(domain=domain.name, charset="utf-8", fuzzy=False)
    for phrase in domain.phrases.values():
        sources = (japanese.get(phrase.id, ""), english.get(phrase.id, ""))
        catalogue.add(phrase.id, auto_comments=_comments(phrase, *sources))
    return catalogue


def _words(path: Path) -> Mapping[str, str]:
    entries = read_catalogue(path) if path.is_file() else {}
    return {id: entry.words for id, entry in entries.items()}


def template_text(domain: Domain = ALERTS) -> str:
    header = _HEADER.format(heading=domain.heading, name="template", language="")
    return header + _body(template(domain))


def _comments(phrase: Phrase, japanese: str, english: str) -> list[str]:
    lines = [f"Translators: {phrase.appears}; at most {phrase.limit} characters without slots."]
    if phrase.slots:
        slots = ", ".join(f"{{{slot}}}" for slot in phrase.slots)
        lines.append(f"Keep these slots as they are: {slots}.")
    if (source := term_source(phrase.id)) != "ours":
        lines.append(f"Terms: {source}.")
    if japanese:
        lines.append(f"{_JAPANESE}{japanese}")
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
            user_comments=_states(known, message, language) if known else [],
            flags=known.flags if known else [],
        )
    row = LANGUAGES[language]
    header = _HEADER.format(heading=domain.heading, name=row.name, language=row.directory)
    return header + _body(new)


def _states(known: Message, message: Message, language: str) -> list[str]:
    """What the catalogue says of the state, unless a source was changed since somebody reviewed.

    Of Japanese nothing stands beside itself: whoever changes it takes the review away by hand.
    """
    if not _has_new_source(_sources(known), _sources(message), language):
        return known.user_comments
    reviewed, changed = f"State: {State.REVIEWED.value} by", f"State: {CHANGED} by"
    return [one.replace(reviewed, changed, 1) for one in known.user_comments]


def _has_new_source(before: tuple[str, str], now: tuple[str, str], language: str) -> bool:
    """The Japanese counts from when it first stood there: older files have none."""
    japanese, english = before
    new_japanese = language != "ja" and japanese not in ("", now[0])
    return new_japanese or (language not in _FROM_JAPANESE and english != now[1])


def _sources(message: Message) -> tuple[str, str]:
    """The Japanese and the English beside a sentence, without spaces: a file wraps its lines."""
    found = {_JAPANESE: "", _ENGLISH: ""}
    reading = ""
    for line in message.auto_comments:
        reading = next((one for one in found if line.startswith(one)), reading)
        if reading:
            found[reading] += "".join(line.split())
    return found[_JAPANESE], found[_ENGLISH]


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
