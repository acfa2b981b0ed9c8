"""The alert's page: `<main>` is the payload, word for word; all else stands beside it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.languages import FIRST, LANGUAGES, PSEUDO
from alerts.model import Kind, Mode, Order, Phase, Strength
from alerts.report import Text
from alerts.testing_alerts import MemoryAlertStore
from alerts.testing_store import MemoryStore
from service.page.alert import alert
from service.page.shell import document
from service.page.site import Site
from service.settings import Settings
from tests.factories import NOW
from tests.service.page.pages import (
    LATER,
    main_text,
    many_revisions,
    parsed,
    payload_text,
    read,
    told,
    visit,
)

EVERY = (*LANGUAGES, *PSEUDO)
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&amp; \' " <b>'


def beside(page: bytes) -> str:
    (aside,) = parsed(page).findall(".//aside")
    return str(aside.text_content())


@pytest.mark.parametrize("language", EVERY)
def test_main_says_title_and_lines_of_the_payload_and_nothing_else(language: str):
    for found in many_revisions(50):
        one = read(found, language)

        page = document(visit(language), alert(visit(language), one))

        assert main_text(page) == payload_text(one)
        (main,) = parsed(page).findall(".//main")
        assert main.text_content() == payload_text(one).replace("\n", "")
        notification = one.notification
        assert (main.get("lang"), main.get("dir")) == (notification["lang"], notification["dir"])


def test_the_article_carries_what_colour_and_shape_need():
    one = told("en", order=Order.EVACUATE, strength=Strength.LEAVE, kind=Kind.LANDSLIDE)

    page = document(visit(), alert(visit(), one))

    (article,) = parsed(page).findall(".//main/article")
    assert {name: article.get(f"data-{name}") for name in ("alert", "rev", "phase", "level")} == {
        "alert": "a" * 16,
        "rev": "1",
        "phase": "live",
        "level": "4",
    }
    assert (article.get("data-kind"), article.get("data-strength")) == ("landslide", "leave")


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "th", "en-XA", "ar-XB"])
def test_the_headline_action_and_the_place_are_marked_where_the_payload_says(language: str):
    one = told(language, order=Order.EVACUATE, strength=Strength.LEAVE)

    page = document(visit(language), alert(visit(language), one))

    lines = parsed(page).xpath("//main/article/p[not(@aria-hidden)]")
    data = one.notification["data"]
    parts = {at: line.get("class") for at, line in enumerate(lines) if line.get("class")}
    wanted = {data["do"]: "do", data["where"]: "where"}
    if language == "th":  # said in easy Japanese, then the same in English
        wanted |= {7 + at: part for at, part in wanted.items()}
    assert parts == wanted


@pytest.mark.parametrize(
    ("stopped", "said"),
    [
        (True, "This exercise was ended. The first page says what is real."),
        (False, "This alert was taken back."),
    ],
)
def test_beside_an_exercise_that_was_ended_stands_that_and_not_that_it_was_taken_back(
    stopped: bool, said: str
):
    one = told("en", phase=Phase.WITHDRAWN, mode=Mode.DRILL, number=2, stopped=stopped)

    aside = beside(document(visit(), alert(visit(), one)))

    others = {"This exercise was ended.", "This alert was taken back."}
    assert [one for one in others if one in aside] == [one for one in others if one in said]
    assert said in aside


def test_of_an_ending_the_first_line_stands_out():
    page = document(visit(), alert(visit(), told("en", phase=Phase.ALL_CLEAR, number=2)))

    lines = parsed(page).xpath("//main/article/p[not(@aria-hidden)]")
    assert [line.get("class") for line in lines[:2]] == ["first", None]


@pytest.mark.parametrize(
    ("changes", "plate"),
    [
        ({"order": Order.EMERGENCY_SAFETY, "kind": Kind.FIRE}, "plate-5"),
        ({"kind": Kind.TSUNAMI, "strength": Strength.PROTECT}, "plate-tsunami-protect"),
        ({"kind": Kind.TSUNAMI, "strength": Strength.LEAVE_IF_SLOW}, "plate-tsunami-leave"),
        ({"kind": Kind.VOLCANO, "strength": Strength.LEAVE}, "plate-plain"),
        ({"kind": Kind.STORM, "strength": Strength.PROTECT}, "plate-plain"),
        ({"order": Order.EVACUATE, "phase": Phase.ALL_CLEAR, "number": 2}, "plate-plain"),
    ],
)
def test_a_plate_never_borrows_a_number_and_has_no_text(changes: dict[str, object], plate: str):
    page = document(visit(), alert(visit(), told("en", **changes)))

    (found,) = parsed(page).findall(".//main/article/p[@aria-hidden]")
    assert plate in found.classes
    assert found.get("aria-hidden") == "true"
    assert found.text_content() == ""


def test_an_alert_without_a_level_says_none_to_the_app():
    page = document(visit(), alert(visit(), told("en", kind=Kind.STORM)))

    (article,) = parsed(page).findall(".//article")
    assert article.get("data-level") is None


def test_words_of_an_issuer_are_never_markup():
    texts = (Text(language="en", event=HOSTILE, headline=HOSTILE, instruction=HOSTILE),)
    one = told("en", texts=texts, issuer=HOSTILE, place_names={"": HOSTILE, "ja": HOSTILE})

    page = document(visit(), alert(visit(), one))

    document_ = parsed(page)
    assert main_text(page) == payload_text(one)
    assert document_.xpath("//img | //main//b | //main//script") == []
    assert [script.get("type") for script in document_.findall(".//script")] == [
        "application/json",
        "module",
    ]
    (block,) = document_.findall(".//script[@id='page']")
    assert json.loads(block.text or "")["alert"] == json.loads(one.payload)


def test_what_is_past_its_time_is_no_all_clear():
    later = visit(now=LATER)

    page = document(later, alert(later, told("en", expired=True)))

    assert "No newer information since 22 Nov 13:55. Nobody has given the all-clear." in beside(
        page
    )


def test_a_live_alert_says_when_it_was_sent_and_how_long_ago():
    soon = visit(now=NOW + timedelta(minutes=7))

    page = document(soon, alert(soon, told("en")))

    assert "Sent 22 Nov 13:55 · 12 min ago" in beside(page)
    assert "No newer information" not in beside(page)


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.ALL_CLEAR, "This alert has ended. Read above what still holds."),
        (Phase.WITHDRAWN, "This alert was taken back. That says nothing about any danger."),
    ],
)
def test_an_ending_is_said_beside_the_alert_too(phase: Phase, said: str):
    page = document(visit(), alert(visit(), told("en", phase=phase, number=2)))

    assert said in beside(page)


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "en-XA", "ar-XB", "th"])
def test_help_by_telephone_and_the_want_of_a_map_stand_beside_every_alert(language: str):
    page = document(visit(language), alert(visit(language), told(language)))

    calls = [
        link.get("href") for link in parsed(page).xpath("//aside//a[starts-with(@href, 'tel:')]")
    ]
    assert calls == ["tel:119", "tel:110", "tel:171"]
    assert visit(language).say("alert.no_map") in beside(page)
    cards = parsed(page).xpath("//aside//a[contains(@href, '/card')]/@href")
    assert cards == [f"/{language}/card"]


def test_the_mark_of_drafts_goes_once_somebody_has_checked_all_that_alerts_say():
    one = told("en")
    note = visit().say("alert.unchecked")

    unread, read_by_people = (
        document(seen, alert(seen, one)) for seen in (visit(), visit(is_checked=True))
    )

    assert note in beside(unread)
    assert note not in beside(read_by_people)
    assert ['"checked":true' in page.decode() for page in (unread, read_by_people)] == [False, True]


def test_checked_is_what_is_said_to_a_reader_whichever_language_that_is(tmp_path: Path):
    def checked(*drafts: str) -> set[str]:
        settings = Settings(data_dir=tmp_path)
        site = Site(
            settings, MemoryAlertStore(MemoryStore()), None, NOW, drafts=lambda: frozenset(drafts)
        )
        return {one for one in (*FIRST, "th", *PSEUDO) if site.visit(one, NOW).is_checked}

    assert checked(*LANGUAGES) == set()
    assert checked("ja-simple", "th") == {"ja", "en"}
    # Thai goes out as easy Japanese and English as long as it has drafts.
    assert checked("th") == {"ja", "ja-simple", "en", "th"}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", EVERY)
def test_what_helps_at_the_hazard_stands_in_full_beside_the_alert(language: str, kind: Kind):
    one = told(language, kind=kind)

    (folded,) = parsed(document(visit(language), alert(visit(language), one))).findall(
        ".//aside//details[@class='full']"
    )

    assert folded.find("p").text_content() == visit(language).say(f"more.{kind.value}")
    assert folded.find("summary").text_content() == visit(language).say("alert.full")


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_alert_that_has_ended_asks_for_nothing_more(phase: Phase):
    one = told("en", phase=phase, number=2)

    page = parsed(document(visit(), alert(visit(), one)))

    assert page.findall(".//details[@class='full']") == []
