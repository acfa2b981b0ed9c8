"""The issuer's own words, and languages that we have no catalogue for. DESIGN section 10."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from alerts.languages import FIRST, LANGUAGES
from alerts.model import (
    Authority,
    Message,
    Revision,
)
from alerts.phrases import Phrasebook
from alerts.report import Text
from alerts.wording import messages
from translations.catalogues import shipped_catalogues, words_of

Revise = Callable[..., Revision]
Say = Callable[..., Message]
SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)


def test_no_text_claims_to_know_where_its_reader_is(
    order: Revise, warning: Revise, phrases: Phrasebook
):
    said = [
        line
        for revision in (order(number=2), warning(number=2))
        for message in messages(revision, phrases, ["en"])
        for line in (message.title, *message.lines, *message.extra)
    ]

    assert not any("you are in" in line.lower() for line in said)
    assert any("in or near Hashiba" in line for line in said)


def test_a_language_without_catalogue_falls_back_visibly(order: Revise, say: Say):
    named = order(place_names={"": "Hashiba"})
    simple, english, said = (say(named, each) for each in ("ja-simple", "en", "vi"))

    assert said.language == "vi"
    assert (said.lang, said.direction) == ("ja", "ltr")
    assert said.title == f"{simple.title} / {english.title}"
    assert said.lines == (
        *simple.lines,
        *english.lines,
        "Chưa có bản tiếng Việt đã được kiểm tra. Đây là tiếng Nhật và tiếng Anh.",
    )


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - set(FIRST)))
def test_every_language_says_in_itself_that_it_has_no_text(phrases: Phrasebook, language: str):
    assert phrases.no_text_note(language)


OWN = Text(
    language="en-US",
    event="Flood Warning",
    headline="Asano river: flood warning",
    description="Water rises <b>fast</b>.",
    instruction="Keep away from the bank.",
)


def test_an_agencys_own_words_lead_in_their_language_with_place_and_until(
    warning: Revise, say: Say
):
    said = say(warning(texts=(OWN,)), "en")

    assert said.title == "Asano river: flood warning"
    assert "It concerns the area in or near Hashiba (橋場)." in said.lines
    assert "This information is valid until 22 Nov 20:02." in said.lines
    assert said.extra == (
        "Keep away from the bank.",
        "Water rises fast.",
        "Leave cellars and underpasses before water comes in.",
    )


def test_a_headline_too_long_for_a_title_stands_first_in_the_body(warning: Revise, say: Say):
    long = Text(language="en", event="Flood Warning", headline="Flood warning " + "on and on " * 9)

    said = say(warning(texts=(long,)), "en")

    assert (said.title, said.lines[0]) == ("Flood Warning", long.headline.strip())


def test_other_languages_get_the_phrasebook_not_a_foreign_text(warning: Revise, say: Say):
    with_text = [say(warning(texts=(OWN,)), each) for each in ("ja", "ja-simple")]
    without = [say(warning(), each) for each in ("ja", "ja-simple")]

    # Beside the words they are told that there are own ones in English.
    named = [msgspec.structs.replace(one, retelling=with_text[0].retelling) for one in without]
    assert with_text == named


def test_own_words_in_a_language_without_catalogue_come_before_the_fallback(
    warning: Revise, say: Say
):
    chinese = Text(language="zh-CN", event="洪水", headline="浅野川洪水警报")

    said = say(warning(texts=(chinese,)), "zh-Hans")

    assert (said.title, said.lang) == ("浅野川洪水警报", "zh-Hans")
    assert said.lines[:-1] == say(warning(), "vi").lines[:-1]


def test_an_order_keeps_its_fixed_sentences_whatever_the_desk_adds(order: Revise, say: Say):
    added = order(texts=(OWN,))

    said, plain = say(added, "en"), say(order(), "en")

    assert (said.title, said.lines) == (plain.title, plain.lines)
    assert said.extra == (
        "In the desk's own words: “Keep away from the bank.”",
        "In the desk's own words: “Water rises fast.”",
        "In the desk's own words: “Asano river: flood warning”",
    )


def test_a_desks_notice_is_titled_in_checked_words_and_its_free_words_are_marked(
    warning: Revise, say: Say
):
    notice = warning(texts=(OWN,), authority=Authority.MAYOR)

    said = say(notice, "en")

    assert OWN.headline not in (said.title, *said.lines)
    assert all(line.startswith("In the desk's own words: ") for line in said.extra[:3])


def test_the_words_of_a_catalogue_on_its_way_reach_nobody(order: Revise):
    words = words_of(shipped_catalogues())
    whole = {id: f"BROUILLON {said}" for id, said in words["en"].items()}
    book = Phrasebook.from_catalogues({**words, "fr": {**whole, "note.no_text": "Pas encore"}})

    said = messages(order(number=2), book, ["fr"])

    assert [message.lines.count("Pas encore") for message in said] == [1, 1, 1]
    assert "BROUILLON" not in repr(said)
