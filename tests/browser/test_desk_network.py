"""The network fails at the desk, or somebody clicks twice: one submission, one alert, and the page
says what is known."""

from playwright.sync_api import Browser, Route

from alerts.desk.submission import State
from service.wiring import Service
from tests.browser.axe import arrive
from tests.browser.desk_people import (
    APPROVE,
    SAVE,
    SUBMIT,
    compose,
    links_of,
    read,
    two_people,
    write,
)
from tests.browser.officer import Officer

UNKNOWN = "It is not known whether it arrived. Look at the list, then try again."


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
        page.locator("#submit .unsent", has_text=UNKNOWN).wait_for()
        cut = waiting(town)
        page.context.set_offline(False)
        page.route("**/submission", answer_lost)
        author.press(SUBMIT)
        page.locator("#submit .unsent", has_text=UNKNOWN).wait_for()
        lost = waiting(town)
        stayed = page.url == address
        page.unroute("**/submission")
        author.press(SUBMIT)
        arrive(page, "**/desk/submissions/*")
        page.goto("/desk")
        listed = page.get_by_role("link", name="Read and decide").count()

    assert (cut, lost, listed, waiting(town)) == (0, 1, 1, 1)
    assert stayed


def test_what_was_typed_stays_when_a_save_is_cut_and_a_refusal_is_said_beside_the_button(
    town: Service, chromium: Browser
) -> None:
    with Officer(chromium, town.settings.base_url) as author:
        author.come_in(links_of(town).composer)
        page = author.page
        write(author)
        words = page.locator("[name=text-en]")
        words.fill("Bring water.")
        page.route("**/desk/drafts/*", answer_lost)
        author.press(SAVE)
        page.locator("#write .unsent", has_text=UNKNOWN).wait_for()
        kept = words.input_value()
        page.unroute("**/desk/drafts/*")
        author.press(SAVE)
        page.locator("#write .unsent", has_text="was saved meanwhile").wait_for()
        still = words.input_value()
        page.reload()
        saved = words.input_value()

    assert (kept, still, saved) == ("Bring water.",) * 3


def test_an_area_that_is_refused_is_shown_in_place_and_can_be_mended_there(
    town: Service, chromium: Browser
) -> None:
    with Officer(chromium, town.settings.base_url) as author:
        author.come_in(links_of(town).composer)
        page, address = author.page, write(author)
        page.get_by_label("Paste", exact=False).first.check()
        page.locator("[name=paste]").fill("no area")
        author.press(SAVE)
        page.locator("main > .refused").wait_for()
        here, typed = page.url, page.locator("[name=paste]").input_value()
        page.get_by_label("Districts", exact=True).check()
        author.press(SAVE)
        page.get_by_text("Saved. Nothing was sent.").wait_for()

    assert (here, typed) == (address, "no area")


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
