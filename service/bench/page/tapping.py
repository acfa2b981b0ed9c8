"""INP: a series of taps and keys as a reader makes them, and the slowest answer to any."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from service.bench.page.chromium import phone, slow_processor, wait_for_app
from service.bench.page.town import BenchTown

# Web Vitals' INP is the slowest of fewer than 50 interactions; those below 16 ms are not told.
_WATCH = """(() => {
  window.answers = [];
  const note = (list) => {
    for (const { interactionId, duration, name } of list.getEntries())
      if (interactionId) window.answers.push({ interactionId, duration, name });
  };
  new PerformanceObserver(note).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver(note).observe({ type: "first-input", buffered: true });
})()"""
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"


def slowest_answer(browser: Browser, town: BenchTown) -> float:
    """Milliseconds."""
    with phone(browser, worker=True) as page:
        page.add_init_script(_WATCH)
        page.goto(town.page("en"))
        wait_for_app(page)
        slow_processor(page)
        answers = [*_among_screens(page, town), *_choosing_a_place(page, town)]
        return max(answers)


def _among_screens(page: Page, town: BenchTown) -> list[float]:
    _tap(page, "header .languages")
    _tap(page, ".tongues a[hreflang=ja]", town.page("ja"))
    for path in ("history", "settings", "about", ""):
        url = town.page("ja", path)
        _tap(page, f"nav a[href='{urlsplit(url).path}']", url)
    _tap(page, f"main a[href*='{town.alert_id}'] >> nth=0", town.alert_page("ja"))
    _tap(page, "nav a[href='/ja/history']", town.page("ja", "history"))
    return _answers(page)


def _choosing_a_place(page: Page, town: BenchTown) -> list[float]:
    """Of a page of its own, so that what was counted before is gone with the other."""
    page.goto(town.page("ja", "start"))
    wait_for_app(page)
    page.wait_for_selector(".found button")
    page.tap("input[type=search]")
    for key in "Honma":
        page.keyboard.press(key)
        _settle(page)
    page.fill("input[type=search]", "")
    page.wait_for_selector(".found button")
    _tap(page, ".found button >> nth=0")
    return _answers(page)


def _tap(page: Page, selector: str, to: str | None = None) -> None:
    """`to`: the address that it leads to."""
    page.tap(selector)
    if to is not None:
        page.wait_for_url(to)
    _settle(page)


def _settle(page: Page) -> None:
    page.evaluate(_PAINTED)


def _answers(page: Page) -> list[float]:
    found = page.evaluate("() => window.answers.map(({ duration }) => duration)")
    return [float(one) for one in found]
