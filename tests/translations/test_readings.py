"""Readings of easy Japanese as a field of their own, and one that no other sentence has."""

import pytest

from translations.catalogues import Entry, shipped_catalogues
from translations.domains import DOMAINS
from translations.readings import (
    Reading,
    known_readings,
    reading_faults,
    readings_of,
    without_readings,
)

SAID = [entry.words for one in DOMAINS for entry in shipped_catalogues(one)["ja-simple"].values()]


def test_readings_stand_behind_their_words_and_are_a_field_of_their_own() -> None:
    words = "危(あぶ)ない 場所(ばしょ)から 逃(に)げて ください"

    entry = Entry(words=words, said_of_state="machine draft")

    assert entry.readings == (
        Reading("危", "あぶ"),
        Reading("場所", "ばしょ"),
        Reading("逃", "に"),
    )
    assert without_readings(words) == "危ない 場所から 逃げて ください"


@pytest.mark.parametrize("words", ["", "Leave now (at once).", "区域（くいき）", "スマホ(でんわ)"])
def test_what_is_no_kanji_with_kana_in_brackets_has_no_reading(words: str) -> None:
    assert readings_of(words) == ()
    assert without_readings(words) == words


def test_a_word_that_all_others_read_in_another_way_is_named() -> None:
    known = known_readings(["道(みち)を 歩(ある)く", "日(ひ)", "所(ところ)"])

    found = list(reading_faults("道(どう)の 所(かしょ)、日(にち)、川(かわ)", known))

    assert found == ["reads 道 as どう; other sentences read みち"]


def test_no_sentence_of_ours_reads_a_word_as_no_other_does() -> None:
    faults = [
        fault
        for at, words in enumerate(SAID)
        for fault in reading_faults(words, known_readings((*SAID[:at], *SAID[at + 1 :])))
    ]

    assert len(SAID) > 500
    assert faults == []
