"""Drafts from everything, templates sent by one person and reviewed, and every way to say no."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from alerts.desk.draft import Beginning, What
from alerts.desk.submission import State
from alerts.model import Mode, Order
from service.wiring import Service
from tests.browser.axe import arrive, faults
from tests.browser.desk_people import APPROVE, links_of, submit, write
from tests.browser.officer import Officer

CAP = b"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier>
<sender>weather@agency.example</sender><sent>2026-11-22T13:59:00+09:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>en</language>
<category>Met</category><event>Flood warning</event><urgency>Immediate</urgency>
<severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>Riverside</areaDesc>
<polygon>35,139 35,139.01 35.01,139.01 35.01,139 35,139</polygon></area></info></alert>"""


@dataclass(frozen=True)
class People:
    """One who writes and two who approve, at browsers of their own; logged in."""

    cho: Officer
    eve: Officer
    fay: Officer


@pytest.fixture
def people(town: Service, chromium: Browser) -> Iterator[People]:
    links, base = links_of(town), town.settings.base_url
    with (
        Officer(chromium, base) as cho,
        Officer(chromium, base, width=360) as eve,
        Officer(chromium, base) as fay,
    ):
        cho.come_in(links.composer)
        eve.come_in(links.approver)
        fay.come_in(links.other)
        yield People(cho, eve, fay)


def decide(officer: Officer, url: str, way: str, reason: str) -> None:
    """`way`: return or reject, with a reason."""
    officer.page.goto(url)
    officer.page.locator(f"details.{way} > summary").click()
    officer.page.locator(f"details.{way} textarea").fill(reason)
    officer.page.locator(f"details.{way} form button").click()
    arrive(officer.page, "**/desk")


def test_a_template_is_approved_by_another_sent_by_one_and_reviewed_by_two(
    town: Service, people: People
) -> None:
    cho, eve, fay = people.cho, people.eve, people.fay
    found = {}
    write(cho)
    cho.page.get_by_text("Keep as a template").click()
    cho.page.get_by_label("Name, as staff will look for it").fill("River at night")
    cho.press("EXERCISE: Keep it and ask for approval")
    cho.page.get_by_text("Another person has to approve it.").last.wait_for()
    address = cho.page.url
    eve.page.goto(address)
    found["template"] = faults(eve.page, "**/desk/templates/*")
    eve.press("Approve for sending by one person")
    eve.page.get_by_text("Send alone", exact=True).wait_for()
    found["approved template"] = faults(eve.page, "**/desk/templates/*")
    fay.page.goto("/desk/templates")
    found["templates"] = faults(fay.page, "**/desk/templates")
    fay.page.get_by_role("link", name="Open: River at night").click()
    fay.press("EXERCISE: Break the glass")
    found["sheet"] = faults(fay.page, "**/desk/submissions/*")
    before = town.alerts.recent(9)
    fay.press("EXERCISE: Send alone to fewer than 10 phones")
    arrive(fay.page, "**/desk/alerts/*")
    (sent,) = town.alerts.recent(9)
    (owed,) = town.desk.templates.owed()
    for officer, name in ((eve, "Eve"), (cho, "Cho")):
        officer.page.goto("/desk")
        officer.page.get_by_role("link", name="Review").click()
        found[f"review by {name}"] = faults(officer.page, "**/desk/reviews/*")
        officer.page.get_by_label("It was right").check()
        officer.page.get_by_label("What you found").fill(f"{name}: the river was rising")
        officer.press("Put my review into the log")
        officer.page.get_by_text("Your review is in the log.").wait_for()

    assert before == ()
    assert (sent.latest.order, sent.latest.mode) == (Order.EVACUATE, Mode.TRAINING)
    assert owed.alert_id == sent.id
    assert town.desk.templates.owed() == ()
    notes = [one.note for one in town.desk.means.store.reviews(owed.id)]
    assert notes == ["Eve: the river was rising", "Cho: the river was rising"]
    acts = [row.act for row in town.audit.rows(most=1_000)]
    assert "submission.break_glass" in acts
    assert acts.count("submission.review_right") == 2
    assert {page: said for page, said in found.items() if said} == {}


