"""What refuses words, and what is only worth a look: the rules that a release has, too."""

import pytest

from service.desk.spoken_words import read_shipped, said
from service.desk.word_judging import composed, judged
from service.desk.word_progress import rows
from service.desk.word_samples import sample
from translations.catalogues import words_of
from translations.domains import DOMAINS

NOW = said(read_shipped(), (), {})
CLOCK = "order.clock"
SPOKEN = words_of(NOW.catalogues["alerts"])


@pytest.mark.parametrize(
    ("id", "words", "refusals"),
    [
        (CLOCK, "", ("Write the words first.",)),
        (CLOCK, "Order, {time}.", ("Put {issuer} back: the program writes there.",)),
        (
            CLOCK,
            "{issuer} {time} {place}",
            ("Take {place} out: this sentence has no such slot.",),
        ),
        (CLOCK, "{issuer} {time}}", ("has a brace that belongs to no slot",)),
        (CLOCK, "{issuer}, {time}!", ("has an exclamation mark; say it calmly",)),
        (CLOCK, "x" * 41 + "{issuer}{time}", ("has 41 characters; at most 40 fit",)),
        ("warning.do.protect", "Obey this order", ("speaks of orders; an agency only warns",)),
        (
            "warning.do.protect",
            "Protect your life now",
            (
                "It says the same as order.do.protect: an order and a warning are never one sentence.",
            ),
        ),
        (CLOCK, "x" * 2001, ("This is too long for any sentence; write it shorter.",)),
    ],
)
def test_what_must_be_mended_says_what_to_do(
    id: str, words: str, refusals: tuple[str, ...]
) -> None:
    assert judged(NOW, "en", id, words).refusals == refusals


def test_style_is_for_the_speaker_to_judge() -> None:
    found = judged(NOW, "en", CLOCK, "Order of today from {issuer}, {time}.")

    assert found.refusals == ()
    assert found.findings == ("says today, tomorrow or yesterday; it may be read on another day",)


def test_words_that_make_a_push_too_large_are_refused() -> None:
    longer = judged(NOW, "my", "order.fixed.evacuate", "ဘေး" * 100)

    assert longer.bytes > longer.most_bytes or longer.characters > longer.limit
    assert longer.refusals


def test_the_bytes_are_those_of_a_push_that_says_it() -> None:
    plain = judged(NOW, "en", CLOCK, "Order from {issuer}, {time}.")
    longer = judged(NOW, "en", CLOCK, "Order from {issuer}, {time}, abc.")

    assert 0 < plain.bytes < longer.bytes <= plain.bytes + 7


def test_words_are_kept_composed_and_in_one_line() -> None:
    assert composed("  Cafe\u0301 \n au lait\u00a0: ") == "Caf\u00e9 au lait\u00a0:"


def test_words_that_the_program_came_with_are_kept_as_they_are() -> None:
    others = [
        entry.words
        for catalogues in NOW.shipped.values()
        for entries in catalogues.values()
        for entry in entries.values()
        if composed(entry.words) != entry.words
    ]

    assert others == []


@pytest.mark.parametrize("language", ["ja-simple", "en", "ar", "my"])
def test_every_phrase_can_be_shown_as_it_will_read(language: str) -> None:
    holes = [
        row.phrase.id
        for row in rows(NOW, language)
        if "{" in sample(row.phrase.id, language, row.words, SPOKEN).alone
    ]

    assert holes == []


def test_a_sentence_of_alerts_is_shown_where_it_will_stand() -> None:
    shown = sample(CLOCK, "fr", "Ordre de {issuer} du {time}.", SPOKEN)

    marked = [(shown.title, *shown.lines)[at] for at in shown.at]
    assert [one.startswith("Ordre de") for one in marked] == [True]
    assert (shown.lang, shown.direction) == ("fr", "ltr")


def test_a_language_with_holes_is_shown_alone() -> None:
    shown = sample(CLOCK, "fr", "Ordre de {issuer} du {time}.", {"ja": SPOKEN["ja"], "fr": {}})

    assert (shown.title, shown.lines) == ("", ())
    assert shown.alone.startswith("Ordre de")


def test_no_phrase_is_in_both_domains() -> None:
    """A page of the workbench names a phrase by its id alone."""
    first, second = (domain.phrases.keys() for domain in DOMAINS)

    assert first & second == set()
