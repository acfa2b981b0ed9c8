"""What a phone turns a received alert to another language with: `alerts/{language}.json`.

Every language has its file, also one whose alerts do not go out yet: the phone then says what the
service says to its readers, and shows the draft beside it, marked, to whoever asks for it.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from alerts.clock_words import phone_patterns
from alerts.languages import LANGUAGES, PSEUDO
from alerts.number_words import phone_marks
from alerts.pseudo import accented, mirrored
from translations.catalogues import State, shipped_catalogues
from translations.loading import load_phrasebook

# By the first part of their ids: the others are said aloud, by the desk, or stand in the push.
_SAID = frozenset(
    "hazard place frame drill holds reference order warning notice note".split()  # noqa: SIM905
)
_PSEUDO_MAKERS = MappingProxyType({"en-XA": accented, "ar-XB": mirrored})


@cache
def load_alert_words() -> Mapping[str, Mapping[str, Any]]:
    """Language id -> the file's object (docs/formats.md), pseudo-languages included."""
    return MappingProxyType({one: _file(one) for one in (*LANGUAGES, *PSEUDO)})


def _file(language: str) -> dict[str, Any]:
    entries = shipped_catalogues()["en" if language in PSEUDO else language]
    make = _PSEUDO_MAKERS.get(language, str)
    said = {id: make(entry.words) for id, entry in entries.items() if id.split(".", 1)[0] in _SAID}
    drafts = (entry.state is State.MACHINE_DRAFT for entry in entries.values())
    return {
        "read_in": load_phrasebook().read_in(language),
        "draft": language not in PSEUDO and any(drafts),
        "sentences": {**said, **phone_patterns(language), **phone_marks(language)},
    }
