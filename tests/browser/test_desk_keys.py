"""The desk by keys alone: from the login to the withdrawal, and on the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from alerts.model import Phase
from service.cli import main
from service.wiring import Service
from tests.browser.axe import arrive
from tests.browser.desk_people import (
    APPROVE,
    BEGIN,
    SAVE,
    SUBMIT,
    WITHDRAW,
    WITHDRAW_NOW,
    links_of,
)
from tests.browser.desk_town import desk_town
from tests.browser.officer import Officer

MOST_STOPS = 150
"""More than the longest page of the desk has: whoever pressed Tab as often is caught in a trap."""
WHAT = "Evacuation order (避難指示, level 4) · Flood · Riverside"
STOP = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const {outlineStyle, outlineWidth} = getComputedStyle(at);
  const seen = [0.5, 0.02, 0.98].some((share) => {
    const x = box.left + box.width * share, y = box.top + box.height * share;
    const on = document.elementFromPoint(x, y);
    return on && (at.contains(on) || on.contains(at));
  });
  const name = (at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || "").trim();
  return {
    name: `${at.localName} ${name.slice(0, 60)}`,
    isPage: at === document.body,
    isMarked: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isSeen: seen,
  };
}"""
FOCUSED = "(it) => it === document.activeElement"
WITHIN = (
    "(it) => document.activeElement.name === it.name && document.activeElement.type === 'radio'"
)


class Keys:
    """Somebody without a pointer. `faults`: stops without a mark, or hidden behind others."""

    def __init__(self, officer: Officer) -> None:
        self.page: Page = officer.page
        self.faults: list[str] = []

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tab(self, key: str = "Tab") -> None:
        self.press(key)
        stop = self.page.evaluate(STOP)
        if not stop["isPage"] and not (stop["isMarked"] and stop["isSeen"]):
            self.faults.append(f"{stop} at {self.page.url}")

    def to(self, wanted: Locator, key: str = "Tab", meets: str = FOCUSED) -> None:
        """`meets`: what of `wanted` is enough, as a script."""
        expect(wanted).to_be_enabled()
        for _ in range(MOST_STOPS):
            if wanted.evaluate(meets):
                return
            self.tab(key)
        pytest.fail(f"{wanted} is not reached by {key} at {self.page.url}")

    def choose(self, name: str, *, exact: bool = False) -> None:
        """One of several: Tab to the group, arrows within."""
        wanted = self.page.get_by_label(name, exact=exact)
        self.to(wanted, meets=WITHIN)
        self.to(wanted, "ArrowDown")
        self.press("Space")

    def tick(self, name: str) -> None:
        self.to(self.page.get_by_label(name))
        self.press("Space")

    def act(self, role: str, name: str, url: str) -> str:
        """Presses it, and says what has the focus on the page after it."""
        self.to(self.page.get_by_role(role, name=name))  # type: ignore[arg-type]
        self.press("Enter")
        arrive(self.page, url)
        expect(self.page.locator("main :focus")).to_have_count(1)
        return self.page.locator("main :focus").inner_text()

    def come_in(self) -> str:
        self.page.goto("/desk/login")
        return self.act("button", "Log in with a passkey", "**/desk")


@pytest.fixture
def people(town: Service, chromium: Browser) -> Iterator[tuple[Keys, Keys]]:
    """Cho, who writes, and Eve, who approves at 360 px; each has a passkey and is not in yet."""
    links, base = links_of(town), town.settings.base_url
    with Officer(chromium, base) as cho, Officer(chromium, base, width=360) as eve:
        cho.enrol(links.composer)
        eve.enrol(links.approver)
        yield Keys(cho), Keys(eve)


@pytest.fixture
def author(tmp_path: Path, chromium: Browser) -> Iterator[Keys]:
    """Cho, in, where the town has streets and districts."""
    city = tmp_path / "city"
    assert main(["city", "build", "--fictional", "2000", "-o", str(city)]) == 0
    areas = (city / "areas.gazetteer",)
    data = tmp_path / "desk"
    data.mkdir()
    with (
        desk_town(data, city=city, gazetteer=areas, town_areas=("town:*",)) as served,
        Officer(chromium, served.settings.base_url) as cho,
    ):
        cho.come_in(links_of(served).composer)
        yield Keys(cho)


def test_an_order_is_written_approved_and_withdrawn_by_keys_alone(
    town: Service, people: tuple[Keys, Keys]
) -> None:
    cho, eve = people

    landed = [cho.come_in(), cho.act("button", BEGIN, "**/desk/drafts/*")]
    cho.choose("Evacuation order")
    cho.choose("Districts", exact=True)
    cho.tick("Riverside")
    landed.append(cho.act("button", SAVE, "**/desk/drafts/*?saved=1"))
    landed.append(cho.act("button", SUBMIT, "**/desk/submissions/*"))
    eve.come_in()
    landed.append(eve.act("link", "Read and decide", "**/desk/submissions/*"))
    landed.append(eve.act("button", APPROVE, "**/desk/alerts/*"))
    landed.append(eve.act("button", WITHDRAW, "**/desk/submissions/*"))
    eve.act("button", WITHDRAW_NOW, "**/desk/alerts/*")

    (alert,) = town.alerts.recent(9)
    assert alert.latest.phase is Phase.WITHDRAWN
    assert landed == [
        "What holds, what waits",
        "Write: Order · Flood",
        "Saved. Nothing was sent.",
        f"Decide: {WHAT}",
        f"Decide: {WHAT}",
        f"Watch: {WHAT}",
        "Withdraw: sent in error",
    ]
    assert (cho.faults, eve.faults) == ([], [])


def test_the_map_is_left_by_escape_and_tab_and_corners_are_typed(author: Keys) -> None:
    page = author.page
    author.act("button", BEGIN, "**/desk/drafts/*")
    page.locator("#ground-map[data-ready]").wait_for()
    chart = page.get_by_role("application")
    author.to(page.get_by_role("button", name="Draw corner by corner"))
    author.press("Enter")
    author.to(chart)
    pane = page.locator(".leaflet-map-pane")
    before = pane.get_attribute("style") or ""
    author.press("ArrowRight")
    expect(pane).not_to_have_attribute("style", before)
    author.press("Escape")
    left = page.evaluate("document.activeElement.dataset.tool")
    author.to(chart)
    author.choose("Draw it, or type its corners")
    add = page.get_by_role("button", name="Add a corner in the middle of the map")
    for lon, lat in (("139.985", "34.497"), ("139.991", "34.497"), ("139.991", "34.502")):
        author.to(add)
        author.press("Enter")
        for number in (lon, lat):
            author.press("ControlOrMeta+a")
            page.keyboard.type(number)
            author.tab()
    landed = author.act("button", SAVE, "**/desk/drafts/*?saved=1")
    rings = page.locator("#f-rings").input_value()

    assert left == "move"
    assert "Saved. Nothing was sent." in landed
    assert rings == "139.985 34.497\n139.991 34.497\n139.991 34.502"
    assert author.faults == []
