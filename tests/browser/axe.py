"""What axe-core finds on the page that is meant, once that page stands there whole and at rest.

Right after a click the old page may still be there, and a new one without its style sheet: links
as low as their letters. And a button that has just been let go may still be fading in.
"""

from collections.abc import Sequence

from playwright.sync_api import Page

from tests.conftest import REPOSITORY

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_AXE = REPOSITORY / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async (rules) => (await axe.run({runOnly: rules})).violations
    .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
_AT_REST = "() => Promise.allSettled(document.getAnimations().map((one) => one.finished))"


def arrive(page: Page, url: str) -> None:
    """Until the page at `url` (a Playwright glob) has its sheets and scripts, and nothing moves.

    Where an act leads to the address it came from, wait for its words first.
    """
    page.wait_for_url(url, wait_until="load")
    page.evaluate(_AT_REST)


def faults(page: Page, url: str, rules: Sequence[str] = WCAG) -> list[str]:
    """Names of the rules that the page at `url` breaks, and where; and whether one has to scroll it
    sideways. Waits as `arrive` does."""
    arrive(page, url)
    page.evaluate(_AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_RUN, list(rules))
    beyond = width(page) - page.evaluate("document.documentElement.clientWidth")
    return [*found, *([f"sideways: {beyond} px"] if beyond else [])]


def width(page: Page) -> int:
    """Of all that the page holds, in CSS pixels; never less than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found
