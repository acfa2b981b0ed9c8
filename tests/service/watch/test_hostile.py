"""Whatever lies at a feed's address costs a bounded amount, and keeps no other feed waiting."""

import gzip
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from service.feed_settings import FeedSetting
from service.settings import Settings
from service.watch.feed_round import (
    MOST_A_ROUND,
    MOST_BYTES,
    MOST_BYTES_A_ROUND,
    MOST_TAGS,
    MOST_TAGS_A_ROUND,
    MOST_TAGS_OF_ONE,
)
from service.wiring import Service
from tests.factories import NOW
from tests.service.watch.feed_server import Answer, FeedServer, bytes_of, serving
from tests.service.watch.publisher import publishing
from tests.service.watch.test_in_service import wait_for
from tests.service.watch.world import World

MINUTE = timedelta(minutes=1)
LEFT = f"it is longer than {MOST_BYTES} bytes"
BLOATED = f"it holds more than {MOST_TAGS} tags or half as many attributes"
NOTHING = b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>'
START = b'<feed xmlns="http://www.w3.org/2005/Atom">'


def endless(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + START)
    while True:
        peer.sendall(b"<entry/>" * 8192)


def packed(body: bytes) -> Answer:
    return bytes_of("200 OK", gzip.compress(body), Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (endless, LEFT),
        (packed(bytes(200 * 2**20)), LEFT),
        (packed(START + b"<entry/>" * 1_000_000 + b"</feed>"), LEFT),
        (packed(START + b"<x/>" * 1_000_000 + b"</feed>"), BLOATED),
        (packed(START + b'<x a="" b="" c="" d=""/>' * 50_000), BLOATED),
        (bytes_of("200 OK", START + b"<a>" * 50_000), "The XML cannot be read"),
        (bytes_of("200 OK", b'<!DOCTYPE feed [<!ENTITY a "b">]>' + START), "The file declares a"),
        (bytes_of("302 Found", Location="http://127.0.0.1:1/"), "it leads to http://127.0.0.1:1/"),
        (bytes_of("200 OK", gzip.compress(START)[:-3], Content_Encoding="gzip"), "what it sent"),
    ],
    ids=[
        "endless",
        "bomb",
        "1 M entries",
        "1 M tags",
        "attributes",
        "deep",
        "entities",
        "redirect",
        "cut off",
    ],
)
def test_a_hostile_feed_is_left_and_nothing_of_it_is_taken_in(
    world: World, answer: Answer, said: str
) -> None:
    with serving(answer) as server:
        watch = world.begin(server.address)

        world.ask(watch)

    state = watch.state(NOW)
    assert (state.answered, state.failures) == (None, 1)
    assert state.error.startswith(said)
    assert (world.alerts.live(NOW), world.alerts.held(1).total) == ((), 0)


def test_of_very_many_warnings_the_newest_come_first_and_the_rest_in_the_next_round(
    world: World,
) -> None:
    names = [f"w{number}" for number in range(MOST_A_ROUND + 20)]
    for minute, name in enumerate(names):
        world.publisher.publish(name, NOTHING, NOW + minute * MINUTE)
    watch = world.begin()

    first, second, third = (world.ask(watch) for _ in range(3))

    assert first == ["/feed.xml", *(f"/{name}.xml" for name in names[20:])]
    assert second == ["/feed.xml", *(f"/{name}.xml" for name in names[:20])]
    assert third == ["/feed.xml="]


def test_while_a_feed_lists_more_than_can_be_read_it_has_not_answered(world: World) -> None:
    for number in range(MOST_A_ROUND + 1):
        world.publisher.publish(f"w{number}", NOTHING)
    watch = world.begin()

    world.ask(watch)

    state = watch.state(NOW)
    assert (state.answered, state.error) == (None, "1 of its warnings wait for the next round")


def test_of_very_long_warnings_so_many_are_read_in_a_round_as_a_round_may_cost(
    world: World,
) -> None:
    long = NOTHING.ljust(MOST_BYTES)
    fitting = MOST_BYTES_A_ROUND // MOST_BYTES
    for number in range(fitting + 2):
        world.publisher.publish(f"w{number}", long)
    watch = world.begin()

    first, second = world.ask(watch), world.ask(watch)

    assert (len(first), len(second)) == (1 + fitting + 1, 2)


