"""A thousand alerts in every language that is whole, gone out or not: none is mixed or torn."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from alerts.languages import described
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Authority, Kind, Message, Mode, Order, Phase, Revision, Strength
from alerts.phrases import PHRASES, Phrasebook
from alerts.report import Text
from alerts.testing_examples import revision
from alerts.wording import messages
from translations.catalogues import shipped_catalogues, words_of
from translations.plain_words import foreign_letters

SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
ALERTS_IN_ALL = 1000
PLACE = {"ja": "橋場", "en": "Hashiba"}
ISSUER = "Kanda"
EVENTS = (
    "竜巻注意情報",
    "濃霧注意報",
    "噴火警報",
    "震度速報",
    "大雪特別警報",
    "熱中症警戒アラート",
)
BOOK = words_of(shipped_catalogues())
WHOLE = tuple(
    language
    for language, said in BOOK.items()
    if all(id in said for id, phrase in PHRASES.items() if phrase.is_needed_in(language))
)


def some_revision(source: random.Random) -> Revision:
    order = source.choice([None, *Order])
    strength = STRENGTH_OF_ORDER[order] if order else source.choice(list(Strength))
    return msgspec.structs.replace(
        revision(),
        number=source.choice([1, 2]),
        kind=source.choice(list(Kind)),
        strength=strength,
        phase=source.choice(list(Phase)),
        authority=Authority.MAYOR if order else Authority.AGENCY,
        order=order,
        mode=source.choice(list(Mode)),
        place_names=PLACE,
        issuer=ISSUER,
        texts=(Text(language="ja", event=source.choice(EVENTS)),) if order is None else (),
        onset=source.choice([None, SENT + timedelta(hours=5)]),
        expires=source.choice([None, SENT + timedelta(days=250)]),
        names_level=source.choice([True, False]),
    )


@pytest.fixture(scope="module")
def rendered() -> tuple[Message, ...]:
    return tuple(_rendered())


def _rendered() -> Iterator[Message]:
    source = random.Random(8)  # nothing secret: the same alerts for ever
    book = Phrasebook(BOOK, alone=WHOLE)
    for index in range(ALERTS_IN_ALL):
        yield from messages(some_revision(source), book, [WHOLE[index % len(WHOLE)]])


def lines(message: Message) -> tuple[str, ...]:
    return (message.title, *message.lines, *message.extra)


def test_a_thousand_alerts_are_rendered_in_every_whole_language(rendered: tuple[Message, ...]):
    assert len(rendered) >= ALERTS_IN_ALL
    assert {message.language for message in rendered} == set(WHOLE)
    assert {"ja", "ja-simple", "en"} <= set(WHOLE)


def test_none_has_an_empty_slot(rendered: tuple[Message, ...]):
    torn = [line for message in rendered for line in lines(message) if re.search(r"[{}]", line)]

    assert torn == []


def test_none_mixes_languages(rendered: tuple[Message, ...]):
    japanese = " ".join(BOOK["ja"].values())
    beside = f"Hansho Hashiba Kanda 橋場 半鐘 UTC {' '.join(EVENTS)} {japanese}"

    mixed = [
        (message.language, fault, line)
        for message in rendered
        for line in lines(message)
        for fault in foreign_letters(line, message.language, beside)
    ]

    assert mixed == []


def test_none_has_lines_of_another_language(rendered: tuple[Message, ...]):
    english = {words for words in BOOK["en"].values() if "{" not in words}

    left = [
        (message.language, line)
        for message in rendered
        for line in lines(message)
        if message.language != "en" and line in english
    ]

    assert left == []


def test_none_breaks_direction(rendered: tuple[Message, ...]):
    for message in rendered:
        text = "\n".join(lines(message))
        assert message.direction == described(message.language).direction
        assert text.count("\u2068") == text.count("\u2069")
        assert ("\u2068" in text) == (message.direction == "rtl")


@pytest.mark.parametrize("language", WHOLE)
@pytest.mark.parametrize("order", Order)
def test_the_official_term_stands_beside_every_order(language: str, order: Order):
    ordered = msgspec.structs.replace(
        revision(), number=1, order=order, strength=STRENGTH_OF_ORDER[order]
    )

    (said,) = messages(ordered, Phrasebook(BOOK, alone=WHOLE), [language])

    term = BOOK["ja"][f"term.order.{order.value}"]
    assert term in said.title
    assert any(term in line for line in said.lines)
