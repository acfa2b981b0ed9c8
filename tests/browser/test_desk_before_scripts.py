"""A page of the desk whose scripts are still under way: nothing on it can be pressed in vain."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from service.desk.ports import Role
from service.wiring import Service
from tests.browser.axe import arrive
from tests.browser.desk_people import ADMINS, compose, founded, two_people, write
from tests.browser.officer import Officer

_SCRIPTS = "**/desk/files/*.js"
# What may be pressed without a script: whatever the browser itself sends somewhere.
_IN_VAIN = """() => [...document.querySelectorAll("button:enabled")]
    .filter((one) => one.checkVisibility())
    .filter((one) => !one.popoverTargetElement)
    .filter((one) => one.type !== "submit" || !one.form?.hasAttribute("action"))
    .map((one) => one.textContent)"""


@pytest.fixture
def links(town: Service) -> dict[str, str]:
    return founded(town, *ADMINS, ("Eve", Role.APPROVER))


@contextmanager
def held_back(page: Page, path: str) -> Iterator[list[str]]:
    """The page at `path` without its scripts, which arrive at the end; what could be pressed in
    vain until then."""
    waiting: list[Route] = []
    hold: Callable[[Route], None] = waiting.append
    page.route(_SCRIPTS, lambda route: hold(route))
    page.goto(path, wait_until="commit")
    page.locator("footer").wait_for()
    yield page.evaluate(_IN_VAIN)
    hold = Route.continue_
    for one in waiting:
        one.continue_()


def test_an_invitation_is_not_spoilt_by_a_press_before_its_script_is_there(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url) as eve:
        page = eve.page
        register = page.get_by_role("button", name="Register a passkey")
        with held_back(page, links["Eve"]) as in_vain:
            page.get_by_label("Name of this device").fill("desk phone")
            page.keyboard.press("Enter")
            expect(register).to_be_disabled()
        register.click()
        page.locator("#codes li").first.wait_for()
        with held_back(page, "/desk/login") as also_in_vain:
            expect(page.get_by_role("button", name="Log in with a passkey")).to_be_disabled()
        page.get_by_role("button", name="Log in with a passkey").click()
        arrive(page, "**/desk")

    assert in_vain + also_in_vain == []


def test_a_recovery_code_gets_into_no_address(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url) as eve:
        page = eve.page
        codes = eve.enrol(links["Eve"])
        eve.lose_device()
        with held_back(page, "/desk/recover") as in_vain:
            page.get_by_label("Your name at the desk").fill("Eve")
            page.get_by_label("Name of this device").fill("new phone")
            page.get_by_role("textbox", name="Recovery code").fill(codes[0])
            page.keyboard.press("Enter")
            page.evaluate("document.getElementById('recover').submit()")
            expect(page.get_by_role("button", name="Register a new passkey")).to_be_disabled()
        page.get_by_role("button", name="Register a new passkey").click()
        page.get_by_text("You may approve again from").wait_for()
        address = page.url

    assert in_vain == []
    assert address == f"{town.settings.base_url}/desk/recover"


def test_a_new_passkey_is_asked_for_only_where_it_can_be_made(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url) as eve:
        page = eve.page
        eve.come_in(links["Eve"])
        eve.second_device()
        with held_back(page, "/desk/account") as in_vain:
            page.get_by_label("Name of the new device").fill("key at home")
            page.keyboard.press("Enter")
            expect(page.get_by_role("button", name="Add a passkey")).to_be_disabled()
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_text("The passkey was added.").wait_for()
        with held_back(page, "/desk/rings") as no_ring:
            expect(page.get_by_role("button", name="Ring this device")).to_be_disabled()
        expect(page.get_by_role("button", name="Ring this device")).to_be_enabled()

    assert in_vain + no_ring == []


def test_a_form_goes_without_its_script_and_what_sends_to_phones_waits_for_it(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium) as (author, approver):
        draft = write(author)
        submit = author.page.locator("#submit button")
        with held_back(author.page, draft) as in_vain:
            author.page.get_by_label("Own words in English").fill("The bridge is closed.")
            expect(submit).to_be_enabled()
        expect(submit).to_be_disabled()
        expect(author.page.locator("#unsaved")).to_be_visible()
        submission = compose(author)
        with held_back(approver.page, submission) as none_to_sign:
            expect(approver.page.locator("[data-act=sign]")).to_be_disabled()
        expect(approver.page.locator("[data-act=sign]")).to_be_enabled()
        with held_back(author.page, submission) as none_to_take_back:
            author.press("Take it back")
            author.page.get_by_text("Taken back").first.wait_for()

    assert in_vain + none_to_sign + none_to_take_back == []
