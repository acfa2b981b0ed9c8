"""Warned, and then the network is gone: the alert can still be read, in another language too."""

import json
from collections.abc import Iterator

import pytest

from tests.browser.phone import LANGUAGE, Phone
from tests.browser.posting import Posts

MAIN = """
  const article = document.querySelector("main > article");
  if (!article) return null;
  return [...article.children].map((one) => one.textContent).filter(Boolean).join("\\n");
"""
# Of the card: the title for the other person and for its owner, once theirs is this one.
TWO = """
  const both = [...document.querySelectorAll(".pair .title")].map((one) => ({
    lang: one.parentElement.lang, dir: one.parentElement.dir, text: one.textContent}));
  const lines = document.querySelectorAll(".pair > p.for-them");
  return both[0]?.text === %s && lines.length > 5 ? both : null;
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


def to(phone: Phone, path: str) -> None:
    """Follows a link inside the app, as a tap on it does."""
    phone.browser.run(f"""
      const link = Object.assign(document.createElement("a"), {{href: "{path}"}});
      document.body.append(link);
      link.click();
      link.remove();
    """)


def says(text: str) -> str:
    """A script that is true once the alert's page says this, to the letter."""
    wanted = json.dumps(text)
    return f"return (() => {{ {MAIN} }})() === {wanted}"


def keep_words(phone: Phone, *languages: str) -> None:
    """What is chosen with a connection is kept: the words of these languages are on the phone."""
    files = ["app/turning.js"]
    files += [f"{of}/{one}.json" for of in ("alerts", "more", "words") for one in languages]
    phone.browser.wait(
        f"""
      const {{hash}} = JSON.parse(document.getElementById("page").textContent);
      for (const file of {json.dumps(files)}) {{
        const path = `/app/${{hash}}/${{file}}`;
        if (!(await caches.match(path))) await fetch(path);
        if (!(await caches.match(path))) return false;
      }}
      return true;
    """,
        "the words are kept",
    )


def test_a_received_alert_is_turned_to_other_languages_without_network(
    phone: Phone, posts: Posts
) -> None:
    text = read_once(phone, posts)
    alert_id = phone.browser.run("return document.querySelector('main > article').dataset.alert")
    served = {one: text_of(phone, alert_id, one) for one in ("ja-simple", "ko", "ar-XB")}
    keep_words(phone, "ja", *served)

    with phone.town.cut():
        phone.browser.reload()
        phone.browser.wait(says(text), "the alert's page without network")
        phone.browser.click("#languages summary")
        phone.browser.click("#languages a[hreflang=ja-simple]")
        phone.browser.wait(says(served["ja-simple"]), "the alert in easy Japanese")
        for language in ("ko", "ar-XB"):
            to(phone, f"/{language}/alerts/{alert_id}")
            phone.browser.wait(says(served[language]), f"the alert in {language}")
        direction = phone.browser.run("return document.querySelector('main').dir")
        to(phone, f"/{LANGUAGE}/alerts/{alert_id}")

        phone.browser.wait(says(text), "the alert as it came")
        assert direction == "rtl"
        assert len({text, *served.values()}) == 4


def test_what_helps_in_full_is_unfolded_without_network(phone: Phone, posts: Posts) -> None:
    text = read_once(phone, posts)
    keep_words(phone, "ja")

    with phone.town.cut():
        phone.browser.reload()
        phone.browser.wait(says(text), "the alert's page without network")
        phone.browser.click("details.full summary")
        said = phone.browser.wait(
            "return document.querySelector('details.full p')?.textContent", "what helps in full"
        )

    assert said.startswith("避難するときは、道が水につからないうちに。")


def test_the_card_stands_in_two_languages_without_network(phone: Phone, posts: Posts) -> None:
    read_once(phone, posts)
    alert_id = phone.browser.run("return document.querySelector('main > article').dataset.alert")
    keep_words(phone, "ja", "ja-simple", "en", "ar-XB")
    english = phone.town.payload(alert_id, "en")["notification"]["title"]
    mirrored = phone.town.payload(alert_id, "ar-XB")["notification"]["title"]

    with phone.town.cut():
        phone.browser.reload()
        phone.browser.wait(MAIN, "the alert's page without network")
        to(phone, f"/ar-XB/card#{alert_id}")
        phone.browser.wait("return document.querySelector('select') !== null", "the card")
        phone.browser.run("""
          const chosen = document.querySelector("select");
          chosen.value = "en";
          chosen.dispatchEvent(new Event("change", {bubbles: true}));
        """)
        both = phone.browser.wait(TWO % json.dumps(english), "both languages side by side")

    assert both == [
        {"lang": "en", "dir": "ltr", "text": english},
        {"lang": "ar", "dir": "rtl", "text": mirrored},
    ]
