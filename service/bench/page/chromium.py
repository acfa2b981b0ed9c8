"""Chromium as a weak phone: its screen, its slow processor, its slow line."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright

from service.bench.page.budgets import LINE_BITS_PER_S, LINE_LATENCY_MS, SLOW_DOWN
from service.demo.browsers.chromium import find_chromium, sandbox_switches

_PATIENCE_MS = 120_000


def launched(playwright: Playwright) -> Browser:
    """Raises DemoFailed where there is no Chromium."""
    return playwright.chromium.launch(
        executable_path=find_chromium(), args=list(sandbox_switches())
    )


@contextmanager
def phone(browser: Browser, *, worker: bool) -> Iterator[Page]:
    """One page with an empty cache; `worker`: whether the service worker may come."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 360, "height": 800},
        has_touch=True,
        permissions=["notifications"],
        service_workers="allow" if worker else "block",
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


def devtools(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def slow_line(page: Page) -> None:
    """Of the page's own requests; a worker's are not slowed."""
    session = devtools(page)
    bytes_per_s = LINE_BITS_PER_S / 8
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LINE_LATENCY_MS,
            "downloadThroughput": bytes_per_s,
            "uploadThroughput": bytes_per_s,
        },
    )


def slow_processor(page: Page) -> None:
    """Of the page; workers run on."""
    devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})


def wait_for_app(page: Page) -> None:
    """Until the app has drawn: only it folds the languages."""
    page.wait_for_selector("details#languages", state="attached")


def wait_for_worker(page: Page) -> None:
    """Until it serves this page and has kept the core and pages for use without network."""
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.ready;
          if (!navigator.serviceWorker.controller) {
            await new Promise((done) =>
              navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
          }
        }"""
    )
    page.wait_for_function(
        """async () => {
          for (const name of await caches.keys()) {
            const kept = await (await caches.open(name)).keys();
            if (kept.some(({ url }) => url.endsWith("/en/about"))) return true;
          }
          return false;
        }"""
    )
