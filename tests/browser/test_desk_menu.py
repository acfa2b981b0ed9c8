"""The desk's rooms on a phone: below a button, by finger or keys, also without any script."""

from playwright.sync_api import Browser, expect

from service.wiring import Service
from tests.browser.axe import arrive, faults
from tests.browser.desk_people import two_people

WIDE, NARROW = 1280, 360


def test_the_rooms_open_below_a_button_by_keys_and_without_scripts(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium, width=NARROW) as (_, approver):
        page = approver.page
        page.route("**/desk/files/*.js", lambda route: route.abort())
        page.goto("/desk")
        menu = page.get_by_role("navigation", name="Rooms of the desk, and your account")
        opens = page.get_by_role("button", name="Menu")
        expect(menu).to_be_hidden()
        opens.focus()
        page.keyboard.press("Enter")
        expect(menu).to_be_visible()
        found = faults(page, "**/desk")
        page.keyboard.press("Tab")
        expect(menu.get_by_role("link").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(opens).to_be_focused()
        opens.click()
        menu.get_by_role("link", name="Rings").click()
        arrive(page, "**/desk/rings")
        page.set_viewport_size({"width": WIDE, "height": 800})
        expect(menu).to_be_visible()
        expect(opens).to_be_hidden()

    assert found == []


def test_the_bar_takes_one_row_on_a_phone(town: Service, chromium: Browser) -> None:
    with two_people(town, chromium, width=NARROW) as (_, approver):
        page = approver.page
        bars = {}
        for language in ("en", "ja"):
            page.goto(f"/desk/language/{language}")
            page.goto("/desk")
            page.locator("[data-sound=on]").wait_for()
            tops = page.locator(".desk-bar :is(a, button):visible").evaluate_all(
                "(all) => all.map((one) => one.getBoundingClientRect().top < 60)"
            )
            bars[language] = all(tops) and len(tops) == 3

    assert bars == {"en": True, "ja": True}
