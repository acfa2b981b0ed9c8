"""The first push: in the reader's language, marked in an exercise, small enough for any phone."""

import pytest

from alerts.greeting import greeting
from alerts.languages import LANGUAGES, PSEUDO, described
from alerts.model import Mode
from alerts.phrases import Phrasebook


@pytest.mark.parametrize("errand", ["greeting", "test"])
@pytest.mark.parametrize("language", [*LANGUAGES, *PSEUDO])
def test_every_reader_is_greeted_in_a_language_that_the_text_says_it_is_in(
    phrases: Phrasebook, language: str, errand: str
) -> None:
    said = greeting(phrases, language, Mode.REAL, errand)

    row = described(phrases.read_in(language)[0])
    assert (said.lang, said.direction) == (row.lang, row.direction)
    assert said.title
    assert len(said.body.splitlines()) == {1: 1, 2: 3}[len(phrases.read_in(language))]
    assert len((said.title + said.body).encode()) < 2_000


@pytest.mark.parametrize("mode", [Mode.DRILL, Mode.TRAINING])
def test_an_exercise_greets_as_one_at_both_ends(phrases: Phrasebook, mode: Mode) -> None:
    said = greeting(phrases, "ja", mode)

    assert said.title.startswith("【訓練】")
    assert "訓練" in said.body.splitlines()[-1]


def test_a_greeting_promises_no_safety(phrases: Phrasebook) -> None:
    assert "safe" not in greeting(phrases, "en", Mode.REAL).body.lower()
