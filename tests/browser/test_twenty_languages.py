"""One phone walks through the languages that tests/browser/test_views.py does not look at."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from alerts.languages import FIRST, LANGUAGES, described
from tests.browser.app_page import set_text_size, visit
from tests.browser.axe import WCAG, faults
from tests.browser.town import Drill
from tests.browser.way_town import WayTown

OTHERS = [one for one in LANGUAGES if one not in FIRST]
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 640}
# Of an alert in easy Japanese and English: all but the place in English, for which a drill, whose
# banner takes three lines, has no room.
IN_SIGHT = {
    "title": ":is(h1, h2)",
    "do": ".do:not([lang])",
    "do_en": ".do[lang]",
    "where": ".where",
}
# High enough that the menu, which keeps to the lower edge, covers nothing that axe would measure.
WHOLE = {"width": 360, "height": 4000}
ROOT = """() => {
  const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
  return { lang, dir, beyond: scrollWidth - clientWidth };
}"""
# Lines of each word of the menu: more than one where a word was broken.
BROKEN = """() => [...document.querySelectorAll("nav a")].flatMap((link) => {
  const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode();
  return [...text.data.matchAll(/\\S+/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1;
  }).map(String);
})"""
# Where the title and the line below it begin, in a list's link to an alert.
BEGINNINGS = """() => {
  const said = document.querySelector(".live a [dir]");
  return [...said.childNodes].map((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return range.getClientRects()[0];
  }).filter(Boolean).map((one) => Math.round(one.left));
}"""

# Where each of these ends, and what covers the rest; the banner of an exercise is none of a real one.
ENDS = f"""() => {{
  const menu = document.querySelector("nav").getBoundingClientRect().top;
  const banner = document.querySelector(".exercise").getBoundingClientRect().height;
  const ends = {{ fold: Math.min(menu, innerHeight), banner }};
  for (const [name, which] of Object.entries({json.dumps(IN_SIGHT)})) {{
    const part = document.querySelector(`.alert > ${{which}}`);
    if (part) ends[name] = part.getBoundingClientRect().bottom;
  }}
  return ends;
}}"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WayTown]:
    """One with streets: its menu has a word more."""
    with WayTown(tmp_path_factory.mktemp("languages")) as served:
        yield served


@pytest.fixture(scope="module")
def order(town: WayTown) -> Drill:
    return town.order()


def test_every_language_fits_a_narrow_phone_and_shows_an_alert_in_its_own_words_as_a_draft(
    town: WayTown, order: Drill, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=NARROW, service_workers="block")

    wrong: dict[str, object] = {}
    drafted = []
    for language in OTHERS:
        row = described(language)
        for path in ("start", "settings", f"alerts/{order.id}"):
            visit(page, f"{town.url}/{language}/{path}")
            root, broken = page.evaluate(ROOT), page.evaluate(BROKEN)
            if (root, broken) != ({"lang": row.lang, "dir": row.direction, "beyond": 0}, []):
                wrong[f"{language}/{path}"] = (root, broken)
        drafted += page.locator("details.draft summary").all_inner_texts()

    assert wrong == {}
    names = [described(language).name for language in OTHERS]
    assert [name for name, said in zip(names, drafted, strict=True) if name not in said] == []


@pytest.mark.parametrize("text_px", [16, 32])
def test_what_to_do_in_both_languages_and_the_place_in_one_stand_above_the_fold(
    town: WayTown, order: Drill, new_page: Callable[..., Page], text_px: int
) -> None:
    page = new_page(viewport=PHONE, service_workers="block")
    set_text_size(page, text_px)

    below: dict[str, list[str]] = {}
    for language in OTHERS:
        for path in ("", f"alerts/{order.id}"):
            visit(page, f"{town.url}/{language}/{path}")
            ends = page.evaluate(ENDS)
            fold, banner = ends.pop("fold"), ends.pop("banner")
            # At twice the size a drill has no room for its banner and a place; a real alert has.
            room = fold + banner if text_px == 32 else fold
            if len(ends) != len(IN_SIGHT) or max(ends.values()) > room:
                below[f"{language}/{path}"] = [one for one, end in ends.items() if end > room]

    assert below == {}


@pytest.mark.parametrize("language", ["ar", "my"])
def test_other_scripts_and_directions_break_no_rule_of_accessibility(
    town: WayTown, order: Drill, new_page: Callable[..., Page], language: str
) -> None:
    page = new_page(viewport=WHOLE, service_workers="block")

    broken: dict[str, list[str]] = {}
    for path in ("", "start", "settings", f"alerts/{order.id}"):
        url = f"{town.url}/{language}/{path}"
        visit(page, url)
        if found := faults(page, url, (*WCAG, "best-practice")):
            broken[path] = found

    assert broken == {}


def test_an_alert_in_another_direction_than_its_page_begins_where_its_own_does(
    town: WayTown, order: Drill, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=WHOLE, service_workers="block")
    visit(page, f"{town.url}/ar/start")
    page.wait_for_selector(".live a [dir]")

    beginnings = page.evaluate(BEGINNINGS)

    assert len(beginnings) > 1
    assert len(set(beginnings)) == 1


def test_a_draft_is_read_once_its_reader_unfolds_it(
    town: WayTown, order: Drill, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=NARROW, service_workers="block")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    visit(page, f"{town.url}/ko/alerts/{order.id}")
    before = list(fetched)

    page.click("details.draft summary")
    page.wait_for_selector("details.draft .title")

    draft = page.locator("details.draft .alert")
    said = [page.locator("main h1"), draft.locator(".title")]
    assert "turning.js" not in before
    assert draft.get_attribute("lang") == "ko"
    assert page.locator("main").get_attribute("lang") == "ja"
    assert len({one.inner_text() for one in said}) == 2


@pytest.mark.parametrize("language", ["de", "my"])
def test_the_way_fits_a_phone_whose_text_is_twice_as_large(
    town: WayTown, order: Drill, new_page: Callable[..., Page], language: str
) -> None:
    lon, lat = town.point
    place = {"longitude": lon, "latitude": lat, "accuracy": 8}
    page = new_page(viewport=NARROW, geolocation=place, permissions=["geolocation"])
    page.goto(f"{town.url}/{language}/alerts/{order.id}/way")
    page.wait_for_selector(".way-total")
    page.wait_for_selector("canvas.map-top")

    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert page.evaluate(ROOT)["beyond"] == 0
