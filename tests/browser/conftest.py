"""Browsers, their push services, the town; and how many real POSTs each case stands on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from service.demo.browsers.autopush import Autopush
from service.demo.browsers.gcm import Gcm
from service.wiring import Service
from tests.browser.desk_town import desk_town
from tests.browser.desktop import Desktop
from tests.browser.driven import Driven, DrivenChromium, DrivenFirefox
from tests.browser.phone import Phone
from tests.browser.posting import posted
from tests.browser.town import Town
from tests.conftest import POSTS

BROWSERS = ("firefox", "chromium")
PROGRAMS = {"firefox": "firefox-esr", "chromium": "chromium"}


class Launch(Protocol):
    """Makes a browser by its name; `folder` keeps its profile. It is not started yet.

    `site`: where it finds the town, if not at the town's own address.
    """

    def __call__(self, name: str, folder: Path, desktop: Desktop, site: str = "") -> Driven: ...


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, require_program: Callable[[str], Path]) -> Iterator[Browser]:
    """Headless and without push, for the cases of a module; each makes contexts of its own in it."""
    browser = playwright.chromium.launch(executable_path=require_program("chromium"))
    yield browser
    browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Makes a page in a context of its own, with Playwright's options of contexts."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        contexts.append(chromium.new_context(**options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    """The desk's. Modules about another town have a fixture of their own by this name."""
    with desk_town(tmp_path) as service:
        yield service


@pytest.fixture(scope="session")
def autopush() -> Iterator[Autopush]:
    with Autopush() as rig:
        yield rig


@pytest.fixture(scope="session")
def gcm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gcm]:
    with Gcm(tmp_path_factory.mktemp("gcm")) as rig:
        yield rig


@pytest.fixture(scope="session")
def town_server(
    tmp_path_factory: pytest.TempPathFactory, autopush: Autopush, gcm: Gcm
) -> Iterator[Town]:
    """The real service in training mode, with both browsers' push services."""
    stand_ins = {gcm.endpoint_origin: gcm.origin}
    with Town(tmp_path_factory.mktemp("town"), [autopush.origin], stand_ins) as town:
        yield town


@pytest.fixture(scope="session")
def launch(
    town_server: Town,
    autopush: Autopush,
    gcm: Gcm,
    playwright: Playwright,
    require_program: Callable[[str], Path],
) -> Launch:
    require_program("dbus-daemon")

    def make(name: str, folder: Path, desktop: Desktop, site: str = "") -> Driven:
        program = require_program(PROGRAMS[name])
        if name == "firefox":
            return DrivenFirefox(program, folder, autopush, town_server.point, desktop)
        known, point = site or town_server.url, town_server.point
        return DrivenChromium(program, folder, gcm, known, point, desktop, playwright)

    return make


@pytest.fixture
def stand_ins(gcm: Gcm) -> Mapping[str, str]:
    """Push services that are found elsewhere than their endpoints say: origin -> origin."""
    return {gcm.endpoint_origin: gcm.origin}


@pytest.fixture(scope="module", params=BROWSERS)
def phone(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    town_server: Town,
    launch: Launch,
) -> Iterator[Phone]:
    """One that registered through the page's own buttons; shared by the cases of a module."""
    folder = tmp_path_factory.mktemp(request.param)
    with _registered(request.param, folder, town_server, launch) as registered:
        yield registered


@pytest.fixture(params=BROWSERS)
def own_phone(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    town_server: Town,
    launch: Launch,
) -> Iterator[Phone]:
    """The same for one case that spoils its phone."""
    with _registered(request.param, tmp_path, town_server, launch) as registered:
        yield registered


@pytest.fixture
def posts(request: pytest.FixtureRequest) -> Callable[..., AbstractContextManager[None]]:
    """`posted`, written down for the list at the end of the run."""

    def count(phone: Phone, count: int, replaced: int = 0) -> AbstractContextManager[None]:
        request.node.user_properties.append((POSTS, count))
        return posted(phone, count, replaced)

    return count


@contextmanager
def _registered(name: str, folder: Path, town: Town, launch: Launch) -> Iterator[Phone]:
    with ExitStack() as stack:
        desktop = stack.enter_context(Desktop(folder))
        browser = launch(name, folder, desktop)
        stack.callback(browser.stop)
        phone = Phone(browser, town)
        browser.start()
        phone.turn_on()
        yield phone
