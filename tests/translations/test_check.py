"""What `make check` demands of the catalogues, and that ours meet it."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from alerts.languages import FIRST, LANGUAGES, WRITTEN
from translations import check
from translations.catalogues import Entry, State, shipped_catalogues
from translations.domains import ALERTS, DOMAINS, Domain
from translations.term_sources import SOURCES, term_source

Catalogues = dict[str, Mapping[str, Entry]]


@pytest.fixture(scope="module")
def ours() -> Mapping[str, Mapping[str, Entry]]:
    return shipped_catalogues()


def with_words(
    ours: Mapping[str, Mapping[str, Entry]], language: str, id: str, words: str, state: str = ""
) -> Catalogues:
    changed = {**ours[language], id: Entry(words=words, said_of_state=state)}
    return {**ours, language: changed}


each_domain = pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)


@each_domain
def test_our_catalogues_have_no_fault(domain: Domain):
    assert check.faults(shipped_catalogues(domain), domain) == ()


@each_domain
def test_our_template_and_catalogues_are_not_stale(domain: Domain):
    assert check.stale_files(domain) == ()


def test_a_stale_template_is_named(tmp_path: Path):
    old = tmp_path / "translations" / "alerts" / "alerts.pot"
    old.parent.mkdir(parents=True)
    old.write_text("", encoding="utf-8")

    assert check.stale_files(ALERTS, old) == (
        "translations/alerts.pot is stale: run `python -m translations.extract`",
    )


@pytest.mark.parametrize("language", WRITTEN)
def test_a_missing_sentence_is_a_fault(ours: Mapping[str, Mapping[str, Entry]], language: str):
    holed = {id: entry for id, entry in ours[language].items() if id != "order.until"}

    assert check.faults({**ours, language: holed}) == (
        f"{language}: order.until has no words; it must go out in this language",
    )


@pytest.mark.parametrize(
    ("language", "id", "words", "fault"),
    [
        ("en", "warning.until", "Valid.", "has the slots none; it needs time"),
        ("ja", "order.until", "{time}まで", "has the slots time; it needs none"),
        ("en", "order.do.protect", "P" * 41, "has 41 characters; at most 40 fit"),
        ("en", "warning.do.know", "Follow all orders", "speaks of orders; an agency only warns"),
        ("ja", "warning.do.know", "指示に従って", "speaks of orders; an agency only warns"),
        ("vi", "nonsense.id", "x", "is no phrase of ours; remove it"),
    ],
)
def test_wrong_words_are_faults(
    ours: Mapping[str, Mapping[str, Entry]], language: str, id: str, words: str, fault: str
):
    assert f"{language}: {id} {fault}" in check.faults(with_words(ours, language, id, words))


def test_readings_of_easy_japanese_have_no_length(ours: Mapping[str, Mapping[str, Entry]]):
    words = "今(いま) " * 19 + "今(いま)"

    assert check.faults(with_words(ours, "ja-simple", "order.do.protect", words)) == ()


def test_an_order_and_a_warning_must_not_say_the_same(ours: Mapping[str, Mapping[str, Entry]]):
    same = with_words(ours, "en", "warning.do.protect", ours["en"]["order.do.protect"].words)

    assert check.faults(same) == (
        "en: warning.do.protect says the same as order.do.protect; never one for both",
    )


@pytest.mark.parametrize("claim", ["official", "reviewed", "official ()", "reviewed by A"])
def test_a_state_is_believed_only_with_its_grounds(
    ours: Mapping[str, Mapping[str, Entry]], claim: str
):
    words = ours["en"]["order.until"].words

    found = check.faults(with_words(ours, "en", "order.until", words, claim))

    assert [fault.split(" is called ")[0] for fault in found] == ["en: order.until"]


@each_domain
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_catalogue_where_gettext_expects_it(domain: Domain, language: str):
    assert domain.path_of(language).is_file()


@each_domain
def test_every_language_but_the_first_can_say_in_itself_that_there_is_no_text(domain: Domain):
    notes = {
        language: entries[domain.note.id].words
        for language, entries in shipped_catalogues(domain).items()
        if language not in FIRST
    }

    assert notes.keys() == LANGUAGES.keys() - set(FIRST)
    assert len(set(notes.values())) == len(notes)


def test_official_terms_name_their_source_and_all_else_is_a_draft_until_somebody_reviews_it(
    ours: Mapping[str, Mapping[str, Entry]],
):
    official = {
        (language, id)
        for language, entries in ours.items()
        for id, entry in entries.items()
        if entry.state is State.OFFICIAL
    }

    assert official == {
        ("ja", id) for id in ours["ja"] if id.startswith(("term.order.", "term.tsunami."))
    }


@each_domain
def test_every_sentence_says_its_state(domain: Domain):
    silent = [
        (language, id)
        for language, entries in shipped_catalogues(domain).items()
        for id, entry in entries.items()
        if not entry.said_of_state
    ]

    assert silent == []


def test_the_glossary_has_every_official_term_in_the_same_words(
    ours: Mapping[str, Mapping[str, Entry]],
):
    path = ALERTS.path_of("ja").parents[3] / "glossary.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["ja"]: row for row in csv.DictReader(file)}

    terms = [e.words for e in ours["ja"].values() if e.state is State.OFFICIAL]

    assert [rows[term]["state"] for term in terms] == ["official"] * 6
    assert all(row["source"] for row in rows.values() if row["state"] == "official")


def test_every_source_of_terms_is_of_phrases_that_there_are():
    ids = [id for domain in DOMAINS for id in domain.phrases]

    unused = [one for one in SOURCES if not any(id.startswith(one) for id in ids)]

    assert unused == []


def test_the_template_says_where_a_phrase_s_terms_come_from():
    assert "Cabinet Office" in term_source("order.title.evacuate")
    assert "多言語辞書" in term_source("warning.what.named.fog")
    assert term_source("order.water") == "ours"
