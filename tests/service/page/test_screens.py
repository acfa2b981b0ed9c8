"""What single screens say: honest quiet, orders first, what became of each alert."""

import json
from datetime import timedelta

import pytest

from alerts.languages import LANGUAGES, PSEUDO
from alerts.model import Mode, Order, Phase, Strength
from service.page import plain
from service.page.history import history
from service.page.manifest import manifest
from service.page.now import now
from service.page.shell import document
from service.page.visit import Visit
from tests.factories import NOW
from tests.service.page.pages import WORDS, parsed, told, unwritten_visit, visit
from tests.service.page.situations import FRESH, SILENT, UNHEARD


def main_lines(page: bytes) -> list[str]:
    (main,) = parsed(page).findall(".//main")
    return [one.text_content() for one in main.xpath(".//h1 | .//p[not(@aria-hidden)] | .//li")]


def test_a_quiet_page_claims_no_calm_while_no_feed_is_connected():
    page = document(visit(), now(visit(), []))

    assert main_lines(page) == [
        "No alert of this service is live.",
        "No weather feed is connected. There may be danger all the same.",
        "Checked 22 Nov 14:00.",
        "By the sea: was the shaking long or strong? Go up at once. Do not wait for a warning.",
    ]


def test_a_silent_source_is_named_before_it_is_said_that_no_alert_is_live():
    page = document(visit(), now(visit(), [], (FRESH, SILENT)))

    assert main_lines(page)[:3] == [
        "Weather <Agency> has been silent since 22 Nov 11:00 · 3 h ago. "
        "There may be danger all the same.",
        "No alert of this service is live.",
        "Look outside. Listen to loudspeakers and radio.",
    ]


def test_with_every_source_answering_no_alert_is_said_without_a_doubt():
    page = document(visit(), now(visit(), [], (FRESH,)))

    assert main_lines(page)[:2] == ["No alert of this service is live.", "Checked 22 Nov 14:00."]


def test_a_silent_source_is_named_below_an_alert_that_is_live_too():
    page = document(visit(), now(visit(), [told("en")], (SILENT, UNHEARD)))

    said = main_lines(page)
    assert said[0] == "1 alert is live"
    assert [one for one in said if "silent since" in one or "still to answer" in one] == said[-3:-1]


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "th", "en-XA", "ar-XB"])
@pytest.mark.parametrize("live", [0, 1, 2])
def test_no_count_of_alerts_lets_the_page_pass_over_the_missing_feed(language: str, live: int):
    """The phone's own table is tests/pwa/quiet.test.js."""
    here = visit(language)

    page = document(here, now(here, [told(language)] * live))

    said = main_lines(page)
    assert here.say("now.no_feed") in said
    assert here.say("now.checked", time=here.clock(NOW)) in said
    assert (here.say("now.quiet") in said) is (live == 0)


def test_the_first_alert_takes_the_top_with_plate_action_and_place_the_others_are_links():
    order, other = told("en", order=Order.EVACUATE), told("en", alert_id="b" * 16)

    page = document(visit(), now(visit(), [order, other]))

    (main,) = parsed(page).findall(".//main")
    assert [link.get("href") for link in main.findall(".//a")] == [
        f"/en/alerts/{'a' * 16}",
        f"/en/alerts/{'b' * 16}",
    ]
    (plate,) = main.xpath(".//article//p[@aria-hidden]")
    assert plate.get("class") == "plate plate-4"
    (do,) = main.xpath(".//article//p[@class='do']/text()")
    (where,) = main.xpath(".//article//p[@class='where']/text()")
    body = order.notification["body"].split("\n")
    assert do == "Leave dangerous places now"
    assert [do, where] == [body[order.notification["data"][one]] for one in ("do", "where")]
    (link,) = main.findall(".//li/a")
    marked = other.notification["data"]["do"]
    assert link.text_content() == (
        other.notification["title"] + other.notification["body"].split("\n")[marked]
    )
    assert "2 alerts are live" in main_lines(page)[0]
    assert "No weather feed is connected" in main.text_content()


