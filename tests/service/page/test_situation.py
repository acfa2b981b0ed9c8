"""The page of how things stand: what holds, where, since when, and how much of it is known."""

from collections.abc import Sequence

import msgspec
import pytest
from lxml.html import HtmlElement

from alerts.model import Kind, Mode, Phase, Strength
from geo.places import Gazetteer, OfficialArea
from service.page.shell import document
from service.page.situation import embedded
from service.page.situation_facts import Situation, Standing, shown_areas
from service.page.situation_map import TownMap
from service.page.situation_words import Titles
from service.watch.feed_state import FeedState
from tests.factories import NOW, alert, box
from tests.service.page.pages import PHRASES, parsed, read, visit
from tests.service.page.situations import (
    FRESH,
    HILL,
    HOUR,
    ORDER_ID,
    RAIN_ID,
    RIVER,
    SILENT,
    UNHEARD,
    agency,
    known,
    order,
    rain,
    screen,
)


def page(found: Situation, language: str = "en", **changes: object) -> HtmlElement:
    who = visit(language, **changes)
    return parsed(document(who, screen(who, found)))


def part(root: HtmlElement, id: str) -> HtmlElement:
    (found,) = root.xpath(f"//section[@aria-labelledby='{id}']")
    assert isinstance(found, HtmlElement)
    return found


def texts(elements: Sequence[HtmlElement]) -> list[str]:
    return [" ".join(one.text_content().split()) for one in elements]


def test_an_order_stands_first_however_strong_a_warning_is():
    found = known([rain(Strength.PROTECT), order()])

    cards = part(page(found), "live").findall("article")

    assert texts([one.find(".//h2") for one in cards]) == [
        "Flood: evacuation order 避難指示",
        "Flood: conditions of level 5 レベル5相当",
    ]
    assert [one.xpath(".//a/@href") for one in cards] == [
        [f"/en/alerts/{ORDER_ID}"],
        [f"/en/alerts/{RAIN_ID}"],
    ]


def test_an_agency_s_own_words_stand_as_they_are_and_say_their_language():
    found = known([agency(Kind.EARTHQUAKE, "震度速報", "震度５弱 <強い揺れ>")])

    (quote,) = part(page(found), "live").findall(".//blockquote")

    assert (quote.text, quote.get("lang")) == ("震度５弱 <強い揺れ>", "ja")


def test_every_source_of_an_alert_is_named_once_with_its_own_words():
    latest = agency(Kind.FLOOD, "大雨警報", issuer="気象庁")
    told = read(latest, "en")
    others = (
        latest,
        agency(Kind.FLOOD, "大雨特別警報", issuer="気象庁"),
        agency(Kind.FLOOD, "Heavy rain", issuer="Neighbour"),
    )
    standing = Standing(alert=alert(latest), told=told, voices=others)
    found = Situation(live=(standing,), grounds=(), day=(), feeds=(FRESH,))

    (card,) = part(page(found), "live").findall("article")

    assert texts(card.findall("blockquote")) == ["大雨警報", "大雨特別警報", "Heavy rain"]
    assert texts(card.xpath("p[@class='note']")) == ["Said by: 気象庁", "Said by: Neighbour"]


def test_the_map_is_a_picture_and_the_table_below_says_the_same():
    found = known([rain(Strength.LEAVE), order()])

    where = part(page(found), "where")

    (picture,) = where.xpath("./svg[@role='img']")
    assert picture.get("aria-label") == (
        "Map of 2 areas. An alert holds in 1 of them. The table below says the same."
    )
    assert texts(where.findall(".//tbody/tr")) == [
        "1. Riverside 川辺Flood: evacuation order 避難指示Flood: conditions of level 4 レベル4相当",
        "2. 丘No alert of this service",
    ]


def test_what_is_coloured_is_hatched_and_named():
    found = known([rain(Strength.LEAVE)])

    root = page(found)

    where = part(root, "where")
    assert texts(where.xpath(".//ul[@class='legend']/li")) == [
        "Leave dangerous places",
        "No alert of this service",
    ]
    hatched = root.xpath("//*[@class='hatching']/@fill")
    assert set(hatched) == {"url(#hatch-leave-white)"}
    assert root.xpath("//pattern/@id") == ["hatch-leave-white"]


def test_an_area_that_only_touches_the_border_has_no_alert():
    found = known([rain(Strength.LEAVE)])

    assert [[one.id for one in ground.alerts] for ground in found.grounds] == [[RAIN_ID], []]


def test_an_exercise_in_a_real_space_is_a_card_and_colours_nothing():
    found = known([rain(Strength.LEAVE, mode=Mode.DRILL)])

    root = page(found)

    assert "DRILL" in part(root, "live").text_content()
    assert (found.day, [one.alerts for one in found.grounds]) == ((), [(), ()])
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_in_a_training_space_all_of_it_is_shown_and_marked():
    found = known([rain(Strength.LEAVE, mode=Mode.TRAINING)], real=False)

    root = page(found, mode="training")

    (strip,) = root.xpath("//header/p[@class='exercise']")
    assert "Nothing here is real" in strip.text_content()
    titles = texts(part(root, "day").findall("./ol/li/ul/li"))
    assert len(titles) == 1
    assert "DRILL: Flood" in titles[0]


def test_titles_are_in_no_words_that_nobody_checked():
    found = known([order()])

    (title,) = part(page(found, "th"), "where").xpath(".//td/a")

    read = [part(page(found, one), "where").xpath(".//td/a")[0].text for one in ("ja-simple", "en")]
    assert [(one.text, one.get("lang")) for one in title.findall("bdi")] == [
        (read[0], "ja"),
        (read[1], "en"),
    ]
    assert title.text_content() == " / ".join(read)


