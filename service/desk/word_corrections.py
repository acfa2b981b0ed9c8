"""Corrections of sentences: what a translator wrote, for which source, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

Place = tuple[str, str]
"""A language of ours and the id of a phrase; ids of both domains differ."""


class Stage(StrEnum):
    """`waiting` for a second speaker; only what is `reviewed` is ever said to people."""

    WAITING = "waiting"
    REVIEWED = "reviewed"
    RETURNED = "returned"
    DROPPED = "dropped"
    REPLACED = "replaced"


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """New words of one phrase in one language.

    `words`: NFC. `before`: what the program came with then, "" for nothing. `sources`: what the
    phrase said then in Japanese and English, so that a change of those is found. `note`: to the
    second speaker. `written_by` 0 (`MACHINE`): the words that the program came with, confirmed as
    they stand. `decided_by`, `decided_at`, `why`: of whatever ended its waiting.
    """

    id: int = 0
    language: str
    phrase: str
    words: str
    before: str
    sources: tuple[str, str]
    note: str = ""
    written_by: int
    written_at: datetime
    stage: Stage = Stage.WAITING
    decided_by: int | None = None
    decided_at: datetime | None = None
    why: str = ""

    @property
    def place(self) -> Place:
        return self.language, self.phrase


def newest(found: Iterable[Correction], stage: Stage) -> Mapping[Place, Correction]:
    """The last one of each place that is at this stage; `found` oldest first, as decided."""
    return {one.place: one for one in found if one.stage is stage}
