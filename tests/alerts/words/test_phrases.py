"""The phrasebook and the pseudo-languages."""

import pytest

from alerts.phrases import PHRASES, Phrasebook, SentenceMissing, filled, slots_of
from alerts.pseudo import accented, mirrored

WHOLE = {
    language: {
        id: "words " + " ".join(f"{{{slot}}}" for slot in phrase.slots)
        for id, phrase in PHRASES.items()
    }
    for language in ("ja", "ja-simple", "en")
}


def test_braces_inside_a_value_stay_as_they_are():
    assert filled("In {place}.", {"place": "{time} {place}"}) == "In {time} {place}."


def test_a_slot_without_a_value_is_never_sent_as_a_hole():
    with pytest.raises(KeyError):
        filled("Until {time}.", {})


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en"])
def test_a_catalogue_with_a_hole_makes_no_phrasebook(language: str):
    holed = {**WHOLE, language: {**WHOLE[language], "order.until": ""}}

    with pytest.raises(SentenceMissing, match=f"{language}: order.until"):
        Phrasebook.from_catalogues(holed)


def test_official_terms_are_japanese_in_every_language():
    book = Phrasebook.from_catalogues(
        {**WHOLE, "ja": {**WHOLE["ja"], "term.order.evacuate": "避難指示"}}
    )

    assert book.term("term.order.evacuate") == "避難指示"


def test_a_language_without_even_a_note_has_an_empty_one():
    assert Phrasebook.from_catalogues(WHOLE).no_text_note("vi") == ""


def test_the_accented_language_is_40_percent_longer_and_keeps_its_slots():
    sentence = "This order is for dangerous places in or near {place}."

    made = accented(sentence)

    assert slots_of(made) == ("place",)
    assert len(made) - len("{place}") >= 1.4 * (len(sentence) - len("{place}"))
    assert (made[0], made[-1]) == ("[", "]")


def test_the_mirrored_language_runs_right_to_left_around_its_slots():
    assert mirrored("Until {time}.") == "\u202eUntil \u202c{time}\u202e.\u202c"


def test_no_phrase_has_two_voices():
    assert {phrase.voice for phrase in PHRASES.values()} == {"order", "warning", ""}
