"""WordStore: corrections of sentences, each written by one person and reviewed by another.

Port, adapter and spec share one name: service/store/sqlite/word_store.py,
tests/ports/test_word_store.py; the in-memory twin is in service/desk/testing_word_store.py. Every
write is one transaction with the `Entry` that tells of it. In the database itself stands: nobody
reviews what they wrote, what was written never changes, and what was decided stays decided.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from service.desk.ports import Entry
from service.desk.word_corrections import Correction, Stage


class WordStore(Protocol):
    def write(self, corrections: Sequence[Correction], entry: Entry) -> tuple[Correction, ...]:
        """Stores them, waiting, with their ids; all or none. What waits at the same place already
        is replaced by it. Raises RuleBroken."""
        ...

    def confirm(self, correction: Correction, by: int, at: datetime, entry: Entry) -> Correction:
        """Stores words that are said already, reviewed at once by this person; what waits at the
        same place is replaced. Raises RuleBroken for words that the same person wrote."""
        ...

    def decide(self, id: int, stage: Stage, by: int, at: datetime, why: str, entry: Entry) -> None:
        """Reviewed, returned or dropped. Raises DeskChanged unless it waits, RuleBroken."""
        ...

    def correction(self, id: int) -> Correction | None: ...

    def current(self) -> tuple[Correction, ...]:
        """Of every place what waits and what was reviewed last, in the order of their ids."""
        ...

    def history(self, language: str, phrase: str) -> tuple[Correction, ...]:
        """Everything that was ever written at one place, newest first."""
        ...
