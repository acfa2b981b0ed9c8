"""Fills the slots of a revision's sentences in one language of the phrasebook."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from alerts.announcing import phrase_of, slot_of
from alerts.clock_words import moment
from alerts.model import Announcement, Holding, Kind, Revision, Strength
from alerts.named_warnings import named
from alerts.own_words import own
from alerts.phrases import Phrasebook

_NAME_CHARACTERS = 60
NOTE_BYTES = 200


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes for names, so that what is never cut always fits into 2,600.

    `beside` is for the Japanese name beside a translation; 0 where the message has it already.
    """

    place: int
    beside: int
    issuer: int
    holdings: int


ALONE = Room(place=96, beside=60, issuer=80, holdings=2)
# Letters of three bytes, and many to a word: there the names give way, so that no sentence has to.
ALONE_IN_LONG_LETTERS = Room(place=63, beside=42, issuer=60, holdings=1)
_LONG_LETTERS = frozenset({"my", "km"})
# Two languages in one message; the first is Japanese.
SHARED = Room(place=48, beside=0, issuer=39, holdings=1)
# An exercise says in both languages that it is one, twice.
SHARED_IN_EXERCISE = Room(place=42, beside=0, issuer=18, holdings=1)


def room_for(written_in: Sequence[str], *, is_exercise: bool) -> Room:
    """How much of its names a message in these languages has room for."""
    if len(written_in) > 1:
        return SHARED_IN_EXERCISE if is_exercise else SHARED
    return ALONE_IN_LONG_LETTERS if written_in[0] in _LONG_LETTERS else ALONE


class Speaker:
    """Says phrases about one revision in one language of the phrasebook; each is made once."""

    def __init__(
        self, book: Phrasebook, revision: Revision, language: str, room: Room = ALONE
    ) -> None:
        self.language = language
        self.room = room
        self._book = book
        self._revision = revision
        self._said: dict[str, str] = {}
        self._slots = {
            "hazard": book.say(language, f"hazard.{revision.kind.value}"),
            "place": self._place(revision.place_names),
            "issuer": own(
                revision.issuer_names.get(_base(language), revision.issuer),
                most_bytes=room.issuer,
                most_characters=_NAME_CHARACTERS,
            ),
            "note": own(revision.note, most_bytes=NOTE_BYTES),
            "term": self._term(revision),
        }

    def say(self, id: str) -> str:
        """The phrase `id` with this revision's names and times in its slots."""
        if id not in self._said:
            self._said[id] = self._book.say(self.language, id, **self._slots, **self._time(id))
        return self._said[id]

    def frame(self, id: str, title: str) -> str:
        return self._book.say(self.language, id, title=title)

    def in_japanese(self, title_id: str) -> str:
        """The title as it stands on Japanese screens and signs."""
        hazard = self._book.say("ja", f"hazard.{self._revision.kind.value}")
        title = self._book.say("ja", title_id, hazard=hazard, term=self._slots["term"])
        is_exercise = self._revision.mode.is_exercise
        return self._book.say("ja", "frame.drill", title=title) if is_exercise else title

    def holds(self, holding: Holding, title: str) -> str:
        """That something else still holds; `title` is its own."""
        id = "holds.order" if holding.order is not None else "holds.warning"
        place = self._place(holding.place_names)
        return self._book.say(self.language, id, title=title, place=place)

    def announced(self, one: Announcement) -> str:
        """The state of a site or a street."""
        slots = {slot_of(one): self._place(one.names)}
        return self._book.say(self.language, phrase_of(one), **slots)

    def named(self, title_id: str, holding: Holding) -> str:
        """The title of another alert that still holds."""
        hazard = self._book.say(self.language, f"hazard.{holding.kind.value}")
        return self._book.say(self.language, title_id, hazard=hazard, term=self._term(holding))

    def _time(self, id: str) -> dict[str, str]:
        revision = self._revision
        times: dict[str, datetime | None] = {
            "from": revision.onset,
            "until": revision.expires,
            "clock": revision.sent,
        }
        when = times.get(id.rsplit(".", 1)[-1])
        if when is None:
            return {}
        said = moment(
            when, time_zone=revision.time_zone, language=self.language, near=revision.sent
        )
        return {"time": said}

    def _term(self, what: Revision | Holding) -> str:
        """The official Japanese name; in easy Japanese with its reading, where one is known."""
        read = reading_of(what) if self.language == "ja-simple" else ""
        return term_of(what, self._book) + (f"({read})" if read else "")

    def _place(self, names: Mapping[str, str]) -> str:
        """The place in the reader's language, the Japanese name beside it, as on signs."""
        base = _base(self.language)
        wanted = (self.language, base, "", "ja", "en", *sorted(names))
        found = next((names[key] for key in wanted if names.get(key, "").strip()), "")
        name = own(found, most_bytes=self.room.place, most_characters=_NAME_CHARACTERS)
        if not name:
            return self._book.say(self.language, "place.unnamed")
        if base == "ja" or not self.room.beside:
            return name
        beside = own(names.get("ja", ""), most_bytes=self.room.beside)
        if not beside or beside == name:
            return name
        return self._book.say(self.language, "place.both", name=name, name_ja=beside)


def term_of(what: Revision | Holding, book: Phrasebook) -> str:
    """The official Japanese name of the order, announcement, class or level; else ""."""
    announced = named(what) if isinstance(what, Revision) else None
    if announced:
        return announced.term
    if what.order is not None:
        return book.term(f"term.order.{what.order.value}")
    if what.strength is Strength.KNOW:
        return ""
    if what.kind is Kind.TSUNAMI:
        slow = what.strength is Strength.LEAVE_IF_SLOW
        return book.term(f"term.tsunami.{'leave' if slow else what.strength.value}")
    return book.term(f"term.level.{what.strength.value}")


def reading_of(what: Revision | Holding) -> str:
    """Kana of what an agency announced by a name of its own; else ""."""
    announced = named(what) if isinstance(what, Revision) else None
    return announced.reading if announced else ""


def _base(language: str) -> str:
    """Whose names its readers know: easy Japanese and the pseudo-languages have none."""
    return {"ja-simple": "ja", "en-XA": "en", "ar-XB": "en"}.get(language, language)
