"""Reading the catalogues of a domain: words per phrase, and the state of each sentence.

A sentence's state stands in its translator comment, one of

    # State: machine draft
    # State: reviewed by NAME, DATE
    # State: changed since review by NAME, DATE
    # State: official (SOURCE)

A sentence without one is a machine draft: a review that nobody wrote down did not happen. One whose
English was changed after its review counts as a draft again (`translations.extract` writes so).
"""

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from io import StringIO
from pathlib import Path
from types import MappingProxyType

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from alerts.languages import LANGUAGES
from translations.domains import ALERTS, Domain
from translations.readings import Reading, readings_of

_ID = re.compile(r'msgid "(.+)"\s*$')
_LINE = re.compile(r'(?:(?:msgid|msgid_plural|msgctxt|msgstr(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*$')


class State(StrEnum):
    MACHINE_DRAFT = "machine draft"
    REVIEWED = "reviewed"
    OFFICIAL = "official"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a catalogue. `said_of_state` is the comment as the translator wrote it."""

    words: str
    said_of_state: str

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Of easy Japanese; of all others there are none."""
        return readings_of(self.words)

    @property
    def state(self) -> State:
        return next(
            (s for s in State if self.said_of_state.startswith(s.value)), State.MACHINE_DRAFT
        )


def read_catalogue(path: Path) -> Mapping[str, Entry]:
    """Phrase id -> entry, in the file's order; sentences without words or marked fuzzy are absent.

    Raises `babel.messages.pofile.PoFileError` for a broken file: better no start than holes.
    """
    catalogue = read_file(path)
    return MappingProxyType(
        {
            message.id: Entry(words=message.string, said_of_state=_state_in(message.user_comments))
            for message in catalogue
            if isinstance(message.id, str)
            and isinstance(message.string, str)
            and message.id
            and message.string
            and not message.fuzzy
        }
    )


def read_catalogues(domain: Domain) -> dict[str, Mapping[str, Entry]]:
    """Every catalogue of the domain that there is, by language id."""
    return {
        language: read_catalogue(path)
        for language in LANGUAGES
        if (path := domain.path_of(language)).is_file()
    }


@cache
def shipped_catalogues(domain: Domain = ALERTS) -> Mapping[str, Mapping[str, Entry]]:
    """`read_catalogues` of what is installed here. Read once: a change needs a restart."""
    return MappingProxyType(read_catalogues(domain))


def words_of(catalogues: Mapping[str, Mapping[str, Entry]]) -> dict[str, dict[str, str]]:
    """Language id -> phrase id -> words, of entries by the same two."""
    return {
        language: {id: entry.words for id, entry in entries.items()}
        for language, entries in catalogues.items()
    }


def read_file(path: Path) -> Catalog:
    """A PO file as any editor saves it: wrapped, with its marks, with a byte-order mark or CRLF.

    Raises `babel.messages.pofile.PoFileError` for what Babel would pass over in silence, too:
    another encoding, a phrase that stands there twice, a quotation without its end.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(path, "is not UTF-8; save it as UTF-8") from error
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#") and not _LINE.match(line):
            raise _fault(path, f"cannot be read on line {number}: {line[:60]}", line, number)
    counts = Counter(found[1] for line in lines if (found := _ID.match(line)))
    twice = sorted(id for id, count in counts.items() if count > 1)
    if twice:
        raise _fault(path, f"holds {', '.join(twice)} twice; keep one")
    # What a phrase was before would pass for a comment of the translator's.
    kept = "\n".join(line for line in lines if not line.startswith("#|"))
    return read_po(StringIO(kept), abort_invalid=True)


def _fault(path: Path, why: str, line: str = "", number: int = 0) -> PoFileError:
    return PoFileError(f"{path.parent.parent.name}/{path.name} {why}", Catalog(), line, number)


def _state_in(comments: list[str]) -> str:
    prefix = "State: "
    return next((c.removeprefix(prefix).strip() for c in comments if c.startswith(prefix)), "")
