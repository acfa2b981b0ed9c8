"""Other people's text, cleaned and cut."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.own_words import cleaned, cost, own, trimmed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Rain <b>heavy</b><br/>and wind", "Rain heavy and wind"),
        ("a &amp; b &lt;i&gt;c&lt;/i&gt;", "a & b c"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("one\r\n\r\ntwo\tthree\x00\x07", "one two three"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("e\u0301", "é"),
    ],
)
def test_markup_controls_and_overrides_are_gone(written: str, read: str):
    assert cleaned(written) == read


def test_a_text_is_cut_after_a_whole_sentence():
    assert trimmed("First one. Second one. Third one.", most_bytes=28) == "First one. Second one.…"


def test_japanese_is_cut_after_its_full_stop():
    assert trimmed("川が増水。すぐ避難。準備して。", most_bytes=36) == "川が増水。すぐ避難。…"


def test_without_a_sentence_the_cut_falls_between_words():
    assert trimmed("Leave the river bank immediately", most_bytes=24) == "Leave the river bank…"


def test_a_single_long_word_is_cut_between_graphemes():
    cut = trimmed("ခ" + "ို" * 3 + "က" * 40, most_bytes=40)

    assert cut.endswith("က…")


def test_flags_families_and_accents_are_not_torn():
    text = "🇯🇵🇺🇦👨\u200d👩\u200d👧" + "e\u0301\u0323" * 3

    cuts = {trimmed(text, most_bytes=n).removesuffix("…") for n in range(3, 70)}

    wholes = ["", "🇯🇵", "🇯🇵🇺🇦", "🇯🇵🇺🇦👨\u200d👩\u200d👧"]
    accents = [wholes[3] + "e\u0301\u0323" * n for n in (1, 2, 3)]
    assert cuts <= {*wholes, *accents}
    assert len(cuts) > 4


def test_quotes_cost_what_they_cost_in_json():
    assert (cost('"'), cost("\\"), cost("水"), cost("a")) == (2, 2, 3, 1)


@given(st.text(max_size=300), st.integers(3, 200), st.integers(1, 80))
def test_whatever_was_written_fits_and_reads_as_one_plain_line(
    text: str, size: int, characters: int
):
    fitting = own(text, most_bytes=size, most_characters=characters)

    assert cost(fitting) <= size
    assert {unicodedata.category(c) for c in fitting}.isdisjoint({"Cc", "Cs", "Cn", "Zl", "Zp"})
    assert not set(fitting) & set(
        "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    assert fitting == fitting.lstrip()


@given(st.text(st.characters(categories=["Lo", "Lu", "Zs", "Po"]), max_size=80))
def test_what_fits_is_left_alone(text: str):
    plain = cleaned(text)

    assert trimmed(plain, most_bytes=1_000) == plain


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z"]), max_size=80))
def test_a_plain_name_reads_the_same_by_the_short_way(text: str):
    assert cleaned(text) == cleaned(f"\x07{text}")


@given(st.text(max_size=60), st.integers(3, 80), st.integers(1, 60))
def test_what_is_cut_never_fits_whole(text: str, size: int, characters: int):
    cut = trimmed(cleaned(text), most_bytes=size, most_characters=characters)

    if cut != cleaned(text):
        assert cost(cleaned(text)) > size or len(cleaned(text)) > characters
