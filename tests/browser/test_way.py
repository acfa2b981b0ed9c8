"""The way to safety with the network cut: open, map, way, reroute, and every way it can fail."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.app_page import DRAWN, on_screen
from tests.browser.axe import faults
from tests.browser.town import Drill
from tests.browser.way_town import WayTown

KEPT = """async () => {
  const page = JSON.parse(document.getElementById("page").textContent);
  const files = ["app/guiding.js", "app/pathfinder.js", "lib/leaflet.js", "css/map.css"];
  const urls = files.map((one) => `/app/${page.hash}/${one}`);
  const found = await Promise.all(urls.map((one) => caches.match(one)));
  return navigator.serviceWorker.controller !== null && found.every(Boolean)
    && Boolean(await caches.match("/api/v1/city"));
}"""
CHANGE = "async () => (await (await caches.match('/api/v1/city')).json()).changes.n"
SPOIL = """async () => {
  const cache = await caches.open("hansho-city");
  const [{url}] = (await cache.keys()).filter(({url}) => url.endsWith(".bundle"));
  const bytes = new Uint8Array(await (await cache.match(url)).arrayBuffer());
  bytes[200] ^= 1;
  await cache.put(url, new Response(bytes));
}"""
PAINTED = """() => {
  const {width, height} = document.querySelector("canvas.map-top");
  const pen = document.querySelector("canvas.map-top").getContext("2d");
  return pen.getImageData(0, 0, width, height).data.some((one) => one > 0);
}"""
LOOK_AGAIN = "() => document.dispatchEvent(new Event('visibilitychange'))"
STEPS = "#way-steps li"
# As much as makes a bundle of three parts.
LONG = {"ja": "".join(chr(0x4E00 + 7 * one % 20_000) for one in range(50_000))}
KENROKU, CHUO = "Kenroku Elementary School", "Chuo Community Centre"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WayTown]:
    with WayTown(tmp_path_factory.mktemp("way")) as served:
        yield served


@pytest.fixture(scope="module")
def order(town: WayTown) -> Drill:
    return town.order()


@pytest.fixture
def open_page(new_page: Open, town: WayTown) -> Open:
    """A phone in its place, with its worker; `accuracy` in metres, `granted`: may it be asked."""

    def make(
        corner: tuple[int, int] = (3, 0), accuracy: float = 8, granted: bool = True, **options: Any
    ) -> Page:
        lon, lat = town.corner(*corner)
        return new_page(
            viewport={"width": 360, "height": 800},
            geolocation={"longitude": lon, "latitude": lat, "accuracy": accuracy},
            permissions=["geolocation"] if granted else [],
            timezone_id="Asia/Tokyo",
            **options,
        )

    return make


def way_of(town: WayTown, order: Drill, language: str = "en") -> str:
    return f"{town.url}/{language}/alerts/{order.id}/way"


def visited(page: Page, town: WayTown, order: Drill) -> Page:
    """One visit to the alert, until its city and the map's code are kept. The map was not opened."""
    page.goto(f"{town.url}/en/alerts/{order.id}")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function("() => caches.match('/app/manifest.json')")
    page.evaluate(LOOK_AGAIN)
    page.wait_for_function(KEPT, polling=500)
    return page


