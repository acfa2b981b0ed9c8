"""Warned, and then the network is gone: the alert can still be read, in another language too."""

from collections.abc import Iterator

import pytest

from tests.browser.phone import LANGUAGE, Phone
from tests.browser.posting import Posts

MAIN = """
  const article = document.querySelector("main > article");
  if (!article) return null;
  return [...article.children].map((one) => one.textContent).filter(Boolean).join("\\n");
"""
PAGE = """
  const main = document.querySelector("main");
  return {page: document.documentElement.lang, main: main.lang, text: main.textContent};
"""
CONTROLLED = "return navigator.serviceWorker.controller !== null"


@pytest.fixture(autouse=True)
def _clean(phone: Phone) -> Iterator[None]:
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
    phone.clear()
    phone.browser.wait(CONTROLLED, "the worker serves the page")
    yield
    phone.browser.open("about:blank")


def text_of(phone: Phone, alert_id: str, language: str) -> str:
    pushed = phone.town.payload(alert_id, language)["notification"]
    return f"{pushed['title']}\n{pushed['body']}"


def read_once(phone: Phone, posts: Posts) -> str:
    """An order that was pushed, its page open with the network there: its text."""
    with posts(phone, 1):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id)
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/alerts/{drill.id}")
    text = text_of(phone, drill.id, LANGUAGE)
    assert phone.browser.wait(MAIN, "the alert's page") == text
    return text


def test_an_alert_that_was_pushed_is_read_after_a_reload_without_network(
    phone: Phone, posts: Posts
) -> None:
    text = read_once(phone, posts)

    with phone.town.cut():
        phone.browser.reload()

        assert phone.browser.wait(MAIN, "the alert's page without network") == text


def test_a_tap_without_network_opens_an_alert_whose_page_was_never_seen(
    phone: Phone, posts: Posts
) -> None:
    with posts(phone, 1):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id)
        text = text_of(phone, drill.id, LANGUAGE)
    [notice] = phone.browser.desktop.wait_visible(1)

    with phone.town.cut():
        phone.browser.desktop.tap(notice.number)

        address = f"{phone.town.url}/{LANGUAGE}/alerts/{drill.id}"
        phone.browser.wait_for_url(lambda url: url == address)
        assert phone.browser.wait(MAIN, "the alert's page without network") == text


def test_the_language_can_be_changed_without_network(phone: Phone, posts: Posts) -> None:
    text = read_once(phone, posts)

    with phone.town.cut():
        phone.browser.reload()
        phone.browser.wait(MAIN, "the alert's page without network")
        phone.browser.click("#languages summary")
        phone.browser.click("#languages a[hreflang=en]")
        english = "return document.documentElement.lang === 'en'"
        phone.browser.wait(english, "the page in English")
        found = phone.browser.run(PAGE)

    # The alert stays in the language that it was pushed in, and says so.
    assert found["main"] == "ja"
    assert found["text"] == text.replace("\n", "")
