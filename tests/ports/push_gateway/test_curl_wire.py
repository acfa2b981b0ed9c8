"""libcurl in a sender process: the same services as for the gateway, driven by one epoll."""

import socket
import time
from pathlib import Path

import certifi
import pytest

from alerts.push.endpoints import push_service
from alerts.push.refusal import REFUSED_HERE
from service.push.curl_wire import CurlWire, Ended
from service.push.reaching import Reach

DATE = "Sun, 22 Nov 2026 08:00:00 GMT"
HEADERS = ["TTL: 60", "Expect:"]
PATIENCE_S = 20.0


@pytest.fixture
def wired(wire):
    trusted = wire.ca_file or Path(certifi.where())
    made = CurlWire(Reach([push_service(wire.origin)], {}), 1.0, trusted, 8)
    yield made
    made.close()


def all_ended(wired: CurlWire, count: int) -> list[Ended]:
    ended: list[Ended] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(ended) < count:
        assert time.monotonic() < deadline, f"{count - len(ended)} pushes never ended"
        ended += wired.turn(0.25)[0]
    return ended


def test_a_success_is_told_plainly_and_one_of_many_at_once_with_its_date(wire, wired) -> None:
    for token in range(5):
        assert wired.start(token, f"{wire.origin}/201/{token}", HEADERS, b"sealed") == ""

    ended = all_ended(wired, 5)

    assert sorted((one.token, one.status, one.said) for one in ended) == [
        (token, 201, None) for token in range(5)
    ]
    assert DATE in {one.date for one in ended}
    assert sorted(one.path for one in wire.received) == [f"/201/{token}" for token in range(5)]
    assert {one.body for one in wire.received} == {b"sealed"}


@pytest.mark.parametrize(
    ("path", "status", "retry_after"), [("/410", 410, ""), ("/429", 429, "900")]
)
def test_whatever_is_no_success_is_told_in_full(wire, wired, path, status, retry_after) -> None:
    wired.start(7, f"{wire.origin}{path}/a", HEADERS, b"sealed")

    [ended] = all_ended(wired, 1)

    assert (ended.token, ended.status) == (7, status)
    assert (ended.said.retry_after, ended.said.date) == (retry_after, DATE)


def test_a_line_that_is_used_again_says_nothing_of_before(wire, wired) -> None:
    told = []
    for path in ("/429/a", "/slow/a", "/201/a", "/410/a"):
        wired.start(1, wire.origin + path, HEADERS, b"sealed")
        [ended] = all_ended(wired, 1)
        told.append((ended.status, ended.said.retry_after if ended.said else None))

    assert told == [(429, "900"), (0, ""), (201, None), (410, "")]


def test_an_endless_answer_is_cut_off_and_a_reset_harms_no_other(http2) -> None:
    made = CurlWire(Reach([push_service(http2.origin)], {}), 5.0, http2.ca_file, 8)
    for token, path in enumerate(("/endless/a", "/reset/a", "/201/goodbye", "/201/b")):
        made.start(token, http2.origin + path, HEADERS, b"sealed")

    statuses = {one.token: one.status for one in all_ended(made, 4)}

    made.close()
    assert {token: statuses[token] for token in (0, 1)} == {0: 201, 1: 0}
    assert statuses[3] in (201, 0)


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("https://elsewhere.example.org/a", REFUSED_HERE),
        ("http://127.0.0.1:1/a b", REFUSED_HERE),
    ],
)
def test_what_may_not_be_reached_is_not_begun(wired, endpoint: str, why: str) -> None:
    assert wired.start(1, endpoint, HEADERS, b"sealed").startswith(why)


def test_the_watched_descriptor_ends_the_waiting(wired) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wired.watch(theirs.fileno(), writing=False)
        before = wired.turn(0.0)[1]
        ours.send(b"x")

        after = wired.turn(PATIENCE_S)[1]

    assert (before, after) == (False, True)
