"""Fetching a feed: asked politely, and at a bounded cost whatever the server does."""

import gzip
import socket
import threading
from itertools import count

import pytest

from service.watch.fetching import Failed, Fetched, Fetcher, Tag
from tests.service.watch.feed_server import Answer, bytes_of, serving

FEED = "<feed>鐘</feed>".encode()
TAG = Tag(etag='"7"', last_modified="Sun, 22 Nov 2026 12:00:20 GMT")


def ask(answer: Answer, tag: Tag | None = None, **limits: int) -> tuple[Fetched | Failed, str]:
    """What came of it, and the first request's head."""
    with serving(answer) as server:
        found = Fetcher(loopback=True, timeout_s=30, **limits).fetch(server.address, tag)
        return found, (server.asked or [""])[0]


def test_a_feed_is_read_with_what_names_its_version() -> None:
    answer = bytes_of("200 OK", FEED, ETag=TAG.etag, Last_Modified=TAG.last_modified)

    found, asked = ask(answer)

    assert found == Fetched(body=FEED, tag=TAG)
    assert "If-None-Match" not in asked


def test_a_feed_that_was_read_is_asked_for_by_its_version_and_not_sent_again() -> None:
    found, asked = ask(bytes_of("304 Not Modified"), TAG)

    assert found == Fetched(body=None, tag=TAG)
    assert 'If-None-Match: "7"' in asked
    assert "If-Modified-Since: Sun, 22 Nov 2026 12:00:20 GMT" in asked


def test_a_version_in_letters_of_no_alphabet_is_given_back_as_it_came() -> None:
    found, _ = ask(bytes_of("200 OK", FEED, ETag='"\xe9"'))
    assert isinstance(found, Fetched)

    _, asked = ask(bytes_of("304 Not Modified"), found.tag)

    assert 'If-None-Match: "\xe9"' in asked


def test_a_packed_feed_is_unpacked() -> None:
    found, asked = ask(bytes_of("200 OK", gzip.compress(FEED), Content_Encoding="gzip"))

    assert found == Fetched(body=FEED, tag=Tag())
    assert "Accept-Encoding: gzip" in asked


def endless(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        peer.sendall(b"<entry/>" * 8192)


def endless_head(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in count():
        peer.sendall(f"X-{number}: {'bell' * 100}\r\n".encode())


def test_what_never_ends_is_left_at_the_cap() -> None:
    found, _ = ask(endless, most_bytes=100_000)

    assert found == Failed(reason="it is longer than 100000 bytes")


def test_a_head_that_never_ends_is_left() -> None:
    found, _ = ask(endless_head)

    assert found == Failed(reason="its answer's head is longer than 16384 bytes")


def test_a_bomb_is_left_once_it_is_larger_than_a_feed_may_be() -> None:
    bomb = gzip.compress(bytes(50_000_000))

    found, _ = ask(bytes_of("200 OK", bomb, Content_Encoding="gzip"), most_bytes=1_000_000)

    assert found == Failed(reason="it is longer than 1000000 bytes")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (gzip.compress(FEED)[:-9], "what it sent ends in the middle"),
        (b"no gzip at all", "what it sent is packed by no gzip that can be read"),
    ],
    ids=["cut off", "not packed"],
)
def test_a_spoilt_package_is_no_feed(body: bytes, reason: str) -> None:
    found, _ = ask(bytes_of("200 OK", body, Content_Encoding="gzip"))

    assert found == Failed(reason=reason)


def test_nobody_follows_a_redirect() -> None:
    with serving(bytes_of("200 OK", FEED)) as inner:
        found, _ = ask(bytes_of("302 Found", Location=inner.address))

        assert inner.asked == []
    assert isinstance(found, Failed)
    assert f"it leads to {inner.address}" in found.reason


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/", "file:///etc/hostname", "http://[", ""])
def test_no_other_scheme_is_asked(address: str) -> None:
    found = Fetcher(loopback=True).fetch(address)

    assert found == Failed(reason="its address is not https; name one that is")


def test_a_real_watch_asks_by_https_alone() -> None:
    with serving(bytes_of("200 OK", FEED)) as server:
        found = Fetcher().fetch(server.address)

        assert server.asked == []
    assert isinstance(found, Failed)


def test_a_name_that_leads_into_this_machine_is_not_asked() -> None:
    with serving(bytes_of("200 OK", FEED)) as server:
        found = Fetcher(timeout_s=10).fetch(f"https://localhost:{server.port}/feed.xml")

        assert server.asked == []
    assert isinstance(found, Failed)


def test_a_refusal_says_when_to_come_again() -> None:
    found, _ = ask(bytes_of("503 Service Unavailable", Retry_After="120"))

    assert found == Failed(reason="it answered 503", retry_after="120", status=503)


def test_a_304_that_nobody_asked_for_is_no_answer() -> None:
    found, _ = ask(bytes_of("304 Not Modified"))

    assert isinstance(found, Failed)


def test_a_server_that_says_nothing_is_left_after_its_time() -> None:
    over = threading.Event()

    def silent(_: socket.socket) -> None:
        over.wait(30)

    with serving(silent) as server:
        found = Fetcher(loopback=True, timeout_s=0.2).fetch(server.address)
        over.set()

    assert isinstance(found, Failed)
    assert "it could not be asked" in found.reason


def test_garbage_is_no_answer() -> None:
    found, _ = ask(lambda peer: peer.sendall(b"\x00\xff" * 100 + b"\r\n\r\n"))

    assert isinstance(found, Failed)


def test_what_is_under_way_ends_with_the_service() -> None:
    ends, over = threading.Event(), threading.Event()

    def silent(_: socket.socket) -> None:
        ends.set()
        over.wait(30)

    with serving(silent) as server:
        fetcher = Fetcher(loopback=True, timeout_s=600, stop=ends.is_set)
        found = fetcher.fetch(server.address)
        again = fetcher.fetch(server.address)
        over.set()

    assert isinstance(found, Failed)
    assert again == Failed(reason="it was not asked: the service ends")
    assert len(server.asked) == 1


def test_a_connection_is_kept_for_the_next_question() -> None:
    def twice(peer: socket.socket) -> None:
        answer = bytes_of("200 OK", FEED)
        answer(peer)
        peer.recv(4096)
        answer(peer)

    with serving(twice) as server:
        fetcher = Fetcher(loopback=True, timeout_s=30)
        found = [fetcher.fetch(server.address) for _ in range(2)]
        fetcher.close()

    assert found == [Fetched(body=FEED, tag=Tag())] * 2
    assert len(server.asked) == 1
