"""What is read aloud: whole sentences, twice, and no digit in them."""

import re

import pytest

from alerts.channels.speaker_script import speaker_script
from alerts.channels.spoken_numbers import spoken
from alerts.model import Mode
from tests.approvals import ORDER, PHRASES, approved, every_approved, order


def test_an_order_is_read_twice_between_two_lines_that_say_who_speaks() -> None:
    body = (
        "警戒レベル四、避難指示が発令されました。\n"
        "災害の種類、洪水。\n"
        "対象は、港町一丁目とその付近の危険な場所です。\n"
        "今すぐ避難場所へ。\n"
        "危険な場所から全員避難。\n"
        "水の中を歩かないでください。\n"
        "道が冠水していたら、その場で上の階へ。\n"
        "解除をお知らせするまで続きます。\n"
        "湊浜市、十一月二十二日、十四時二分、避難情報。"
    )

    script = speaker_script(approved(ORDER), PHRASES, "湊浜市")

    who = "こちらは、湊浜市です。"
    assert script == f"{who}\n\n{body}\n\n繰り返します。\n\n{body}\n\n{who}\n"


def test_a_drill_says_first_and_last_that_it_is_one() -> None:
    script = speaker_script(approved(order(mode=Mode.DRILL)), PHRASES, "湊浜市")

    for body in script.split("\n\n")[1::2]:
        lines = body.split("\n")
        assert lines[:2] == lines[-2:] == ["これは訓練です。", "実際の災害ではありません。"]


def test_every_sentence_is_short_is_one_and_has_no_digit() -> None:
    for stored in every_approved():
        script = speaker_script(stored, PHRASES, "湊浜市3区")

        assert re.search(r"[0-9０-９：「」（）]", script) is None, script
        for line in filter(None, script.split("\n")):
            assert line.endswith("。")
            assert line.count("。") == 1
            assert len(line) <= 60, line


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("14:02", "十四時二分"),
        ("11月22日 9:00", "十一月二十二日、九時"),
        ("0:05", "〇時五分"),
        ("2026年", "二千二十六年"),
        ("本町10丁目", "本町十丁目"),
        ("高さ3.5メートル", "高さ三点五メートル"),
        ("レベル4", "レベル四"),
        ("１２３人", "百二十三人"),
        ("20,000人", "二万人"),
        ("119番", "百十九番"),
        ("0120", "〇一二〇"),
        ("100000000円", "一億円"),
        ("11111", "一万千百十一"),
        ("Route A", "Route A"),
    ],
)
def test_numbers_become_words(written: str, heard: str) -> None:
    assert spoken(written) == heard
