"""The desk watches an alert go and takes it back; and counts while one draws."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Playwright, Route, expect

from alerts.model import Phase
from alerts.testing_examples import home, registration
from geo.cells import runs_of
from service.desk.ports import MACHINE, Change, Entry, Grant, Role
from service.wiring import Service
from tests.browser.axe import faults, width
from tests.browser.desk_town import RIVERSIDE, desk_town
from tests.browser.officer import Officer
from tests.browser.test_desk import Links, compose
from tests.factories import NOW


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    with desk_town(tmp_path) as service:
        yield service


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, require_program: Callable[[str], Path]) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=str(require_program("chromium")))
    yield browser
    browser.close()


def settle(town: Service, count: int) -> None:
    """Phones that live in one cell of Riverside and were never proven."""
    riverside = town.gazetteer.find(RIVERSIDE)
    assert riverside is not None
    cell = int(runs_of(riverside.area)[0, 0])
    for index in range(count):
        number = town.subscriptions.register(
            registration(f"phone-{index}"), b"s" * 32, b"n" * 32, NOW
        )
        town.subscriptions.set_places(number, [home(cell)])


def approve(officer: Officer) -> None:
    """Whatever waits, once the page's script is there."""
    page = officer.page
    page.goto("/desk")
    page.get_by_role("link", name="Read and decide").click()
    page.wait_for_url("**/desk/submissions/*", wait_until="load")
    officer.press("EXERCISE: Approve and send to fewer than 10 phones")
    page.wait_for_url("**/desk/alerts/*", wait_until="load")


def test_whom_an_area_reaches_is_counted_while_it_is_chosen(
    town: Service, chromium: Browser
) -> None:
    settle(town, 60)
    links = Links(town)
    with Officer(chromium, town.settings.base_url) as author:
        page = author.page
        author.enrol(links.composer)
        author.login()
        author.press("EXERCISE: Begin a draft")
        before = page.locator("#reach").inner_text()
        page.get_by_label("Districts", exact=True).check()
        page.get_by_label("Riverside").check()
        expect(page.locator("#reach .big")).to_have_text(
            "About 60 phones: 60 of residents, < 10 of visitors."
        )
        page.get_by_label("Riverside").uncheck()
        expect(page.locator("#reach")).to_contain_text("Not counted: ")
        found = faults(page, "**/desk/drafts/*")
    drafts = town.desk.means.store.drafts()

    assert before == "It reaches nobody yet: there is no area."
    assert [one.version for one in drafts] == [1]
    assert found == []


def test_the_page_is_told_how_it_goes_and_says_how_it_hears(
    town: Service, chromium: Browser
) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        compose(author)
        approver.enrol(links.approver)
        approver.login()
        approve(approver)
        author.page.goto(approver.page.url)
        heard = author.page.get_by_text("This page shows changes as they happen.")
        heard.wait_for()
        author.page.get_by_text("It was for fewer than 10 phones; none is queued.").wait_for()
        approver.press("EXERCISE: Withdraw: it was sent in error")
        approver.page.wait_for_url("**/desk/submissions/*", wait_until="load")
        approver.press("EXERCISE: Withdraw now: tell everybody who was told")
        author.page.get_by_text("It was withdrawn as sent in error.").wait_for()
        said = author.page.locator("#log ~ ol, section:has(#log) ol").inner_text()

    assert "Revision 2: withdrawn" in said
    assert "Sent by Eve alone." in said


def test_where_no_events_come_through_the_page_asks_and_where_nothing_does_it_says_so(
    town: Service, chromium: Browser
) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        compose(author)
        approver.enrol(links.approver)
        approver.login()
        approve(approver)
        page = author.page
        page.clock.install()
        page.route("**/events", lambda route: route.abort())
        page.goto(approver.page.url)
        asks = page.get_by_text("This page asks again every ten seconds.")
        page.clock.run_for(21_000)
        asks.wait_for()
        page.route("**/progress", _cut)
        page.clock.run_for(10_000)
        page.get_by_text("No connection to the desk: what you see is old.").wait_for()
        page.unroute("**/progress")
        page.clock.run_for(10_000)
        asks.wait_for()
        town.staff.end_sessions(_number(town, "Cho"), _logout())
        page.clock.run_for(10_000)
        page.get_by_text("You are logged out: what you see is old. Log in again.").wait_for()


def _cut(route: Route) -> None:
    route.abort()


def _number(town: Service, name: str) -> int:
    return next(one.number for one in town.staff.everyone() if one.name == name)


def _logout() -> Entry:
    return Entry(at=datetime.now(UTC), actor=MACHINE, act="staff.logout", subject="")


def test_it_is_taken_back_by_one_person_with_two_taps_on_a_small_screen(
    town: Service, chromium: Browser
) -> None:
    """A tap opens the sheet, the passkey there is the confirmation: nothing is to be typed."""
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=360) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        compose(author)
        approver.enrol(links.approver)
        approver.login()
        approve(approver)
        page = approver.page
        taps = 0
        in_sight = page.get_by_role("button", name="EXERCISE: Withdraw: it was sent in error")
        expect(in_sight).to_be_in_viewport()
        wide = width(page)
        in_sight.click()
        taps += 1
        found = faults(page, "**/desk/submissions/*")
        page.get_by_role(
            "button", name="EXERCISE: Withdraw now: tell everybody who was told"
        ).click()
        taps += 1
        page.wait_for_url("**/desk/alerts/*")

    (alert,) = town.alerts.recent(10)
    (withdrawal, order) = town.desk.means.store.issued_for(alert.id)
    assert (taps, alert.latest.phase) == (2, Phase.WITHDRAWN)
    assert withdrawal.submitted_by == withdrawal.decided_by != order.submitted_by
    assert (found, wide) == ([], 360)


@pytest.mark.parametrize("width", [1280, 1024])
def test_withdrawing_and_the_all_clear_are_in_sight_and_never_beside_one_another(
    town: Service, chromium: Browser, width: int
) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=width) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        compose(author)
        approver.enrol(links.approver)
        approver.login()
        approve(approver)
        _give(town, "Eve")
        page = approver.page
        page.reload()
        withdraw = page.get_by_role("button", name="EXERCISE: Withdraw: it was sent in error")
        all_clear = page.get_by_role("button", name="EXERCISE: All clear: the danger is over")
        apart = []
        for place in ("top", "bottom"):
            page.evaluate(f"window.scrollTo(0, {0 if place == 'top' else 100_000})")
            expect(withdraw).to_be_in_viewport()
            expect(all_clear).to_be_in_viewport()
            below, above = withdraw.bounding_box(), all_clear.bounding_box()
            assert below is not None
            assert above is not None
            apart.append(below["y"] - (above["y"] + above["height"]))
        found = faults(page, "**/desk/alerts/*")

    assert min(apart) > 200
    assert found == []


def _give(town: Service, name: str) -> None:
    """Somebody who is an approver may compose as well."""
    now = datetime.now(UTC)
    staff = next(one for one in town.staff.everyone() if one.name == name)
    grants = (*staff.grants, Grant(role=Role.COMPOSER, begins=now))
    newest = town.audit.newest()
    assert newest is not None
    town.staff.apply(
        Change(staff=msgspec.structs.replace(staff, grants=grants)),
        Entry(at=now, actor=MACHINE, act="staff.change", subject=f"staff:{staff.number}"),
        seen=newest.n,
    )
