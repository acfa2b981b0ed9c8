"""The network fails at the desk, or somebody clicks twice: one submission, one alert, and the page
says what is known."""

from playwright.sync_api import Browser, Route

from alerts.desk.submission import State
from service.wiring import Service
from tests.browser.axe import arrive
from tests.browser.desk_people import (
    APPROVE,
    SUBMIT,
    compose,
    links_of,
    read,
    two_people,
    write,
)
from tests.browser.officer import Officer


def answer_lost(route: Route) -> None:
    """The server acts; what it says gets lost on the way back."""
    route.fetch(max_redirects=0)
    route.abort()


def waiting(town: Service) -> int:
    return len(town.desk.means.store.submissions(State.WAITING))


def test_a_submission_whose_network_is_cut_is_made_once_when_it_is_repeated(
    town: Service, chromium: Browser
) -> None:
    with Officer(chromium, town.settings.base_url) as author:
        author.come_in(links_of(town).composer)
        page, address = author.page, write(author)
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
    with two_people(town, chromium) as (author, approver):
        write(author)
        author.page.get_by_role("button", name=SUBMIT).dblclick()
        arrive(author.page, "**/desk/submissions/*")
        submitted = waiting(town)
        read(approver)
        approver.page.get_by_role("button", name=APPROVE).dblclick()
        arrive(approver.page, "**/desk/alerts/*")

    (sent,) = town.alerts.recent(10)
    assert (submitted, waiting(town), sent.latest.number) == (1, 0, 1)


def test_a_page_whose_answer_was_lost_finds_out_that_it_was_sent(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium) as (author, approver):
        compose(author)
        page = approver.page
        read(approver)
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
