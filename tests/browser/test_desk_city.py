"""A street is closed at the desk and phones' ways change; opening it waits for a second person."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from geo.sites import SiteState
from service.city import BUNDLE
from service.wiring import Service
from tests.browser.axe import arrive, faults
from tests.browser.desk_people import links_of
from tests.browser.desk_town import desk_town
from tests.browser.officer import Officer
from tests.service.desk.city_rig import bundle_bytes

LISTED = "**/desk/city?done=*"
MARK = "EXERCISE: "


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    """Nine crossings and three sites."""
    city = tmp_path / "city"
    city.mkdir()
    (city / BUNDLE).write_bytes(bundle_bytes())
    with desk_town(tmp_path, city=city) as service:
        yield service


def told(town: Service) -> dict[str, Any]:
    """What a phone fetches."""
    with urllib.request.urlopen(f"{town.settings.base_url}/api/v1/city") as answer:
        changes: dict[str, Any] = json.load(answer)["changes"]
    return changes


def close(author: Officer, found: dict[str, list[str]]) -> None:
    """Minami-dori's western block, found by its name in Latin letters, by the keyboard alone."""
    page = author.page
    page.get_by_role("link", name=f"{MARK}Close a street").click()
    found["choosing"] = faults(page, "**/desk/city/streets")
    page.get_by_label("Street's name, or part of it").focus()
    page.keyboard.type("minami dori")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox").first.wait_for()
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.locator(".street-map .found.ticked").wait_for(state="attached")
    found["found"] = faults(page, "**/desk/city/streets?*")
    page.get_by_role("button", name="Next: what closing it would do").press("Enter")
    page.get_by_role("heading", name="What it does to ways").wait_for()
    found["looked"] = faults(page, "**/desk/city/closing?*")
    page.get_by_label("Reason, for people at the desk").fill("under water")
    page.get_by_role("button", name=f"{MARK}Close now, for everybody").press("Enter")
    arrive(page, LISTED)


def test_a_closed_street_reaches_phones_and_opens_when_a_second_person_approves(
    town: Service, chromium: Browser
) -> None:
    links, base = links_of(town), town.settings.base_url
    found: dict[str, list[str]] = {}
    with (
        Officer(chromium, base, width=1024) as author,
        Officer(chromium, base, width=360) as approver,
    ):
        author.come_in(links.composer)
        author.page.get_by_role("link", name="Streets and sites").click()
        close(author, found)
        closed = told(town)["closed"]
        author.page.get_by_role("link", name="Open again").click()
        found["proposing"] = faults(author.page, "**/desk/city/reopening?*")
        author.page.get_by_label("How it is known").fill("the fire brigade walked it")
        author.press(f"{MARK}Ask another person to open it")
        author.page.get_by_text("Somebody else has to approve it").wait_for()
        seen = author.page.locator(".hash").text_content()
        waiting = told(town)["closed"]
        approver.come_in(links.approver)
        approver.page.goto("/desk/city")
        found["list"] = faults(approver.page, "**/desk/city")
        approver.page.get_by_role("link", name="Read and decide").click()
        found["deciding"] = faults(approver.page, "**/desk/city/reopenings/*")
        read = approver.page.locator(".hash").text_content()
        approver.press(f"{MARK}Approve: open again, for everybody")
        arrive(approver.page, LISTED)

    opened = told(town)["closed"]
    assert (len(closed), waiting, opened) == (2, closed, [])
    assert seen == read
    assert {page: said for page, said in found.items() if said} == {}
    acts = [row.act for row in town.audit.rows() if row.act.startswith(("city", "reopening"))]
    assert acts == ["city.close", "reopening.propose", "reopening.approve"]


def test_a_site_is_full_at_once_and_a_click_on_the_map_finds_a_street(
    town: Service, chromium: Browser
) -> None:
    with Officer(chromium, town.settings.base_url) as author:
        page = author.page
        author.come_in(links_of(town).composer)
        page.goto("/desk/city/sites")
        found = {"sites": faults(page, "**/desk/city/sites")}
        page.get_by_role("checkbox", name="第8").check()
        page.get_by_label("full", exact=True).check()
        author.press("Next: what it would do")
        page.get_by_text("第8: unknown → full").wait_for()
        found["saying"] = faults(page, "**/desk/city/saying?*")
        page.get_by_label("Reason, for people at the desk").fill("no room")
        author.press(f"{MARK}Say it now")
        arrive(page, LISTED)
        found["list"] = faults(page, LISTED)
        page.goto("/desk/city/streets?q=minami")
        map = page.locator(".street-map")
        map.locator(".found").first.dispatch_event("click")
        ticked = page.get_by_role("checkbox", checked=True).count()
        map.click(position={"x": 5, "y": 5})
        arrive(page, "**/desk/city/streets?*at=35.*")
        kept = page.get_by_role("checkbox", checked=True).count()

    assert told(town)["sites"] == {"S8": SiteState.FULL}
    assert (ticked, kept) == (1, 1)
    assert {page: said for page, said in found.items() if said} == {}
