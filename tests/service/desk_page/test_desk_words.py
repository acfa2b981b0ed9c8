"""Both languages of the desk say the same things, and every check can be said in Japanese."""

import ast
import string
from pathlib import Path

from alerts.desk import checks, checks_of_announcements
from alerts.desk.finding import Finding
from service.desk_page.refusing import finding
from service.desk_page.words import LANGUAGES, ROOMS, wanted
from service.desk_page.words import checks as words_of_checks


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_tables_have_the_same_ids_and_slots() -> None:
    english = {id: slots(text) for id, text in LANGUAGES["en"].items()}
    japanese = {id: slots(text) for id, text in LANGUAGES["ja"].items()}

    assert japanese == english


def test_no_id_is_in_two_rooms() -> None:
    ids = [id for room in ROOMS for id in room.EN]

    assert len(ids) == len(set(ids))


def test_every_check_has_a_japanese_sentence() -> None:
    sources = [
        ast.parse(Path(str(one.__file__)).read_text("utf-8"))
        for one in (checks, checks_of_announcements)
    ]
    calls = [one for each in sources for one in ast.walk(each) if isinstance(one, ast.Call)]
    named = {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("refuse", "warn")
        and isinstance(call.args[0], ast.Constant)
    }

    assert named == set(words_of_checks.JA)


def test_a_check_fills_its_slots_and_an_unknown_one_is_said_in_english() -> None:
    known = Finding(
        id="length.title", severity="warn", sentence="cut: th", slots={"languages": "th"}
    )
    unknown = Finding(id="new.check", severity="warn", sentence="Something new.")

    said = [finding("ja", known), finding("en", known), finding("ja", unknown)]

    assert said == ["小さな画面で題が切れる言語：th。", "cut: th", "Something new."]


def test_the_language_is_the_chosen_one_then_the_browser_s_then_japanese() -> None:
    asked = [wanted("en", "ja"), wanted("xx", "fr,en-GB;q=0.8"), wanted("", "fr")]

    assert asked == ["en", "en", "ja"]
