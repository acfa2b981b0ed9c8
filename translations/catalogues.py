"""Reading the catalogues of a domain: words per phrase, and the state of each sentence.

A sentence's state stands in its translator comment, one of

    # State: machine draft
    # State: reviewed by NAME, DATE
    # State: official (SOURCE)

A sentence without one is a machine draft: a review that nobody wrote down did not happen.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import msgspec
from babel.messages.pofile import read_po

from alerts.languages import LANGUAGES
from translations.domains import ALERTS, Domain


class State(StrEnum):
    MACHINE_DRAFT = "machine draft"
    REVIEWED = "reviewed"
    OFFICIAL = "official"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a catalogue. `said_of_state` is the comment as the translator wrote it."""

    words: str
    said_of_state: str

    @property
    def state(self) -> State:
        return next(
            (s for s in State if self.said_of_state.startswith(s.value)), State.MACHINE_DRAFT
        )


def read_catalogue(path: Path) -> Mapping[str, Entry]:
    """Phrase id -> entry, in the file's order; sentences without words or marked fuzzy are absent.

    Raises `babel.messages.pofile.PoFileError` for a broken file: better no start than holes.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
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


def read_catalogues(domain: Domain = ALERTS) -> Mapping[str, Mapping[str, Entry]]:
    """Every catalogue of the domain that there is, by language id."""
    return {
        language: read_catalogue(path)
        for language in LANGUAGES
        if (path := domain.path_of(language)).is_file()
    }


def _state_in(comments: list[str]) -> str:
    prefix = "State: "
    return next((c.removeprefix(prefix).strip() for c in comments if c.startswith(prefix)), "")
