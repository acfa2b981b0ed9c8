"""Marks in words: nothing of the words is lost by them, and no letter is torn apart."""

import re
from datetime import UTC, datetime

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Mode
from service.desk_page.scene import Scene
from service.desk_page.word_marks import chips, difference, marked, standing_in
from translations.glossary import Term

SCENE = Scene(
    language="en", now=datetime(2026, 11, 22, tzinfo=UTC), time_zone="Asia/Tokyo", mode=Mode.REAL
)
ORDER = Term(ja="避難指示", easy="", en="evacuation order", source="Cabinet Office")
TSUNAMI = Term(ja="津波警報", easy="", en="tsunami warning", source="JMA")
MAJOR = Term(ja="大津波警報", easy="", en="major tsunami warning", source="JMA")
WORDS = st.lists(
    st.sampled_from(["{time}", "{issuer}", "leave", "now", " ", ".", "避", "難", "ရေ", "စ္စ", "ស្ត"]),
    max_size=8,
).map("".join)


def text_of(html: str, but: str = "nothing") -> str:
    page = lxml.html.fromstring(f"<p>{html}</p>")
    for one in page.xpath(f"//{but} | //span[@class='unseen']"):
        one.drop_tree()
    return str(page.text_content())


@given(before=WORDS, after=WORDS)
def test_a_difference_holds_both_and_nothing_else(before: str, after: str) -> None:
    shown = difference(SCENE, before, after)

    assert text_of(shown, "ins") == before
    assert text_of(shown, "del") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("ရေကြီးမှု", "ရေကြီးမှာ"), ("ស្ត្រី", "ស្ត្រា"), ("น้ำท่วม", "น่ำท่วม")],
    ids=["my", "km", "th"],
)
def test_no_mark_is_torn_from_the_letter_that_it_sits_on(before: str, after: str) -> None:
    shown = difference(SCENE, before, after)

    torn = re.compile(
        r"<(?:ins|del)><span[^>]*>[^<]*</span>[\u102b-\u103e\u17b4-\u17d3\u0e31-\u0e4e]"
    )
    assert not torn.search(shown)


def test_a_slot_is_changed_as_a_whole() -> None:
    shown = difference(SCENE, "At {time}", "At {issuer}")

    assert '<bdi class="chip" translate="no">{issuer}</bdi>' in shown
    assert '<bdi class="chip" translate="no">{time}</bdi>' in shown


def test_terms_and_slots_are_marked_and_all_else_is_escaped() -> None:
    shown = marked("<b> Evacuation order {term}", [ORDER], "en")

    assert shown == (
        '&lt;b&gt; <mark>Evacuation order</mark> <bdi class="chip" translate="no">{term}</bdi>'
    )


def test_of_a_term_within_another_the_longer_alone_stands_there() -> None:
    found = standing_in("大津波警報が出ました", [TSUNAMI, MAJOR, ORDER], "ja")

    assert found == (MAJOR,)


def test_braces_of_no_slot_are_no_chip() -> None:
    assert chips("a {B} c") == "a {B} c"
