"""What only this phone knows of its people and places, on the screen: told in the settings, used
beside an alert, prepared for the day without network."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from geo.grid import cell_at
from tests.browser.app_page import visit
from tests.browser.way_town import WayTown

KV = """async ([key, value]) => {
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const store = database.transaction("kv", "readwrite").objectStore("kv");
  const request = value === null ? store.get(key) : store.put(value, key);
  const found = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  database.close();
  return found ?? null;
}"""
_PREPARED = "async (language) => (await (KV)(['way_record', null]))?.language === language"
_PACE = "async (pace) => (await (KV)(['person', null]))?.pace === pace"
BESIDE = "() => document.querySelector('aside').innerText"
GO_NOW = "Level 3: go now. You, or somebody with you, need more time."
WAY_FROM_HOME = (
    "From home: Kenroku Elementary School 兼六小学校, 570 m, about 12 min. Not confirmed open."
)


PREPARED, PACE = (one.replace("KV", KV) for one in (_PREPARED, _PACE))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WayTown]:
    with WayTown(tmp_path_factory.mktemp("own_way")) as served:
        yield served


@pytest.fixture
def phone(new_page: Callable[..., Page], town: WayTown) -> Page:
    """Its home is where the order will be; the label is of a day in Spanish."""
    page = new_page(viewport={"width": 360, "height": 800}, service_workers="block")
    visit(page, f"{town.url}/en/about")
    lon, lat = town.point
    home = {"id": "home-1", "label": "Casa", "class": "home", "lon": lon, "lat": lat}
    page.evaluate(KV, ["places", [{**home, "cell": cell_at(lon, lat)}]])
    return page


def kept(page: Page, key: str) -> Any:
    return page.evaluate(KV, [key, None])


def test_what_is_told_in_the_settings_is_kept_and_nothing_of_it_is_sent(
    phone: Page, town: WayTown
) -> None:
    visit(phone, f"{town.url}/en/settings")
    sent: list[str] = []
    phone.on("request", lambda one: sent.append(f"{one.method} {one.url} {one.post_data}"))

    phone.click("details.facts-of summary")
    phone.select_option("details.facts-of label:nth-of-type(1) select", "2")
    phone.select_option("details.facts-of label:nth-of-type(2) select", "solid")
    phone.check("section[aria-labelledby=person] label:nth-of-type(1) input")
    phone.select_option("section[aria-labelledby=person] select", "slow")
    phone.wait_for_function(PACE, arg="slow")
    phone.wait_for_function(PREPARED, arg="en")

    [home] = kept(phone, "places")
    assert (home["floor"], home["building"]) == (2, "solid")
    assert kept(phone, "person") == {"needs_time": True, "no_stairs": False, "pace": "slow"}
    assert [one for one in sent if not one.startswith("GET ")] == []
    assert [one for one in sent if "solid" in one or "slow" in one or "needs" in one] == []


def test_the_way_from_home_stands_beside_an_alert_in_words_before_any_map(
    phone: Page, town: WayTown
) -> None:
    order = town.order()
    visit(phone, f"{town.url}/en/alerts/{order.id}")
    phone.wait_for_function(PREPARED, arg="en")

    phone.wait_for_selector("aside .own .from")

    beside = phone.evaluate(BESIDE)
    assert WAY_FROM_HOME in beside
    assert "Show the way" in beside
    assert len(json.dumps(kept(phone, "way_record")).encode()) <= 8192


@pytest.mark.parametrize("needs_time", [True, False])
def test_at_level_3_who_needs_more_time_goes_now_and_the_others_get_ready(
    phone: Page, town: WayTown, needs_time: bool
) -> None:
    order = town.order()
    person = {"needs_time": needs_time, "no_stairs": False, "pace": "usual"}
    phone.evaluate(KV, ["person", person])
    phone.route("**/api/v1/alerts*", at_level_3)
    visit(phone, f"{town.url}/en/alerts/{order.id}")
    phone.wait_for_function(PREPARED, arg="en")
    phone.wait_for_selector("main article[data-strength=leave_if_slow]")
    if needs_time:
        phone.wait_for_selector("aside .own .from")

    beside = phone.evaluate(BESIDE)

    shown = [GO_NOW in beside, WAY_FROM_HOME in beside, "Show the way" in beside]
    assert shown == [needs_time] * 3


def at_level_3(route: Route) -> None:
    """The service's own answer, as if its order were real and of level 3."""
    answer = json.loads(route.fetch().body())
    for one in answer["alerts"]:
        level_3 = {"strength": "leave_if_slow", "action": "be_ready", "level": 3, "mode": "real"}
        one["notification"]["data"].update(level_3)
    route.fulfill(json=answer)


def test_places_are_named_in_the_language_of_the_page(phone: Page, town: WayTown) -> None:
    names = []
    for language in ("en", "ja"):
        visit(phone, f"{town.url}/{language}/settings")
        names.append(phone.locator(".places li span").first.inner_text())

    assert names == ["Home", "自宅"]
