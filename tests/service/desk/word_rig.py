"""The translators' workbench over memory, with three who speak French and one who speaks German."""

import msgspec

from service.desk.acting import Who
from service.desk.ports import Change, Entry, Grant, Role
from service.desk.spoken_words import SpokenWords
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_word_store import MemoryWordStore
from service.desk.word_corrections import Correction
from service.desk.word_room import WordRoom
from tests.factories import NOW
from tests.service.desk.rig import LONG_AGO, person

CLOCK = "order.clock"
MENDED = "Ordre de {issuer} du {time}."


class Bench(msgspec.Struct, kw_only=True):
    room: WordRoom
    log: MemoryAuditLog
    writer: Who
    second: Who
    third: Who
    german: Who

    @property
    def words(self) -> SpokenWords:
        return self.room.words

    def said(self, id: str = CLOCK, language: str = "fr") -> str:
        return self.words.now.words(language, id)

    def written(self, words: str = MENDED, id: str = CLOCK, language: str = "fr") -> Correction:
        return self.room.write(self.writer, language, id, words, "", NOW)

    def reviewed(self, words: str = MENDED, id: str = CLOCK, language: str = "fr") -> Correction:
        made = self.written(words, id, language)
        return self.room.review(self.second, made.id, self.said(id, language), NOW)

    def acts(self) -> list[str]:
        return [row.act for row in self.log.rows() if row.act != "staff.add"]


def bench() -> Bench:
    log = MemoryAuditLog()
    staff = MemoryStaffStore(log)
    speakers = [speaker(number) for number in (1, 2, 3)]
    speakers.append(speaker(4, "de"))
    for one in speakers:
        newest = log.newest()
        entry = Entry(at=NOW, actor=0, act="staff.add", subject="")
        new = msgspec.structs.replace(one.staff, number=0)
        staff.apply(Change(staff=new), entry, seen=newest.n if newest else 0)
    room = WordRoom(MemoryWordStore(log), staff, SpokenWords())
    writer, second, third, german = speakers
    return Bench(room=room, log=log, writer=writer, second=second, third=third, german=german)


def speaker(number: int, language: str = "") -> Who:
    """Of every language, or of one."""
    only = frozenset({language}) if language else None
    grant = Grant(role=Role.TRANSLATOR, begins=LONG_AGO, languages=only)
    return person(number, grants=(grant,))
