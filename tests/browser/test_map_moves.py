"""The map is moved by whatever hands have: of its library only a part is served, and this needs it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.way_town import WayTown

TILES_AT = """() => [...document.querySelectorAll("#map canvas.leaflet-tile")]
  .map((one) => { const { x, y } = one.getBoundingClientRect(); return `${x} ${y}`; }).join()"""


@pytest.fixture
def touched(new_page: Callable[..., Page], tmp_path: Path) -> Iterator[tuple[WayTown, Page]]:
    """A phone with a screen to be touched, in a town with streets."""
    with WayTown(tmp_path) as town:
        screen = {"width": 360, "height": 800}
        yield town, new_page(viewport=screen, has_touch=True, service_workers="block")


def test_fingers_and_a_mouse_move_the_map(touched: tuple[WayTown, Page]) -> None:
    town, page = touched
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"{town.url}/en/map")
    page.wait_for_selector(".map-site")
    box = page.locator("#map").bounding_box()
    assert box is not None
    x, y = box["x"] + 120, box["y"] + 120
    seen = [page.evaluate(TILES_AT)]

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    page.wait_for_function(f"(before) => ({TILES_AT})() !== before", arg=seen[-1])
    seen.append(page.evaluate(TILES_AT))
    page.mouse.dblclick(x, y)
    page.wait_for_function(f"(before) => ({TILES_AT})() !== before", arg=seen[-1])
    seen.append(page.evaluate(TILES_AT))
    page.mouse.wheel(0, 300)
    page.wait_for_function(f"(before) => ({TILES_AT})() !== before", arg=seen[-1])
    seen.append(page.evaluate(TILES_AT))
    fingers = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 40), ("touchMove", 90), ("touchEnd", 0)):
        points = [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}] if apart else []
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function(f"(before) => ({TILES_AT})() !== before", arg=seen[-1])

    assert (broken, len(set(seen))) == ([], len(seen))
