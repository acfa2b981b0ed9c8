"""One's account at the desk in Chromium: two passkeys, a one-time password, a lost phone, a logout."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from service.desk.ports import Entry, Role
from service.desk.sessions import IDLE
from service.wiring import Service
from tests.browser.axe import arrive, faults, width
from tests.browser.desk_people import ADMINS, BEGIN, SAVE, founded, invited
from tests.browser.officer import Officer

WIDE, NARROW = 1280, 360


@pytest.fixture
def links(town: Service) -> dict[str, str]:
    """Two admins and an approver: name -> link."""
    return founded(town, *ADMINS, ("Eve", Role.APPROVER))


def test_a_second_device_gets_a_passkey_and_the_first_one_is_removed(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url) as eve:
        eve.come_in(links["Eve"])
        eve.page.get_by_role("link", name="Eve").click()
        eve.page.get_by_text("You have only one passkey.").wait_for()
        eve.page.get_by_text("Rename or remove desk phone").click()
        eve.page.get_by_text("This is your only passkey, so it stays.").wait_for()
        eve.second_device()
        eve.page.get_by_label("Name of the new device").fill("key at home")
        eve.press("Add a passkey")
        eve.page.get_by_text("The passkey was added.").wait_for()
        eve.page.get_by_text("Rename or remove desk phone").click()
        eve.press("Remove desk phone")
        eve.page.get_by_text("The passkey was removed.").wait_for()
        eve.press("Log out here")
        arrive(eve.page, "**/desk/login")
        eve.login()

    assert [one.label for one in town.staff.passkeys(3)] == ["key at home"]


def test_a_one_time_password_lets_somebody_write_and_never_approve(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url, width=NARROW) as eve:
        eve.come_in(links["Eve"])
        eve.page.goto("/desk/account")
        eve.press("Set up a one-time password")
        secret = eve.page.locator("code").first.inner_text().replace(" ", "")
        eve.page.get_by_label("Six digits of the app").fill(pyotp.TOTP(secret).now())
        eve.press("Confirm")
        eve.page.get_by_text("The one-time password is set up.").wait_for()
        eve.press("Log out everywhere")
        arrive(eve.page, "**/desk/login")
        eve.page.get_by_text("No passkey at hand?").click()
        eve.page.get_by_label("Your name at the desk").fill("eve")
        following = pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30))
        eve.page.get_by_label("One-time password").fill(following)
        eve.press("Log in with the password")
        arrive(eve.page, "**/desk")
        eve.page.goto("/desk/account")
        expect(eve.page.get_by_text("you may write, and not approve")).to_be_visible()
        again = eve.page.get_by_role("button", name="Log in once more")
        expect(again).to_be_visible()
        again.click()
        expect(eve.page.get_by_text("You may approve now.")).to_be_visible()

    latest = [row.act for row in town.audit.rows()][-3:]
    assert latest == ["staff.logout_everywhere", "staff.login", "staff.login"]


def test_whoever_lost_every_passkey_comes_back_with_a_code_and_approves_a_day_later(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url, width=NARROW) as eve:
        codes = eve.enrol(links["Eve"])
        eve.lose_device()
        eve.page.goto("/desk/login")
        eve.page.get_by_role("link", name="Lost every passkey?").click()
        eve.page.get_by_label("Your name at the desk").fill("Eve")
        eve.page.get_by_role("textbox", name="Recovery code").fill("AAAA-AAAA-AAAA-AAAA")
        eve.page.get_by_label("Name of this device").fill("new phone")
        eve.press("Register a new passkey")
        eve.page.get_by_text("the name or the code is wrong, or the code was used").wait_for()
        eve.page.get_by_role("textbox", name="Recovery code").fill(codes[0].lower())
        eve.press("Register a new passkey")
        eve.page.get_by_text("You may approve again from").wait_for()
        assert faults(eve.page, "**/desk/recover") == []
        eve.page.get_by_role("link", name="To the login").click()
        eve.login()
        eve.page.goto("/desk/account")
        expect(eve.page.get_by_text("You have 9 unused codes.")).to_be_visible()
        expect(eve.page.get_by_text("You may approve from")).to_be_visible()

    assert [one.label for one in town.staff.passkeys(3)] == ["desk phone", "new phone"]


def test_what_was_typed_outlives_a_logout_and_is_nobody_else_s(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url) as cho:
        cho.come_in(invited(town, "Cho"))
        cho.press(BEGIN)
        arrive(cho.page, "**/desk/drafts/*")
        draft = cho.page.url
        cho.page.get_by_label("Own words in English").fill("The bridge is closed.")
        cho.page.locator("input[name=district]").first.check()
        town.staff.end_sessions(4, Entry(at=datetime.now(UTC), actor=0, act="test", subject=""))
        cho.press(SAVE)
        arrive(cho.page, "**/desk/login?next=*")
        cho.page.get_by_role("button", name="Log in with a passkey").click()
        arrive(cho.page, draft)
        cho.page.get_by_text("You typed something here and did not save it.").wait_for()
        cho.press("Put it back")
        kept = cho.page.get_by_label("Own words in English").input_value()
        ticked = cho.page.locator("input[name=district]").first.is_checked()
        cho.press(SAVE)
        arrive(cho.page, "**?saved=1")
        left = cho.page.evaluate("Object.keys(sessionStorage).length")

    assert (kept, ticked) == ("The bridge is closed.", True)
    assert left == 0


def test_one_is_told_before_one_is_logged_out_and_may_stay(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    with Officer(chromium, town.settings.base_url) as eve:
        eve.enrol(links["Eve"])
        eve.page.clock.install()
        eve.login()
        eve.page.goto("/desk/account")
        (session,) = town.staff.sessions()
        nearly = datetime.now(UTC) - IDLE * 0.9
        town.staff.touch(session.id_hash, nearly)
        eve.page.clock.run_for(16_000)
        expect(eve.page.get_by_role("button", name="Stay logged in")).to_be_visible()
        eve.press("Stay logged in")
        expect(eve.page.get_by_role("button", name="Stay logged in")).to_be_hidden()
        town.staff.end_sessions(3, Entry(at=datetime.now(UTC), actor=0, act="test", subject=""))
        eve.page.clock.run_for(16_000)
        expect(eve.page.locator("#leaving-gone")).to_contain_text("You were logged out.")
        expect(eve.page.get_by_role("link", name="Log in again")).to_be_visible()


def test_an_admin_lets_somebody_in_at_the_desk_and_axe_finds_nothing_in_these_rooms(
    town: Service, chromium: Browser, links: dict[str, str]
) -> None:
    found, wide = {}, {}
    with (
        Officer(chromium, town.settings.base_url) as ann,
        Officer(chromium, town.settings.base_url) as cho,
    ):
        ann.come_in(links["Ann"])
        ann.page.get_by_role("link", name="Staff").click()
        ann.page.get_by_role("link", name="Propose somebody new").click()
        found["roles"] = faults(ann.page, "**/desk/staff/proposal")
        ann.page.get_by_label("writes").check()
        ann.press("Go on")
        ann.page.get_by_label("The person's full name").fill("Cho")
        ann.page.get_by_label("these districts alone").check()
        ann.page.get_by_label("Riverside").check()
        found["limits"] = faults(ann.page, "**/desk/staff/proposal?*")
        ann.press("Propose")
        link = ann.page.locator("code.link").inner_text()
        found["staff"] = faults(ann.page, "**/desk/staff/proposal?*")
        cho.come_in(link)
        cho.page.goto("/desk/account")
        expect(cho.page.get_by_text("writes · Riverside · every hazard")).to_be_visible()
        ann.page.get_by_role("link", name="Log", exact=True).click()
        ann.page.get_by_text("Cho registered a first passkey: desk phone.").wait_for()
        for path in ("account", "staff", "audit", "recover"):
            ann.page.goto(f"/desk/{path}")
            found[path] = faults(ann.page, f"**/desk/{path}")
            ann.page.set_viewport_size({"width": NARROW, "height": 800})
            wide[path] = width(ann.page)
            ann.page.set_viewport_size({"width": WIDE, "height": 900})

    assert {page: said for page, said in found.items() if said} == {}
    assert {path: width for path, width in wide.items() if width > NARROW} == {}
