"""Numbers in the marks of each language, and slots that keep their direction to themselves."""

import re
from collections.abc import Callable

import pytest

from alerts.languages import LANGUAGES, PSEUDO
from alerts.model import Message, Revision
from alerts.number_words import isolated, number

Revise = Callable[..., Revision]
Say = Callable[..., Message]


@pytest.mark.parametrize("language", [*LANGUAGES, *PSEUDO])
def test_every_language_has_latin_digits_and_one_mark(language: str):
    assert re.fullmatch(r"1[.,]3", number(1.3, language))
    assert (number(9_999, language), number(12_500, language)) == ("9999", "12\u202f500")


def test_the_mark_is_that_of_the_language():
    assert (number(1.3, "en"), number(1.3, "de"), number(2.0, "fr")) == ("1.3", "1,3", "2")


def test_halves_go_up_as_on_the_phone():
    assert (number(0.25, "en"), number(9_999.95, "en")) == ("0.3", "10\u202f000")


def test_only_right_to_left_sentences_set_their_slots_apart():
    apart = {one for one in (*LANGUAGES, *PSEUDO) if isolated("神田", one) != "神田"}

    assert apart == {"ar", "ar-XB"}
    assert isolated("神田", "ar") == "\u2068神田\u2069"
    assert isolated("", "ar") == ""


def test_a_name_in_another_direction_stands_apart_in_a_push(order: Revise, say: Say):
    said = say(order(), "ar-XB")

    assert said.where is not None
    # The place and its Japanese name, each apart within what is apart itself.
    assert "\u2068\u2068Hashiba\u2069" in said.lines[said.where]
    assert said.lines[said.where].count("\u2068") == said.lines[said.where].count("\u2069")
