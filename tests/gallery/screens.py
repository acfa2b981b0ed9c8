"""The phone's screens, and how each is reached: a name, and what has to be done for it."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import MappingProxyType

from playwright.sync_api import Page, Route

from tests.browser.town import Drill
from tests.browser.way_town import WayTown

PATIENCE_MS = 30_000
FAR_DEGREES = 0.5
_HELD = "() => navigator.serviceWorker.controller !== null"


class Visit:
    """One screen in one language: a page of its own, in the place that is ordered to leave."""

    def __init__(self, page: Page, town: WayTown, order: Drill, language: str) -> None:
        self.page = page
        self.town = town
        self.order = order
        self.language = language
        page.set_default_timeout(PATIENCE_MS)

    def open(self, path: str = "") -> None:
        """Until the app has drawn."""
        self.page.goto(f"{self.town.url}/{self.language}/{path}")
        self.page.wait_for_selector("details#languages")

    def guided(self, screen: str, path: str) -> None:
        """A map's or way's screen, by the name that the app gives it."""
        self.page.goto(f"{self.town.url}/{self.language}/{path}")
        self.page.wait_for_selector(f'[data-screen="{screen}"]')

    @property
    def alert(self) -> str:
        return f"alerts/{self.order.id}"

    def stand(self, lon: float, lat: float, accuracy: float = 8.0) -> None:
        place = {"longitude": lon, "latitude": lat, "accuracy": accuracy}
        self.page.context.set_geolocation(place)  # type: ignore[arg-type]

    def answer(self, change: Callable[[dict[str, object]], None]) -> None:
        """What the service says of live alerts, changed on its way."""

        def changed(route: Route) -> None:
            told = json.loads(route.fetch().body())
            change(told)
            route.fulfill(json=told)

        self.page.route("**/api/v1/alerts?*", changed)


def now(visit: Visit) -> None:
    visit.open()
    visit.page.wait_for_selector(".alert")


def now_quiet(visit: Visit) -> None:
    visit.answer(lambda told: told.update(alerts=[]))
    visit.open("history")
    visit.page.click("nav a >> nth=0")
    visit.page.wait_for_selector(".quiet")


def now_offline(visit: Visit) -> None:
    visit.open()
    visit.page.wait_for_function(_HELD)
    visit.page.wait_for_function("() => caches.match('/app/manifest.json')")
    visit.page.context.set_offline(True)
    visit.page.reload()
    visit.page.wait_for_selector("details#languages")


def now_stale(visit: Visit) -> None:
    """Read an hour ago, and nobody answered since."""
    visit.page.clock.install()
    visit.open()
    visit.page.wait_for_selector(".alert")
    visit.page.route("**/api/v1/**", lambda route: route.abort())
    visit.page.clock.fast_forward(int(timedelta(hours=1).total_seconds() * 1000))
    visit.page.wait_for_timeout(1_000)


def now_error(visit: Visit) -> None:
    """The service answers, and cannot."""
    visit.page.route("**/api/v1/alerts?*", lambda route: route.fulfill(status=503, body="{}"))
    visit.open("history")
    visit.page.click("nav a >> nth=0")
    visit.page.wait_for_timeout(1_000)


def alert(visit: Visit) -> None:
    visit.open(visit.alert)


def alert_unknown(visit: Visit) -> None:
    visit.open("alerts/aaaaaaaaaaaaaaaa")


def start(visit: Visit) -> None:
    visit.open("start")


def page_called(path: str) -> Callable[[Visit], None]:
    return lambda visit: visit.open(path)


def situation(visit: Visit) -> None:
    """The server's own, without the app."""
    visit.page.goto(f"{visit.town.url}/{visit.language}/situation")


def map_(visit: Visit) -> None:
    visit.guided("map", "map")
    visit.page.wait_for_selector(".map-site")


def way(visit: Visit) -> None:
    """Out of the zone first, where the phone stands in one: one screen with two names."""
    visit.page.goto(f"{visit.town.url}/{visit.language}/{visit.alert}/way")
    visit.page.wait_for_selector(".way-total")
    visit.page.wait_for_selector("canvas.map-top")


def way_steps(visit: Visit) -> None:
    """Further down: the steps, and what else to know."""
    way(visit)
    visit.page.evaluate("() => document.querySelector('#way-steps').scrollIntoView()")


def way_poor_position(visit: Visit) -> None:
    visit.stand(*visit.town.point, accuracy=400.0)
    visit.guided("poor_position", f"{visit.alert}/way")


def way_no_position(visit: Visit) -> None:
    visit.page.context.clear_permissions()
    visit.guided("no_position", f"{visit.alert}/way")


def way_outside(visit: Visit) -> None:
    lon, lat = visit.town.point
    visit.stand(lon + FAR_DEGREES, lat)
    visit.guided("outside_coverage", f"{visit.alert}/way")


def way_not_leaving(visit: Visit) -> None:
    def protect(told: dict[str, object]) -> None:
        for one in told["alerts"]:  # type: ignore[attr-defined]
            one["notification"]["data"]["action"] = "protect"

    visit.answer(protect)
    visit.open("history")
    visit.page.evaluate(f"history.pushState({{}}, '', '/{visit.language}/{visit.alert}/way')")
    visit.page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    visit.page.wait_for_selector('[data-screen="not_leaving"]')


SCREENS: MappingProxyType[str, Callable[[Visit], None]] = MappingProxyType(
    {
        "now": now,
        "now-quiet": now_quiet,
        "now-offline": now_offline,
        "now-stale": now_stale,
        "now-error": now_error,
        "alert": alert,
        "alert-unknown": alert_unknown,
        "start": start,
        "settings": page_called("settings"),
        "history": page_called("history"),
        "card": page_called("card"),
        "about": page_called("about"),
        "situation": situation,
        "map": map_,
        "way": way,
        "way-steps": way_steps,
        "way-poor-position": way_poor_position,
        "way-no-position": way_no_position,
        "way-outside": way_outside,
        "way-not-leaving": way_not_leaving,
    }
)
