"""Every page in every kind of language: well-formed, reachable by keyboard and voice, no script."""

import json
import re
from collections.abc import Callable
from functools import cache

import pytest
from lxml.html import HtmlElement

from alerts.languages import FIRST, LANGUAGES, PSEUDO, WRITTEN, described
from pwa.serving import STYLES
from service.page import plain, sites
from service.page.alert import alert
from service.page.history import history
from service.page.now import now
from service.page.shell import Screen, document
from service.page.visit import Visit
from tests.factories import NOW
from tests.service.page.cities import CITY
from tests.service.page.pages import (
    BASE_URL,
    PHRASES,
    VERSION,
    WORDS,
    parsed,
    told,
    unwritten_visit,
    visit,
)
from tests.service.page.situations import situation_of

LANGUAGES_TRIED = ("ja", "ja-simple", "en", "en-XA", "ar-XB", "th", "ar")

PAGES: dict[str, Callable[[Visit], Screen]] = {
    "now, quiet": lambda who: now(who, []),
    "now, live": lambda who: now(who, [told(who.language), told(who.language)]),
    "alert": lambda who: alert(who, told(who.language)),
    "history": lambda who: history(who, [told(who.language), told(who.language, expired=True)]),
    "history, empty": lambda who: history(who, []),
    "start": plain.start,
    "settings": plain.settings,
    "card": lambda who: plain.card(who, WORDS["ja-simple"]),
    "about": plain.about,
    "map": lambda who: sites.where_to_go(who, CITY),
    "map, no city": lambda who: sites.where_to_go(who, None),
    "way": lambda who: sites.way(who, told(who.language), CITY),
    "situation": lambda who: situation_of(who),
    "missing": lambda who: plain.missing(who, "error.page.title"),
    "unavailable": plain.unavailable,
    "gallery": plain.gallery,
}

every_page = pytest.mark.parametrize("name", PAGES)
every_language = pytest.mark.parametrize("language", LANGUAGES_TRIED)


@cache
def page_of(name: str, language: str, mode: str = "real") -> tuple[Visit, bytes]:
    who = visit(language, mode=mode)
    return who, document(who, PAGES[name](who))


def only(found: list[HtmlElement]) -> HtmlElement:
    (one,) = found
    return one


@every_page
@every_language
def test_a_page_has_one_main_one_heading_and_named_landmarks(name: str, language: str):
    who, page = page_of(name, language)
    root = parsed(page)

    assert page.startswith(b"<!doctype html>\n<html ")
    assert len(root.findall(".//h1")) == 1
    assert only(root.findall(".//main")).get("id") == "main"
    assert only(root.findall(".//header")).get("id") == "header"
    for landmark in ("aside", "nav"):
        found = only(root.findall(f".//{landmark}"))
        assert (found.get("id"), bool(found.get("aria-label"))) == (landmark, True)
    title = root.findtext(".//title") or ""
    assert (root.findtext(".//h1") or "").strip() in title
    assert f"Hansho {who.town}" in title


@every_page
@every_language
def test_a_page_says_the_language_and_direction_of_its_words(name: str, language: str):
    who, page = page_of(name, language)
    root = parsed(page)

    own = (who.words.lang, who.words.direction)
    assert (root.get("lang"), root.get("dir")) == own
    main = only(root.findall(".//main"))
    # An alert stands in the language in which it went out: not always the page's.
    read = described(PHRASES.read_in(language)[0])
    written = (read.lang, read.direction) if name == "alert" else own
    assert (main.get("lang"), main.get("dir")) == written


@every_page
@every_language
def test_a_page_has_nothing_that_its_policy_forbids(name: str, language: str):
    _, page = page_of(name, language)
    root = parsed(page)

    scripts = [(one.get("type"), one.get("src")) for one in root.findall(".//script")]
    assert [kind for kind, _ in scripts] == ["application/json", "module"][: len(scripts)]
    assert root.xpath("//style | //*[@style] | //iframe | //form | //base") == []
    assert [one for one in root.iter() for key in one.attrib if key.startswith("on")] == []
    # A link to the same page elsewhere loads nothing.
    targets = root.xpath("//@src | //link[not(@rel='alternate')]/@href")
    assert [one for one in targets if not one.startswith("/")] == []


@every_page
@every_language
def test_ids_are_unique_and_whatever_points_at_one_finds_it(name: str, language: str):
    _, page = page_of(name, language)
    root = parsed(page)

    ids = root.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)
    pointed = [one.removeprefix("#") for one in root.xpath("//a/@href") if one.startswith("#")]
    assert {*pointed, *root.xpath("//@aria-labelledby")} <= set(ids)


