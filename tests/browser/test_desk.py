"""Two people at two browsers: one writes, the other approves, and it is sent."""

from playwright.sync_api import Browser

from alerts.model import Kind, Mode, Order, Phase
from service.wiring import Service
from tests.browser.axe import arrive, faults
from tests.browser.desk_people import (
    ALL_CLEAR,
    APPROVE,
    BEGIN,
    approve,
    compose,
    links_of,
    read,
    sign,
    submit,
    two_people,
    withdraw,
)
from tests.browser.officer import Officer

# As they are: while it may be pressed, once it has long been held, and when the script lets it go.
COLOURS = """async (button) => {
  const colours = () => {
    const {color, backgroundColor} = getComputedStyle(button);
    return `${color} on ${backgroundColor}`;
  };
  const open = colours();
  button.disabled = true;
  await Promise.allSettled(button.getAnimations().map((one) => one.finished));
  const held = colours();
  button.disabled = false;
  return [open, held, colours()];
}"""


def test_what_one_person_writes_goes_out_when_another_approves_it(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium) as (author, approver):
        compose(author)
        author.page.get_by_text("Somebody else has to approve it").wait_for()
        seen = author.page.locator(".hash").text_content()
        read(approver)
        shown = approver.page.locator(".hash").text_content()
        before = town.alerts.recent(10)
        signed = sign(approver, APPROVE)

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
    assert seen == shown == submission.hash.hex()[:8]
    assert signed == submission.hash.hex()
    assert submission.decided_by != submission.submitted_by


def test_an_order_is_ended_by_two_people_and_a_wrong_one_taken_back_by_one(
    town: Service, chromium: Browser
) -> None:
    with two_people(town, chromium) as (author, approver):
        compose(author)
        approve(approver)
        author.page.goto(approver.page.url)
        author.press(ALL_CLEAR)
        arrive(author.page, "**/desk/drafts/*")
        submit(author)
        approve(approver)
        compose(author)
        approve(approver)
        withdraw(approver)
        approver.page.get_by_text("It was withdrawn as sent in error.").wait_for()

    phases = sorted(one.latest.phase for one in town.alerts.recent(10))
    assert phases == [Phase.ALL_CLEAR, Phase.WITHDRAWN]


def test_of_two_approvers_at_once_one_sends_it_and_the_other_hears_so(
    town: Service, chromium: Browser
) -> None:
    links, base = links_of(town), town.settings.base_url
    with (
        Officer(chromium, base) as author,
        Officer(chromium, base) as first,
        Officer(chromium, base, width=360) as second,
    ):
        author.come_in(links.composer)
        compose(author)
        first.come_in(links.approver)
        second.come_in(links.other)
        read(second)
        approve(first)
        second.press(APPROVE)
        said = second.page.locator("#told")
        said.wait_for()
        told = said.text_content()

    assert told == "this was decided already: issued"
    (sent,) = town.alerts.recent(10)
    assert sent.latest.number == 1


def test_axe_finds_nothing_on_any_page_of_the_desk(town: Service, chromium: Browser) -> None:
    links, found, base = links_of(town), {}, town.settings.base_url
    with Officer(chromium, base) as author, Officer(chromium, base, width=360) as approver:
        author.page.goto("/desk/login")
        found["login"] = faults(author.page, "**/desk/login")
        author.enrol(links.composer)
        found["enrol"] = faults(author.page, "**/desk/enrol*")
        author.login()
        compose(author)
        found["own submission"] = faults(author.page, "**/desk/submissions/*")
        author.page.goto("/desk")
        found["list"] = faults(author.page, "**/desk")
        author.press(BEGIN)
        found["draft"] = faults(author.page, "**/desk/drafts/*")
        approver.come_in(links.approver)
        read(approver)
        found["decide"] = faults(approver.page, "**/desk/submissions/*")
        approve(approver)
        found["watch"] = faults(approver.page, "**/desk/alerts/*")

    assert {page: said for page, said in found.items() if said} == {}


def test_the_button_that_signs_can_be_read_from_the_moment_it_may_be_pressed(
    town: Service, chromium: Browser
) -> None:
    """The script lets it go. White words on a ground that only fades in could not be read."""
    with two_people(town, chromium) as (author, approver):
        compose(author)
        read(approver)
        button = approver.page.get_by_role("button", name=APPROVE)
        at_rest, held, let_go = button.evaluate(COLOURS)

    assert let_go == at_rest
    assert held != at_rest
