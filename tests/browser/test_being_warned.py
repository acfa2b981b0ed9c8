"""A drill from the desk to the screen of a real browser, and every later word of it.

A case counts only if the browser's local push service took our encrypted POST (`posts`), and what
is shown stands nowhere but in what the browser decrypted.
"""

import pytest

from tests.browser.phone import LANGUAGE, Phone, carries
from tests.browser.posting import Posts


@pytest.fixture(autouse=True)
def _clean(phone: Phone) -> None:
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
    phone.clear()


def test_a_drill_is_shown_as_it_was_written(phone: Phone, posts: Posts) -> None:
    seen = len(phone.browser.desktop.calls)
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    written = phone.town.payload(drill.id, LANGUAGE)["notification"]
    fields = ("title", "lang", "dir", "tag", "silent")
    assert {name: shown[name] for name in fields} == {name: written[name] for name in fields}
    assert carries(shown["body"], written["body"])
    assert (shown["lang"], shown["tag"], shown["silent"]) == ("ja", drill.id, True)
    told = phone.browser.desktop.wait_call(after=seen)
    assert (told.title, told.is_silent) == (written["title"], True)
    # Chromium writes the site's address above the text.
    assert told.body.removeprefix(f"{phone.town.url.partition('//')[2]}\n\n") == shown["body"]


def test_a_changed_order_takes_the_place_of_the_one_before(phone: Phone, posts: Posts) -> None:
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id, rev=1)
        phone.town.update(drill)

        shown = phone.wait_shown("the update", id=drill.id, rev=2)

    assert shown["data"]["relation"] == "changed"
    assert [one["data"]["rev"] for one in phone.shown()] == [2]
    phone.browser.desktop.wait_visible(1)


def test_an_all_clear_takes_its_place_and_says_so(phone: Phone, posts: Posts) -> None:
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id, phase="live")
        phone.town.all_clear(drill)

        shown = phone.wait_shown("the all-clear", id=drill.id, rev=2)

    assert shown["data"]["phase"] == "all_clear"
    assert "解除" in shown["title"]
    assert len(phone.shown()) == 1


def test_a_withdrawal_takes_its_place_and_says_so(phone: Phone, posts: Posts) -> None:
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id, phase="live")
        phone.town.withdraw(drill)

        shown = phone.wait_shown("the withdrawal", id=drill.id, rev=2)

    assert shown["data"]["phase"] == "withdrawn"
    assert len(phone.shown()) == 1


def test_two_alerts_shown_together_can_be_told_apart(phone: Phone, posts: Posts) -> None:
    with posts(phone, 2):
        first, second = phone.town.order(minutes_ago=7), phone.town.order()

        texts = [phone.wait_shown("both", id=drill.id)["body"] for drill in (first, second)]

    assert texts[0] != texts[1]
    assert len({one["tag"] for one in phone.shown()}) == 2
    phone.browser.desktop.wait_visible(2)


def test_a_tap_opens_the_alert(phone: Phone, posts: Posts) -> None:
    with posts(phone, 1):
        drill = phone.town.order()
        title = phone.wait_shown("the order", id=drill.id)["title"]
    [notice] = phone.browser.desktop.wait_visible(1)

    phone.browser.desktop.tap(notice.number)

    address = f"{phone.town.url}/{LANGUAGE}/alerts/{drill.id}"
    assert phone.browser.wait_for_url(lambda url: url == address) == address
    read = "return document.querySelector('main h1')?.innerText"
    assert phone.browser.wait(read, "the alert's page") == title


def test_a_drill_reaches_a_phone_whose_tab_is_closed(phone: Phone, posts: Posts) -> None:
    phone.browser.close_pages()
    seen = len(phone.browser.desktop.calls)
    with posts(phone, 1):
        drill = phone.town.order()
        phone.town.wait_delivered(drill.id)
        body = phone.town.payload(drill.id, LANGUAGE)["notification"]["body"]

        shown = phone.browser.desktop.wait_for(lambda call: body in call.body, after=seen)

    assert shown.is_silent
