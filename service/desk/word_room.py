"""WordRoom: the translators' workbench. One speaker writes, another one reviews, and it is said.

What waits is said to nobody. Official words are not corrected here: their list is.
"""

import threading
from collections.abc import Mapping
from datetime import datetime

import msgspec

from service.desk.acting import DeskRefused, NotAllowed, Who, allow
from service.desk.ports import MACHINE, DeskChanged, Entry, Staff, StaffStore
from service.desk.roles import Act, speaks
from service.desk.spoken_words import SpokenWords, is_said_in, phrase_of
from service.desk.word_corrections import Correction, Place, Stage
from service.desk.word_judging import composed, judged
from service.desk.word_store import WordStore
from service.errors import NotFound
from translations.catalogues import State

_MOST_NOTE = 500


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """`count` corrections wait for a second speaker; `refused`: one sentence each."""

    count: int
    refused: tuple[str, ...]


class WordRoom:
    """Raises NotAllowed, NotFound, DeskRefused, DeskChanged."""

    def __init__(self, store: WordStore, staff: StaffStore, words: SpokenWords) -> None:
        self._store = store
        self._staff = staff
        self.words = words
        self._refreshing = threading.Lock()
        self.refresh()

    def refresh(self) -> None:
        """One at a time: whoever read the store earlier must not speak last."""
        with self._refreshing:
            names = {one.number: one.name for one in self._staff.everyone()}
            self.words.refresh(self._store.current(), names)

    def waiting(self, language: str, id: str) -> Correction | None:
        found = self.words.now.corrections
        return next((one for one in found if _waits_at(one, language, id)), None)

    def history(self, language: str, id: str) -> tuple[Correction, ...]:
        """Newest first."""
        return self._store.history(language, id)

    def write(
        self, who: Who, language: str, id: str, words: str, note: str, now: datetime
    ) -> Correction:
        """Waits for a second speaker; what waits there already is replaced by it."""
        self._allow(who, Act.TRANSLATE, language, now)
        made = self._made(language, id, words, note, who.number, now)
        waiting = self.waiting(language, id)
        if waiting is not None and (waiting.words, waiting.written_by) == (made.words, who.number):
            return waiting
        if made.words == self.words.now.words(language, id):
            raise DeskRefused("this is what is said already; change it, or review it as it stands")
        (stored,) = self._store.write([made], _entry("words.write", made, who.number, now))
        self.refresh()
        return stored

    def bring(self, staff: Staff, given: Mapping[Place, str], now: datetime) -> Brought:
        """From files, by a command, in the name of a person who may write in their languages. All
        that can wait does; what is said already, or waits already, is passed over."""
        made, refused = [], []
        for (language, id), words in given.items():
            try:
                wanted = self._brought(staff, language, id, words, now)
            except (DeskRefused, NotFound) as error:
                refused.append(f"{language}: {id}: {error}")
                continue
            made += [] if wanted is None else [wanted]
        if made:
            body = {"count": len(made), "languages": sorted({one.language for one in made})}
            subject = f"staff:{staff.number}"
            entry = Entry(at=now, actor=MACHINE, act="words.import", subject=subject, body=body)
            self._store.write(made, entry)
            self.refresh()
        return Brought(count=len(made), refused=tuple(refused))

    def _brought(
        self, staff: Staff, language: str, id: str, words: str, now: datetime
    ) -> Correction | None:
        said, waiting = self.words.now, self.waiting(language, id)
        if not is_said_in(id, language):
            raise NotFound("this language has no such phrase; the list shows all that it has")
        is_there = waiting is not None and waiting.words == composed(words)
        if is_there or composed(words) == said.words(language, id):
            return None
        if not speaks(staff, language, now):
            raise NotAllowed("your role is not for this language; ask an admin to add it")
        return self._made(language, id, words, "", staff.number, now)

    def confirm(self, who: Who, language: str, id: str, words: str, now: datetime) -> Correction:
        """The words that are said already are right: the machine's, or those of another speaker
        whose source changed since. `words`: as they were read."""
        self._allow(who, Act.REVIEW_WORDS, language, now)
        said = self.words.now
        if composed(words) != said.words(language, id):
            raise DeskChanged("other words are said there meanwhile; read them, then decide")
        if self.author(language, id) == who.number:
            raise DeskRefused("you wrote this; another speaker has to review it")
        made = self._made(language, id, words, "", self.author(language, id), now)
        entry = _entry("words.confirm", made, who.number, now)
        stored = self._store.confirm(made, who.number, now, entry)
        self.refresh()
        return stored

    def review(self, who: Who, number: int, seen: str, now: datetime) -> Correction:
        """It is said from now on. `seen`: what was said until now, as the reviewer read it."""
        found = self._waiting(number)
        self._allow(who, Act.REVIEW_WORDS, found.language, now)
        if found.written_by == who.number:
            raise DeskRefused("you wrote this; another speaker has to review it")
        said = self.words.now
        if composed(seen) != said.words(found.language, found.phrase):
            raise DeskChanged("other words are said there meanwhile; read them, then decide")
        if found.sources != said.sources(found.language, found.phrase):
            raise DeskChanged("its source has changed since it was written; write it anew")
        refusals = judged(said, found.language, found.phrase, found.words).refusals
        if refusals:
            raise DeskRefused("these words no longer fit their phrase; return them with a reason")
        entry = _entry("words.review", found, who.number, now)
        self._store.decide(number, Stage.REVIEWED, who.number, now, "", entry)
        self.refresh()
        return found

    def give_back(self, who: Who, number: int, why: str, now: datetime) -> Correction:
        found = self._waiting(number)
        self._allow(who, Act.REVIEW_WORDS, found.language, now)
        if found.written_by == who.number:
            raise DeskRefused("you wrote this yourself; take it back instead")
        if not why.strip():
            raise DeskRefused("write the reason, so that its writer can mend it")
        reason = why.strip()[:_MOST_NOTE]
        entry = _entry("words.return", found, who.number, now, reason=reason)
        self._store.decide(number, Stage.RETURNED, who.number, now, reason, entry)
        self.refresh()
        return found

    def drop(self, who: Who, number: int, now: datetime) -> Correction:
        """Taken back by who wrote it."""
        found = self._waiting(number)
        allow(who, Act.TRANSLATE, None, None, now)
        if found.written_by != who.number:
            raise DeskRefused("only who wrote it can take it back; return it with a reason")
        entry = _entry("words.drop", found, who.number, now)
        self._store.decide(number, Stage.DROPPED, who.number, now, "", entry)
        self.refresh()
        return found

    def hindrance(self, who: Who, act: Act, language: str, now: datetime) -> str:
        """Why this person cannot do it in this language, in a sentence; "" if they can."""
        try:
            self._allow(who, act, language, now)
        except NotAllowed as error:
            return str(error)
        return ""

    def _allow(self, who: Who, act: Act, language: str, now: datetime) -> None:
        allow(who, act, None, None, now)
        if not speaks(who.staff, language, now):
            raise NotAllowed("your role is not for this language; ask an admin to add it")

    def _made(
        self, language: str, id: str, words: str, note: str, by: int, now: datetime
    ) -> Correction:
        said, found = self.words.now, composed(words)
        phrase = phrase_of(id)
        entry = said.entry(language, id)
        if entry is not None and entry.state is State.OFFICIAL:
            raise DeskRefused("these words are official; whoever keeps the list changes them there")
        if judged(said, language, phrase.id, found).refusals:
            raise DeskRefused("these words cannot go out; mend what is named below them")
        return Correction(
            language=language,
            phrase=id,
            words=found,
            before=said.shipped_words(language, id),
            sources=said.sources(language, id),
            note=note.strip()[:_MOST_NOTE],
            written_by=by,
            written_at=now,
        )

    def author(self, language: str, id: str) -> int:
        """Who wrote what is said there now; `MACHINE` for what the program came with."""
        found = self.words.now.corrections
        places = (one for one in found if one.place == (language, id))
        return next((one.written_by for one in places if one.stage is Stage.REVIEWED), MACHINE)

    def _waiting(self, number: int) -> Correction:
        found = self._store.correction(number)
        if found is None:
            raise NotFound("there is no such correction; the list shows those that wait")
        if found.stage is not Stage.WAITING:
            raise DeskChanged("somebody has decided on this already; read what became of it")
        return found


def _waits_at(one: Correction, language: str, id: str) -> bool:
    return one.stage is Stage.WAITING and one.place == (language, id)


def _entry(act: str, found: Correction, by: int, now: datetime, **more: object) -> Entry:
    """The words themselves stand in the log: it says what everybody was told, and since when."""
    body = {"language": found.language, "phrase": found.phrase, "words": found.words, **more}
    return Entry(at=now, actor=by, act=act, subject=f"words:{found.language}", body=body)