@pytest.mark.parametrize(
    ("strength", "links"), [(Strength.READY, ["a"]), (Strength.KNOW, ["a", "b"])]
)
def test_what_is_real_and_asks_for_anything_ends_every_drill(strength: Strength, links: list[str]):
    real = told("en", alert_id="a" * 16, strength=strength)
    drill = told("en", alert_id="b" * 16, mode=Mode.DRILL, order=Order.EVACUATE)

    page = document(visit(), now(visit(), [real, drill]))

    (main,) = parsed(page).findall(".//main")
    shown = [link.get("href", "")[-1] for link in main.findall(".//a")]
    assert shown == links
    stopped = "The drill has stopped. This is real."
    assert (stopped in main_lines(page)) is (len(links) == 1)


def test_an_alert_on_now_keeps_the_language_of_its_words():
    page = document(visit("th"), now(visit("th"), [told("th"), told("th", alert_id="b" * 16)]))

    (lead,) = parsed(page).xpath("//main//article/div")
    (words,) = parsed(page).xpath("//main//li/a/span/span")
    assert (lead.get("lang"), lead.get("dir")) == ("ja", "ltr")
    assert (words.get("lang"), words.get("dir")) == ("ja", "ltr")


def test_history_says_what_became_of_each():
    past = [
        told("en"),
        told("en", expired=True),
        told("en", phase=Phase.ALL_CLEAR, number=2),
        told("en", phase=Phase.WITHDRAWN, number=2),
    ]

    page = document(visit(), history(visit(), past))

    assert [one.text for one in parsed(page).xpath("//span[@class='note state']")] == [
        "Live",
        "No newer information since 22 Nov 13:55",
        "Ended: the all-clear was given",
        "Taken back",
    ]


def test_the_card_is_for_somebody_who_reads_japanese_with_its_owner_s_words_below():
    page = document(visit(), plain.card(visit(), WORDS["ja-simple"]))

    cards = parsed(page).xpath("//div[@class='say']")
    shown = [[(p.get("lang"), p.text_content()) for p in card] for card in cards]
    assert shown[0] == [
        ("ja", "避難所(ひなんじょ)は どこですか。"),
        (None, "Where is the evacuation shelter?"),
    ]
    assert {len(one) for one in shown} == {2}


def test_the_card_of_an_easy_reader_says_each_thing_once():
    who = visit("ja-simple")

    page = document(who, plain.card(who, WORDS["ja-simple"]))

    assert {len(card) for card in parsed(page).xpath("//div[@class='say']")} == {1}


def test_a_service_that_failed_says_that_it_cannot_check_and_what_to_do():
    page = document(visit(), plain.unavailable(visit()))

    assert main_lines(page) == [
        "We cannot check now",
        "Look outside. Listen to loudspeakers and radio.",
    ]


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=47, minutes=59), "47 h ago"),
        (timedelta(hours=48), "2 d ago"),
    ],
)
def test_an_age_is_said_in_its_largest_whole_unit(past: timedelta, said: str):
    assert visit().age(NOW - past) == said


@pytest.mark.parametrize(
    ("who", "lang", "direction"),
    [
        *((visit(one), row.lang, row.direction) for one, row in {**LANGUAGES, **PSEUDO}.items()),
        (unwritten_visit("ar"), "ja", "ltr"),
    ],
    ids=[*LANGUAGES, *PSEUDO, "ar, not written"],
)
def test_a_manifest_is_of_one_app_in_every_language(who: Visit, lang: str, direction: str):
    found = json.loads(manifest(who))

    assert (found["id"], found["scope"], found["display"]) == ("/", "/", "standalone")
    assert found["start_url"] == f"/{who.language}/"
    assert (found["lang"], found["dir"]) == (lang, direction)
    assert found["name"]
    assert found["short_name"]


def test_a_manifest_names_only_icons_that_are_there():
    found = json.loads(manifest(visit()))

    assert [icon["src"] for icon in found["icons"]] == [visit().version.url("icons/icon-192.png")]
