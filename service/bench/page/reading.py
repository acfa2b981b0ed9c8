"""How long until an alert can be read: cold over a bad line, warm, and without network."""

import json

from playwright.sync_api import Browser, Page

from service.bench.page.budgets import LINE_LATENCY_MS, SLOW_DOWN
from service.bench.page.chromium import (
    devtools,
    phone,
    slow_line,
    slow_processor,
    wait_for_app,
    wait_for_worker,
)
from service.bench.page.town import BenchTown

LANGUAGE = "en"
_HANDSHAKES = 2
_FRESH_ID = "benchbenchbench2"
# In the page, from its beginning: frames are only asked for once styles are there; the alert is
# whole once the aside behind it was read. What is drawn in that frame is on the screen after it.
_WATCH = """(() => {
  const look = () => {
    const alert = document.querySelector("main article h1");
    if (!alert?.textContent || !document.querySelector("aside")) return requestAnimationFrame(look);
    const after = new MessageChannel();
    after.port1.onmessage = () => { window.readableAt = performance.now(); };
    after.port2.postMessage(0);
  };
  requestAnimationFrame(look);
})()"""
_READ = """() => {
  if (!window.readableAt) return null;
  const [{ workerStart, responseStart }] = performance.getEntriesByType("navigation");
  return { at: window.readableAt, worker: workerStart ? responseStart - workerStart : 0 };
}"""


def cold(browser: Browser, town: BenchTown, language: str) -> float:
    """Seconds on a first visit, with the handshakes of a real line."""
    with phone(browser, worker=False) as page:
        slow_line(page)
        return _seconds(page, town.alert_page(language)) + _HANDSHAKES * LINE_LATENCY_MS / 1000


class Returning:
    """A phone that was here before, whose worker has kept what it keeps."""

    def __init__(self, page: Page, town: BenchTown) -> None:
        self._page, self._town = page, town
        page.goto(town.page(LANGUAGE))
        wait_for_app(page)
        wait_for_worker(page)
        self._push(_FRESH_ID)
        page.goto(town.alert_page(LANGUAGE))
        wait_for_app(page)
        slow_processor(page)

    def again(self) -> float:
        """Seconds for the alert's page, which it has opened before."""
        return self._from_elsewhere(self._town.alert_page(LANGUAGE))

    def pushed(self) -> float:
        """Seconds for an alert that was only ever pushed."""
        return self._from_elsewhere(self._town.alert_page(LANGUAGE, _FRESH_ID))

    def _from_elsewhere(self, url: str) -> float:
        self._page.goto(self._town.page(LANGUAGE, "about"))
        wait_for_app(self._page)
        return _seconds(self._page, url)

    def _push(self, alert_id: str) -> None:
        """The live alert's payload under another id, until the phone holds it."""
        payload = self._town.payload(LANGUAGE)
        payload["notification"]["data"]["id"] = payload["notification"]["tag"] = alert_id
        deliver(self._page, self._town.url, json.dumps(payload))
        self._page.wait_for_function(
            """(id) => new Promise((done) => {
              const opening = indexedDB.open("hansho");
              opening.onerror = () => done(false);
              opening.onsuccess = () => {
                const database = opening.result;
                const asked = database.transaction("alerts").objectStore("alerts").get(id);
                asked.onsuccess = () => { database.close(); done(Boolean(asked.result)); };
              };
            })""",
            arg=alert_id,
        )


def deliver(page: Page, origin: str, payload: str) -> None:
    """A push to the worker of this page, as its browser hands it over once it is decrypted."""
    session = devtools(page)
    found: list[str] = []

    def note(event: dict[str, list[dict[str, str]]]) -> None:
        found.extend(one["registrationId"] for one in event["registrations"])

    session.on("ServiceWorker.workerRegistrationUpdated", note)
    session.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(1)
    push = {"origin": origin, "registrationId": found[-1], "data": payload}
    session.send("ServiceWorker.deliverPushMessage", push)
    session.detach()


def _seconds(page: Page, url: str) -> float:
    """From navigation to readable. The worker's share counts as slow as the page is."""
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="commit")
    read = page.wait_for_function(_READ).json_value()
    return float(read["at"] + (SLOW_DOWN - 1) * read["worker"]) / 1000
