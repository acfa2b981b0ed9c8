"""A whole night at two browsers, from the first draft to the all-clear; the phones are the judge.

What they decrypted gives the very hash that the approver read and signed, at every step: it is
worked out from their bytes and from nothing else.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from alerts.desk.submission import Submission
from service.demo.push_service import Received
from tests.approved_hash import approved_hash, rest_of, rest_told
from tests.browser.axe import arrive
from tests.browser.desk_people import SAVE, approve, compose, submit, two_people, withdraw
from tests.browser.told_phones import READERS, ToldPhones, ground_of, told_phones

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


def rebuilt(told: list[Received]) -> str:
    return approved_hash(one.plaintext for one in told)


def rest_seen(phones: ToldPhones, told: list[Received]) -> tuple[str, str]:
    """`rest` as phones have it; and of the public CAP feed's ground with the endings of the store."""
    last = signed(phones, told)
    ground = ground_of(phones.town.outlet.cap(last.alert_id))
    roots = last.withdrawal_root.hex(), last.all_clear_root.hex()
    return rest_told(told[0].plaintext), rest_of(ground, *roots)


def signed(phones: ToldPhones, told: list[Received]) -> Submission:
    """What the approver signed, as the desk has it: the sheet of a withdrawal shows no hash."""
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
        held, rests = [rebuilt(first)], [rest_seen(phones, first)]

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
        held.append(rebuilt(second))
        rests.append(rest_seen(phones, second))

        compose(author, SUBMIT)
        read.append(approve(approver, APPROVE))
        wrong = town.alerts.recent(1)[0].id
        held.append(rebuilt(phones.arrived(wrong, 1, 2 * count)))
        withdraw(approver)
        taken_back = phones.arrived(wrong, 2, 2 * count)
        read.append(signed(phones, taken_back).hash.hex())
        held.append(rebuilt(taken_back))

        page.goto(f"/desk/alerts/{river}")
        page.click("form[action$='/all-clear'] button")
        arrive(page, "**/desk/drafts/*")
        submit(author, SUBMIT)
        read.append(approve(approver, APPROVE))
        over = phones.arrived(river, 3, 3 * count)
        held.append(rebuilt(over))

    assert held == read
    assert len(set(held)) == 5
    assert relations(first) == every("new")
    assert relations(second) == every("new", "changed", "left")
    assert relations(over) == every("changed")
    assert [told for told, _ in rests] == [public for _, public in rests]
    assert phones.services.defects == {}
