"""What an operator takes out of the service for channels that are no push: `hansho export`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from alerts.channels.approved import Approved
from alerts.channels.notice import notice
from alerts.channels.record import District, Municipality, record
from alerts.channels.short_text import mail, post
from alerts.channels.speaker_script import speaker_script
from alerts.languages import known
from alerts.phrases import Phrasebook
from geo.errors import HanshoError
from geo.places import Gazetteer
from geo.schemes import key_of
from service.errors import NotFound
from service.outlet import Outlet
from service.settings import Settings

FORMS = ("cap", "record", "mail", "speaker", "notice", "post")
_JIS = "jis"


class ExportRefused(HanshoError):
    """The alert cannot be put out so; the message says what to do."""


class ExportCommands:
    """Carries out `export`: `{"alert": id, "as": form, "language"?: tag}` -> `{"text": …}`."""

    def __init__(
        self, settings: Settings, outlet: Outlet, gazetteer: Gazetteer, phrases: Phrasebook
    ) -> None:
        self._settings = settings
        self._outlet = outlet
        self._gazetteer = gazetteer
        self._phrases = phrases
        self._forms: Mapping[str, Callable[[Approved, str], str]] = MappingProxyType(
            {
                "record": lambda approved, _: self._record(approved),
                "mail": lambda approved, language: mail(approved, language or "ja"),
                "speaker": lambda approved, _: speaker_script(approved, phrases, self._town()),
                "notice": lambda approved, language: notice(approved, (language,) * bool(language)),
                "post": lambda approved, language: post(approved, language or "ja"),
            }
        )

    def handle(self, command: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises NotFound, ExportRefused, or what the form itself refuses (a HanshoError)."""
        alert_id, form = str(command["alert"]), str(command["as"])
        if form == "cap":
            return {"text": self._outlet.cap(alert_id).decode()}
        make = self._forms.get(form)
        if make is None:
            raise ExportRefused(f"{form!r} is no form: choose one of {', '.join(FORMS)}")
        language = self._language(str(command.get("language") or ""))
        try:
            return {"text": make(self._outlet.approved(alert_id), language)}
        except LookupError as error:
            raise NotFound(f"{error.args[0]}; leave the language out") from error

    def _language(self, tag: str) -> str:
        language = known(tag) if tag else ""
        if language is None:
            raise ExportRefused(f"{tag!r} is no language of ours; write ja, ja-simple, en, …")
        return language

    def _record(self, approved: Approved) -> str:
        town = self._settings.municipality
        own = key_of(_JIS, town) if town else None
        found = self._gazetteer.overlapping(approved.revision.area)
        districts = [
            District(code=one.key, name=one.names, households=one.households, people=one.people)
            for one in found
            if one.key != own
        ]
        code = own.removeprefix(f"{_JIS}:") if own else ""
        municipality = Municipality(code=code, name=self._settings.town)
        return record(approved, municipality, districts, self._phrases).decode()

    def _town(self) -> str:
        names = self._settings.town
        return names.get("ja") or next(iter(names.values()), "役所")
