"""A page of the app in Chromium: when it is there."""

from playwright.sync_api import Page

# Only the app folds the languages: the server's page has them open.
DRAWN = "details#languages"


def visit(page: Page, url: str) -> None:
    """Until the app has drawn."""
    page.goto(url)
    page.wait_for_selector(DRAWN)


def on_screen(page: Page, name: str) -> None:
    """`name`: of a state of the map or the way, as in `pwa/app`."""
    page.wait_for_selector(f'[data-screen="{name}"]')
