"""All budgets, one after another, on one town and one Chromium."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from service.bench.page.budgets import Measured, of_counts, of_percentile, of_times
from service.bench.page.chromium import launched, phone
from service.bench.page.pushing import shown_after
from service.bench.page.reading import Returning, cold
from service.bench.page.tapping import slowest_answer
from service.bench.page.town import BenchTown
from service.bench.page.weight import LANGUAGES, FirstScreen, html_and_styles, worker_core

Say = Callable[[str], None]


def measure(
    playwright: Playwright, folder: Path, turns: int, pushes: int, say: Say
) -> dict[str, Measured]:
    """By the budget's name. `folder` is empty; `say` hears what is under way. Raises DemoFailed."""
    with BenchTown(folder) as town, launched(playwright) as browser:
        say("bytes and requests")
        found = _weighed(browser, town)
        say("the first visit over a slow line")
        found["alert_cold"] = of_times(
            [cold(browser, town, one) for _ in range(turns) for one in ("ja", "en")]
        )
        say("taps and keys")
        found["inp"] = of_times([slowest_answer(browser, town) for _ in range(turns)])
        say("pushes")
        found["push_shown"] = of_percentile(shown_after(browser, town, pushes), 95)
        say("the second visit, and without network")
        return found | _returned(browser, town, turns)


def _weighed(browser: Browser, town: BenchTown) -> dict[str, Measured]:
    urls = [town.page(one) for one in LANGUAGES] + [town.alert_page(one) for one in LANGUAGES]
    screens = [FirstScreen(browser, url) for url in urls]
    return {
        "html_css": of_counts(html_and_styles(town)),
        "first_screen": of_counts([one.bytes for one in screens]),
        "requests": of_counts([one.requests for one in screens]),
        "depth": of_counts([one.depth for one in screens]),
        "worker_core": of_counts([worker_core(town)]),
    }


def _returned(browser: Browser, town: BenchTown, turns: int) -> dict[str, Measured]:
    """Last, because the town does not come back."""
    with phone(browser, worker=True) as page:
        returning = Returning(page, town)
        warm = [returning.again() for _ in range(turns)]
        town.stop()
        offline = [returning.again() for _ in range(turns)]
        pushed = [returning.pushed() for _ in range(turns)]
    return {
        "alert_warm": of_times(warm),
        "alert_offline": of_times(offline),
        "pushed_offline": of_times(pushed),
    }
