"""The desk watches an alert go and takes it back; and counts while one draws."""

from datetime import UTC, datetime

import msgspec
import pytest
from playwright.sync_api import Browser, Route, expect

from alerts.model import Phase
from alerts.testing_examples import home, registration
from geo.cells import runs_of
from service.desk.ports import MACHINE, Change, Entry, Grant, Role
from service.wiring import Service
from tests.browser.axe import arrive, faults, width
from tests.browser.desk_people import (
    ALL_CLEAR,
    BEGIN,
    WITHDRAW,
    WITHDRAW_NOW,
    approve,
    compose,
    links_of,
    two_people,
    withdraw,
)
from tests.browser.desk_town import RIVERSIDE
from tests.browser.officer import Officer
from tests.factories import NOW


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


def test_whom_an_area_reaches_is_counted_while_it_is_chosen(
    town: Service, chromium: Browser
) -> None:
    settle(town, 60)
    with Officer(chromium, town.settings.base_url) as author:
        page = author.page
        author.come_in(links_of(town).composer)
        author.press(BEGIN)
        arrive(page, "**/desk/drafts/*")
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
    with two_people(town, chromium, width=1280) as (author, approver):
        compose(author)
        approve(approver)
        author.page.goto(approver.page.url)
        heard = author.page.get_by_text("This page shows changes as they happen.")
        heard.wait_for()
        author.page.get_by_text("It was for fewer than 10 phones; none is queued.").wait_for()
        withdraw(approver)
        author.page.get_by_text("It was withdrawn as sent in error.").wait_for()
        said = author.page.locator("#log ~ ol, section:has(#log) ol").inner_text()

    assert "Revision 2: withdrawn" in said
    assert "Sent by Eve alone." in said


def test_where_no_events_come_through_the_page_asks_and_where_nothing_does_it_says_so(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium, width=1280) as (author, approver):
        compose(author)
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
    with two_people(town, chromium) as (author, approver):
        compose(author)
        approve(approver)
        page = approver.page
        taps = 0
        in_sight = page.get_by_role("button", name=WITHDRAW)
        expect(in_sight).to_be_in_viewport()
        wide = width(page)
        in_sight.click()
        taps += 1
        found = faults(page, "**/desk/submissions/*")
        page.get_by_role("button", name=WITHDRAW_NOW).click()
        taps += 1
        arrive(page, "**/desk/alerts/*")

    (alert,) = town.alerts.recent(10)
    (withdrawal, order) = town.desk.means.store.issued_for(alert.id)
    assert (taps, alert.latest.phase) == (2, Phase.WITHDRAWN)
    assert withdrawal.submitted_by == withdrawal.decided_by != order.submitted_by
    assert (found, wide) == ([], 360)


@pytest.mark.parametrize("width", [1280, 1024])
def test_withdrawing_and_the_all_clear_are_in_sight_and_never_beside_one_another(
    town: Service, chromium: Browser, width: int
) -> None:
    with two_people(town, chromium, width=width) as (author, approver):
        compose(author)
        approve(approver)
        _give(town, "Eve")
        page = approver.page
        page.reload()
        withdraw = page.get_by_role("button", name=WITHDRAW)
        all_clear = page.get_by_role("button", name=ALL_CLEAR)
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
