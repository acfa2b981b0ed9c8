import pytest

from alerts.languages import (
    FIRST,
    LANGUAGES,
    PSEUDO,
    WRITTEN,
    described,
    fallback,
    known,
    match,
    names_for,
)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("ja_JP", "ja"),
        ("ja-simple", "ja-simple"),
        ("JA-Simple", "ja-simple"),
        ("ja-Hira", "ja-simple"),
        ("en-GB", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-Hans-TW", "zh-Hans"),
        ("yue-HK", "zh-Hant"),
        ("tl-PH", "fil"),
        ("fil", "fil"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("in-ID", "id"),
        ("ar-EG", "ar"),
        ("en-XA", "en-XA"),
        ("ar-XB", "ar-XB"),
        ("xx", "en"),
        ("", "en"),
        ("constructor", "en"),
    ],
)
def test_tags_match_by_a_closed_table(tag: str, language: str):
    assert match(tag) == language


def test_a_tag_outside_the_table_is_not_known_though_its_reader_gets_english():
    assert (known("sw"), match("sw")) == (None, "en")


@pytest.mark.parametrize("language", [*LANGUAGES, *PSEUDO])
def test_every_language_matches_itself(language: str):
    assert match(language) == language


def test_there_are_twenty_languages_and_easy_japanese_is_spoken_as_japanese():
    assert len(LANGUAGES) == 20
    simple = described("ja-simple")
    assert (simple.directory, simple.lang) == ("ja@simple", "ja")


def test_right_to_left_is_arabic_and_its_pseudo_language():
    every = {**LANGUAGES, **PSEUDO}

    assert {id for id, row in every.items() if row.direction == "rtl"} == {"ar", "ar-XB"}


def test_languages_without_catalogue_fall_back_to_easy_japanese_and_english():
    others = set(LANGUAGES) - set(FIRST)

    assert {fallback(language, FIRST) for language in others} == {("ja-simple", "en")}
    assert [fallback(language, FIRST) for language in FIRST] == [(each,) for each in FIRST]


def test_all_twenty_languages_are_written_so_every_page_is_in_its_readers():
    assert set(WRITTEN) == set(LANGUAGES)
    assert [fallback(one) for one in (*WRITTEN, *PSEUDO)] == [(one,) for one in (*WRITTEN, *PSEUDO)]


@pytest.mark.parametrize(
    ("language", "read"),
    [
        ("ja", ("ja", "en")),
        ("ja-simple", ("ja-simple", "ja", "en")),
        ("en", ("en", "ja")),
        ("zh-Hans", ("zh-Hans", "zh", "ja", "en")),
        ("pt-BR", ("pt-BR", "pt", "en", "ja")),
        ("my", ("my", "en", "ja")),
        ("ar-XB", ("en", "ja")),
    ],
)
def test_names_are_read_in_letters_that_the_reader_knows(language: str, read: tuple[str, ...]):
    assert names_for(language) == read
