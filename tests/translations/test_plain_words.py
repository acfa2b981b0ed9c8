"""The linter finds what makes a sentence hard to read, and leaves plain ones alone."""

import pytest

from alerts.languages import LANGUAGES
from translations.easy_japanese import easy_faults
from translations.plain_words import plain_faults


def found(words: str, language: str, beside: str = "") -> list[str]:
    return list(plain_faults(words, language, beside=beside))


@pytest.mark.parametrize(
    ("language", "words", "fault"),
    [
        ("en", "Leave today.", "says today, tomorrow or yesterday; it may be read on another day"),
        (
            "de",
            "Es endet heute.",
            "says today, tomorrow or yesterday; it may be read on another day",
        ),
        ("th", "วันนี้ฝนตก", "says today, tomorrow or yesterday; it may be read on another day"),
        ("en", "Residents must go.", "says Residents, which is an office's word"),
        ("en", "This is not proof that there is no danger.", "negates twice; say what is"),
        ("en", "a " * 23 + "b.", "has a sentence of 24 words; say one thought in 22"),
        ("th", "น้ำ evacuation", "has letters of another language: evacuation"),
        ("fr", "Montez 高台", "has letters of another language: 高台"),
        ("ko", "避難하세요", "has letters of another language: 避難"),
        ("uk", "Йдіть nаверх", "has letters of another language: n"),
        ("zh-Hans", "請離開", "has characters of the other Chinese script: 請離開"),
        ("zh-Hant", "请离开", "has characters of the other Chinese script: 请开"),
    ],
)
def test_what_is_hard_to_read_is_named(language: str, words: str, fault: str):
    assert found(words, language) == [fault]


@pytest.mark.parametrize(
    ("language", "words", "beside"),
    [
        ("en", "No account, no name.", ""),
        ("th", "{hazard}: ยกเลิก ({term} 解除)", "{hazard}: lifted ({term} 解除)"),
        ("ar", "افتح Safari على iPhone", "Open Safari on iPhone"),
        ("km", "{count} km", "{count} km"),
        ("vi", "Rời khỏi nơi nguy hiểm ngay.", ""),
        ("zh-Hant", "請離開危險的地方。", ""),
    ],
)
def test_names_and_japanese_terms_stay_as_they_are(language: str, words: str, beside: str):
    assert found(words, language, beside) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_judged(language: str):
    assert found("", language) == []


def easy(words: str, *, is_spoken_to: bool = True) -> list[str]:
    return list(easy_faults(words, is_spoken_to=is_spoken_to))


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("上(うえ)へ 行って ください。", "has a kanji without its reading in brackets"),
        ("至急(しきゅう) 逃(に)げて ください。", "says 至急; everyday words are すぐに"),
        ("お知(し)らせが 出(だ)されました。", "is passive, or could be; say who does it"),
        ("お知(し)らせが ございます。", "is honorific; say it plainly"),
        ("行(い)けない わけでは ないわけです。", "negates twice; say it plainly"),
        ("逃(に)げろ。", "ends without です, ます or ください: 逃げろ。"),
        ("すぐにうえへいってください。", "has no space within すぐにうえへいってください"),
    ],
)
def test_what_a_learner_stumbles_over_is_named(words: str, fault: str):
    assert easy(words) == [fault]


def test_a_long_thought_is_named_and_its_readings_do_not_count():
    short = "水(みず)に 行(い)って ください。"
    long = "水(みず)と " * 23 + "行(い)きます。"

    assert easy(short) == []
    assert easy(long) == ["has a sentence of 51 characters; say one thought in 45"]


def test_labels_and_the_sign_of_exercises_are_no_sentences():
    assert easy("災害(さいがい)：{hazard}。") == []
    assert easy("【訓練】{title}") == []
    assert easy("左(ひだり)へ 曲(ま)がる。", is_spoken_to=False) == []
