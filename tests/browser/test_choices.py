"""What a reader chooses: light or dark, a newer version, and that the service forgets this phone."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route

from tests.browser.app_page import visit
from tests.browser.phone import Phone
from tests.browser.town import Town

PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"
FRAME = (
    """() => [...document.querySelectorAll('meta[name="theme-color"]')].map((one) => one.content)"""
)
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(14, 20, 32)"
MINUTE_MS = 61_000
BUTTONS = "[...document.querySelectorAll('#privacy ~ button, #privacy ~ .row button')]"
SAYS = "return document.querySelector('[aria-labelledby=privacy]').innerText"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("choices"), [], {}) as served:
        yield served


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(color_scheme="light", service_workers="block")


def test_a_chosen_theme_holds_on_every_page_until_it_is_left_to_the_phone(
    town: Town, page: Page
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    visit(page, f"{town.url}/en/settings")

    page.check("input[value=dark]")
    chosen = page.evaluate(PAPER)
    visit(page, f"{town.url}/ja/about")
    kept, frame = page.evaluate(PAPER), page.evaluate(FRAME)
    visit(page, f"{town.url}/en/settings")
    page.check("input[value=auto]")

    assert (chosen, kept, page.evaluate(PAPER)) == (DARK, DARK, LIGHT)
    assert set(frame) == {"#0e1420"}
    assert sorted(page.evaluate(FRAME)) == ["#0e1420", "#ffffff"]
    assert refused == []


def test_a_newer_version_is_offered_and_waits_for_a_tap(town: Town, page: Page) -> None:
    page.clock.install()
    visit(page, f"{town.url}/en/")
    heading = page.locator("h1").inner_text()
    offer = page.get_by_role("button", name="Show it now")
    before = offer.count()

    def newer(route: Route) -> None:
        route.fulfill(json={"hash": "0" * 16, "core": [], "pages": []})

    page.route("**/app/manifest.json", newer)
    page.clock.fast_forward(MINUTE_MS)
    offer.wait_for()
    still = page.locator("h1").inner_text()
    with page.expect_navigation():
        offer.click()

    assert before == 0
    assert still == heading


def test_the_page_says_what_the_service_knows_and_deletes_it_at_once(own_phone: Phone) -> None:
    browser, town = own_phone.browser, own_phone.town
    mine = own_phone.kept("kv", "subscription")
    browser.open(f"{town.url}/en/settings")
    browser.wait(f"return {BUTTONS}.length >= 2", "the buttons are there")

    browser.run(f"{BUTTONS}[0].click()")
    known = browser.wait(
        f"{SAYS}.match(/A place where you live[^]*The number/)?.[0]", "what it knows"
    )
    browser.run(f"{BUTTONS}[1].click()")
    browser.wait(f"return {BUTTONS}.length >= 3", "it asks whether this is meant")
    browser.run(f"{BUTTONS}[2].click()")
    browser.wait(f"{SAYS}.includes('Deleted.')", "it says that it is done")

    assert "1 square of about 250 m." in known
    assert "That a push has reached this phone." in known
    assert own_phone.kept("kv", "subscription") is None
    assert status(f"{town.url}/api/v1/subscriptions/{mine['id']}", mine["secret"]) == 401


def status(url: str, secret: str) -> int:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return int(refused.code)