def test_after_one_visit_the_way_is_found_without_network(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = visited(open_page(), town, order)

    with town.cut():
        page.click("aside a.primary")
        on_screen(page, "way")

        assert page.inner_text(".way-go") == "Go west along Hashiba-dori (橋場通り)"
        assert page.locator(".way-go [lang=ja]").all_inner_texts() == ["橋場通り"]
        assert page.inner_text(".way-total") == "140 m · 3 min"
        assert KENROKU in page.inner_text(".way-site")
        assert "Not confirmed open" in page.inner_text(".way-site")
        page.wait_for_function(PAINTED)

        page.reload()
        on_screen(page, "way")
        assert page.url == way_of(town, order)


def test_the_map_opens_without_network(town: WayTown, order: Drill, open_page: Open) -> None:
    page = visited(open_page(), town, order)

    with town.cut():
        page.click("nav a[href='/en/map']")
        on_screen(page, "map")

        page.wait_for_selector(".map-site")
        assert page.locator(".map-legend").count() == 1
        assert page.locator("canvas[role=img]").get_attribute("aria-label") == (
            "Map of Minatohama with 2 evacuation sites. What it shows is also said in words."
        )


def test_while_a_flood_order_is_live_the_map_leads_nowhere_for_another_danger(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page()
    page.goto(f"{town.url}/en/map")
    on_screen(page, "map")
    page.wait_for_selector(".map-legend")

    page.select_option(".map-hazard select", "earthquake")
    page.wait_for_selector(".way-head .way-warn")

    assert page.locator(".map-legend").count() == 0
    assert "only for its danger" in page.inner_text(".way-head")
    assert page.locator(".way-places li").count() == 2


def test_a_closure_that_came_before_the_cut_leads_round_it(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = visited(open_page(), town, order)
    page.goto(way_of(town, order))
    on_screen(page, "way")
    (west, south), (east, _) = town.corner(1, 0), town.corner(2, 0)
    number = page.evaluate(CHANGE)

    town.close((west + east) / 2, south)
    page.evaluate(LOOK_AGAIN)
    page.wait_for_function(f"async () => (await ({CHANGE})()) > {number}", polling=300)
    with town.cut():
        page.reload()
        on_screen(page, "way")
        page.wait_for_selector(".way-total")

        assert page.inner_text(".way-total").startswith("240 m · ")
        assert page.locator(STEPS).count() > 2
    town.change(step="reopen", number=town.change(step="changes")["closures"][-1]["number"])


def test_a_site_that_is_full_is_left_for_the_next(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page()
    town.say("kenroku", "full")
    town.say("chuo", "open")

    page.goto(way_of(town, order))
    on_screen(page, "way")

    assert CHUO in page.inner_text(".way-site")
    assert "The town says: open" in page.inner_text(".way-site")
    town.say("kenroku", "unknown")
    town.say("chuo", "unknown")


def test_a_broken_city_is_said_and_taken_anew(town: WayTown, order: Drill, open_page: Open) -> None:
    page = visited(open_page(), town, order)
    page.evaluate(SPOIL)

    with town.cut():
        page.goto(way_of(town, order))
        on_screen(page, "no_map")
        assert "Ask people near you" in page.inner_text(".way-head")
    page.reload()

    on_screen(page, "way")


def test_a_load_that_is_cut_in_the_middle_goes_on_where_it_was(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, open_page: Open
) -> None:
    page = open_page(service_workers="block")
    with WayTown(tmp_path_factory.mktemp("large"), LONG) as large:
        order, told = large.order(), large.get("/api/v1/city")
        last = f"/city/{told['parts'][-1]}.part"
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(large.url)))
        page.route(f"**{last}", lambda route: route.abort())
        page.goto(way_of(large, order))
        on_screen(page, "no_map")
        first = [one for one in asked if one.endswith(".part")]
        page.unroute(f"**{last}")
        asked.clear()

        page.evaluate("dispatchEvent(new Event('online'))")
        on_screen(page, "way")

    assert (len(told["parts"]), first[:1]) == (3, [f"/city/{told['parts'][0]}.part"])
    assert {one for one in asked if one.endswith(".part")} == {last}


def test_a_phone_that_keeps_nothing_is_lent_the_city_while_the_screen_is_open(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page(service_workers="block")
    page.add_init_script(
        "caches.open = async () => { throw new DOMException('', 'SecurityError') }"
    )

    page.goto(way_of(town, order))

    on_screen(page, "way")
    assert page.evaluate("caches.keys()") == []


def test_without_a_position_a_tap_on_the_map_says_where_one_is(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page(granted=False)

    page.goto(way_of(town, order))
    on_screen(page, "no_position")
    assert page.inner_text(".way-go") == "Where are you?"
    assert page.locator(".way-places li").count() == 2
    page.wait_for_selector("canvas.map-top")
    page.click("#map", position={"x": 160, "y": 190})

    on_screen(page, "way")
    assert page.locator("text=From the place that you tapped").count() == 1


@pytest.mark.parametrize(
    ("corner", "accuracy", "screen"),
    [
        ((3, 0), 150, "poor_position"),
        ((0, 0), 5, "at_site"),
        ((400, 0), 5, "outside_coverage"),
        ((30, 3), 5, "off_streets"),
    ],
)
def test_a_place_without_a_way_has_a_screen_of_its_own(
    town: WayTown,
    order: Drill,
    open_page: Open,
    corner: tuple[int, int],
    accuracy: float,
    screen: str,
) -> None:
    page = open_page(corner=corner, accuracy=accuracy)

    page.goto(way_of(town, order))

    on_screen(page, screen)
    assert page.locator(".way-total").count() == 0
    # Up is right in a flood where there is no way; whoever is there or has to tap needs no such word.
    has_other = screen in {"outside_coverage", "off_streets"}
    assert ("Go up in a solid building" in page.inner_text("main")) == has_other


def test_no_way_is_shown_and_no_position_asked_where_people_are_not_to_leave(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page(service_workers="block")
    page.add_init_script("navigator.geolocation.watchPosition = () => { window.asked = true; }")

    def protect(route: Route) -> None:
        told = route.fetch().json()
        for one in told.get("alerts", []):
            one["notification"]["data"]["action"] = "protect"
        route.fulfill(json=told)

    page.route("**/api/v1/alerts?*", protect)
    page.goto(f"{town.url}/en/")
    page.wait_for_selector(DRAWN)
    assert page.locator("a[href$='/way']").count() == 0
    page.evaluate(f"history.pushState({{}}, '', '{way_of(town, order)}')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    on_screen(page, "not_leaving")

    assert page.locator(".way-total, #map, .way-places").count() == 0
    assert page.evaluate("window.asked") is None


def test_who_has_arrived_is_told_to_stay_and_nobody_else_is_told(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page(service_workers="block")
    page.goto(way_of(town, order))
    on_screen(page, "way")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))

    page.click("text=I have arrived")

    on_screen(page, "arrived")
    assert "POST" not in sent
    assert page.inner_text(".way-go") == "You have arrived"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "ar-XB"])
def test_map_and_way_break_no_rule_and_do_not_scroll_sideways(
    town: WayTown, order: Drill, open_page: Open, language: str, theme: str
) -> None:
    page = open_page(color_scheme=theme, bypass_csp=True)

    found = {}
    for screen, url in (
        ("map", f"{town.url}/{language}/map"),
        ("way", way_of(town, order, language)),
    ):
        page.goto(url)
        on_screen(page, screen)
        page.wait_for_selector(".map-site")
        found[screen] = faults(page, url)

    assert found == {"map": [], "way": []}


def test_the_words_come_before_the_map_and_stand_for_it_in_forced_colours(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page(forced_colors="active")

    page.goto(way_of(town, order))
    on_screen(page, "way")

    assert not page.is_visible("#map")
    assert page.is_visible("#way-steps")
    assert page.evaluate(
        "() => document.querySelector('#way-steps').compareDocumentPosition("
        "document.querySelector('#map')) === Node.DOCUMENT_POSITION_FOLLOWING"
    )


def test_the_map_is_worked_by_keyboard_and_left_by_escape(
    town: WayTown, order: Drill, open_page: Open
) -> None:
    page = open_page()
    page.goto(way_of(town, order))
    on_screen(page, "way")
    page.wait_for_selector(".map-site")

    site = page.locator(".map-site[tabindex='0']").first
    assert KENROKU in (site.get_attribute("aria-label") or "")
    site.press("Enter")
    assert KENROKU in page.inner_text(".map-chosen")
    page.focus(".map-zoom_in")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.id") == "map-after"
