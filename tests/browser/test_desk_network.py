"""The network fails at the desk, or somebody clicks twice: one submission, one alert, and the page
says what is known."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, Route

from alerts.desk.submission import State
from service.wiring import Service
from tests.browser.desk_town import desk_town
from tests.browser.officer import Officer
from tests.browser.test_desk import Links, compose

SUBMIT = "EXERCISE: Submit for approval (reaches fewer than 10 phones)"
APPROVE = "EXERCISE: Approve and send to fewer than 10 phones"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    with desk_town(tmp_path) as service:
        yield service


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, require_program: Callable[[str], Path]) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=str(require_program("chromium")))
    yield browser
    browser.close()


def written(author: Officer, links: Links) -> str:
    """The address of an order that is ready to be submitted."""
    page = author.page
    author.enrol(links.composer)
    author.login()
    author.press("EXERCISE: Begin a draft")
    page.get_by_label("Evacuation order").check()
    page.get_by_label("Districts", exact=True).check()
    page.get_by_label("Riverside").check()
    author.press("EXERCISE: Save and show what phones will show")
    page.get_by_text("Saved. Nothing was sent.").wait_for()
    return page.url


def answer_lost(route: Route) -> None:
    """The server acts; what it says gets lost on the way back."""
    route.fetch(max_redirects=0)
    route.abort()


def waiting(town: Service) -> int:
    return len(town.desk.means.store.submissions(State.WAITING))


def test_a_submission_whose_network_is_cut_is_made_once_when_it_is_repeated(
    town: Service, chromium: Browser
) -> None:
    links = Links(town)
    with Officer(chromium, town.settings.base_url) as author:
        page, address = author.page, written(author, links)
        page.context.set_offline(True)
        author.press(SUBMIT)
        page.wait_for_url("chrome-error://**")
        cut = waiting(town)
        page.context.set_offline(False)
        page.goto(address)
        page.route("**/submission", answer_lost)
        author.press(SUBMIT)
        page.wait_for_url("chrome-error://**")
        lost = waiting(town)
        page.unroute("**/submission")
        page.goto("/desk")
        listed = page.get_by_role("link", name="Read and decide").count()
        page.goto(address)
        says = page.locator("#main").inner_text()

    assert (cut, lost, listed, waiting(town)) == (0, 1, 1, 1)
    assert "waits" in says.lower() or "approv" in says.lower()


def test_two_clicks_on_submit_and_on_approve_are_one(town: Service, chromium: Browser) -> None:
    links = Links(town)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=360) as approver,
    ):
        written(author, links)
        author.page.get_by_role("button", name=SUBMIT).dblclick()
        author.page.wait_for_url("**/desk/submissions/*")
        submitted = waiting(town)
        approver.enrol(links.approver)
        approver.login()
        approver.page.get_by_role("link", name="Read and decide").click()
        approver.page.get_by_role("button", name=APPROVE).dblclick()
        approver.page.wait_for_url("**/desk/alerts/*")

    (sent,) = town.alerts.recent(10)
    assert (submitted, waiting(town), sent.latest.number) == (1, 0, 1)


def test_a_page_whose_answer_was_lost_finds_out_that_it_was_sent(
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
        page = approver.page
        approver.enrol(links.approver)
        approver.login()
        page.get_by_role("link", name="Read and decide").click()
        page.wait_for_url("**/desk/submissions/*")
        page.context.set_offline(True)
        approver.press(APPROVE)
        page.get_by_text("nothing is known of what came of it").wait_for()
        offline = len(town.alerts.recent(10))
        page.context.set_offline(False)
        page.route("**/approve", answer_lost)
        approver.press(APPROVE)
        page.get_by_role("link", name="Watch it go").wait_for()
        buttons = page.get_by_role("button", name=APPROVE).count()

    (sent,) = town.alerts.recent(10)
    assert (offline, sent.latest.number, buttons) == (0, 1, 0)
