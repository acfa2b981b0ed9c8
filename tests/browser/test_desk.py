"""Two people at two browsers: one writes, the other approves, and it is sent."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from alerts.model import Kind, Mode, Order, Phase
from service.desk.ports import MACHINE, Grant, Role
from service.wiring import Service
from tests.browser.axe import faults, width
from tests.browser.desk_town import desk_town
from tests.browser.officer import Officer


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    with desk_town(tmp_path) as service:
        yield service


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, require_program: Callable[[str], Path]) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=str(require_program("chromium")))
    yield browser
    browser.close()


class Links:
    """Two admins, an approver, and a composer whom both may let in: name -> link."""

    def __init__(self, town: Service) -> None:
        now = datetime.now(UTC)
        found = [
            town.staffing.found(name, role, now)
            for name, role in (
                ("Ann", Role.ADMIN),
                ("Ben", Role.ADMIN),
                ("Eve", Role.APPROVER),
                ("Fay", Role.APPROVER),
            )
        ]
        grants = (Grant(role=Role.COMPOSER, begins=now),)
        waiting = town.staffing.propose(MACHINE, grants, now, name="Cho").proposal
        assert waiting is not None
        assert found[0].staff is not None
        invited = town.staffing.endorse(waiting.id, found[0].staff.number, now)
        assert invited.link is not None
        assert found[2].link is not None
        assert found[3].link is not None
        self.composer, self.approver, self.other = invited.link, found[2].link, found[3].link


def compose(author: Officer) -> None:
    """An order to leave Riverside, by the form alone; submitted."""
    page = author.page
    author.press("EXERCISE: Begin a draft")
    page.get_by_label("Evacuation order").check()
    page.get_by_label("Districts", exact=True).check()
    page.get_by_label("Riverside").check()
    author.press("EXERCISE: Save and show what phones will show")
    page.get_by_text("Saved. Nothing was sent.").wait_for()
    author.press("EXERCISE: Submit for approval (reaches fewer than 10 phones)")
    page.wait_for_url("**/desk/submissions/*")


def approve(officer: Officer) -> None:
    """Whatever waits, from the list."""
    officer.page.goto("/desk")
    officer.page.get_by_role("link", name="Read and decide").click()
    officer.press("EXERCISE: Approve and send to fewer than 10 phones")
    officer.page.wait_for_url("**/desk/alerts/*")


def test_what_one_person_writes_goes_out_when_another_approves_it(
    town: Service, chromium: Browser
) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=360) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        compose(author)
        author.page.get_by_text("Somebody else has to approve it").wait_for()
        seen = author.page.locator(".hash").text_content()
        approver.enrol(links.approver)
        approver.login()
        approver.page.get_by_role("link", name="Read and decide").click()
        read = approver.page.locator(".hash").text_content()
        before = town.alerts.recent(10)
        approver.press("EXERCISE: Approve and send to fewer than 10 phones")
        approver.page.wait_for_url("**/desk/alerts/*")

    (sent,) = town.alerts.recent(10)
    last = sent.latest
    assert before == ()
    assert (last.order, last.kind, last.mode, last.phase) == (
        Order.EVACUATE,
        Kind.FLOOD,
        Mode.TRAINING,
        Phase.LIVE,
    )
    (submission,) = town.desk.means.store.issued_for(sent.id)
    assert seen == read == submission.hash.hex()[:8]
    assert submission.decided_by != submission.submitted_by


def test_an_order_is_ended_by_two_people_and_a_wrong_one_taken_back_by_one(
    town: Service, chromium: Browser
) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=360) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        approver.enrol(links.approver)
        approver.login()
        compose(author)
        approve(approver)
        author.page.goto(approver.page.url)
        author.press("EXERCISE: All clear: the danger is over")
        author.page.wait_for_url("**/desk/drafts/*")
        author.press("EXERCISE: Submit for approval (reaches fewer than 10 phones)")
        author.page.wait_for_url("**/desk/submissions/*")
        approve(approver)
        author.page.goto("/desk")
        compose(author)
        approve(approver)
        approver.press("EXERCISE: Withdraw: it was sent in error")
        approver.page.wait_for_url("**/desk/submissions/*")
        approver.press("EXERCISE: Withdraw now: tell everybody who was told")
        approver.page.wait_for_url("**/desk/alerts/*")
        approver.page.get_by_text("It was withdrawn as sent in error.").wait_for()

    phases = sorted(one.latest.phase for one in town.alerts.recent(10))
    assert phases == [Phase.ALL_CLEAR, Phase.WITHDRAWN]


def test_of_two_approvers_at_once_one_sends_it_and_the_other_hears_so(
    town: Service, chromium: Browser
) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url) as first,
        Officer(chromium, town.settings.base_url, width=360) as second,
    ):
        author.enrol(links.composer)
        author.login()
        compose(author)
        first.enrol(links.approver)
        first.login()
        second.enrol(links.other)
        second.login()
        second.page.get_by_role("link", name="Read and decide").click()
        approve(first)
        second.press("EXERCISE: Approve and send to fewer than 10 phones")
        said = second.page.locator("#told")
        said.wait_for()
        told = said.text_content()

    assert told == "this was decided already: issued"
    (sent,) = town.alerts.recent(10)
    assert sent.latest.number == 1


def test_axe_finds_nothing_on_any_page_of_the_desk(town: Service, chromium: Browser) -> None:
    links, found = Links(town), {}
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=360) as approver,
    ):
        author.page.goto("/desk/login")
        found["login"] = faults(author.page, "**/desk/login")
        author.enrol(links.composer)
        found["enrol"] = faults(author.page, "**/desk/enrol*")
        author.login()
        compose(author)
        found["own submission"] = faults(author.page, "**/desk/submissions/*")
        author.page.goto("/desk")
        found["list"] = faults(author.page, "**/desk")
        author.press("EXERCISE: Begin a draft")
        found["draft"] = faults(author.page, "**/desk/drafts/*")
        approver.enrol(links.approver)
        approver.login()
        approver.page.get_by_role("link", name="Read and decide").click()
        found["decide"] = faults(approver.page, "**/desk/submissions/*")
        wide = width(approver.page)
        approve(approver)
        found["watch"] = faults(approver.page, "**/desk/alerts/*")

    assert {page: said for page, said in found.items() if said} == {}
    assert wide <= 360
