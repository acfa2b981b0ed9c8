"""The way in Firefox: after one visit, with the network cut, and round a closure that came before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.demo.browsers.autopush import Autopush
from tests.browser.desktop import Desktop
from tests.browser.driven import DrivenFirefox
from tests.browser.way_town import WayTown

CONTROLLED = "return navigator.serviceWorker.controller !== null"
KEPT = """
  const page = JSON.parse(document.getElementById("page").textContent);
  const files = ["app/guiding.js", "app/pathfinder.js", "lib/leaflet.js", "css/map.css"];
  const urls = files.map((one) => `/app/${page.hash}/${one}`);
  const found = await Promise.all(urls.map((one) => caches.match(one)));
  return found.every(Boolean) && Boolean(await caches.match("/api/v1/city"));
"""
LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange')); return true"
CHANGED = "return (await (await caches.match('/api/v1/city')).json()).changes.closed.length > 0"
TOTAL = """return document.querySelector('[data-screen="way"] .way-total')?.innerText ?? null"""
GO = "return document.querySelector('.way-go').innerText"
PAINTED = """
  const top = document.querySelector("canvas.map-top");
  const pixels = top?.getContext("2d").getImageData(0, 0, top.width, top.height).data;
  return pixels?.some((one) => one > 0) ?? false;
"""
BLANK = "about:blank"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[WayTown]:
    folder = tmp_path / "town"
    folder.mkdir()
    with WayTown(folder) as served:
        yield served


@pytest.fixture
def firefox(
    town: WayTown,
    autopush: Autopush,
    require_program: Callable[[str], Path],
    tmp_path: Path,
) -> Iterator[DrivenFirefox]:
    """It is where the southern street is crossed for the third time."""
    require_program("dbus-daemon")
    program = require_program("firefox-esr")
    with Desktop(tmp_path) as desktop:
        browser = DrivenFirefox(program, tmp_path, autopush, town.corner(3, 0), desktop)
        browser.start()
        yield browser
        browser.stop()


def test_firefox_finds_the_way_without_network_and_leads_round_a_closure_from_before(
    town: WayTown, firefox: DrivenFirefox
) -> None:
    alert = f"{town.url}/en/alerts/{town.order().id}"
    (west, south), (east, _) = town.corner(1, 0), town.corner(2, 0)
    firefox.open(alert)
    firefox.wait(CONTROLLED, "the worker serves the page")
    firefox.run(LOOK_AGAIN)
    firefox.wait(KEPT, "city and code are kept")

    with town.cut():
        firefox.open(f"{alert}/way")
        before = firefox.wait(TOTAL, "the way without network")
        go = firefox.run(GO)
        firefox.wait(PAINTED, "the map without network")
        firefox.open(BLANK)
    town.close((west + east) / 2, south)
    firefox.open(f"{alert}/way")
    firefox.wait(CHANGED, "the closure is heard of")
    with town.cut():
        firefox.reload()
        after = firefox.wait(TOTAL, "the way round the closure without network")

    assert (before, go) == ("140 m · 3 min", "Go west along Hashiba-dori (橋場通り)")
    assert after.startswith("240 m · ")
