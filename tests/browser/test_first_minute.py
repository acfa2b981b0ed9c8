"""The first minute: by a printed code, by keyboard alone, in another app, and when it is undone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.app_page import visit
from tests.browser.conftest import Launch
from tests.browser.desktop import Desktop
from tests.browser.driven import DrivenChromium
from tests.browser.phone import Phone
from tests.browser.town import Town

LINE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36 Line/14.3.2/IAB"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
BUTTONS = (
    "() => [...document.querySelectorAll('main button, main form')].map((one) => one.innerText)"
)
FOCUSED = "() => document.activeElement.innerText.trim()"
PLACE = "Honmachi (本町)"
TURN_ON = "Turn on warnings"

Open = Callable[..., Page]


@pytest.fixture
def open_page(new_page: Open) -> Open:
    return partial(new_page, viewport={"width": 360, "height": 800})


def id_of(town: Town, name: str) -> str:
    places = town.get("/api/v1/places?language=en")["places"]
    return str(next(one["id"] for one in places if one["name"] == name))


def test_a_printed_code_leaves_a_visitor_two_taps_and_the_browsers_question(
    town_server: Town, open_page: Open
) -> None:
    page = open_page(locale="en-GB")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{town_server.url}/#stay={id_of(town_server, PLACE)}&days=2")
    page.get_by_text(f"Chosen: {PLACE}").wait_for()
    last = page.input_value("input[type=date]")
    two_days = page.evaluate("() => new Date(Date.now() + 2 * 86400e3).toLocaleDateString('sv')")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name=TURN_ON).wait_for()

    assert page.url.split("#")[0] == f"{town_server.url}/en/start"
    assert last == two_days
    assert [url for url in asked if "stay" in url.split("#")[0]] == []


def test_the_code_still_holds_in_another_language(town_server: Town, open_page: Open) -> None:
    page = open_page()

    page.goto(f"{town_server.url}/en/start#stay={id_of(town_server, PLACE)}")
    page.get_by_text(f"Chosen: {PLACE}").wait_for()
    page.evaluate("() => document.querySelector('a[hreflang=ja]').click()")

    page.get_by_text("選んだ場所：本町").wait_for()
    assert page.is_checked("input[value=stay]")


@pytest.mark.parametrize(
    ("browser", "said", "offered"),
    [
        (LINE, "This page is open in another app", ["Copy the address of this page"]),
        (IPHONE, "On iPhone and iPad, first tap Share", []),
    ],
    ids=["LINE", "iPhone"],
)
def test_nothing_is_asked_of_whoever_has_to_begin_elsewhere(
    town_server: Town, open_page: Open, browser: str, said: str, offered: list[str]
) -> None:
    page = open_page(user_agent=browser)

    page.goto(f"{town_server.url}/en/start")
    page.get_by_text(said).wait_for()

    assert page.evaluate(BUTTONS) == offered


def test_from_the_first_page_to_turning_on_by_keyboard_alone(
    town_server: Town, open_page: Open
) -> None:
    page = open_page()
    visit(page, f"{town_server.url}/en/")

    # Other tests' drills may be live at the same town, each a link or two before it.
    tab_to(page, "Set up warnings on this phone", most=400)
    page.keyboard.press("Enter")
    page.wait_for_selector(".found button")
    tab_to(page, PLACE)
    page.keyboard.press("Space")
    tab_to(page, "Go on")
    page.keyboard.press("Enter")
    page.wait_for_selector(".row button.primary")

    tab_to(page, TURN_ON, most=6)


def tab_to(page: Page, name: str, most: int = 40) -> None:
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
        if seen[-1] == name:
            return
    pytest.fail(f"{name} is not within {most} steps: {seen}")


def test_whoever_takes_the_permission_back_is_told_so_and_can_turn_on_again(
    town_server: Town, launch: Launch, tmp_path: Path
) -> None:
    with Desktop(tmp_path) as desktop:
        browser = launch("chromium", tmp_path, desktop)
        assert isinstance(browser, DrivenChromium)
        browser.start()
        try:
            Phone(browser, town_server).turn_on()
            page = browser.page
            allow(page, town_server.url, "prompt")
            page.goto(f"{town_server.url}/en/settings")
            page.get_by_text("The permission for notifications was taken back.").wait_for()
            believed = page.get_by_text("Warnings are on.").count()
            page.goto(f"{town_server.url}/en/")
            page.get_by_text("This phone is not warned.").wait_for()

            allow(page, town_server.url, "granted")
            page.goto(f"{town_server.url}/en/settings")
            page.get_by_text("Warnings are on.").wait_for()
        finally:
            browser.stop()

    assert believed == 0


def allow(page: Page, origin: str, setting: str) -> None:
    """As the browser's own settings would; it holds as long as the session."""
    session = page.context.new_cdp_session(page)
    permission = {"name": "notifications"}
    wanted = {"permission": permission, "setting": setting, "origin": origin}
    session.send("Browser.setPermission", wanted)
