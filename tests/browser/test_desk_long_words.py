"""The desk in a language whose words are two fifths longer, in the dark: nothing goes beyond a page."""

from playwright.sync_api import Browser, Page

from service.wiring import Service
from tests.browser.axe import arrive, width
from tests.browser.desk_people import submit, two_people, write

WIDTHS = (360, 1024, 1280)
ROOMS = ("", "/account", "/rings", "/templates", "/city", "/nowhere")
# What people typed, numbers and what phones show stay as they are.
_STRETCH = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest("script, svg, code, textarea, .phone")) continue;
        text.data = text.data.replace(
            /\\p{L}{2,}/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)));
    }
}"""


def test_longer_words_break_no_page(town: Service, chromium: Browser) -> None:
    with two_people(town, chromium) as (author, approver):
        approver.page.emulate_media(color_scheme="dark")
        author.page.emulate_media(color_scheme="dark")
        pages = {write(author): author.page, submit(author): approver.page}
        pages |= {f"{town.settings.base_url}/desk{room}": approver.page for room in ROOMS}
        beyond = {
            (url, width): found
            for url, page in pages.items()
            for width, found in _widths(page, url).items()
            if found > width
        }

    assert beyond == {}


def _widths(page: Page, url: str) -> dict[int, int]:
    """Window -> all that the page holds, in CSS pixels."""
    page.goto(url)
    arrive(page, url)
    page.evaluate(_STRETCH)
    found = {}
    for wanted in WIDTHS:
        page.set_viewport_size({"width": wanted, "height": 900})
        found[wanted] = width(page)
    return found
