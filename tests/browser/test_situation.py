"""The page of how things stand: without JavaScript, narrow, large, from right to left, on paper."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page

from alerts.model import Order
from alerts.pipeline import take_item
from alerts.report import Hazard, Text
from service.feed_settings import FeedSetting
from service.wiring import Service
from tests.browser.axe import WCAG, faults, width
from tests.browser.desk_town import desk_town
from tests.factories import AGENCY, DESK, hazard, order_hazard, report

LANGUAGES = ("ja", "ja-simple", "en", "en-XA", "ar-XB")
PHONE = {"width": 360, "height": 640}
# High enough that the menu, which keeps to the lower edge, covers nothing that axe would measure.
WHOLE = {"width": 360, "height": 6000}
# Nothing listens there: a source that never answers.
MUTE = FeedSetting(name="mute", address="http://127.0.0.1:9/feed.xml", titles={"en": "Sea"})


@contextmanager
def _site() -> Iterator[str]:
    """Another site on this machine, whose page frames the path behind its `?`: its origin."""
    server = ThreadingHTTPServer(("localhost", 0), _Framing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Framing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        framed = unquote(urlsplit(self.path).query)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f'<!doctype html><iframe src="{framed}"></iframe>'.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, str]]:
    """Two other sites; the town's settings name the first."""
    with _site() as named, _site() as other:
        yield {"named": named, "other": other}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, sites: dict[str, str]) -> Iterator[Service]:
    """With an order, a warning and an earthquake in its districts."""
    folder: Path = tmp_path_factory.mktemp("situation")
    settings = {
        "senders": (AGENCY,),
        "desks": (DESK,),
        "feeds": (MUTE,),
        "embed_origins": (sites["named"],),
    }
    with desk_town(folder, drill_desks=(DESK, AGENCY), **settings) as running:
        _issue(running, order_hazard(Order.EVACUATE), DESK)
        _issue(running, _warning("レベル3大雨警報"), AGENCY)
        _issue(running, _warning("震度速報"), AGENCY)
        yield running


def _warning(event: str) -> Hazard:
    text = Text(language="ja", event=event, headline=f"{event}を発表しました。")
    return hazard(texts=(text,), expires=datetime.now(UTC) + timedelta(hours=6))


def _issue(town: Service, what: Hazard, sender: str) -> None:
    now = datetime.now(UTC)
    named = what.texts[0].event
    (taken,) = take_item(
        report(sender=sender, identifier=named, sent=now, hazards=(what,)), b"", town.means, now
    )
    assert taken.revision is not None, taken


def opened(new_page: Callable[..., Page], town: Service, path: str, **options: object) -> Page:
    page = new_page(base_url=town.settings.base_url, viewport=WHOLE, **options)
    page.goto(path)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_in_the_way_of_whoever_reads_it(
    new_page: Callable[..., Page], town: Service, language: str, theme: str
) -> None:
    rules = (*WCAG, "best-practice")

    whole = opened(new_page, town, f"/{language}/situation", color_scheme=theme)
    assert faults(whole, "**/situation", rules) == []
    whole.goto(f"/{language}/situation/embed")
    assert faults(whole, "**/embed", rules) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("across", "size"), [(320, "100%"), (360, "200%"), (1280, "200%")])
def test_nobody_scrolls_it_sideways(
    new_page: Callable[..., Page], town: Service, language: str, across: int, size: str
) -> None:
    page = opened(new_page, town, f"/{language}/situation")
    page.set_viewport_size({"width": across, "height": 640})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)

    assert width(page) == across


def test_it_is_whole_without_javascript(new_page: Callable[..., Page], town: Service) -> None:
    page = opened(new_page, town, "/en/situation", java_script_enabled=False)

    assert page.locator("main article").count() == 3
    assert page.locator("svg[role=img]").count() == 2
    assert page.get_by_role("row").count() == 1 + 2
    assert page.locator(".doubt").all_inner_texts() == [
        "Sea is still to answer. There may be danger all the same."
    ]


def test_it_asks_for_its_words_and_two_sheets_and_no_script(
    new_page: Callable[..., Page], town: Service
) -> None:
    page = new_page(base_url=town.settings.base_url, viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))

    page.goto("/en/situation")

    assert asked.count("script") == 0
    assert (asked.count("document"), asked.count("stylesheet")) == (1, 2)


def test_on_paper_the_exercise_is_still_said(new_page: Callable[..., Page], town: Service) -> None:
    page = opened(new_page, town, "/en/situation")

    page.emulate_media(media="print")

    strip = page.locator("header .exercise")
    style = "(one) => { const { color, borderTopStyle } = getComputedStyle(one);"
    looks = strip.evaluate(f"{style} return [color, borderTopStyle]; }}")
    assert looks == ["rgb(0, 0, 0)", "solid"]
    assert page.locator("nav").is_hidden()


@pytest.mark.parametrize(
    ("site", "path", "shown"),
    [
        ("named", "/en/situation/embed", True),
        ("other", "/en/situation/embed", False),
        ("named", "/en/situation", False),
    ],
)
def test_the_short_form_alone_is_framed_and_only_by_who_is_named(
    new_page: Callable[..., Page],
    town: Service,
    sites: dict[str, str],
    site: str,
    path: str,
    shown: bool,
) -> None:
    page = new_page(viewport=PHONE)

    page.goto(f"{sites[site]}/?{quote(town.settings.base_url + path)}")

    inner = page.frames[1]
    inner.wait_for_load_state()
    assert (inner.locator("main").count() == 1) is shown


def test_the_first_page_leads_to_it(new_page: Callable[..., Page], town: Service) -> None:
    page = opened(new_page, town, "/en/")
    page.locator("[data-hash]").or_(page.locator("main h1")).first.wait_for()

    page.get_by_role("link", name="How things stand in the town").click()

    page.wait_for_url("**/en/situation")
    assert page.locator("h1").inner_text() == "How things stand: Drill City"
