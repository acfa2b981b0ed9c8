"""The largest push that a language can come to: whether its sentences fit before it goes out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

import msgspec

from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import (
    Authority,
    Holding,
    Kind,
    Mode,
    Order,
    Phase,
    Revision,
    Strength,
)
from alerts.phrases import Phrasebook, filled
from alerts.push.payload import MOST_BYTES, needed_bytes
from alerts.wording import TITLE_CHARACTERS, messages, plan_of, relations
from geo.area import Area, area_from_circle
from translations.rules import shown_length

_SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
# A date that says its year is the longest.
_LATE = _SENT + timedelta(days=300)
_NAMES = {"": "長" * 70, "ja": "区" * 70, "en": '"\\' * 35}
_IN_EVERY = frozenset({"frame.drill", "drill.end", "place.both", "holds.order", "holds.more"})
_STILL = Holding(
    kind=Kind.INLAND_FLOOD,
    strength=Strength.LEAVE,
    authority=Authority.MAYOR,
    order=Order.ELDERLY_AND_OTHERS,
    place_names=_NAMES,
)


def push_faults(language: str, sentences: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """One sentence if a push of this language would be too large; none where it has holes.

    `sentences`: language -> phrase id -> words, of every catalogue.
    """
    book = Phrasebook(sentences, alone=(language,))
    try:
        size, worst = max(_sizes(book, language, _revisions()), key=lambda found: found[0])
    except KeyError:
        return
    if size > MOST_BYTES:
        said = f"{worst.kind.value}, {worst.strength.value}, {worst.phase.value}"
        yield f"the longest push has {size} bytes ({said}); at most {MOST_BYTES} fit"


def longest_push(language: str, sentences: Mapping[str, Mapping[str, str]], id: str) -> int:
    """Bytes of the largest push of this language that says the phrase `id`; 0 if none does.

    Raises KeyError where the language has holes.
    """
    book = Phrasebook(sentences, alone=(language,))
    using = [one for one in _revisions() if _says(one, id)]
    return max((size for size, _ in _sizes(book, language, using)), default=0)


def _says(revision: Revision, id: str) -> bool:
    plans = (plan_of(revision, one, ()) for one in relations(revision))
    said = {part for plan in plans for part in (plan.title, *plan.lines, *plan.extra)}
    return id in said or id in _IN_EVERY or id == f"hazard.{revision.kind.value}"


def _sizes(
    book: Phrasebook, language: str, revisions: Iterable[Revision]
) -> Iterator[tuple[int, Revision]]:
    for revision in revisions:
        before = msgspec.structs.replace(
            revision, number=1, phase=Phase.LIVE, strength=Strength.KNOW, expires=None
        )
        for message in messages(revision, book, [language], previous=before):
            yield needed_bytes(message, revision, b"r" * 32), revision


def _revisions() -> Iterator[Revision]:
    """Every kind and phase as an exercise, which says more, with the longest names and times."""
    speakers = ((Authority.AGENCY, None), *((Authority.MAYOR, order) for order in Order))
    plain = _plain()
    for kind, strength, phase, (authority, order) in product(Kind, Strength, Phase, speakers):
        asked = STRENGTH_OF_ORDER[order] if order else strength
        if asked is strength:
            yield msgspec.structs.replace(
                plain, kind=kind, strength=strength, phase=phase, authority=authority, order=order
            )


def _plain() -> Revision:
    area = area_from_circle(136.65, 36.56, 3.0)
    if not isinstance(area, Area):
        raise TypeError("a circle of 3 km must be an area: look at geo.area")
    return Revision(
        alert_id="abcdefgh23456789",
        number=2,
        mode=Mode.DRILL,
        phase=Phase.LIVE,
        authority=Authority.AGENCY,
        kind=Kind.FLOOD,
        strength=Strength.LEAVE,
        order=None,
        area=area,
        place_names=_NAMES,
        texts=(),
        issuer="庁" * 70,
        sent=_SENT,
        issued=_SENT,
        onset=_LATE,
        expires=_LATE,
        review=None,
        time_zone="Asia/Tokyo",
        note="注" * 90,
        still_holds=(_STILL,) * 4,
        names_level=True,
    )


def title_faults(said: Mapping[str, str]) -> Iterator[str]:
    """Titles that the longest name of a hazard pushes out of their line, one sentence each.

    `said`: phrase id -> words of one language, with the official terms, which are Japanese.
    """
    hazards = [words for id, words in said.items() if id.startswith("hazard.")]
    longest = max(hazards, key=shown_length, default="")
    for id, words in said.items():
        if id.startswith(("order.title.", "warning.title.")):
            slots = {"hazard": longest, "term": said.get(_term_of(id), "")}
            length = shown_length(filled(words, slots))
            if length > TITLE_CHARACTERS:
                yield f"{id} has {length} characters with {longest}; at most {TITLE_CHARACTERS} fit"


def _term_of(title: str) -> str:
    """`order.title.over.evacuate` -> `term.order.evacuate`; `warning.title.level.x` likewise."""
    voice, _, *rest = title.split(".")
    return f"term.order.{rest[-1]}" if voice == "order" else f"term.{'.'.join(rest)}"
