"""Every screen in every written language and both themes: for whoever sees, hears, tabs or zooms."""

import json
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, Route

from tests.browser.app_page import DRAWN, set_text_size, visit
from tests.browser.axe import WCAG, faults
from tests.browser.town import Drill, Town

LANGUAGES = ("ja", "ja-simple", "en", "en-XA", "ar-XB")
THEMES = ("light", "dark")
SCREENS = ("", "history", "start", "settings", "card", "about")
PHONE = {"width": 360, "height": 640}
NARROW = {"width": 320, "height": 640}
# High enough that the menu, which keeps to the lower edge, covers nothing that axe would measure.
WHOLE = {"width": 360, "height": 4000}
# Both themes are the same document: in the second only its colours are looked at again.
RULES = {"light": (*WCAG, "best-practice"), "dark": ("color-contrast",)}
# Scrolled and measured in one go: what the page fills in later cannot come between.
AT_THE_END = """() => {
  scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  const menu = document.querySelector("nav").getBoundingClientRect();
  const last = document.querySelector("aside .beside > :last-child").getBoundingClientRect();
  return { menu_begins: menu.top, menu_ends: menu.bottom, last_ends: last.bottom };
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT_OF_MAIN = "() => document.querySelector('main').textContent.replace(/\\s+/g, ' ').trim()"
SERVER_TEXT = """async () => {
  const html = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("main").textContent;
}"""
LINES = "() => [...document.querySelectorAll('main h1, main p')].map((one) => one.textContent)"
SERVER_LINES = SERVER_TEXT.replace(
    'page.querySelector("main").textContent',
    '[...page.querySelectorAll("main h1, main p")].map((one) => one.textContent)',
)
PARTS = (".do", ".where")
MARKED = "() => ['.do', '.where'].map((one) => document.querySelector(`main ${one}`).textContent)"
SERVER_MARKED = SERVER_TEXT.replace(
    'page.querySelector("main").textContent',
    "['.do', '.where'].map((one) => page.querySelector(`main ${one}`).textContent)",
)
FOCUSED = "() => document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("views"), [], {}) as served:
        yield served


@pytest.fixture(scope="module")
def order(town: Town) -> Drill:
    return town.order()


@pytest.fixture
def open_page(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Makes a page without a worker, so that every request is the page's own."""
    return partial(new_page, viewport=PHONE, service_workers="block")


def addresses(town: Town, order: Drill, language: str) -> list[str]:
    names = [*SCREENS, f"alerts/{order.id}", "alerts/aaaaaaaaaaaaaaaa"]
    return [f"{town.url}/{language}/{name}" for name in names]


def quiet(page: Page) -> None:
    """The service as if it had nothing to say."""

    def empty(route: Route) -> None:
        now = json.loads(route.fetch().body())["now"]
        route.fulfill(json={"now": now, "sources": [], "alerts": []})

    page.route("**/api/v1/alerts*", empty)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_breaks_a_rule_of_accessibility(
    town: Town, order: Drill, open_page: Callable[..., Page], language: str, theme: str
) -> None:
    page = open_page(color_scheme=theme, viewport=WHOLE)

    broken: dict[str, list[str]] = {}
    for url in addresses(town, order, language):
        visit(page, url)
        if found := faults(page, url, RULES[theme]):
            broken[url.removeprefix(town.url)] = found

    assert broken == {}


@pytest.mark.parametrize("theme", THEMES)
def test_quiet_breaks_none_either_and_claims_no_calm(
    town: Town, order: Drill, open_page: Callable[..., Page], theme: str
) -> None:
    page = open_page(color_scheme=theme, viewport=WHOLE)
    quiet(page)

    visit(page, f"{town.url}/en/history")
    page.click("nav a >> nth=0")
    page.wait_for_selector(".quiet")

    assert faults(page, f"{town.url}/en/", RULES[theme]) == []
    assert "No weather feed is connected" in page.evaluate(TEXT_OF_MAIN)


