"""The two sets of sentences: `alerts` (life-safety, in every push) and `app` (all else of a page).

Both have the same files, tools and checks; they differ in who may change what: a sentence of
`alerts` in use can mislead somebody in danger, one of `app` can at worst be clumsy.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from alerts.languages import LANGUAGES
from alerts.phrases import NO_TEXT, PHRASES, Phrase
from translations.app_phrases import APP_PHRASES, NO_PAGE

_HERE = Path(__file__).resolve().parent


class Domain(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One gettext domain, equal to itself alone: what was read of it is kept by it.

    `note` is the one sentence that languages without catalogue have.
    """

    name: str
    heading: str
    phrases: Mapping[str, Phrase]
    note: Phrase
    root: Path = _HERE

    @property
    def template(self) -> Path:
        return self.root / self.name / f"{self.name}.pot"

    def path_of(self, language: str) -> Path:
        """Where gettext expects the catalogue of a language of ours."""
        directory = LANGUAGES[language].directory
        return self.root / self.name / directory / "LC_MESSAGES" / f"{self.name}.po"


ALERTS = Domain(name="alerts", heading="Alerts of Hansho", phrases=PHRASES, note=NO_TEXT)
APP = Domain(name="app", heading="The page of Hansho", phrases=APP_PHRASES, note=NO_PAGE)
DOMAINS = (ALERTS, APP)