def test_a_file_becomes_a_draft_that_says_what_was_left_out_and_can_be_submitted(
    town: Service, people: People
) -> None:
    cho, page = people.cho, people.cho.page
    page.goto("/desk")
    page.get_by_text("From a report of somebody else").click()
    file = {"name": "warning.xml", "mimeType": "text/xml", "buffer": CAP}
    page.set_input_files("input[type=file]", files=[file])
    cho.press("EXERCISE: Read the file")
    arrive(page, "**/desk/drafts/*")
    said = page.locator("section", has=page.locator("#draft-origin")).inner_text()
    found = faults(cho.page, "**/desk/drafts/*")
    submit(cho)

    (draft,) = town.desk.means.store.drafts()
    assert (draft.what, draft.order, draft.beginning) == (What.NOTICE, None, Beginning.REPORT)
    assert "message a of weather@agency.example" in said
    assert "it became a notice of ours" in said
    assert "Left out: the sender's own words (en)." in said
    assert found == []
    (waiting,) = town.desk.means.store.submissions(State.WAITING)
    assert waiting.draft_id == draft.id


def test_a_returned_draft_says_why_at_its_top_and_a_rejected_one_is_closed(
    town: Service, people: People
) -> None:
    cho, eve = people.cho, people.eve
    draft = write(cho)
    first = submit(cho)
    decide(eve, first, "return", "Name the bridge")
    cho.page.goto(draft)
    returned = cho.page.get_by_role("status").filter(has_text="Returned by Eve").inner_text()
    second = submit(cho)
    eve.page.goto(second)
    found = faults(eve.page, "**/desk/submissions/*")
    expect(eve.page.locator(".send")).to_be_in_viewport(ratio=1)
    eve.page.get_by_role("contentinfo").scroll_into_view_if_needed()
    apart = eve.page.evaluate(
        """() => document.querySelector(".send").getBoundingClientRect().top
            - document.querySelector("details.reject").getBoundingClientRect().bottom"""
    )
    decide(eve, second, "reject", "The river is falling")
    cho.page.goto(draft)
    cho.page.get_by_text("It was rejected for good.").wait_for()
    fields = cho.page.locator("main textarea, main select").count()

    states = [one.state for one in town.desk.means.store.submissions()]
    assert states == [State.REJECTED, State.RETURNED]
    assert returned.endswith(": Name the bridge")
    assert fields == 0
    assert town.alerts.recent(9) == ()
    assert found == []
    assert apart >= 80


def test_who_submitted_it_takes_it_back_and_the_approver_hears_so_in_japanese(
    town: Service, people: People
) -> None:
    cho, eve = people.cho, people.eve
    write(cho)
    address = submit(cho)
    eve.page.goto("/desk/language/ja")
    eve.page.goto(address)
    cho.press("Take it back")
    arrive(cho.page, "**/desk")
    eve.page.get_by_role("button", name="承認して").click()
    said = eve.page.get_by_role("alert").filter(has_text="もう")
    said.wait_for()
    told = said.inner_text()

    assert told == "もう決まっています（差し戻し）。画面を読み込み直してください。"
    assert town.alerts.recent(9) == ()


def test_a_past_alert_begins_a_new_one_from_the_list(town: Service, people: People) -> None:
    cho, eve = people.cho, people.eve
    write(cho)
    eve.page.goto(submit(cho))
    eve.press(APPROVE)
    arrive(eve.page, "**/desk/alerts/*")
    (sent,) = town.alerts.recent(9)
    cho.page.goto("/desk")
    cho.page.get_by_text("From an alert of before").click()
    cho.page.get_by_label("What it is to be").select_option("notice")
    cho.press("EXERCISE: Begin from this alert")
    arrive(cho.page, "**/desk/drafts/*")

    draft = town.desk.means.store.drafts()[0]
    assert (draft.what, draft.alert_id, draft.begun_from) == (What.NOTICE, "", sent.id)
    assert draft.area == sent.latest.area
