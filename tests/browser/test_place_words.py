"""What a notification says of this phone's places: the page prepares it, the worker says it.

The words stand nowhere but on the phone. A case counts only if the push service took our POST.
"""

import json
import random
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from shapely.geometry import Point, box

from alerts.model import Relation, Strength
from geo.grid import cell_at, cell_bounds
from service.demo.scene import Scene
from tests.browser import real_alert
from tests.browser.phone import LANGUAGE, Phone
from tests.browser.posting import Posts

HOME_IS_IN = "自宅は危険な区域にあります。"
METRES_PER_DEGREE = 90_000  # along a parallel in Japan, rather too few than too many

DATABASE = """
  const open = indexedDB.open("hansho", 1);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const kv = (mode) => database.transaction("kv", mode).objectStore("kv");
  const asked = (request) =>
    new Promise((done) => { request.onsuccess = () => done(request.result); });
"""
# A home elsewhere: kept here as a point, told to the server as a cell, as settings do it.
MOVE = (
    DATABASE
    + """
  const place = %s;
  await asked(kv("readwrite").put([place], "places"));
  await asked(kv("readwrite").delete("place_record"));
  const mine = await asked(kv("readonly").get("subscription"));
  database.close();
  const answer = await fetch(`/api/v1/subscriptions/${mine.id}/places`, {
    method: "PUT",
    headers: {Authorization: `Bearer ${mine.secret}`, "Content-Type": "application/json"},
    body: JSON.stringify({places: [{class: "home", cells: [place.cell]}]}),
  });
  return answer.ok;
"""
)
PREPARED = (
    DATABASE
    + """
  const record = await asked(kv("readonly").get("place_record"));
  database.close();
  return record?.places[0]?.lon === %s && record.language === "%s";
"""
)
SPEAK = (
    DATABASE
    + """
  await asked(kv("readwrite").put("%s", "language"));
  database.close();
"""
)
SPOIL = (
    DATABASE
    + """
  const record = await asked(kv("readonly").get("place_record"));
  await asked(kv("readwrite").put({...record, ...%s}, "place_record"));
  database.close();
"""
)
# A way as the page prepares it, and the city that it was made of, as the map keeps it.
WAY = "自宅から：兼六小学校まで650 m、約11分。開設は未確認です。"
PREPARE_WAY = (
    DATABASE
    + """
  const [home] = await asked(kv("readonly").get("places"));
  const way = {say: "%s", metres: 650, minutes: 11};
  const start = {id: home.id, lon: home.lon, lat: home.lat, zones: {}, ways: {flood: way}};
  const record = {v: 1, language: "ja", lang: "ja", bundle: "0123456789abcdef", n: 2,
    made: Math.floor(Date.now() / 1000) - 3600, of: "1", places: [start], ...%s};
  await asked(kv("readwrite").put(record, "way_record"));
  database.close();
  const city = {hash: "0123456789abcdef", changes: {v: 1, n: 2}};
  await (await caches.open("hansho-city")).put("/api/v1/city", Response.json(city));
"""
)
PICTURES = """
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({icon}) => icon.slice(0, 22));
"""


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> None:
    if "phone" not in request.fixturenames:
        return
    phone: Phone = request.getfixturevalue("phone")
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
    phone.clear()


def at_home(phone: Phone, point: tuple[float, float]) -> None:
    """This phone's one home is at lon, lat; the page was opened since and is ready for a warning."""
    lon, lat = point
    home = {"id": "home-1", "label": "自宅", "class": "home", "lon": lon, "lat": lat}
    place = json.dumps({**home, "cell": cell_at(lon, lat)})
    assert phone.browser.run(MOVE % place)
    phone.browser.open(f"{phone.town.url}/{LANGUAGE}/")
    phone.browser.wait(PREPARED % (lon, LANGUAGE), "the record is prepared")


def just_outside(scene: Scene) -> tuple[float, float]:
    """A point out of the order's area, in a cell that the area reaches into: it will be told."""
    west, south, east, north = scene.ordered.bounds
    source = random.Random(7)  # nothing secret: the same points for ever
    drawn = [Point(source.uniform(west, east), source.uniform(south, north)) for _ in range(4_000)]
    outside = [one for one in drawn if not scene.ordered.contains(one)]
    told = [
        one for one in outside if box(*cell_bounds(cell_at(one.x, one.y))).intersects(scene.ordered)
    ]
    farthest = max(told, key=scene.ordered.distance)
    assert scene.ordered.distance(farthest) * METRES_PER_DEGREE > 60
    return farthest.x, farthest.y


def text_of(phone: Phone, alert_id: str) -> str:
    written: dict[str, Any] = phone.town.payload(alert_id, LANGUAGE)["notification"]
    return str(written["body"])


def test_a_home_in_the_area_is_named_first_and_the_pushed_text_follows(
    phone: Phone, posts: Posts
) -> None:
    at_home(phone, phone.town.point)
    seen = len(phone.browser.desktop.calls)
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    words = f"{HOME_IS_IN}\n{text_of(phone, drill.id)}"
    assert shown["body"] == words
    told = phone.browser.desktop.wait_call(after=seen)
    assert told.body.removeprefix(f"{phone.town.url.partition('//')[2]}\n\n") == words


