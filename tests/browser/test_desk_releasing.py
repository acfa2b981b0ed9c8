"""What may go by itself, and what waits: decided on a phone at 3 a.m., with a passkey."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from alerts.feed import Feed
from alerts.pipeline import take_item
from alerts.report import AreaClaim, Text
from service.wiring import Service
from tests.browser.axe import arrive, faults, width
from tests.browser.desk_people import two_people
from tests.factories import AGENCY, hazard, report, ring

MARK = "EXERCISE: "


@pytest.fixture
def warned(town: Service) -> str:
    """The path of a flash flood's warning that waits."""
    now = datetime.now(UTC)
    said = hazard(
        texts=(
            Text(
                language="en",
                event="Flash flood",
                headline="The river has left its bed",
                instruction="Leave the banks at once.",
                sender_name="River Office",
            ),
        ),
        areas=(AreaClaim(description="Riverside", polygons=(ring(139.0, 35.0),)),),
        certainty="Observed",
        severity="Extreme",
        expires=now + timedelta(hours=3),
    )
    sent = report(identifier="flood", sent=now - timedelta(seconds=5), hazards=(said,))
    feed = Feed(name="rivers", senders=frozenset({AGENCY}))
    taken = take_item(sent, b"", town.means, now, feed)
    assert taken[0].revision is not None
    return f"/desk/warnings/{taken[0].revision.alert_id}"


def test_an_approver_pushes_an_agencys_warning_from_a_phone(
    town: Service, chromium: Browser, warned: str
) -> None:
    with two_people(town, chromium) as (_, approver):
        page, found = approver.page, {}
        for language in ("ja", "en"):
            page.goto(f"/desk/language/{language}")
            for path in ("/desk/warnings", warned):
                page.goto(path)
                found[language, path] = (faults(page, f"**{path}"), width(page))
        expect(page.get_by_text("Its source is not pinned").first).to_be_visible()
        approver.press(f"{MARK}Push to the phones now")
        arrive(page, "**/desk/warnings?done=pushed")
        expect(page.get_by_text("It is on its way to the phones.")).to_be_visible()

    assert set(map(str, found.values())) == {"([], 360)"}
    alert = town.alerts.alert(warned.rpartition("/")[2])
    assert alert is not None
    assert alert.latest.number == 2


def test_two_people_change_what_goes_by_itself(town: Service, chromium: Browser) -> None:
    with two_people(town, chromium) as (author, approver):
        page = author.page
        page.goto("/desk/policy")
        page.get_by_label("Strength").select_option(label="Leave")
        page.get_by_label("From now on").select_option(label="shown only")
        page.get_by_label("Why").fill("the wall is higher now")
        author.press(f"{MARK}Ask another person to approve it")
        arrive(page, "**/desk/policy/*")
        path, found = page.url.partition("?")[0], {}
        for language in ("ja", "en"):
            approver.page.goto(f"/desk/language/{language}")
            for one in (path, "/desk/policy"):
                approver.page.goto(one)
                found[language, one] = (faults(approver.page, f"**{one}"), width(approver.page))
        approver.page.goto(path)
        approver.press(f"{MARK}Approve: this holds from now on")
        arrive(approver.page, "**/desk/policy?done=approved")

    assert set(map(str, found.values())) == {"([], 360)"}
    assert town.policy_room.approved() is not None
