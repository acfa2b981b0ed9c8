"""A phone whose cache refuses the app: it is warned all the same, and told what it lacks."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from service.demo.browsers.autopush import Autopush
from service.demo.browsers.gcm import Gcm
from tests.browser.conftest import BROWSERS, Launch
from tests.browser.desktop import Desktop
from tests.browser.phone import LANGUAGE, Phone, carries
from tests.browser.posting import Posts
from tests.browser.town import Town

# Enough for what a phone keeps of its places and alerts, too little for the app.
ROOM_KIB = {"firefox": 300, "chromium": 100}
HOLDS_THE_APP = "return Boolean(await caches.match('/app/manifest.json'))"
SAID_OF_OFFLINE = """
  const notes = [...document.querySelectorAll("main .note")].map((one) => one.textContent.trim());
  return notes.find((one) => one.includes("%s"));
"""
NOT_KEPT = "このスマホに保存されていません。通信できないと、このページは開けません。"
KEPT = "通信できないときも使えるよう、このスマホに保存してあります。"


@pytest.fixture(scope="module")
def quiet_town(
    tmp_path_factory: pytest.TempPathFactory, autopush: Autopush, gcm: Gcm
) -> Iterator[Town]:
    """One with the alerts of these cases alone: those of all others would fill the room."""
    stand_ins = {gcm.endpoint_origin: gcm.origin}
    with Town(tmp_path_factory.mktemp("quiet"), [autopush.origin], stand_ins) as town:
        yield town


@pytest.fixture(params=BROWSERS)
def full_phone(
    request: pytest.FixtureRequest, tmp_path: Path, quiet_town: Town, launch: Launch
) -> Iterator[Phone]:
    """Registered by the page's own buttons, with no room for the app."""
    with ExitStack() as stack:
        browser = launch(
            request.param, tmp_path, stack.enter_context(Desktop(tmp_path)), quiet_town.url
        )
        browser.room_kib = ROOM_KIB[request.param]
        browser.start()
        stack.callback(browser.stop)
        phone = Phone(browser, quiet_town)
        phone.turn_on()
        yield phone


def test_a_drill_is_shown_and_read_where_the_cache_refuses_the_app(
    full_phone: Phone, posts: Posts
) -> None:
    phone = full_phone
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    assert phone.browser.run(HOLDS_THE_APP) is False
    pushed = phone.town.payload(drill.id, LANGUAGE)["notification"]
    assert carries(shown["body"], pushed["body"])
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/alerts/{drill.id}")
    title = "return document.querySelector('main h1[tabindex]')?.textContent"
    assert phone.browser.wait(title, "the app draws the alert") == pushed["title"]


def test_the_settings_say_that_nothing_is_kept_where_the_cache_refuses_the_app(
    full_phone: Phone,
) -> None:
    browser = full_phone.browser
    browser.open(f"{full_phone.town.url}/{LANGUAGE}/settings")

    assert browser.wait(SAID_OF_OFFLINE % "保存され", "what is kept is said") == NOT_KEPT
    assert browser.run(HOLDS_THE_APP) is False


def test_the_settings_say_that_the_app_is_kept_where_it_is(phone: Phone) -> None:
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
    phone.browser.wait(HOLDS_THE_APP, "the worker has taken the app")
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/settings")

    assert phone.browser.wait(SAID_OF_OFFLINE % "保存してあり", "what is kept is said") == KEPT