@every_page
@every_language
def test_every_link_says_where_it_leads(name: str, language: str):
    _, page = page_of(name, language)

    silent = [one.get("href") for one in parsed(page).findall(".//a") if not one.text_content()]

    assert silent == []


@every_page
@every_language
def test_keyboard_reaches_the_content_first(name: str, language: str):
    _, page = page_of(name, language)

    first = parsed(page).findall(".//a")[0]

    assert (first.get("class"), first.get("href")) == ("skip", "#main")


@every_page
def test_the_same_page_is_linked_in_every_language_named_in_itself(name: str):
    who, page = page_of(name, "en")
    root = parsed(page)

    links = only(root.xpath("//ul[@class='tongues']")).findall(".//a")
    assert [(one.text, one.get("hreflang"), one.get("lang")) for one in links] == [
        (row.name, row.id, row.lang) for row in LANGUAGES.values()
    ]
    path = links[0].get("href").removeprefix("/ja/")
    assert [one.get("href") for one in links] == [f"/{id}/{path}" for id in LANGUAGES]
    alternates = root.xpath("//link[@rel='alternate']")
    shown = {one.get("hreflang"): one.get("href") for one in alternates}
    every = {id: f"{BASE_URL}/{id}/{path}" for id in LANGUAGES}
    assert shown == every | ({} if path else {"x-default": f"{BASE_URL}/"})
    assert who.language == "en"


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - set(FIRST)))
def test_a_language_without_catalogue_is_told_in_itself_what_it_reads(language: str):
    who = unwritten_visit(language)

    page = parsed(document(who, PAGES["about"](who)))

    row = described(language)
    (note,) = page.xpath("//header/p[@class='note fallback']")
    found = (note.text, note.get("lang"), note.get("dir"))
    assert found == (who.words.note, row.lang, row.direction)
    assert (page.get("lang"), page.get("dir")) == ("ja", "ltr")
    assert who.words.note


@pytest.mark.parametrize("language", [*WRITTEN, *PSEUDO])
def test_a_language_with_catalogue_has_no_such_note(language: str):
    _, page = page_of("about", language)

    assert parsed(page).xpath("//header/p[@class='note fallback']") == []


@every_page
def test_a_training_space_is_marked_on_every_page_and_a_real_one_is_not(name: str):
    _, training = page_of(name, "en", mode="training")
    _, real = page_of(name, "en")

    assert (
        "Exercise. Nothing here is real"
        in only(parsed(training).xpath("//header/p[@class='exercise']")).text_content()
    )
    assert parsed(real).xpath("//header/p[@class='exercise']") == []


@every_page
@every_language
def test_no_page_calls_anything_safe_or_shows_a_site_or_a_way(name: str, language: str):
    _, page = page_of(name, language)

    text = parsed(page).text_content().lower()
    assert re.search(r"\bsafe(ty|ly)?\b|安全です|you are not in", text) is None
    assert "✓" not in text
    assert "✔" not in text


@every_page
def test_the_app_starts_from_one_block_of_data(name: str):
    who, page = page_of(name, "ja-simple")

    block = json.loads(only(parsed(page).xpath("//script[@id='page']")).text or "")
    block.pop("alert", None)
    # What is the same at any time says no time: its bytes change with no minute.
    timeless = ("start", "settings", "card", "about", "missing", "unavailable", "gallery")
    dated = {} if name in timeless else {"now": int(NOW.timestamp())}
    assert block == {
        "lang": "ja-simple",
        "dir": "ltr",
        "hash": VERSION.hash,
        "mode": "real",
        "town": who.town,
        "time_zone": "Asia/Tokyo",
        "view": block["view"],
        **dated,
    }


def test_the_app_is_loaded_after_the_words_with_all_that_it_imports():
    _, page = page_of("now, quiet", "en")
    root = parsed(page)

    preloaded = root.xpath("//link[@rel='modulepreload']/@href")
    assert preloaded == [VERSION.url("app/main.js"), VERSION.url("lib/preact.js")]
    assert root.xpath("//script/@src") == [VERSION.url("app/main.js")]
    assert page.index(b"modulepreload") > page.index(b"</main>")


def test_the_styles_are_one_file_named_in_the_head():
    _, page = page_of("now, quiet", "en")

    assert parsed(page).xpath("//head/link[@rel='stylesheet']/@href") == [VERSION.url(STYLES)]
