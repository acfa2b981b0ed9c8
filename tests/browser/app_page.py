"""A page of the app in Chromium: when it is there."""

from playwright.sync_api import Page

# Only the app folds the languages: the server's page has them open.
DRAWN = "details#languages"


def visit(page: Page, url: str) -> None:
    """Until the app has drawn."""
    page.goto(url)
    page.wait_for_selector(DRAWN)


def set_text_size(page: Page, px: int) -> None:
    """As somebody sets it in the browser: 16 is usual, 32 is twice as large."""
    sizes = {"fontSizes": {"standard": px, "fixed": px}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)


def on_screen(page: Page, name: str) -> None:
    """`name`: of a state of the map or the way, as in `pwa/app`."""
    page.wait_for_selector(f'[data-screen="{name}"]')
