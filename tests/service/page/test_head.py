"""What search engines may say and keep of a page; and that a page is the same for a minute."""

from datetime import timedelta

import pytest

from alerts.model import Mode
from service.page import plain
from service.page.alert import alert
from service.page.history import history
from service.page.now import now
from service.page.shell import document
from tests.factories import NOW
from tests.service.page.pages import WORDS, parsed, told, visit

SCREENS = {
    "now": lambda who: now(who, []),
    "history": lambda who: history(who, []),
    "start": plain.start,
    "settings": plain.settings,
    "card": lambda who: plain.card(who, WORDS["ja-simple"]),
    "about": plain.about,
}


def summaries(page: bytes) -> list[str]:
    return [str(one) for one in parsed(page).xpath("//head/meta[@name='description']/@content")]


def robots(page: bytes) -> list[str]:
    return [str(one) for one in parsed(page).xpath("//head/meta[@name='robots']/@content")]


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "ar-XB", "th"])
def test_every_page_has_one_summary_and_title_of_its_own_in_its_language(language: str):
    who = visit(language)

    pages = [document(who, make(who)) for make in SCREENS.values()]
    found = [summary for page in pages for summary in summaries(page)]
    titles = {parsed(page).findtext(".//title") for page in pages}

    assert len(found) == len(set(found)) == len(titles) == len(SCREENS)
    assert found[0] == who.say("summary.now")
    assert found[-1] == who.say("about.what", town=who.town)


def test_an_alert_is_summed_up_in_its_own_words():
    one = told("en")

    page = document(visit(), alert(visit(), one))

    assert summaries(page) == [one.notification["body"].replace("\n", " ")]
    assert parsed(page).findtext(".//title") == (
        f"{one.notification['title']} · Hansho Riverside & <Bay>"
    )


def test_a_page_that_went_wrong_says_what_the_service_is():
    page = document(visit(), plain.unavailable(visit()))

    assert summaries(page) == [visit().say("about.what", town="Riverside & <Bay>")]


def test_a_real_page_may_be_found():
    assert robots(document(visit(), now(visit(), []))) == []
    assert robots(document(visit(), alert(visit(), told("en")))) == []


def test_no_search_engine_keeps_a_training_space_or_a_drill():
    training, drill = visit(mode="training"), told("en", mode=Mode.DRILL)

    assert robots(document(training, plain.about(training))) == ["noindex"]
    assert robots(document(visit(), alert(visit(), drill))) == ["noindex"]


def test_a_page_has_the_same_bytes_for_a_minute_and_no_longer():
    pages = [
        document(who, now(who, []))
        for seconds in (0, 59, 60)
        for who in [visit(now=NOW + timedelta(seconds=seconds))]
    ]

    assert pages[0] == pages[1]
    assert pages[1] != pages[2]
