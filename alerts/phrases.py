"""The sentences that an alert is made of: their ids, slots and limits; and the book of their words.

Ids are stable names, not English: one English sentence can need two Japanese ones, and mending the
English must not orphan nineteen translations. The words are in translations/alerts; the template
for translators is written from `PHRASES`. An id's first part is its voice: `order.` is spoken by a
mayor, `warning.` by an agency, and no sentence belongs to both (DOMAIN section 1); the rest are
names, terms and frames.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

import msgspec

from alerts.languages import FALLBACK, FIRST, PSEUDO, WRITTEN, described
from alerts.model import Kind, Order, Strength
from alerts.named_warnings import NAMED_MEMBERS
from alerts.number_words import isolated
from alerts.pseudo import accented, mirrored
from geo.errors import HanshoError

_SLOT = re.compile(r"\{([a-z_]+)\}")

_KINDS = tuple(kind.value for kind in Kind)
_ORDERS = tuple(order.value for order in Order)
_STRENGTHS = tuple(strength.value for strength in Strength)
# 早期注意情報 and all below ready carry no level; a tsunami's "know" is no class of the agency's.
_LEVELS = _STRENGTHS[:4]
_TSUNAMI = ("protect", "leave", "ready")


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """`limit` is the most characters of its words in any language, slots not counted.

    `languages` are those that must have it, of those that are written; a language that becomes
    one of them needs what all of them need.
    """

    id: str
    slots: tuple[str, ...]
    limit: int
    appears: str
    languages: tuple[str, ...] = WRITTEN

    def is_needed_in(self, language: str) -> bool:
        """Whether a language cannot go out without it."""
        return language in self.languages or self.languages == WRITTEN

    @property
    def voice(self) -> str:
        """`order`, `warning`, or "" for what is no sentence of either."""
        first = self.id.split(".", 1)[0]
        return first if first in ("order", "warning") else ""


def _family(
    stem: str, members: Iterable[str], slots: str, limit: int, appears: str
) -> tuple[Phrase, ...]:
    languages = ("ja",) if stem.split(".")[0] in ("term", "speaker") else WRITTEN
    return tuple(
        Phrase(
            id=f"{stem}.{member}",
            slots=tuple(slots.split()),
            limit=limit,
            appears=appears,
            languages=languages,
        )
        for member in members
    )


_NAME = "a name, as a label before or after a colon; no article, no full stop"
_TERM = "the official Japanese term, shown beside every translation; ja only"
_SPOKEN = "read aloud over the town's loudspeakers, before and between; ja only"
_TITLE = "title of the notification, one line on a small phone"
_WHAT = "body of the notification: what it is"
_FIXED = "body: the fixed meaning of this level; keep every part of it"
_WHERE = "body: whom it is for; true for people inside and near, never 'you are in'"
_DO = "body: the headline of what to do, large in the app"
_UNTIL = "body: from when, until when"
_CLOCK = "body: when it was said (date and time) and by whom"
_OWN_CLOCK = "withdrawal: when we, not the issuer, took back what we had sent in its name"
_CHANGED = "body, first line of an update: what is different"
_LEFT = "to those whose place is no longer in the area; must not sound safe"
_OVER = "all-clear: what has ended"
_ERROR = "withdrawal: what was taken back; must not sound like 'danger over'"
_STOPPED = "an exercise was ended, because something real is announced; no danger is over by that"
_HOLDS = "first line of an all-clear: what still holds for the same place"
_FRAME = "wraps a title"
_QUOTED = "marks what the town's desk wrote in its own free words, which nobody checked"
_EXTRA = "extra advice, shown where there is room"

_NAMED = "body: what the agency announced, in everyday words; its Japanese name stands beside it"
_NOTICE = "a line of the town's about a place to go to or a street; no order and no warning"

_NOTICES = (
    *_family("notice.site", ("open", "full", "closed"), "site", 70, _NOTICE),
    *_family("notice.street", ("closed", "open"), "street", 70, _NOTICE),
)

_SHARED = (
    *_family("hazard", _KINDS, "", 24, _NAME),
    *_family("term.order", _ORDERS, "", 8, _TERM),
    *_family("term.tsunami", _TSUNAMI, "", 8, _TERM),
    *_family("term.level", _LEVELS, "", 10, _TERM),
    *_family("place", ("both",), "name name_ja", 6, _NAME),
    *_family("place", ("unnamed",), "", 30, _NAME),
    *_family("frame", ("changed", "drill"), "title", 16, _FRAME),
    *_family("quoted", ("desk",), "title", 30, _QUOTED),
    *_family("drill", ("end",), "", 70, "last line of every drill"),
    *_family("holds", ("order", "warning"), "title place", 60, _HOLDS),
    *_family("holds", ("more", "none"), "", 80, _HOLDS),
    *_family("greeting", ("title",), "", 40, "title of the first push to a new phone"),
    *_family("greeting", ("body",), "", 110, "first push: proves that this phone is reached"),
    *_family("test", ("title",), "", 40, "title of the self-test that a person asked for"),
    *_family("test", ("body",), "", 110, "self-test: nothing has happened; it only arrived"),
    *_family("speaker", ("opening",), "issuer", 20, _SPOKEN),
    *_family("speaker", ("again",), "", 20, _SPOKEN),
    *_family("reference", ("ja",), "title", 20, "to show to somebody who reads Japanese"),
)

_ORDER_DO = ("protect", "leave_for_site", "high_ground", "be_ready")
_ORDER = (
    *_family("order.title", _ORDERS, "hazard term", 34, _TITLE),
    *_family("order.title.over", _ORDERS, "hazard term", 34, _TITLE),
    *_family("order.title", ("left", "withdrawn", "stopped"), "hazard", 40, _TITLE),
    *_family("order.what", _ORDERS, "hazard term", 90, _WHAT),
    *_family("order.fixed", _ORDERS, "", 100, _FIXED),
    *_family("order", ("where", "was"), "place", 60, _WHERE),
    *_family("order.do", _ORDER_DO, "", 40, _DO),
    *_family("order", ("water",), "", 100, _DO),
    *_family("order", ("from",), "time", 50, _UNTIL),
    *_family("order", ("until",), "", 70, _UNTIL),
    *_family("order", ("clock",), "time issuer", 40, _CLOCK),
    *_family("order.changed", ("stronger", "weaker", "area", "words"), "", 80, _CHANGED),
    *_family("order", ("left",), "hazard", 80, _LEFT),
    *_family("order.left", ("care",), "place", 110, _LEFT),
    *_family("order.over", _ORDERS, "hazard term", 80, _OVER),
    *_family("order", ("withdrawn",), "hazard", 80, _ERROR),
    *_family("order.withdrawn", ("care",), "", 80, _ERROR),
    *_family("order", ("stopped",), "hazard", 80, _STOPPED),
    *_family("order.stopped", ("care",), "", 80, _STOPPED),
    *_family("order", ("note",), "note", 40, _EXTRA),
    *_family("order.advice", ("higher",), "", 110, _EXTRA),
)

_WARNING_DO = ("protect", "leave_for_site", "high_ground", "leave_shore", "be_ready", "know")
_WARNING_CHANGES = ("stronger", "weaker", "area", "until", "words")
_ADVICE = (
    *("higher", "indoors", "shaking", "sea"),
    *("ash", "smoke", "air", "cool", "snow", "underground", "aftershocks"),
)
_WARNING = (
    *_family("warning.title.level", _LEVELS, "hazard term", 34, _TITLE),
    *_family("warning.title.tsunami", _TSUNAMI, "term", 34, _TITLE),
    *_family("warning.title.plain", _STRENGTHS, "hazard", 40, _TITLE),
    *_family("warning.title", ("left", "over", "withdrawn", "stopped"), "hazard", 40, _TITLE),
    *_family("warning.what.level", _LEVELS, "hazard term", 90, _WHAT),
    *_family("warning.what.tsunami", _TSUNAMI, "term", 90, _WHAT),
    *_family("warning.what.plain", _STRENGTHS, "hazard", 90, _WHAT),
    *_family("warning.what.named", NAMED_MEMBERS, "term", 90, _NAMED),
    *_family("warning.fixed.level", _LEVELS, "", 120, _FIXED),
    *_family("warning.fixed.tsunami", _TSUNAMI, "", 140, _FIXED),
    *_family("warning.fixed.plain", ("leave_if_slow",), "", 100, _FIXED),
    *_family("warning", ("where", "was"), "place", 60, _WHERE),
    *_family("warning.do", _WARNING_DO, "", 40, _DO),
    *_family("warning", ("water",), "", 110, _DO),
    *_family("warning", ("from", "until"), "time", 50, _UNTIL),
    *_family("warning.until", ("open",), "", 50, _UNTIL),
    *_family("warning", ("clock",), "time issuer", 40, _CLOCK),
    *_family("warning.own", ("clock",), "time issuer", 60, _OWN_CLOCK),
    *_family("warning.changed", _WARNING_CHANGES, "", 80, _CHANGED),
    *_family("warning", ("left",), "hazard", 80, _LEFT),
    *_family("warning.left", ("care",), "place", 110, _LEFT),
    *_family("warning", ("over",), "hazard", 80, _OVER),
    *_family("warning", ("withdrawn",), "hazard", 80, _ERROR),
    *_family("warning.withdrawn", ("own",), "hazard", 80, _ERROR),
    *_family("warning.withdrawn", ("care",), "", 80, _ERROR),
    *_family("warning", ("stopped",), "hazard", 80, _STOPPED),
    *_family("warning.stopped", ("care",), "", 80, _STOPPED),
    *_family("warning", ("note",), "note", 40, _EXTRA),
    *_family("warning.advice", _ADVICE, "", 110, _EXTRA),
)

# The one sentence that the languages without catalogue have: that what follows is not in them.
NO_TEXT = Phrase(
    id="note.no_text",
    slots=(),
    limit=90,
    appears="in a message that had to fall back to easy Japanese and English",
    languages=(),
)

PHRASES = MappingProxyType(
    {phrase.id: phrase for phrase in (*_SHARED, *_NOTICES, *_ORDER, *_WARNING, NO_TEXT)}
)


def slots_of(sentence: str) -> tuple[str, ...]:
    """Names of the slots in a sentence, sorted, each as often as it stands there."""
    return tuple(sorted(_SLOT.findall(sentence)))


def filled(sentence: str, slots: Mapping[str, str]) -> str:
    """The sentence with its slots filled, once: braces inside a value stay as they are.

    Raises KeyError for a slot without a value: a hole in a warning is never sent.
    """
    return _SLOT.sub(lambda slot: slots[slot[1]], sentence)


class SentenceMissing(HanshoError):
    """A catalogue lacks sentences that must go out: run `python -m translations.check`."""


_PSEUDO_MAKERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"en-XA": accented, "ar-XB": mirrored}
)


class Phrasebook:
    """Every sentence in every language that has it. Whole for those read alone, or not made."""

    def __init__(
        self,
        sentences: Mapping[str, Mapping[str, str]],
        alone: Collection[str] = (*FIRST, *PSEUDO),
    ) -> None:
        """`sentences`: language id -> phrase id -> words; `alone`: languages read by themselves.

        The readers of all others get easy Japanese and English.
        """
        self._sentences = sentences
        self._alone = alone

    @classmethod
    def from_catalogues(
        cls,
        catalogues: Mapping[str, Mapping[str, str]],
        alone: Collection[str] = (*FIRST, *PSEUDO),
    ) -> "Phrasebook":
        """Adds the pseudo-languages. Raises SentenceMissing if one that goes out has a hole."""
        missing = [
            f"{language}: {phrase.id}"
            for phrase in PHRASES.values()
            for language in alone
            if language not in PSEUDO and phrase.is_needed_in(language)
            if not catalogues.get(language, {}).get(phrase.id)
        ]
        if missing:
            raise SentenceMissing(", ".join(missing))
        made = {
            language: {
                id: _PSEUDO_MAKERS[language](words) for id, words in catalogues["en"].items()
            }
            for language in PSEUDO
        }
        return cls({**catalogues, **made}, alone)

    def at_this_moment(self) -> "Phrasebook":
        """One whose words stay as they are while an alert is said: a service may correct its own
        at any time (`service.desk.spoken_words`)."""
        return self

    def read_in(self, language: str) -> tuple[str, ...]:
        """The catalogues that a reader's text is made from, in order of reading.

        Raises KeyError for an id that is not ours.
        """
        return (language,) if described(language).id in self._alone else FALLBACK

    def say(self, language: str, id: str, /, **slots: str) -> str:
        """One sentence with its slots filled. Raises KeyError for what is not in the book."""
        apart = {name: isolated(value, language) for name, value in slots.items()}
        return filled(self._sentences[language][id], apart)

    def term(self, id: str) -> str:
        """An official Japanese term, such as 避難指示; the same beside every translation."""
        return self._sentences["ja"][id]

    def no_text_note(self, language: str) -> str:
        """That there is no text in this language yet, said in it; "" where even that is missing."""
        return self._sentences.get(language, {}).get(NO_TEXT.id, "")
