"""A built city on a weak phone, in Chromium: decode and first map, a way, another after a closure.

Everything is measured from outside: by messages to and from the pathfinder's thread, and by what
is on the screen.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, Page, Playwright

from geo.bundle import Bundle
from geo.sites import HAZARDS
from service.bench.page.budgets import SLOW_DOWN, Measured, of_times
from service.bench.page.chromium import (
    launched,
    phone,
    slow_processor,
    wait_for_app,
    wait_for_worker,
)
from service.bench.page.town import BenchTown

_SEED = 5
_CORNERS = 12
"""As many are tried in each hazard until one has a way long enough to close a street of it."""

# A thread of our own, given the same messages as the app's, one at a time.
_ASKED = """async ({ corners, hazards }) => {
  const { hash } = JSON.parse(document.getElementById("page").textContent);
  const { url } = await (await fetch("/api/v1/city")).json();
  const bytes = await (await fetch(url)).arrayBuffer();
  const worker = new Worker(`/app/${hash}/app/pathfinder.js`, { type: "module" });
  const ask = (asked, given = []) => new Promise((done, failed) => {
    const from = performance.now();
    worker.onerror = () => failed(new Error("the thread cannot be loaded"));
    worker.onmessage = (event) => {
      const heard = performance.now() - from;
      const { told, error } = event.data;
      done({ told, error, heard, read: performance.now() - from });
    };
    worker.postMessage({ number: 1, asked }, given);
  });
  const told = (answer) => {
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  };
  await ask({ ask: "field", hazard: "flood", profile: "default" });  // until it is loaded
  const decode = told(await ask({ ask: "city", bytes }, [bytes])).heard;
  const found = { decode, first: [], way: [], reroute: [] };
  let n = 0;
  const change = (closed) => ask({ ask: "changes", changes:
    { v: 1, n: ++n, at: 0, closed, closed_for: {}, zone_for: {}, sites: {} } });
  for (const hazard of hazards) {
    const action = hazard === "tsunami" ? "leave_shore" : "leave_for_site";
    const field = { ask: "field", hazard, profile: "default" };
    const asking = (at) => ({ action, hazard, profile: "default", at, tapped: true, fix: null,
      states_age_s: 0, isNight: false });
    const steps = [told(await change([]))];
    steps.push(told(await ask({ ask: "way", question: asking(corners[0]) })));
    steps.push(told(await ask(field)));
    // What the page waits for: the first hazard finds the thread's code uncompiled.
    if (!found.first.length) found.first = steps.map(({ read }) => read);
    for (const at of corners) {
      const question = asking(at);
      const first = told(await ask({ ask: "way", question }));
      const edges = first.told.way?.edges ?? [];
      if (edges.length < 4) continue;
      const closed = edges[Math.floor(edges.length / 2)];
      const again = [told(await change([closed])), told(await ask(field))];
      const other = told(await ask({ ask: "way", question }));
      if (other.told.way?.edges.includes(closed)) throw new Error("through a closed street");
      found.way.push(first.read);
      found.reroute.push([...again, other].reduce((sum, { read }) => sum + read, 0));
      break;
    }
  }
  worker.terminate();
  return found;
}"""

# In the page, from its beginning: when its thread was asked what and answered; when all is drawn.
_WATCH = """(() => {
  const seen = { asked: [], drawn: null };
  window.seen = seen;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => {
        const at = performance.now();
        seen.asked[event.data.number] = { ...seen.asked[event.data.number], answered: at };
      });
    }
    postMessage(message, ...given) {
      seen.asked[message.number] = { ask: message.asked.ask, at: performance.now() };
      super.postMessage(message, ...given);
    }
  };
  const isDrawn = () => {
    if (!document.getElementById("map")) return false;
    const tiles = [...document.querySelectorAll("#map canvas.leaflet-tile")];
    return document.querySelector("canvas.map-top")?.style.width && tiles.length > 0
      && tiles.every(({ classList }) => classList.contains("leaflet-tile-loaded"));
  };
  const look = () => {
    if (!isDrawn()) return requestAnimationFrame(look);
    const after = new MessageChannel();
    after.port1.onmessage = () => { seen.drawn = performance.now(); };
    after.port2.postMessage(0);
  };
  requestAnimationFrame(look);
})()"""
_DRAWN = "() => window.seen.drawn === null ? null : window.seen"
# Asked at once, as soon as the city is there: words and map wait for all of them.
_AWAITED = frozenset({"changes", "way", "field"})


class _Found(msgspec.Struct, frozen=True):
    """Milliseconds without slow-down, of one fresh thread. `first`: what it is asked first."""

    decode: float
    first: list[float]
    way: list[float]
    reroute: list[float]


def measure(
    playwright: Playwright, city: Bundle, streets: Path, folder: Path, turns: int
) -> dict[str, Measured]:
    """By the goal's name. `streets` holds the built city, `folder` is empty. Raises DemoFailed."""
    with BenchTown(folder, streets) as town, launched(playwright) as browser:
        found = [_asked(browser, town, city, turn) for turn in range(turns)]
        pages = _drawn(browser, town, _corner(city, random.Random(_SEED)), turns)  # noqa: S311
    decoded = [one.decode * SLOW_DOWN / 1000 for one in found]
    measured = {
        "first_map": of_times(
            [
                a + _page_s(page, sum(one.first))
                for a, one, page in zip(decoded, found, pages, strict=True)
            ]
        ),
        "decode": of_times(decoded),
    }
    ways = [took * SLOW_DOWN for one in found for took in one.way]
    others = [took * SLOW_DOWN for one in found for took in one.reroute]
    # A city without sites has no ways to be measured.
    walked = {"way": of_times(ways), "reroute": of_times(others)} if ways else {}
    return measured | walked


