"""Two people at two browsers: one writes, the other approves, and it is sent."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from alerts.model import Kind, Mode, Order, Phase
from service.desk.ports import MACHINE, Grant, Role
from service.wiring import Service
from tests.browser.desk_town import desk_town
from tests.browser.officer import Officer
from tests.conftest import REPOSITORY

AXE = REPOSITORY / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}))
    .violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)"""


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
        self.composer, self.approver = invited.link, found[2].link


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
