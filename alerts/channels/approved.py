"""What was approved, as the other channels read it: a revision and the texts that were pushed.

Every channel says the stored texts; none words anything anew. Its reader is somebody who was not
told before, so that of a live revision the edition for new readers counts.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from alerts.languages import LANGUAGES, described, fallback
from alerts.model import Mode, Phase, Relation, Revision
from alerts.ports import Edition
from alerts.speaker import ALONE

# An ending has one edition, for those who were told before.
_READ = (Relation.NEW, Relation.CHANGED)
_LAST_RESORT = ("ja", "en")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The text in one language. `do`, `where`: which of `lines` it is, None in endings.

    `language` is ours, `lang` that of the words (`ja` for easy Japanese); `web` the alert's page.
    """

    language: str
    lang: str
    direction: str
    title: str
    lines: tuple[str, ...]
    do: int | None
    where: int | None
    web: str


class Approved(msgspec.Struct, frozen=True, kw_only=True):
    """A revision with its editions, as the store keeps them."""

    revision: Revision
    editions: tuple[Edition, ...]

    def said(self, language: str) -> Said:
        """The text in a language of ours. Raises LookupError if it was not issued in it."""
        for relation in _READ:
            for edition in self.editions:
                if (edition.language, edition.relation) == (language, relation):
                    return _said(edition)
        raise LookupError(f"{self.revision.alert_id} has no text in {language}")

    def said_for(self, language: str) -> Said:
        """For readers of this language: in it, or in the next best that was issued."""
        issued = {edition.language for edition in self.editions}
        read = (language, *fallback(language), *_LAST_RESORT, *sorted(issued))
        return self.said(next(one for one in read if one in issued))

    def languages(self) -> tuple[str, ...]:
        """Those in which it was issued in words of their own, in the order of the table."""
        issued = {edition.language for edition in self.editions}
        return tuple(
            one
            for one in LANGUAGES
            if one in issued
            and fallback(one) == (one,)
            and self.said(one).lang == described(one).lang
        )


class _Data(msgspec.Struct):
    sent: int
    do: int | None
    where: int | None


class _Notification(msgspec.Struct):
    title: str
    body: str
    lang: str
    dir: str
    navigate: str
    data: _Data


class _Payload(msgspec.Struct):
    notification: _Notification


_decoder = msgspec.json.Decoder(_Payload)


def _said(edition: Edition) -> Said:
    told = _decoder.decode(edition.payload).notification
    return Said(
        language=edition.language,
        lang=told.lang,
        direction=told.dir,
        title=told.title,
        lines=tuple(told.body.split("\n")),
        do=told.data.do,
        where=told.data.where,
        web=told.navigate,
    )


def sent_of(editions: Sequence[Edition]) -> datetime:
    """When the revision of these editions was sent. Raises IndexError if there are none."""
    told = _decoder.decode(editions[0].payload).notification
    return datetime.fromtimestamp(told.data.sent, UTC)


def kept_lines(approved: Approved, said: Said) -> tuple[int, ...]:
    """Which lines no channel may leave out: where and what to do; of an ending what still holds.

    An exercise's last line, which says that it is one, is among them.
    """
    if said.where is not None and said.do is not None:
        kept = {said.where, said.do}
    else:
        kept = _kept_of_ending(approved.revision)
    if approved.revision.mode.is_exercise:
        kept.add(len(said.lines) - 1)
    return tuple(sorted(place for place in kept if place < len(said.lines)))


def _kept_of_ending(revision: Revision) -> set[int]:
    """As `alerts.wording` orders an ending's lines: what still holds, what is over, where it was.

    A withdrawal begins with its own sentence, and has one of care before the place.
    """
    held = len(revision.still_holds)
    said = min(held, ALONE.holdings) + (held > ALONE.holdings)
    if revision.phase is Phase.WITHDRAWN:
        return {*range(said + 1), said + 2}
    if not held and revision.mode is not Mode.DRILL:
        said = 1  # "nothing else is known to us"
    return {*range(said), said + 1}
