"""The people of a desk town at browsers of their own, and what they do there again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Browser

from service.desk.ports import MACHINE, Grant, Role
from service.wiring import Service
from tests.browser.axe import arrive
from tests.browser.officer import Officer

ADMINS = (("Ann", Role.ADMIN), ("Ben", Role.ADMIN))
BEGIN = "EXERCISE: Begin a draft"
SAVE = "EXERCISE: Save and show what phones will show"
SUBMIT = "EXERCISE: Submit for approval (reaches fewer than 10 phones)"
APPROVE = "EXERCISE: Approve and send to fewer than 10 phones"
ALL_CLEAR = "EXERCISE: All clear: the danger is over"
WITHDRAW = "EXERCISE: Withdraw: it was sent in error"
WITHDRAW_NOW = "EXERCISE: Withdraw now: tell everybody who was told"


@dataclass(frozen=True)
class Links:
    """What lets somebody register a passkey: Cho, who writes; Eve and Fay, who approve."""

    composer: str
    approver: str
    other: str


def links_of(town: Service) -> Links:
    """Of the first people of a new desk."""
    found = founded(town, *ADMINS, ("Eve", Role.APPROVER), ("Fay", Role.APPROVER))
    return Links(composer=invited(town, "Cho"), approver=found["Eve"], other=found["Fay"])


def founded(town: Service, *people: tuple[str, Role], at: datetime | None = None) -> dict[str, str]:
    """As `hansho staff` founds a desk, in this order, now or `at`: name -> link."""
    now, links = at or datetime.now(UTC), {}
    for name, role in people:
        link = town.staffing.found(name, role, now).link
        assert link is not None
        links[name] = link
    return links


def invited(town: Service, name: str) -> str:
    """The link of one more who writes: proposed by the machine, endorsed by the first admin."""
    now = datetime.now(UTC)
    grants = (Grant(role=Role.COMPOSER, begins=now),)
    waiting = town.staffing.propose(MACHINE, grants, now, name=name).proposal
    assert waiting is not None
    link = town.staffing.endorse(waiting.id, 1, now).link
    assert link is not None
    return link


def translator(town: Service, name: str, at: datetime, *beside: Role) -> str:
    """The link of one more who translates, and has the roles `beside`: both admins endorsed it
    `at`, more than a day ago, so that the roles have begun."""
    grants = tuple(Grant(role=one, begins=at) for one in (Role.TRANSLATOR, *beside))
    waiting = town.staffing.propose(MACHINE, grants, at, name=name).proposal
    assert waiting is not None
    links = [town.staffing.endorse(waiting.id, admin, at).link for admin in (1, 2)]
    assert links[-1] is not None
    return links[-1]


@contextmanager
def two_people(
    town: Service, chromium: Browser, width: int = 360
) -> Iterator[tuple[Officer, Officer]]:
    """Cho, who writes, and Eve, who approves in a window of `width` CSS pixels; both logged in."""
    links, base = links_of(town), town.settings.base_url
    with Officer(chromium, base) as author, Officer(chromium, base, width=width) as approver:
        author.come_in(links.composer)
        approver.come_in(links.approver)
        yield author, approver


def write(author: Officer) -> str:
    """An order to leave Riverside, by the form alone, saved; its address."""
    page = author.page
    page.goto("/desk")
    author.press(BEGIN)
    arrive(page, "**/desk/drafts/*")
    page.get_by_label("Evacuation order").check()
    page.get_by_label("Districts", exact=True).check()
    page.get_by_label("Riverside").check()
    author.press(SAVE)
    page.get_by_text("Saved. Nothing was sent.").wait_for()
    arrive(page, "**/desk/drafts/*?saved=1")
    return page.url


def submit(author: Officer, button: str = SUBMIT) -> str:
    """The draft that stands open; the address of the submission. `button`: as it reads."""
    author.press(button)
    arrive(author.page, "**/desk/submissions/*")
    return author.page.url


def compose(author: Officer, button: str = SUBMIT) -> str:
    write(author)
    return submit(author, button)


def read(approver: Officer) -> None:
    """Opens the one that waits, from the list."""
    approver.page.goto("/desk")
    approver.page.get_by_role("link", name="Read and decide").click()
    arrive(approver.page, "**/desk/submissions/*")


def sign(officer: Officer, button: str) -> str:
    """The submission that stands open; the whole hash as its page had it. `button`: as it reads."""
    page = officer.page
    arrive(page, "**/desk/submissions/*")
    seen = page.locator(".hash").get_attribute("data-hash")
    assert seen is not None
    officer.press(button)
    arrive(page, "**/desk/alerts/*")
    return seen


def approve(approver: Officer, button: str = APPROVE) -> str:
    """The one that waits, from the list; its hash as `sign` has it."""
    read(approver)
    return sign(approver, button)


def withdraw(officer: Officer) -> None:
    """The alert whose page stands open."""
    officer.press(WITHDRAW)
    arrive(officer.page, "**/desk/submissions/*")
    officer.press(WITHDRAW_NOW)
    arrive(officer.page, "**/desk/alerts/*")
