"""Whatever is broken on the phone, the warning's own text is shown, once."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.browser.phone import LANGUAGE, Phone, carries
from tests.browser.posting import Posts
from tests.browser.sender import send

# Keeps a transaction open for as long as the page lives: whoever else reads or writes has to wait.
BLOCK_STORAGE = """
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const store = database.transaction(["kv", "alerts"], "readwrite").objectStore("kv");
  globalThis.hold = () => { store.get("x").onsuccess = globalThis.hold; };
  globalThis.hold();
"""
# A database of a version to come: ours cannot be opened any more.
REFUSE_STORAGE = """
  await new Promise((done, failed) => {
    const open = indexedDB.open("hansho", 99);
    open.onsuccess = () => { open.result.close(); done(); };
    open.onerror = () => failed(open.error);
  });
"""
CORRUPT = """
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const work = database.transaction(["kv", "alerts"], "readwrite");
  work.objectStore("alerts").put({payload: 7, shown: "perhaps"}, "%s");
  work.objectStore("kv").put("nowhere", "places");
  await new Promise((done) => { work.oncomplete = done; });
  database.close();
"""
DROP_CACHES = """
  for (const name of await caches.keys()) await caches.delete(name);
"""


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> None:
    if "phone" in request.fixturenames:
        phone: Phone = request.getfixturevalue("phone")
        phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
        phone.clear()


def text_of(payload: Mapping[str, Any]) -> tuple[str, str]:
    return payload["notification"]["title"], payload["notification"]["body"]


def test_the_same_revision_again_shows_no_second_notice(
    phone: Phone,
    stand_ins: Mapping[str, str],
    posts: Posts,
) -> None:
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id)
        phone.browser.desktop.wait_visible(1)
        seen = len(phone.browser.desktop.calls)
        send(phone, phone.town.payload(drill.id, LANGUAGE), stand_ins)
        phone.browser.desktop.wait_call(after=seen)

    phone.browser.desktop.wait_visible(1)
    assert len(phone.shown()) == 1


def test_a_payload_of_a_later_version_is_shown_as_it_stands(
    phone: Phone,
    stand_ins: Mapping[str, str],
    posts: Posts,
) -> None:
    later = {
        "title": "新しい版",
        "body": "水が来ます",
        "lang": "ja",
        "tag": "later",
        "silent": True,
    }
    with posts(phone, 1):
        send(phone, {"notification": {**later, "data": {"v": 9, "id": 5}}}, stand_ins)

        shown = phone.wait_shown("the later version", tag="later")

    assert {name: shown[name] for name in later} == later


def test_a_push_that_is_no_payload_is_shown_as_text(
    phone: Phone,
    stand_ins: Mapping[str, str],
    posts: Posts,
) -> None:
    with posts(phone, 1):
        send(phone, "高台へ逃げてください".encode(), stand_ins)

        shown = phone.wait_shown("the text", body="高台へ逃げてください")

    assert "Hansho" in shown["title"]


def test_a_spoilt_record_of_an_alert_does_not_keep_its_update_back(
    phone: Phone, posts: Posts
) -> None:
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id)
        phone.browser.run(CORRUPT % drill.id)
        phone.town.update(drill)

        shown = phone.wait_shown("the update", id=drill.id, rev=2)

    held = phone.browser.wait(HELD % drill.id, "the record is whole again")
    assert carries(shown["body"], held["payload"]["notification"]["body"])


def test_a_drill_is_shown_while_storage_does_not_answer(phone: Phone, posts: Posts) -> None:
    phone.browser.run(BLOCK_STORAGE)
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    assert (shown["title"], shown["body"]) == text_of(phone.town.payload(drill.id, LANGUAGE))
    phone.browser.open("about:blank")


def test_a_drill_is_shown_where_caches_are_gone(phone: Phone, posts: Posts) -> None:
    phone.browser.run(DROP_CACHES)
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    title, body = text_of(phone.town.payload(drill.id, LANGUAGE))
    assert shown["title"] == title
    assert carries(shown["body"], body)


def test_what_came_while_the_browser_was_ended_arrives_with_its_next_start(
    phone: Phone, posts: Posts
) -> None:
    phone.browser.stop()
    with posts(phone, 2, replaced=1):
        drill = phone.town.order()
        phone.town.wait_delivered(drill.id)
        phone.town.update(drill)
        phone.town.wait_delivered(drill.id)
        phone.browser.start()
        phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")

        shown = phone.wait_shown("the newest revision", id=drill.id)

    assert shown["data"]["rev"] == 2
    assert len(phone.shown()) == 1


def test_a_drill_is_shown_where_storage_is_refused(own_phone: Phone, posts: Posts) -> None:
    own_phone.browser.run(REFUSE_STORAGE)
    with posts(own_phone, 1):
        drill = own_phone.town.order()

        shown = own_phone.wait_shown("the order", id=drill.id)

    assert (shown["title"], shown["body"]) == text_of(own_phone.town.payload(drill.id, LANGUAGE))


HELD = """
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const request = database.transaction("alerts").objectStore("alerts").get("%s");
  const held = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  database.close();
  return typeof held.payload === "object" && held;
"""
