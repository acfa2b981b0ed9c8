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
        expect(first).to_have_accessible_name("English machine draft")
        expect(first).to_have_attribute("aria-selected", "true")
        expect(panels).to_have_count(1)
        expect(panels).to_have_accessible_name("English machine draft")

        first.focus()
        page.keyboard.press("ArrowRight")
        expect(tabs.nth(1)).to_be_focused()
        expect(panels).to_have_accessible_name("日本語 machine draft")
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

    drafts = [one for one in headings if one.endswith("machine draft")]
    said = f"{len(headings)} languages. {len(drafts)} of them are machine drafts"
    assert headings[:3] == [
        f"{one} machine draft" for one in ("English", "日本語", "やさしい日本語")
    ]
    assert counted.startswith(said)