def test_the_day_tells_every_change_newest_first_and_the_end():
    states = [
        rain(Strength.READY, issued=NOW - 30 * HOUR),
        rain(Strength.LEAVE, number=2, issued=NOW - 5 * HOUR),
        rain(Strength.LEAVE, number=3, issued=NOW - HOUR, phase=Phase.ALL_CLEAR),
    ]
    found = known(states)

    day = part(page(found), "day")

    (picture,) = day.xpath("./svg[@role='img']")
    assert [one.get("class") for one in picture.findall("rect")] == [
        "mark fill-2",
        "hatching",
        "mark fill-4",
        "hatching",
    ]
    assert texts(day.findall("./ol/li/ul/li")) == [
        "22 Nov 13:00 Flood: warning over",
        "22 Nov 09:00 Flood: conditions of level 4 レベル4相当",
        "21 Nov 08:00 Flood: conditions of level 2 レベル2相当",
    ]


def test_what_ran_out_is_said_to_have_no_newer_word_and_never_to_be_over():
    found = known([rain(Strength.READY, issued=NOW - 9 * HOUR, expires=NOW - HOUR)])

    first = texts(part(page(found), "day").findall("./ol/li/ul/li"))[0]

    assert first.startswith("22 Nov 13:00 ")
    assert "over" not in first.lower()


def test_what_was_over_before_the_day_began_is_left_out():
    found = known([rain(Strength.READY, issued=NOW - 40 * HOUR, expires=NOW - 25 * HOUR)])

    assert found.day == ()
    assert "in the last 24 hours" in part(page(found), "day").text_content()


@pytest.mark.parametrize(
    ("kind", "event", "id"),
    [
        (Kind.EARTHQUAKE, "震度速報", "quakes"),
        (Kind.TSUNAMI, "津波予報（若干の海面変動）", "tsunami"),
        (Kind.FLOOD, "六角川氾濫注意情報", "rivers"),
    ],
)
def test_earthquakes_tsunami_and_rivers_have_lists_of_their_own(kind: Kind, event: str, id: str):
    found = known([agency(kind, event)])

    root = page(found)

    assert {one: len(part(root, one).findall("./ul/li")) for one in _LISTS} == {
        one: int(one == id) for one in _LISTS
    }
    assert event in part(root, id).text_content()


_LISTS = ("quakes", "tsunami", "rivers")


def test_rain_is_no_river():
    found = known([agency(Kind.FLOOD, "大雨注意報")])

    assert "No flood forecast of a river" in part(page(found), "rivers").text_content()


def test_each_source_says_when_it_last_answered():
    heard = msgspec.structs.replace(FRESH, newest=NOW - 2 * HOUR)
    found = known(feeds=(heard, SILENT, UNHEARD))

    rows = part(page(found), "sources").findall("./ul/li")

    assert [texts(row.xpath("p | .//dd")) for row in rows] == [
        ["Weather <Agency> · Answers", "22 Nov 13:59 · 1 min ago", "22 Nov 12:00 · 2 h ago"],
        ["Weather <Agency> · Silent", "22 Nov 11:00 · 3 h ago", "not yet"],
        ["海の情報 · Not heard yet", "not yet", "not yet"],
    ]


@pytest.mark.parametrize(
    ("feeds", "said"),
    [
        ((), ["No weather feed is connected. There may be danger all the same."]),
        ((FRESH,), []),
        (
            (FRESH, SILENT, UNHEARD),
            [
                "Weather <Agency> has been silent since 22 Nov 11:00 · 3 h ago. "
                "There may be danger all the same.",
                "海の情報 is still to answer. There may be danger all the same.",
            ],
        ),
    ],
)
def test_no_alert_is_doubted_unless_every_source_answers(
    feeds: Sequence[FeedState], said: Sequence[str]
):
    found = known(feeds=feeds)

    assert texts(page(found).xpath("//p[@class='doubt']")) == list(said)


def test_a_town_without_areas_or_with_too_many_has_no_map():
    many = [
        OfficialArea(key=f"town:{at:03}", names={}, area=box(139 + at / 100, 35.0))
        for at in range(61)
    ]

    assert shown_areas(Gazetteer.of(many)) == ()
    root = page(known([rain(Strength.LEAVE)], areas=()))
    assert root.xpath("//section[@aria-labelledby='where']") == []


def test_the_map_has_the_finest_areas_that_can_be_told_apart():
    town = OfficialArea(key="jma:1720100", names={}, area=box(139.0, 35.0, 0.02))
    quarters = [
        OfficialArea(key=f"cho:{at}", names={}, area=box(139 + at / 100, 35.0)) for at in range(61)
    ]

    assert shown_areas(Gazetteer.of([town, RIVER, HILL, *quarters])) == (RIVER, HILL)


def test_the_embedded_form_has_no_script_no_menu_and_opens_links_beside_its_host():
    found = known([rain(Strength.LEAVE)])
    who = visit("en", mode="training")

    root = parsed(embedded(who, found, TownMap([RIVER, HILL]), Titles(PHRASES)))

    assert root.xpath("//script | //nav | //form") == []
    assert root.xpath("//base/@target") == ["_blank"]
    assert root.xpath("//a[@rel='noopener']/@href") == ["https://town.example/en/situation"]
    assert len(root.xpath("//p[@class='exercise']")) == 1
