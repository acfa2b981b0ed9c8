"""What only goes over a wire: redirects, endless answers, proxies, certificates, addresses."""

import socket

import pycurl
import pytest

from alerts.ports import Push
from alerts.push.endpoints import push_service
from service.outbound import guarded_socket, may_connect
from service.push.curl_gateway import CurlPushGateway

IMPATIENCE_S = 1.0


def test_a_redirect_is_not_followed(wire) -> None:
    [answer] = wire.gateway.deliver([wire.push(1, "/302/a")])

    assert answer.status == 302
    assert [r.path for r in wire.received] == ["/302/a"]


def test_an_endless_answer_is_cut_off_and_its_status_counts(wire) -> None:
    answers = list(wire.gateway.deliver(wire.push(n, "/endless/a") for n in range(3)))

    assert {a.token: a.status for a in answers} == {0: 201, 1: 201, 2: 201}
    assert all(a.error for a in answers)


def test_a_status_is_never_carried_over_from_an_earlier_push(wire) -> None:
    paths = ["/201/a", "/slow/a", "/201/b", "/slow/b"]
    one_line = CurlPushGateway(
        [push_service(wire.origin)], concurrency=1, timeout_s=IMPATIENCE_S, ca_file=wire.ca_file
    )

    answers = list(one_line.deliver(wire.push(n, path) for n, path in enumerate(paths)))

    one_line.close()
    assert [a.status for a in answers] == [201, 0, 201, 0]


def test_a_refused_connection_is_an_answer_of_status_0() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        origin = f"http://127.0.0.1:{closed.getsockname()[1]}"
    gateway = CurlPushGateway([push_service(origin)])

    [answer] = gateway.deliver([Push(token=1, endpoint=origin + "/x", headers=(), body=b"x")])

    gateway.close()
    assert (answer.status, answer.error.startswith("libcurl 7:")) == (0, True)


def test_proxies_named_in_the_environment_are_ignored(
    wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    [answer] = wire.gateway.deliver([wire.push(1, "/201/a")])

    assert answer.status == 201


def test_a_certificate_that_nobody_vouches_for_is_refused(http2) -> None:
    gateway = CurlPushGateway([push_service(http2.origin)])

    [answer] = gateway.deliver([http2.push(1, "/201/a")])

    gateway.close()
    assert (answer.status, http2.received) == (0, [])


def test_many_pushes_share_one_http2_connection(http2) -> None:
    list(http2.gateway.deliver(http2.push(n, "/201/a") for n in range(40)))

    assert len(http2.received) == 40
    assert {r.connection for r in http2.received} == {1}


def test_a_stream_that_is_reset_is_an_answer_of_status_0_and_harms_no_other(http2) -> None:
    answers = list(
        http2.gateway.deliver(http2.push(n, p) for n, p in enumerate(["/reset/a", "/201/a"]))
    )

    assert {a.token: a.status for a in answers} == {0: 0, 1: 201}


def test_a_service_that_says_goodbye_is_connected_to_anew(http2) -> None:
    paths = ["/201/a", "/201/goodbye", "/201/b"] * 4

    answers = list(http2.gateway.deliver(http2.push(n, p) for n, p in enumerate(paths)))
    later = list(http2.gateway.deliver([http2.push(99, "/201/c")]))

    assert sorted(a.token for a in answers) == list(range(12))
    assert {a.status for a in answers} <= {201, 0}
    assert [a.status for a in later] == [201]
    assert len({r.connection for r in http2.received}) > 1


def test_a_connection_that_says_nothing_more_is_left_by_whoever_comes_next(http2) -> None:
    [first] = http2.impatient.deliver([http2.push(0, "/mute/a")])

    [second] = http2.impatient.deliver([http2.push(1, "/201/b")])

    assert (first.status, second.status) == (0, 201)
    assert [received.connection for received in http2.received] == [1, 2]


def test_a_name_that_turns_out_to_be_this_machine_is_not_connected_to(plain) -> None:
    port = plain.origin.rsplit(":", 1)[1]
    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, f"http://rebound.example.org:{port}/201/a")
    curl.setopt(pycurl.RESOLVE, [f"rebound.example.org:{port}:127.0.0.1"])
    curl.setopt(pycurl.OPENSOCKETFUNCTION, guarded_socket(loopback=False))

    with pytest.raises(pycurl.error) as refused:
        curl.perform()

    curl.close()
    assert (refused.value.args[0], plain.received) == (pycurl.E_COULDNT_CONNECT, [])


@pytest.mark.parametrize(
    ("address", "loopback", "allowed"),
    [
        ("8.8.8.8", False, True),
        ("2606:4700::1111", False, True),
        ("127.0.0.1", False, False),
        ("10.1.2.3", False, False),
        ("169.254.169.254", False, False),
        ("100.64.0.1", False, False),
        ("0.0.0.0", False, False),
        ("224.0.0.1", False, False),
        ("::1", False, False),
        ("fe80::1", False, False),
        ("fd00::1", False, False),
        ("::ffff:127.0.0.1", False, False),
        ("::ffff:10.0.0.1", False, False),
        ("64:ff9b::a00:1", False, False),
        ("2002:7f00:1::", False, False),
        ("not an address", False, False),
        ("127.0.0.1", True, True),
        ("::1", True, True),
        ("8.8.8.8", True, False),
        ("10.1.2.3", True, False),
    ],
)
def test_connections_lead_to_the_internet_or_to_a_listed_loopback_service(
    address: str, loopback: bool, allowed: bool
) -> None:
    assert may_connect(address, loopback=loopback) is allowed