def test_a_home_outside_the_area_in_a_cell_of_it_is_claimed_nothing_of(
    phone: Phone, posts: Posts
) -> None:
    at_home(phone, just_outside(phone.town.scene))
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    assert shown["body"] == text_of(phone, drill.id)


def test_an_all_clear_says_nothing_of_a_home(phone: Phone, posts: Posts) -> None:
    at_home(phone, phone.town.point)
    with posts(phone, 2):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id, phase="live")
        phone.town.all_clear(drill)

        shown = phone.wait_shown("the all-clear", id=drill.id, phase="all_clear")

    assert HOME_IS_IN not in shown["body"]


@pytest.mark.parametrize(
    "changes", ["{v: 0}", '{language: "en", lang: "en", more: []}', "{places: 7}"]
)
def test_a_record_that_is_not_todays_adds_nothing(phone: Phone, posts: Posts, changes: str) -> None:
    at_home(phone, phone.town.point)
    # A page without the app, which would soon make the record whole again.
    phone.browser.open(f"{phone.town.url}/worker.js")
    phone.browser.run(SPOIL % changes)
    with posts(phone, 1):
        drill = phone.town.order()

        shown = phone.wait_shown("the order", id=drill.id)

    assert shown["body"] == text_of(phone, drill.id)


def test_who_reads_another_language_gets_pushes_and_places_in_it(
    own_phone: Phone, posts: Posts
) -> None:
    at_home(own_phone, own_phone.town.point)
    own_phone.browser.click("#languages summary")
    own_phone.browser.click("#languages a[hreflang=en]")
    own_phone.browser.wait(PREPARED % (own_phone.town.point[0], "en"), "the record is in English")
    with posts(own_phone, 1):
        drill = own_phone.town.order()

        shown = own_phone.wait_shown("the order", id=drill.id)

    pushed = own_phone.town.payload(drill.id, "en")["notification"]["body"]
    assert shown["body"] == f"Your home is in the danger area.\n{pushed}"


def test_the_picture_comes_out_of_the_phone(phone: Phone, posts: Posts) -> None:
    phone.browser.wait("return (await caches.keys()).length > 0", "the core is kept")
    with posts(phone, 1):
        drill = phone.town.order()
        phone.wait_shown("the order", id=drill.id)

    assert phone.browser.run(PICTURES) == ["data:image/png;base64,"]


def warned_to_leave(phone: Phone, stand_ins: Mapping[str, str], record: str) -> tuple[str, str]:
    """A real warning to leave, over a phone with such a way record: what is shown, what was pushed."""
    at_home(phone, phone.town.point)
    # A page without the app, which would look after the record itself.
    phone.browser.open(f"{phone.town.url}/worker.js")
    phone.browser.run(PREPARE_WAY % (WAY, record))
    alert = msgspec.structs.replace(real_alert.first(phone), strength=Strength.LEAVE)
    wanted = real_alert.push(phone, real_alert.plaintext(phone, alert, Relation.NEW), stand_ins)
    shown = phone.wait_shown("the warning", id=alert.alert_id)
    return str(shown["body"]), str(wanted["body"])


def test_a_home_in_the_area_of_a_real_warning_to_leave_is_shown_its_way(
    phone: Phone, stand_ins: Mapping[str, str], posts: Posts
) -> None:
    with posts(phone, 1):
        shown, pushed = warned_to_leave(phone, stand_ins, "{}")

    assert shown == f"{HOME_IS_IN}\n{WAY}\n{pushed}"


@pytest.mark.parametrize("broken", ["{v: 2}", "{places: 7}", "{n: 1}", '{of: "x".repeat(9000)}'])
def test_a_way_record_that_is_broken_or_of_other_streets_says_no_way(
    phone: Phone, stand_ins: Mapping[str, str], posts: Posts, broken: str
) -> None:
    with posts(phone, 1):
        shown, pushed = warned_to_leave(phone, stand_ins, broken)

    assert shown == f"{HOME_IS_IN}\n{pushed}"


def test_a_push_in_another_language_than_the_page_has_its_place_line(
    phone: Phone, posts: Posts
) -> None:
    """The page is read in English now, and the service has not heard of it."""
    lon, lat = phone.town.point
    at_home(phone, (lon, lat))
    try:
        with phone.town.cut():
            phone.browser.click("#languages summary")
            phone.browser.click("#languages a[hreflang=en]")
            phone.browser.wait(PREPARED % (lon, "en"), "the record is in English")
        with posts(phone, 1):
            drill = phone.town.order()
            shown = phone.wait_shown("the order", id=drill.id)
    finally:
        phone.browser.run(SPEAK % LANGUAGE)

    assert shown["data"]["lang"] == LANGUAGE
    assert HOME_IS_IN in shown["body"].split("\n")
