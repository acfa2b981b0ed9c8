"""One alert, one text: from the server without JavaScript, from the app online, from the app without
network out of the payload that the phone holds. 50 alerts, each in four languages in Chromium; ten
alerts, each in three, in Firefox.
"""

import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html
from playwright.sync_api import Page

from service.demo import drill
from service.demo.browsers import firefox
from service.demo.browsers.bidi import Bidi, Tab
from tests.browser.town import Town

COUNT, COUNT_IN_FIREFOX = 50, 10
LANGUAGES = ("ja", "ja-simple", "en", "ar-XB")
LANGUAGES_IN_FIREFOX = ("ja", "en", "ar-XB")
KINDS = (
    "flood", "landslide", "storm_surge", "earthquake", "tsunami", "fire", "inland_flood",
    "volcano", "storm", "snow", "heat", "tornado", "industrial", "attack", "other",
)  # fmt: skip
ORDERS = ("elderly_and_others", "evacuate", "emergency_safety")

# The text of an alert's page: its heading and its lines, in order; readings are part of it.
TEXT = """
  const article = document.querySelector("main > article");
  const lines = [...article.children].map((one) => one.textContent).filter(Boolean);
  return {id: article.dataset.alert, text: lines.join("\\n"), all: article.parentElement.textContent,
          lang: article.parentElement.lang, dir: article.parentElement.dir};
"""
# Follows a link to each alert inside the app, without loading a page again.
EACH = """async ([language, ids]) => {
  const read = () => { READ; };
  const found = [];
  for (const id of ids) {
    const link = Object.assign(document.createElement("a"), {href: `/${language}/alerts/${id}`});
    document.body.append(link);
    link.click();
    link.remove();
    for (let turn = 0; turn < 100; turn++) {
      if (document.querySelector("main > article")?.dataset.alert === id) break;
      await new Promise((done) => setTimeout(done, 20));
    }
    found.push(read());
  }
  return found;
}""".replace("READ;", TEXT)
HOLDS = """async ([language, count]) => {
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const request = database.transaction("alerts").objectStore("alerts").getAll();
  const held = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  database.close();
  const mine = held.filter((one) => one.payload.notification.data.lang === language);
  return mine.length >= count;
}"""
# Only the app makes the heading a place to put the focus.
DRAWN = """() => document.querySelector("main h1[tabindex]") !== null"""
CONTROLS = "() => navigator.serviceWorker.controller !== null"
KEEPS_PAGE = """async (path) => (await caches.match(path)) !== undefined"""
FORGET_ANSWERS = """async () => {
  for (const name of await caches.keys())
    if (!name.startsWith("hansho-core")) await caches.delete(name);
}"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("town"), ["http://127.0.0.1:9"], {}) as running:
        yield running


@pytest.fixture(scope="module")
def alerts(town: Town) -> list[str]:
    """Ids of 50 alerts of all kinds and orders; some changed, some withdrawn, newest first."""
    ids = []
    for number in range(COUNT):
        bulletin = drill.order(town.moment_of(number), town.scene.ordered)
        kind, order = KINDS[number % len(KINDS)], ORDERS[number % len(ORDERS)]
        text = drill.to_xml(bulletin).decode()
        text = text.replace(">flood<", f">{kind}<").replace(">evacuate<", f">{order}<")
        answer = town.ask(command="issue", report=b64encode(text.encode()).decode())
        ids.append(str(answer["alerts"][0]["id"]))
        if number % 7 == 3:
            town.ask(command="cancel", alert=ids[-1])
    return ids[::-1]


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport={"width": 360, "height": 800})


def from_the_server(town: Town, language: str, alert: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{town.url}/{language}/alerts/{alert}", timeout=10) as answer:
        page = html.document_fromstring(answer.read().decode())
    [main] = page.xpath("//main")
    [article] = main.xpath("./article")
    lines = [text for one in article if (text := one.text_content())]
    return {
        "id": article.get("data-alert"),
        "text": "\n".join(lines),
        "all": main.text_content(),
        "lang": main.get("lang"),
        "dir": main.get("dir"),
    }


def from_the_payload(town: Town, language: str, alert: str) -> dict[str, Any]:
    pushed = town.payload(alert, language)["notification"]
    lines = [pushed["title"], *pushed["body"].split("\n")]
    return {
        "id": alert,
        "text": "\n".join(lines),
        "all": "".join(lines),
        "lang": pushed["lang"],
        "dir": pushed["dir"],
    }


def wait(page: Page, script: str, *arguments: Any) -> None:
    """Asks until it is true: the page's policy lets playwright's own waiting run no text."""
    for _ in range(1200):
        if page.evaluate(script, *arguments):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not within a minute: {script}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_server_app_and_app_without_network_say_the_same(
    town: Town, alerts: list[str], page: Page, language: str
) -> None:
    page.goto(f"{town.url}/{language}/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    wait(page, HOLDS, [language, COUNT])
    wait(page, DRAWN)

    online = page.evaluate(EACH, [language, alerts])
    page.evaluate(FORGET_ANSWERS)
    page.context.set_offline(True)
    page.goto(f"{town.url}/{language}/")
    wait(page, DRAWN)
    offline = page.evaluate(EACH, [language, alerts])

    assert online == [from_the_payload(town, language, alert) for alert in alerts]
    assert [from_the_server(town, language, alert) for alert in alerts] == online
    assert offline == online
    assert len({one["text"] for one in online}) == COUNT


@contextmanager
def firefox_tab(program: Path, folder: Path) -> Iterator[Tab]:
    # No push service: nothing is subscribed to here.
    wishes = firefox.Wishes(headless=True, remote=True)
    firefox.write_profile(folder / "profile", "ws://127.0.0.1:9/", wishes)
    child = firefox.start(folder / "profile", folder / "firefox.log", wishes, program=program)
    with child as running, Bidi(firefox.bidi_url(running)) as bidi:
        yield bidi.tab()


def called(script: str, *arguments: object) -> str:
    """A function's text and what it is given -> the body of a function that returns its value."""
    given = ", ".join(msgspec.json.encode(one).decode() for one in arguments)
    return f"return await ({script})({given})"


@pytest.mark.parametrize("language", LANGUAGES_IN_FIREFOX)
def test_firefox_says_the_same_with_and_without_network(
    town: Town,
    alerts: list[str],
    require_program: Callable[[str], Path],
    tmp_path: Path,
    language: str,
) -> None:
    some = alerts[:: len(alerts) // COUNT_IN_FIREFOX]
    with firefox_tab(require_program("firefox-esr"), tmp_path) as tab:
        tab.open(f"{town.url}/{language}/")
        tab.wait(called(CONTROLS), "the worker serves the page")
        tab.wait(called(HOLDS, [language, COUNT]), "every alert is held")
        tab.wait(called(KEEPS_PAGE, f"/{language}/"), "the page is kept")
        tab.wait(called(DRAWN), "the app has drawn")

        online = tab.run(called(EACH, [language, some]))
        tab.run(called(FORGET_ANSWERS))
        with town.cut():
            tab.open(f"{town.url}/{language}/")
            tab.wait(called(DRAWN), "the app has drawn without network")
            offline = tab.run(called(EACH, [language, some]))

    assert online == [from_the_payload(town, language, alert) for alert in some]
    assert [from_the_server(town, language, alert) for alert in some] == online
    assert offline == online
    assert len({one["text"] for one in online}) == COUNT_IN_FIREFOX
