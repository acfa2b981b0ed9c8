"""From the push event to the shown notification, within the worker."""

import json

from playwright.sync_api import Browser, Page

from service.bench.page.budgets import SLOW_DOWN
from service.bench.page.chromium import phone, wait_for_app, wait_for_worker
from service.bench.page.reading import deliver
from service.bench.page.town import BenchTown

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
# The event's own time stamp is when the browser made it; reading its data is the first thing that
# the worker does with it.
_WATCH = """() => {
  self.shownAfter = {};
  let started = 0;
  const data = Object.getOwnPropertyDescriptor(PushEvent.prototype, "data").get;
  Object.defineProperty(PushEvent.prototype, "data", {
    get() { started = this.timeStamp; return data.call(this); },
  });
  const show = ServiceWorkerRegistration.prototype.showNotification;
  ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
    const from = started;
    await show.call(this, title, options);
    self.shownAfter[options.data.id] = performance.now() - from;
  };
}"""
_SHOWN = "(id) => self.shownAfter[id] ?? null"
_CLEARED = """async () => {
  for (const one of await self.registration.getNotifications()) one.close();
}"""


def shown_after(browser: Browser, town: BenchTown, count: int) -> list[float]:
    """Milliseconds of each push, as on a processor six times as slow."""
    with phone(browser, worker=True) as page:
        page.goto(town.page("en"))
        wait_for_app(page)
        wait_for_worker(page)
        (worker,) = page.context.service_workers
        worker.evaluate(_WATCH)
        times = []
        for number in range(count):
            alert_id = _alert_id(number)
            _push(page, town, alert_id)
            while (took := worker.evaluate(_SHOWN, alert_id)) is None:
                page.wait_for_timeout(5)
            times.append(float(took) * SLOW_DOWN)
            worker.evaluate(_CLEARED)
        return times


def _push(page: Page, town: BenchTown, alert_id: str) -> None:
    payload = town.payload("en")
    payload["notification"]["data"]["id"] = payload["notification"]["tag"] = alert_id
    deliver(page, town.url, json.dumps(payload))


def _alert_id(number: int) -> str:
    """16 characters of base32, another for each number below 1024."""
    return "pushedpushedpu" + _BASE32[number // 32] + _BASE32[number % 32]
