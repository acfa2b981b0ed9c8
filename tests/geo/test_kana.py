"""Kana are read as in Japanese passports: modified Hepburn without marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.kana import hiragana, romanised


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("のまち", "Nomachi"),
        ("おおはし", "Ohashi"),
        ("こうえん", "Koen"),
        ("りゅうおう", "Ryuo"),
        ("にいがた", "Niigata"),
        ("けいさつ", "Keisatsu"),
        ("しんばし", "Shimbashi"),
        ("なんぶ", "Nambu"),
        ("しんいち", "Shinichi"),
        ("てっぽう", "Teppo"),
        ("いっちょうめ", "Itchome"),
        ("まっちゃ", "Matcha"),
        ("ざっし", "Zasshi"),
        ("じゃがいも", "Jagaimo"),
        ("ちぢみ", "Chijimi"),
        ("つづき", "Tsuzuki"),
        ("をわり", "Owari"),
        ("ファミリー", "Famiri"),
        ("ウィング", "Wingu"),
        ("パーティー", "Pati"),
        ("ヴィラ", "Vira"),
        ("クァ", "Kwa"),
        ("フュージョン", "Fyujon"),
        ("ｶﾅｻﾞﾜ", "Kanazawa"),
        ("さくらヶおか", "Sakuragaoka"),
        ("かなざわ　えき", "Kanazawa Eki"),
        ("センター「パルみおや」", "Senta Parumioya"),
        ("２ごう", "2go"),
    ],
)
def test_a_reading_becomes_letters(kana: str, letters: str) -> None:
    assert romanised(kana) == letters


@pytest.mark.parametrize("text", ["", " ・", "金沢", "かなざわ駅", "っ"])
def test_what_is_no_reading_is_not_guessed(text: str) -> None:
    assert romanised(text) is None


def test_a_long_vowel_is_not_joined_across_a_gap() -> None:
    assert romanised("まつ うら") == "Matsu Ura"
    assert romanised("まつうら") == "Matsura"


KANA = st.text(alphabet=[chr(code) for code in range(ord("ぁ"), ord("ゖ"))], min_size=1)


@given(KANA)
def test_every_kana_is_read_in_plain_letters_or_not_at_all(kana: str) -> None:
    read = romanised(kana)

    assert read is None or (read.isascii() and read[0].isupper())


@given(KANA)
def test_katakana_are_read_as_hiragana_are(kana: str) -> None:
    katakana = "".join(chr(ord(one) + 0x60) for one in kana)

    assert romanised(katakana) == romanised(hiragana(katakana))
