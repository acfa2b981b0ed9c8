"""The words of the page: complete, calm, and read by those who are no native readers."""

import re
from pathlib import Path

import pytest

from alerts.languages import FIRST, LANGUAGES, PSEUDO, WRITTEN
from alerts.phrases import slots_of
from translations.app_phrases import APP_PHRASES, NO_PAGE
from translations.loading import PageWords, load_page_words, page_words

WORDS = load_page_words()
EVERY = (*LANGUAGES, *PSEUDO)
KANJI = "\u3400-\u9fff々"
REPOSITORY = Path(__file__).resolve().parents[2]
# A word of kanji, with the kana inside it, followed by its reading.
READ = re.compile(rf"[{KANJI}][{KANJI}\u3041-\u3096]*?\([ぁ-ヿ ]+\)")


def test_there_are_words_for_every_language_and_pseudo_language():
    assert set(WORDS) == set(EVERY)


@pytest.mark.parametrize("language", EVERY)
def test_every_sentence_is_there_with_its_slots(language: str):
    found = {id: slots_of(words) for id, words in WORDS[language].sentences.items()}

    wanted = {one.id: one.slots for one in APP_PHRASES.values() if one is not NO_PAGE}
    assert {id: found[id] for id in wanted} == wanted


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - set(FIRST)))
def test_a_language_without_catalogue_reads_easy_japanese_and_is_told_so(language: str):
    said = {one: words.sentences for one, words in WORDS.items()}
    words = page_words(language, said, FIRST)

    assert (words.lang, words.direction) == ("ja", "ltr")
    assert words.sentences == WORDS["ja-simple"].sentences
    assert words.note
    assert words.for_phone()["note.no_page"] == words.note


@pytest.mark.parametrize("language", [*WRITTEN, *PSEUDO])
def test_a_language_with_catalogue_has_no_such_note(language: str):
    assert WORDS[language].note == ""


def test_the_pseudo_languages_are_made_from_english():
    assert WORDS["en-XA"].say("nav.now").startswith("[")
    assert (WORDS["ar-XB"].lang, WORDS["ar-XB"].direction) == ("ar", "rtl")


def test_no_sentence_promises_safety_or_shouts():
    words = WORDS["en"].sentences

    assert [id for id, said in words.items() if re.search(r"\bsafe|!", said, re.IGNORECASE)] == []
    japanese = WORDS["ja"].sentences
    assert [id for id, said in japanese.items() if re.search("安全です|安心|！", said)] == []


def test_no_sentence_speaks_of_users_subscriptions_or_cells():
    words = WORDS["en"].sentences

    plain = re.compile(r"\b(users?|subscri\w*|cells?)\b", re.IGNORECASE)
    assert [id for id, said in words.items() if plain.search(said)] == []


def test_every_kanji_of_easy_japanese_has_its_reading():
    said = WORDS["ja-simple"].sentences

    bare = {id: READ.sub("", words) for id, words in said.items()}

    assert {id: left for id, left in bare.items() if re.search(f"[{KANJI}]", left)} == {}


def test_a_slot_without_a_value_is_a_broken_promise():
    words: PageWords = WORDS["en"]

    with pytest.raises(KeyError):
        words.say("now.checked")


def test_the_phone_and_the_server_say_only_sentences_that_there_are():
    sources = [*(REPOSITORY / "pwa/app").rglob("*.js"), *(REPOSITORY / "service/page").glob("*.py")]
    called = re.compile(r'\b(?:say|tell|_said)\((?:visit, )?"([a-z0-9_.]+)"')

    said = {id for path in sources for id in called.findall(path.read_text("utf-8"))}

    assert len(said) > 80
    assert said - APP_PHRASES.keys() == set()


def test_the_phone_has_what_it_says():
    app = {
        id
        for path in (REPOSITORY / "pwa/app").rglob("*.js")
        for id in APP_PHRASES
        if f'"{id}"' in path.read_text("utf-8")
    }

    carried = WORDS["en"].for_phone().keys()

    assert len(app) > 150
    assert app - carried == set()


def test_every_sentence_is_said_somewhere_so_that_nobody_translates_for_nothing():
    # Said by a name that is put together, such as `help.${number}`.
    families = re.compile(
        r"(card|help|more|nav|state|theme|privacy\.place|sites\.(hazard|state)|start\.(who|place\.position)|place|where\.place"
        r"|situation\.(strength|feed|quakes|rivers|tsunami))"
        r"\.\w+|(way\.(go|turn|screen|pace|else|part)|map\.pan)\.[\w.]+"
    )
    folders = (("pwa/app", "*.js"), ("service/page", "*.py"), ("service/web", "*.py"))
    text = "".join(
        path.read_text("utf-8")
        for folder, kind in folders
        for path in sorted((REPOSITORY / folder).rglob(kind))
    )

    unsaid = {id for id in APP_PHRASES if f'"{id}"' not in text and not families.fullmatch(id)}

    assert unsaid == set()