def _asked(browser: Browser, town: BenchTown, city: Bundle, turn: int) -> _Found:
    chance = random.Random(_SEED + turn)  # noqa: S311
    corners = [_corner(city, chance) for _ in range(_CORNERS)]
    with phone(browser, worker=False) as page:
        page.goto(town.page("en", "about"))
        found = page.evaluate(_ASKED, {"corners": corners, "hazards": _hazards(city)})
    return msgspec.convert(found, _Found, strict=False)


def _drawn(
    browser: Browser, town: BenchTown, corner: dict[str, float], turns: int
) -> list[dict[str, Any]]:
    """What the page asked its thread, and when it had drawn the map, once it was taken along."""
    with phone(browser, worker=True) as page:
        page.goto(town.page("en"))
        wait_for_app(page)
        wait_for_worker(page)
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"longitude": corner["lon"], "latitude": corner["lat"]})
        page.add_init_script(_WATCH)
        _visit(page, town)
        slow_processor(page)
        return [_visit(page, town) for _ in range(turns)]


def _visit(page: Page, town: BenchTown) -> dict[str, Any]:
    page.goto(town.page("en", f"alerts/{town.alert_id}/way"), wait_until="commit")
    seen: dict[str, Any] = page.wait_for_function(_DRAWN).json_value()
    return seen


def _page_s(seen: dict[str, Any], thread_ms: float) -> float:
    """From the decoded city to the map, had the thread been as slow as the page: what comes after
    its answers is put off by what it would have taken longer. `thread_ms`: without slow-down."""
    asked: Sequence[dict[str, Any]] = [one for one in seen["asked"] if one and "answered" in one]
    decoded = next(one["answered"] for one in asked if one["ask"] == "city")
    awaited = [one for one in asked if one["ask"] in _AWAITED and decoded <= one["at"]]
    first = {one["ask"]: one for one in reversed(awaited)}.values()
    waited = max(one["answered"] for one in first) - min(one["at"] for one in first)
    put_off = max(0.0, thread_ms * SLOW_DOWN - waited)
    return float(seen["drawn"] - decoded + put_off) / 1000


def _corner(city: Bundle, chance: random.Random) -> dict[str, float]:
    node = chance.randrange(len(city.graph.lon5))
    return {"lon": int(city.graph.lon5[node]) / 1e5, "lat": int(city.graph.lat5[node]) / 1e5}


def _hazards(city: Bundle) -> list[str]:
    return [one for one in HAZARDS if any(site.designated_for(one) for site in city.places.sites)]