def test_of_warnings_that_hold_very_many_tags_so_many_are_read_in_a_round_as_a_round_may_cost(
    world: World,
) -> None:
    tags = MOST_TAGS_OF_ONE - 2
    heavy = NOTHING.replace(b"/>", b">") + b"<x/>" * tags + b"</alert>"
    fitting = MOST_TAGS_A_ROUND // MOST_TAGS_OF_ONE
    for number in range(fitting + 3):
        world.publisher.publish(f"w{number}", heavy)
    watch = world.begin()

    first, second = world.ask(watch), world.ask(watch)

    assert (len(first), len(second)) == (1 + fitting + 1, 1 + 2)


def test_a_warning_that_holds_more_tags_than_any_real_one_is_not_read(world: World) -> None:
    world.publisher.publish("x", START + b"<x/>" * MOST_TAGS_OF_ONE + b"</feed>")
    watch = world.begin()

    world.ask(watch)

    said = f"it holds more than {MOST_TAGS_OF_ONE} tags or half as many attributes"
    assert watch.state(NOW).error.endswith(f"x.xml: {said}")


def test_warnings_that_all_fail_are_not_all_tried_in_one_round(world: World) -> None:
    for number in range(50):
        world.publisher.publish(f"w{number}", at=NOW + number * MINUTE)
    world.publisher.broken = {f"/w{number}.xml" for number in range(50)}
    watch = world.begin()

    first, second = world.ask(watch), world.ask(watch)

    assert first == ["/feed.xml", "/w0.xml", "/w1.xml", "/w2.xml"]
    assert second == ["/feed.xml", "/w3.xml", "/w4.xml", "/w5.xml"]


def test_a_server_that_goes_down_in_the_middle_is_left_alone_until_the_next_round(
    world: World,
) -> None:
    for number in range(50):
        world.publisher.publish(f"w{number}", at=NOW + number * MINUTE)
    world.publisher.broken = {f"/w{number}.xml" for number in range(2, 50)}

    asked = world.ask(world.begin())

    assert asked == ["/feed.xml", *(f"/w{number}.xml" for number in range(5))]


def test_a_warning_that_never_ends_is_left_and_the_others_come(world: World) -> None:
    with serving(endless) as server:
        leading = f'<entry><id>x</id><link href="{server.address}"/></entry>'
        world.publisher.entries.append(leading)
        world.publisher.publish("flood")

        world.ask(world.begin())

    assert len(world.alerts.live(NOW)) == 1


def test_a_feed_on_this_machine_leads_nowhere_else(world: World) -> None:
    world.publisher.entries.append(
        '<entry><id>x</id><link href="http://192.0.2.1/warning.xml"/></entry>'
        '<entry><id>y</id><link href="file:///etc/hostname"/></entry>'
    )
    world.publisher.publish("flood")
    watch = world.begin()

    world.ask(watch)

    assert len(world.alerts.live(NOW)) == 1
    assert "and 1 more" in watch.state(NOW).error


def test_a_server_may_ask_for_patience_but_not_for_ever(world: World) -> None:
    with serving(bytes_of("503 Service Unavailable", Retry_After="999999999")) as server:
        due = world.begin(server.address).ask()

    assert timedelta(minutes=2) < due - NOW <= timedelta(hours=1)


def hanging(release: threading.Event) -> Callable[[socket.socket], None]:
    def hang(peer: socket.socket) -> None:
        for number in count():
            peer.sendall(b"HTTP/1.1 200 OK\r\n" if not number else b"X: y\r\n")
            if release.wait(0.2):
                return

    return hang


def feed(name: str, server: FeedServer) -> FeedSetting:
    return FeedSetting(name=name, address=server.address)


def test_feeds_that_hang_or_never_end_keep_no_other_feed_waiting(tmp_path: Path) -> None:
    release = threading.Event()
    with (
        serving(hanging(release)) as slow,
        serving(endless) as flood,
        publishing() as publisher,
    ):
        publisher.publish("flood", at=NOW)
        good = FeedSetting(name="good", address=publisher.address)
        feeds = (feed("slow", slow), feed("endless", flood), good)
        with Service(Settings(data_dir=tmp_path, feeds=feeds)) as service:
            wait_for(lambda: bool(slow.asked and flood.asked))
            wait_for(lambda: service.feeds.states(NOW)[2].answered is not None)
            hung = service.feeds.states(NOW)[0]
        release.set()

    assert (hung.answered, hung.failures) == (None, 0)
    assert publisher.asked == ["/feed.xml", "/flood.xml"]
