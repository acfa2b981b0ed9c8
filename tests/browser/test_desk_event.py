"""A whole night at two browsers, from the first draft to the all-clear; the phones are the judge.

What they decrypted gives the very hash that the approver read and signed, at every step.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from alerts.desk.submission import Submission
from alerts.model import Phase
from service.demo.push_service import Received
from tests.browser.officer import Officer
from tests.browser.test_desk import Links
from tests.browser.told_phones import (
    NOTHING,
    READERS,
    ToldPhones,
    approved,
    root_of,
    told_phones,
)

SUBMIT, APPROVE = re.compile("Submit for approval"), re.compile("Approve and send")
SAVE = "EXERCISE: Save and show what phones will show"
# From the east of Riverside over Uptown: some are told anew, some hear of a change, some are out.
WIDER = {
    "type": "Polygon",
    "coordinates": [
        [[139.007, 35.0], [139.03, 35.0], [139.03, 35.01], [139.007, 35.01], [139.007, 35.0]]
    ],
}


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[ToldPhones]:
    with told_phones(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, require_program: Callable[[str], Path]) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=str(require_program("chromium")))
    yield browser
    browser.close()


def order_riverside(author: Officer) -> None:
    page = author.page
    page.goto("/desk")
    author.press("EXERCISE: Begin a draft")
    page.get_by_label("Evacuation order").check()
    page.get_by_label("Districts", exact=True).check()
    page.get_by_label("Riverside").check()
    author.press(SAVE)
    page.get_by_text("Saved. Nothing was sent.").wait_for()
    submit(author)


def submit(author: Officer) -> None:
    author.page.get_by_role("button", name=SUBMIT).click()
    author.page.wait_for_url("**/desk/submissions/*")


def approve(approver: Officer) -> str:
    """Reads and approves what waits; the hash as the page had it."""
    page = approver.page
    page.goto("/desk")
    page.get_by_role("link", name="Read and decide").click()
    page.wait_for_url("**/desk/submissions/*")
    read = page.locator(".hash").get_attribute("data-hash") or ""
    page.get_by_role("button", name=APPROVE).click()
    page.wait_for_url("**/desk/alerts/*")
    return read


def rebuilt(phones: ToldPhones, told: list[Received]) -> str:
    """The hash, from the phones' bytes, the CAP feed, and the prepared endings of the submission."""
    last = submission_of(phones, told)
    cap = phones.town.outlet.cap(last.alert_id)
    prepared = (last.withdrawal_root.hex(), last.all_clear_root.hex())
    return approved([one.plaintext for one in told], cap, prepared)


def submission_of(phones: ToldPhones, told: list[Received]) -> Submission:
    sent = phones.town.desk.means.store.issued_for(told[0].alert_id)
    return next(one for one in sent if one.number == told[0].revision)


def relations(told: list[Received]) -> set[tuple[str, str]]:
    return {(one.data["lang"], one.data["relation"]) for one in told}


def every(*names: str) -> set[tuple[str, str]]:
    return {(language, name) for language in READERS for name in names}


def test_from_the_first_draft_to_the_all_clear_phones_hold_what_was_approved(
    phones: ToldPhones, chromium: Browser
) -> None:
    town, links, count = phones.town, Links(phones.town), len(READERS)
    with (
        Officer(chromium, town.settings.base_url) as author,
        Officer(chromium, town.settings.base_url, width=360) as approver,
    ):
        author.enrol(links.composer)
        author.login()
        approver.enrol(links.approver)
        approver.login()

        order_riverside(author)
        read = [approve(approver)]
        river = town.alerts.recent(1)[0].id
        first = phones.arrived(river, 1, 2 * count)
        held = [rebuilt(phones, first)]

        page = author.page
        page.goto(f"/desk/alerts/{river}")
        page.click("form[action$='/update'] button")
        page.wait_for_url("**/desk/drafts/*")
        page.get_by_label("Paste GeoJSON or CAP").check()
        page.get_by_label("GeoJSON or CAP text").fill(json.dumps(WIDER))
        author.press(SAVE)
        page.get_by_text("Saved. Nothing was sent.").wait_for()
        submit(author)
        read.append(approve(approver))
        second = phones.arrived(river, 2, 3 * count)
        held.append(rebuilt(phones, second))

        order_riverside(author)
        read.append(approve(approver))
        wrong = town.alerts.recent(1)[0].id
        held.append(rebuilt(phones, phones.arrived(wrong, 1, 2 * count)))
        approver.page.click("form[action$='/withdrawal'] button")
        approver.page.wait_for_url("**/desk/submissions/*")
        approver.press("EXERCISE: Withdraw now: tell everybody who was told")
        approver.page.wait_for_url("**/desk/alerts/*")
        taken_back = phones.arrived(wrong, 2, 2 * count)

        page.goto(f"/desk/alerts/{river}")
        page.click("form[action$='/all-clear'] button")
        page.wait_for_url("**/desk/drafts/*")
        submit(author)
        read.append(approve(approver))
        over = phones.arrived(river, 3, 3 * count)

    assert held == read[:3]
    assert relations(first) == every("new")
    assert relations(second) == every("new", "changed", "left")
    for ending, phase in ((taken_back, Phase.WITHDRAWN), (over, Phase.ALL_CLEAR)):
        frozen = submission_of(phones, ending)
        assert root_of([one.plaintext for one in ending]) == frozen.root
        assert (frozen.phase, frozen.withdrawal_root.hex()) == (phase, NOTHING)
    assert submission_of(phones, over).hash.hex() == read[3]
    assert phones.services.defects == {}
