"""What phones will show, language by language: tabs where scripts run, headings where none do."""

from playwright.sync_api import Browser, expect

from service.wiring import Service
from tests.browser.axe import faults
from tests.browser.desk_people import compose, two_people


def test_languages_are_tabs_for_keys_and_screen_readers_and_paper_has_them_all(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium) as (author, approver):
        page = approver.page
        page.goto(compose(author))
        found = faults(page, "**/desk/submissions/*")
        texts = page.locator("#texts")
        tabs, panels = texts.get_by_role("tab"), texts.get_by_role("tabpanel")
        first = tabs.first
        always = "English · 日本語 · やさしい日本語 machine draft"
        expect(first).to_have_accessible_name(always)
        expect(first).to_have_attribute("aria-selected", "true")
        expect(panels).to_have_count(1)
        expect(panels).to_have_accessible_name(always)
        expect(panels.locator(".phone")).to_have_count(3)

        first.focus()
        page.keyboard.press("ArrowRight")
        expect(tabs.nth(1)).to_be_focused()
        expect(panels).to_have_accessible_name("简体中文 machine draft")
        page.keyboard.press("End")
        expect(tabs.last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowRight")
        expect(first).to_be_focused()
        page.keyboard.press("Tab")
        expect(panels).to_be_focused()

        page.emulate_media(media="print")
        expect(texts.locator(".tongue-part").last).to_be_visible()
        expect(texts.get_by_role("tablist")).to_be_hidden()

    assert found == []


def test_without_scripts_every_language_stands_below_a_sentence_that_counts_them(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium) as (author, _):
        draft = compose(author)
        author.page.route("**/desk/files/*.js", lambda route: route.abort())
        author.page.goto(draft)
        texts = author.page.locator("#texts")
        headings = texts.get_by_role("heading", level=3).all_inner_texts()
        counted = texts.locator("p").first.inner_text()

    others = [one for one in headings[1:] if one.endswith("machine draft")]
    said = f"{len(headings) + 2} languages. {len(others) + 3} of them are machine drafts"
    assert headings[0] == "English · 日本語 · やさしい日本語 machine draft"
    assert headings[1] == "简体中文 machine draft"
    assert counted.startswith(said)


def test_what_always_goes_out_stands_side_by_side_where_there_is_room(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium, width=1280) as (author, approver):
        page = approver.page
        page.goto(compose(author))
        page.locator(".tabbed").first.wait_for()
        wide = [one.bounding_box() for one in page.locator("#texts .together .phone").all()]
        page.set_viewport_size({"width": 360, "height": 800})
        narrow = [one.bounding_box() for one in page.locator("#texts .together .phone").all()]

    assert len({box["x"] for box in wide if box}) == 3
    assert len({box["x"] for box in narrow if box}) == 1
