"""What every page of the desk is made from: who looks, in which language, at which moment."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from alerts.clock_words import moment
from alerts.model import Mode
from service.desk_page.refusing import refusal
from service.desk_page.words import said

_YEARS = range(2000, 2200)
_INPUT = "%Y-%m-%dT%H:%M"


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """How long somebody stays in: until `idle_ends` if they do nothing, until `ends` in any case.

    `fresh`: they came in with a passkey a few minutes ago, and may change accounts.
    """

    idle_ends: datetime
    ends: datetime
    fresh: bool


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is "" and `csrf` "" for somebody who is not in. `names`: staff by number.

    `rooms`: what this person may open from every page; `/desk/staff` for `staff`, which is also the
    id of its name. `alarms`: whatever everybody at the desk has to hear of now, in sentences.

    `mode`: training in a training space, else real; a draft's own mode can only add a mark.
    """

    language: str
    now: datetime
    time_zone: str
    mode: Mode
    town: str = ""
    csrf: str = ""
    number: int = 0
    name: str = ""
    names: Mapping[int, str] = {}
    rooms: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    stay: Stay | None = None

    def say(self, id: str, /, **slots: str) -> str:
        return said(self.language, id, **slots)

    def refusal(self, sentence: str) -> str:
        """A reason that was raised or given in English, as this page says it."""
        return refusal(self.language, sentence)

    def clock(self, when: datetime) -> str:
        """Date and time of the place, never "today"."""
        return moment(when, time_zone=self.time_zone, language=self.language, near=self.now)

    def named(self, number: int) -> str:
        return self.names.get(number, f"#{number}")

    def mark(self, mode: Mode | None = None) -> str:
        """Stands before the words of every button that does something in an exercise."""
        is_exercise = self.mode.is_exercise or (mode is not None and mode.is_exercise)
        return self.say("exercise.mark") if is_exercise else ""

    def as_input(self, when: datetime | None) -> str:
        """For `<input type=datetime-local>`: the place's own clock, without a zone."""
        return "" if when is None else when.astimezone(ZoneInfo(self.time_zone)).strftime(_INPUT)


def from_input(text: str, time_zone: str) -> datetime | None:
    """None for an empty field. Raises ValueError for what is no time, or none that anybody means:
    what is reckoned from it later would be beyond every calendar."""
    if not text.strip():
        return None
    read = datetime.fromisoformat(text)
    if read.year not in _YEARS:
        raise ValueError("no calendar has this time")
    return read.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
