"""Every message that can ever be made: it renders, is whole, fits, and keeps the voices apart."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

import msgspec
import pytest

from alerts.languages import FIRST, LANGUAGES, PSEUDO
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import (
    Authority,
    Holding,
    Kind,
    Mode,
    Order,
    Phase,
    Relation,
    Revision,
    Strength,
)
from alerts.phrases import Phrasebook
from alerts.push.payload import MOST_BYTES, fitted, payload
from alerts.wording import TITLE_CHARACTERS, messages, plan_of, relations
from translations.rules import shown_length

Revise = Callable[..., Revision]
SPEAKERS = (
    (Authority.AGENCY, None),
    (Authority.MAYOR, None),
    *((Authority.MAYOR, order) for order in Order),
)
CHANGES = ("stronger", "weaker", "area", "until")


def every(order: Revise, **fields: object) -> Iterator[Revision]:
    """Kind x strength x phase x authority x order, as revision 2, so in all relations."""
    for kind, strength, phase, (authority, given) in product(Kind, Strength, Phase, SPEAKERS):
        yield order(
            number=2,
            kind=kind,
            strength=strength,
            phase=phase,
            authority=authority,
            order=given,
            names_level=True,
            **fields,
        )


def alone(phrases: Phrasebook) -> list[str]:
    """Languages whose alerts are in themselves."""
    return [one for one in (*LANGUAGES, *PSEUDO) if phrases.read_in(one) == (one,)]


def longest_note(phrases: Phrasebook) -> list[str]:
    """The one with most to say of all that are read in easy Japanese and English, if any is left.

    What these get differs in nothing but that note.
    """
    others = set(LANGUAGES) - set(alone(phrases))
    return sorted(others, key=lambda one: len(phrases.no_text_note(one).encode()))[-1:]


def test_every_message_renders_whole_and_its_title_fits_one_line(
    order: Revise, phrases: Phrasebook
):
    languages = [*alone(phrases), *longest_note(phrases)]

    for revision in every(order):
        for message in messages(revision, phrases, languages):
            text = "\n".join((message.title, *message.lines, *message.extra))
            assert not re.search(r"\{[a-z_]+\}", text), message
            assert all(message.lines), message
            if message.language in FIRST:
                framed = 0 if message.relation is Relation.NEW else len("Changed: ")
                shown = shown_length(message.title)
                assert shown <= TITLE_CHARACTERS + framed, message.title


@pytest.mark.parametrize("mode", [Mode.REAL, Mode.DRILL])
def test_the_longest_names_texts_and_notes_still_fit_into_a_push(
    order: Revise, phrases: Phrasebook, mode: Mode
):
    """What is never cut must fit in the worst case: approved, two languages, all that holds.

    Every further language is held to the same by tests/translations/test_pushes.py, in less time.
    """
    names = {"": "長" * 70, "ja": "区" * 70, "en": '"\\' * 35}
    holding = Holding(
        kind=Kind.INLAND_FLOOD,
        strength=Strength.LEAVE,
        authority=Authority.MAYOR,
        order=Order.ELDERLY_AND_OTHERS,
        place_names=names,
    )
    languages = [*FIRST, *PSEUDO, *longest_note(phrases)]
    worst = every(
        order,
        mode=mode,
        place_names=names,
        issuer="庁" * 70,
        note="注" * 90,
        still_holds=(holding,) * 4,
    )

    for plain in worst:
        late = plain.sent + timedelta(days=300)
        revision = msgspec.structs.replace(plain, onset=late, expires=late)
        before = msgspec.structs.replace(
            revision, number=1, phase=Phase.LIVE, strength=Strength.KNOW, expires=None
        )
        for message in messages(revision, phrases, languages, previous=before):
            cut = fitted(message, revision, b"r" * 32)
            last = len(message.lines) - 1
            assert cut.lines[:last] == message.lines[:last]
            assert cut.lines[-1 if mode is Mode.DRILL else last] == message.lines[last]


@pytest.mark.parametrize("language", [*LANGUAGES, *PSEUDO])
def test_every_language_has_its_payload(order: Revise, phrases: Phrasebook, language: str):
    revision = order(number=2)

    sizes = [
        len(
            payload(
                message,
                revision,
                base_url="https://hansho.example",
                declarative=True,
                rest=b"r" * 32,
            )
        )
        for message in messages(revision, phrases, [language])
    ]

    assert len(sizes) == 3
    assert max(sizes) <= MOST_BYTES


def used(order: Revise, *, by_order: bool) -> set[str]:
    """Every phrase id that messages of one voice are made of, holdings left aside."""
    ids: set[str] = set()
    for revision in every(order):
        if (revision.order is not None) is not by_order:
            continue
        for relation in relations(revision):
            for changed in ((), CHANGES):
                plan = plan_of(revision, relation, changed)
                ids |= {plan.title, *plan.lines, *plan.extra}
    return ids


def test_orders_and_warnings_never_share_a_sentence(order: Revise, phrases: Phrasebook):
    orders, warnings = used(order, by_order=True), used(order, by_order=False)

    assert all(id.startswith("order.") for id in orders)
    assert all(id.startswith("warning.") for id in warnings)


def rendered(revision: Revision, phrases: Phrasebook, language: str) -> set[str]:
    return {
        line
        for message in messages(revision, phrases, [language])
        for line in (message.title, *message.lines, *message.extra, *message.references)
    }


@pytest.mark.parametrize("language", FIRST)
def test_as_read_by_people_they_share_no_line_either(
    order: Revise, warning: Revise, phrases: Phrasebook, language: str
):
    shared = {
        line
        for kind, given, phase in product(Kind, Order, (Phase.LIVE, Phase.WITHDRAWN))
        for line in rendered(
            order(number=2, kind=kind, order=given, strength=STRENGTH_OF_ORDER[given], phase=phase),
            phrases,
            language,
        )
        & rendered(
            warning(number=2, kind=kind, strength=STRENGTH_OF_ORDER[given], phase=phase),
            phrases,
            language,
        )
    }

    assert shared == set()


@pytest.mark.parametrize(
    ("language", "ordering"),
    [
        ("en", r"\border"),
        ("ja", "命令|指示|避難情報|発令"),
        ("ja-simple", "命令|指示|避難情報|発令"),
    ],
)
def test_an_agencys_warning_never_contains_the_word_order(
    warning: Revise, phrases: Phrasebook, language: str, ordering: str
):
    for kind, strength, phase in product(Kind, Strength, Phase):
        revision = warning(number=2, kind=kind, strength=strength, phase=phase)
        for line in rendered(revision, phrases, language):
            assert not re.search(ordering, line, re.IGNORECASE), line


def test_leaving_has_a_headline_of_at_most_40_characters(order: Revise, phrases: Phrasebook):
    headlines = {
        phrases.say(language, id)
        for language in FIRST
        for relation in Relation
        for revision in every(order)
        for id in plan_of(revision, relation, ()).lines
        if ".do." in id
    }

    assert max(shown_length(headline) for headline in headlines) <= 40
