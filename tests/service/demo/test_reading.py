import pytest

from service.demo.phones import LANGUAGES
from service.demo.reading import why_unreadable

JA = "レベル4：避難指示が出ました。対象は川辺町と浜町です。危険な場所から全員避難してください。"
EASY = "避難(ひなん)してください。川(かわ)の 水(みず)が ふえます。あぶない 場所(ばしょ)を はなれて ください。"
EN = "Level 4 order: evacuation order (避難指示). Everyone: leave dangerous places now."
XA = "[Ļéþéļ 4 öŕðéŕ: éþåçûåţîöñ~~~] [Éþéŕýöñé: ļéåþé ðåñĝéŕöûš þļåçéš~~~~]"
XB = "\u202eLevel 4 order\u202c \u202eEveryone: leave\u202c \u202edangerous places\u202c"
TEXTS = {
    "ja": ("【訓練】洪水：避難指示", JA),
    "ja-simple": ("【訓練】洪水(こうずい)：にげて ください", EASY),
    "en": ("DRILL: Flood: evacuation order 避難指示", EN),
    "en-XA": ("[ÐŔÎĻĻ: [Ƒļööð~~]~~~]", XA),
    "ar-XB": ("\u202eDRILL: \u202cFlood", XB),
    "th": ("【訓練】洪水(こうずい)", f"ยังไม่มีข้อความภาษาไทย\n{EASY}\n{EN}"),
    "vi": ("【訓練】洪水(こうずい)", f"Chưa có bản tiếng Việt.\n{EASY}\n{EN}"),
    "zh-Hant": ("【訓練】洪水(こうずい)", f"尚無經核對的譯文。\n{EASY}\n{EN}"),
}


ENDS = {
    "en": "This is a drill.",
    "en-XA": "[Ţĥîš îš å ðŕîļļ.~~~~]",
    "ar-XB": "\u202eA drill.\u202c",
}


def notification(title, body, language, ending=None):
    said = ENDS.get(language, "これは訓練です。") if ending is None else ending
    return {"title": title, "body": f"{body}\n{said}", "data": {"lang": language}}


def test_every_language_of_the_demo_has_an_example_here():
    assert set(TEXTS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_the_readers_language_is_readable(language):
    assert why_unreadable(language, notification(*TEXTS[language], language)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", LANGUAGES)
def test_a_text_in_any_other_language_is_not(language, other):
    reason = why_unreadable(language, notification(*TEXTS[other], language))

    assert (reason == "") == (language == other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_without_the_mark_of_a_drill_is_not_enough(language):
    title, body = TEXTS[language]
    bare = title.replace("【訓練】", "").replace("DRILL", "").replace("ÐŔÎĻĻ", "")

    assert "not marked as a drill" in why_unreadable(language, notification(bare, body, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_that_does_not_end_as_a_drill_is_not_enough(language):
    said = notification(*TEXTS[language], language, ending="")

    assert "not marked as a drill" in why_unreadable(language, said)


def test_a_text_that_was_made_for_others_is_not_readable_whatever_it_looks_like():
    said = notification(*TEXTS["ja"], "ja-simple")

    assert why_unreadable("ja", said) == "made for a reader of ja-simple, not of ja"


def test_an_empty_message_is_not_readable():
    assert why_unreadable("ja", {}) != ""
