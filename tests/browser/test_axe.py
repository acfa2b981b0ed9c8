"""Axe is run only on the page that is meant, with its sheet there and nothing moving."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser.axe import faults

LIST = """<!doctype html><html lang="en"><title>List</title><main><h1>List</h1>
<a href="/sheet">To the sheet</a></main>"""
# Grey words on grey, until its own sheet is there.
SHEET = """<!doctype html><html lang="en"><title>Sheet</title>
<style>p { background: #777; color: #888; transition: color 300ms }</style>
<link rel="stylesheet" href="/late.css"><main><h1>Sheet</h1><p>Approve</p></main>"""
LATE = "p { color: #000; background: #fff }"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    made = new_page(base_url="http://desk.example")
    made.route("**/list", lambda route: route.fulfill(body=LIST, content_type="text/html"))
    made.route("**/sheet", lambda route: route.fulfill(body=SHEET, content_type="text/html"))
    made.route("**/late.css", _once_parsed)
    return made


def _once_parsed(route: Route) -> None:
    """The sheet comes only when somebody who does not wait could have looked already."""
    route.request.frame.locator("main p").wait_for(state="attached")
    route.fulfill(body=LATE, content_type="text/css")


def test_a_page_is_looked_at_with_its_late_sheet_and_after_what_moves(page: Page) -> None:
    page.goto("/list")
    page.get_by_role("link").click()

    found = faults(page, "**/sheet")

    assert found == []


def test_what_is_wrong_with_the_page_is_named_with_its_place(page: Page) -> None:
    page.route("**/late.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto("/sheet")

    found = faults(page, "**/sheet")

    assert found == ["color-contrast: <p>Approve</p>"]