@pytest.mark.parametrize(("viewport", "text"), [(NARROW, "100%"), (PHONE, "200%")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_scrolls_sideways(
    town: Town,
    order: Drill,
    open_page: Callable[..., Page],
    language: str,
    viewport: dict[str, int],
    text: str,
) -> None:
    page = open_page(viewport=viewport)

    wide: dict[str, int] = {}
    for url in addresses(town, order, language):
        visit(page, url)
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
        if beyond := page.evaluate(TOO_WIDE):
            wide[url.removeprefix(town.url)] = beyond

    assert wide == {}


@pytest.mark.parametrize("viewport", [NARROW, PHONE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_covers_nothing_at_the_end_of_a_page(
    town: Town, open_page: Callable[..., Page], language: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)

    visit(page, f"{town.url}/{language}/settings")
    seen = page.evaluate(AT_THE_END)

    assert seen["menu_ends"] == viewport["height"]
    assert seen["last_ends"] <= seen["menu_begins"]


@pytest.mark.parametrize("screen", ["alert", "now"])
@pytest.mark.parametrize("text_px", [16, 32])
@pytest.mark.parametrize("language", LANGUAGES)
def test_hazard_action_and_place_stand_above_the_fold(
    town: Town,
    order: Drill,
    open_page: Callable[..., Page],
    language: str,
    text_px: int,
    screen: str,
) -> None:
    page = open_page(viewport=PHONE)
    set_text_size(page, text_px)

    visit(page, f"{town.url}/{language}/{f'alerts/{order.id}' if screen == 'alert' else ''}")
    boxes = [page.locator(f".alert > {one}").bounding_box() for one in (":is(h1, h2)", *PARTS)]
    menu = page.locator("nav").bounding_box()

    assert menu is not None
    fold = min(menu["y"], PHONE["height"])
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert [box["y"] + box["height"] <= fold for box in boxes if box] == [True] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_server_and_app_set_the_same_line_large(
    town: Town, order: Drill, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page()
    pushed = town.payload(order.id, language)["notification"]
    marked = [pushed["body"].split("\n")[pushed["data"][part]] for part in ("do", "where")]

    visit(page, f"{town.url}/{language}/alerts/{order.id}")

    assert page.evaluate(MARKED) == page.evaluate(SERVER_MARKED) == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_says_an_alert_in_the_words_of_the_server_and_the_push(
    town: Town, order: Drill, open_page: Callable[..., Page], language: str
) -> None:
    page = open_page()
    pushed = town.payload(order.id, language)["notification"]

    visit(page, f"{town.url}/{language}/alerts/{order.id}")

    said = [line for line in page.evaluate(LINES) if line]
    served = [line for line in page.evaluate(SERVER_LINES) if line]
    assert said == served == [pushed["title"], *pushed["body"].split("\n")]


def test_an_alert_is_found_and_left_again_with_the_keyboard_alone(
    town: Town, order: Drill, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    visit(page, f"{town.url}/en/")

    reached = []
    while "Read this alert" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        assert len(reached) <= 4, reached
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/alerts/{order.id}")
    page.wait_for_function(f"(before) => ({FOCUSED})() !== before", arg=reached[-1])
    opened = page.evaluate(FOCUSED)
    page.go_back()
    page.wait_for_url(f"{town.url}/en/")
    page.wait_for_function("() => document.querySelector('h1') === document.activeElement")

    assert reached[0] == "Skip to the content"
    assert opened == town.payload(order.id, "en")["notification"]["title"]
    assert page.evaluate(FOCUSED) == page.evaluate(
        "() => document.querySelector('h1').textContent.trim()"
    )


def test_the_skip_link_leads_to_the_content(
    town: Town, order: Drill, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    visit(page, f"{town.url}/en/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(FOCUSED) == "Read this alert"


def test_a_place_is_set_with_the_keyboard_alone(
    town: Town, order: Drill, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    visit(page, f"{town.url}/ja/start")
    page.wait_for_selector(".found button")

    page.focus("input[type=search]")
    page.keyboard.type("本町")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".row button.primary")

    visit(page, f"{town.url}/ja/settings")
    assert page.locator(".places li span").first.inner_text() == "職場・学校"


def test_back_from_an_alert_that_a_notification_opened_leads_to_now(
    town: Town, order: Drill, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    visit(page, f"{town.url}/en/")
    address = f"{town.url}/en/alerts/{order.id}"

    with page.context.expect_page() as opened:
        page.evaluate("(url) => { window.open(url, '_blank', 'noopener'); }", address)
    fresh = opened.value
    fresh.wait_for_selector(DRAWN)
    fresh.go_back()

    assert fresh.url == f"{town.url}/en/"


def test_a_plate_keeps_shape_and_frame_in_forced_colours(
    town: Town, order: Drill, open_page: Callable[..., Page]
) -> None:
    page = open_page(forced_colors="active")
    visit(page, f"{town.url}/en/alerts/{order.id}")

    fill, ground, frame = page.evaluate(
        """() => {
          const plate = getComputedStyle(document.querySelector("main .plate"));
          const shape = getComputedStyle(document.querySelector("main .plate .shape"));
          return [shape.fill, plate.backgroundColor, plate.borderTopWidth];
        }"""
    )

    assert fill != ground
    assert frame == "3px"


@pytest.mark.parametrize(("wish", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_those_who_asked_for_it(
    town: Town, order: Drill, open_page: Callable[..., Page], wish: str, moves: bool
) -> None:
    page = open_page(reduced_motion=wish)
    visit(page, f"{town.url}/en/")

    found = page.evaluate(
        """() => [...document.querySelectorAll("*")].some((one) =>
          getComputedStyle(one).transitionDuration.split(", ").some((time) => time !== "0s"))"""
    )

    assert found is moves


@pytest.mark.parametrize("screen", ["now", "alert"])
def test_the_first_screen_is_small(
    town: Town, order: Drill, open_page: Callable[..., Page], screen: str
) -> None:
    page = open_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    path = "" if screen == "now" else f"alerts/{order.id}"
    page.goto(f"{town.url}/ja/{path}", wait_until="networkidle")

    assert len(sizes) <= 15
    assert sum(sizes) <= 60 * 1024


def test_the_app_never_hides_what_the_server_says_is_live(
    town: Town, order: Drill, open_page: Callable[..., Page]
) -> None:
    """The answer of the service comes late: until then the server's own page stands."""
    page = open_page()
    held: list[Route] = []
    page.route("**/api/v1/alerts?*", lambda route: held.append(route))
    title = town.payload(order.id, "en")["notification"]["title"]

    with page.expect_request("**/api/v1/alerts?*"):
        page.goto(f"{town.url}/en/")
    before = page.evaluate(TEXT_OF_MAIN)
    for route in held:
        route.continue_()
    page.wait_for_selector(DRAWN)

    assert title in before
    assert title in page.evaluate(TEXT_OF_MAIN)
