"""A whole night at two browsers, from the first draft to the all-clear; the phones are the judge.

What they decrypted gives the very hash that the approver read and signed, at every step.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from alerts.desk.submission import Submission
from alerts.model import Phase
from service.demo.push_service import Received
from tests.browser.axe import arrive
from tests.browser.desk_people import SAVE, approve, compose, submit, two_people, withdraw
from tests.browser.told_phones import (
    NOTHING,
    READERS,
    ToldPhones,
    approved,
    root_of,
    told_phones,
)

# However many phones they name.
SUBMIT, APPROVE = "EXERCISE: Submit for approval", "EXERCISE: Approve and send"
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
    town, count = phones.town, len(READERS)
    with two_people(town, chromium) as (author, approver):
        compose(author, SUBMIT)
        read = [approve(approver, APPROVE)]
        river = town.alerts.recent(1)[0].id
        first = phones.arrived(river, 1, 2 * count)
        held = [rebuilt(phones, first)]

        page = author.page
        page.goto(f"/desk/alerts/{river}")
        page.click("form[action$='/update'] button")
        arrive(page, "**/desk/drafts/*")
        page.get_by_label("Paste GeoJSON or CAP").check()
        page.get_by_label("GeoJSON or CAP text").fill(json.dumps(WIDER))
        author.press(SAVE)
        page.get_by_text("Saved. Nothing was sent.").wait_for()
        submit(author, SUBMIT)
        read.append(approve(approver, APPROVE))
        second = phones.arrived(river, 2, 3 * count)
        held.append(rebuilt(phones, second))

        compose(author, SUBMIT)
        read.append(approve(approver, APPROVE))
        wrong = town.alerts.recent(1)[0].id
        held.append(rebuilt(phones, phones.arrived(wrong, 1, 2 * count)))
        withdraw(approver)
        taken_back = phones.arrived(wrong, 2, 2 * count)

        page.goto(f"/desk/alerts/{river}")
        page.click("form[action$='/all-clear'] button")
        arrive(page, "**/desk/drafts/*")
        submit(author, SUBMIT)
        read.append(approve(approver, APPROVE))
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
