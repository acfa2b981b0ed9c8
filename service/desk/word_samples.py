"""Where a phrase is read: a notification of an invented town that says it, in one language."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

import msgspec

from alerts.clock_words import moment
from alerts.languages import described
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Authority, Kind, Mode, Order, Phase, Relation, Revision, Strength
from alerts.phrases import Phrasebook, filled
from alerts.plan import Plan
from alerts.speaker import Speaker
from alerts.wording import plan_of, relations
from geo.area import Area, area_from_circle

_SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
_ZONE = "Asia/Tokyo"
_PLACE = {"ja": "川辺町", "": "Kawabe-machi"}
_CHANGES = ("stronger", "weaker", "area", "until", "words")
_PAIRS = {"greeting": ("greeting.title", "greeting.body"), "test": ("test.title", "test.body")}
_SOMETHING: Mapping[str, str] = {
    "site": "川辺小学校",
    "street": "北通り",
    "city": "川辺町",
    "town": "川辺町",
    "place": "川辺町",
    "name": "Kawabe-machi",
    "name_ja": "川辺町",
    "issuer": "川辺町",
    "feed": "気象庁",
    "note": "○○",
    "title": "○○",
    "text": "○○",
    "distance": "650 m",
    "number": "119",
    "level": "4",
    "size": "3 km",
}


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """`lines`: of its body. `at`: which of title (0) and lines (from 1) say the phrase; where none
    does, it stands alone. `alone`: the phrase itself with something in its slots."""

    title: str
    lines: tuple[str, ...]
    at: tuple[int, ...]
    alone: str
    lang: str
    direction: str


def sample(id: str, language: str, words: str, spoken: Mapping[str, Mapping[str, str]]) -> Sample:
    """`spoken`: language -> phrase id -> words of alerts, as they are said; `words` of `id` stand
    in the place of what is said there. Where the language has holes, the phrase stands alone."""
    row = described(language)
    alone = filled(words, _Samples(spoken.get(language, {}), language))
    plain = Sample(title="", lines=(), at=(), alone=alone, lang=row.lang, direction=row.direction)
    own = {**spoken.get(language, {}), id: words}
    book = Phrasebook({**spoken, language: own}, alone=(language,))
    try:
        said = _said(id, language, book)
    except KeyError:
        return plain
    if said is None:
        return plain
    title, lines, at = said
    return msgspec.structs.replace(plain, title=title, lines=lines, at=at)


def in_japanese(words: str, spoken: Mapping[str, Mapping[str, str]]) -> str:
    """The phrase itself with something in its slots."""
    return filled(words, _Samples(spoken.get("ja", {}), "ja"))


def _said(
    id: str, language: str, book: Phrasebook
) -> tuple[str, tuple[str, ...], tuple[int, ...]] | None:
    pair = _PAIRS.get(id.split(".", 1)[0])
    if pair is not None:
        return book.say(language, pair[0]), (book.say(language, pair[1]),), (pair.index(id),)
    found = _read_in(id)
    if found is None:
        return None
    revision, plan = found
    speaker = Speaker(book, revision, language)
    ids = (plan.title, *plan.lines, *plan.extra)
    title, *lines = (speaker.say(one) for one in ids)
    if revision.mode.is_exercise:
        title, ids = speaker.frame("frame.drill", title), ("frame.drill", *ids[1:], "drill.end")
        lines.append(speaker.say("drill.end"))
    at = tuple(place for place, one in enumerate(ids) if one == id)
    return title, tuple(lines), at or (0,)


@cache
def _read_in(id: str) -> tuple[Revision, Plan] | None:
    """The first of all that can be sent that says it; None for what is said nowhere by itself."""
    return next((found for found in _everything() if _says(*found, id)), None)


def _says(revision: Revision, plan: Plan, id: str) -> bool:
    if id in ("frame.drill", "drill.end"):
        return revision.mode.is_exercise
    if revision.mode.is_exercise:
        return False
    return id in (plan.title, *plan.lines, *plan.extra) or id == f"hazard.{revision.kind.value}"


@cache
def _everything() -> tuple[tuple[Revision, Plan], ...]:
    return tuple(
        (revision, plan_of(revision, relation, changed))
        for revision in _revisions()
        for relation in relations(revision)
        for changed in _changed(relation)
    )


def _changed(relation: Relation) -> tuple[tuple[str, ...], ...]:
    return tuple((one,) for one in _CHANGES) if relation is Relation.CHANGED else ((),)


def _revisions() -> Iterator[Revision]:
    speakers = ((Authority.MAYOR, order) for order in Order)
    for kind, strength, phase, (authority, order), mode, number in product(
        Kind,
        Strength,
        Phase,
        (*speakers, (Authority.AGENCY, None)),
        (Mode.REAL, Mode.DRILL),
        (1, 2),
    ):
        if (STRENGTH_OF_ORDER[order] if order else strength) is strength:
            yield _revision(
                kind=kind,
                strength=strength,
                phase=phase,
                authority=authority,
                order=order,
                mode=mode,
                number=number,
            )


def _revision(**given: object) -> Revision:
    return msgspec.structs.replace(_plain(), **given)


@cache
def _plain() -> Revision:
    area = area_from_circle(139.005, 35.005, 0.5)
    if not isinstance(area, Area):
        raise TypeError("a circle of 500 m must be an area: look at geo.area")
    return Revision(
        alert_id="abcdefgh23456789",
        number=1,
        mode=Mode.REAL,
        phase=Phase.LIVE,
        authority=Authority.MAYOR,
        kind=Kind.FLOOD,
        strength=Strength.LEAVE,
        order=Order.EVACUATE,
        area=area,
        place_names=_PLACE,
        texts=(),
        issuer="川辺町",
        sent=_SENT,
        issued=_SENT,
        onset=_SENT + timedelta(hours=1),
        expires=_SENT + timedelta(hours=4),
        review=None,
        time_zone=_ZONE,
        names_level=True,
    )


class _Samples(dict[str, str]):
    """Something for every slot: what is said in the language itself where it can be."""

    def __init__(self, said: Mapping[str, str], language: str) -> None:
        when = moment(_SENT, time_zone=_ZONE, language=language, near=_SENT)
        super().__init__(
            {
                **_SOMETHING,
                "hazard": said.get("hazard.flood", "…"),
                "term": "避難指示",
                **dict.fromkeys(("time", "since", "until", "date"), when),
            }
        )

    def __missing__(self, slot: str) -> str:
        return "3"
