"""An alert in two languages: each of its lines says which, to a voice and to the eye."""

import msgspec
import pytest

from alerts.announcing import WHATS
from alerts.languages import FALLBACK, LANGUAGES
from alerts.model import Announcement, Authority, Order, Phase, Strength
from alerts.phrases import Phrasebook
from alerts.push.payload import payload
from alerts.report import Text
from alerts.wording import messages
from service.page.alert import alert
from service.page.shell import document
from service.page.two_languages import languages_of_lines, titles
from tests.pwa.harness.retellings import revisions
from tests.service.page.pages import BASE_URL, parsed, told, visit
from translations.catalogues import shipped_catalogues, words_of

WORDS = words_of(shipped_catalogues())
# Every sentence begins with the language that it is in.
SIGNED = {
    language: {id: f"<{language}>{words}" for id, words in said.items()}
    for language, said in WORDS.items()
}
LANGS = {"<ja-simple>": "ja", "<en>": "en"}
DRAFTED = tuple(one for one in LANGUAGES if one not in ("ja", *FALLBACK))


def in_words(words: dict[str, dict[str, str]], language: str) -> list[dict]:
    """Every alert of the vectors, as it is pushed."""
    book = Phrasebook.from_catalogues(words, alone=("ja", *FALLBACK))
    return [
        msgspec.json.decode(payload(said, one, base_url=BASE_URL))["notification"]
        for one in revisions()
        for said in messages(one, book, [language])
    ]


@pytest.mark.parametrize("language", DRAFTED)
def test_every_line_is_marked_with_the_language_that_it_is_in(language: str):
    own = {f"<{language}>": language}
    compared = 0
    signed, plain = in_words(SIGNED, language), in_words(WORDS, language)
    for with_signs, without in zip(signed, plain, strict=True):
        lines = with_signs["body"].split("\n")
        wanted = [
            lang for line in lines for sign, lang in (LANGS | own).items() if line.startswith(sign)
        ]
        # Signs cost room: what was cut for them is extra, and no line that must stand.
        found = languages_of_lines(without)
        assert found[: wanted.index(language) + 1] == wanted[: wanted.index(language) + 1]
        compared += 1

    assert compared > 100


@pytest.mark.parametrize(
    "names",
    [{"ja": "みなと小学校", "en": "Minato School"}, {"": "みなと通り"}, {"": "Cafe Minato"}],
)
@pytest.mark.parametrize("what", WHATS)
def test_a_name_in_kana_makes_no_japanese_of_an_english_line(what: str, names: dict[str, str]):
    one = told("th", announces=(Announcement(what=what, names=names),)).notification
    said = one["body"].split("\n")

    found = [
        lang
        for line, lang in zip(said, languages_of_lines(one), strict=True)
        if any(name in line for name in names.values())
    ]

    assert found == ["ja", "en"]


def test_the_title_is_two_titles():
    one = told("th", order=Order.EVACUATE, strength=Strength.LEAVE)

    first, second = titles(one.notification)

    assert first[0] == "ja"
    assert second == ("en", told("en", order=Order.EVACUATE).notification["title"])
    assert first[1] + second[1] == one.notification["title"]


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en"])
def test_a_text_in_one_language_has_no_marks(language: str):
    found = in_words(WORDS, language)

    assert all(set(languages_of_lines(one)) == {one["lang"]} for one in found)
    assert all(titles(one) == [(one["lang"], one["title"])] for one in found)


@pytest.mark.parametrize("phase", [Phase.LIVE, Phase.ALL_CLEAR])
def test_what_to_do_is_large_in_both(phase: Phase):
    one = told("ar", order=Order.EVACUATE, strength=Strength.LEAVE, phase=phase, number=2)

    page = parsed(document(visit("ar"), alert(visit("ar"), one)))

    looks = "do" if phase is Phase.LIVE else "first"
    large = page.findall(f".//main/article/p[@class='{looks}']")
    (note,) = page.findall(".//main/article/p[@lang='ar']")
    assert [line.get("lang") for line in large] == [None, "en"]
    assert (note.get("dir"), note.get("class")) == ("rtl", None)
    assert [part.get("lang") for part in page.findall(".//main//h1/span")] == [None, "en"]


def test_an_agencys_own_title_is_left_as_it_is():
    quoted = (Text(language="th", event="A / B", headline="A / B"),)
    one = told("th", authority=Authority.AGENCY, order=None, texts=quoted).notification

    assert titles(one) == [("th", one["title"])]
    assert set(languages_of_lines(one)) == {"th"}
