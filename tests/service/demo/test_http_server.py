import http.client
import socket
from urllib.parse import urlsplit

import pytest

from service.demo.http_server import HttpServers, NotHttp, Request, Response, take_request


def whole(body: bytes = b"abc") -> bytes:
    return b"POST /push/1 HTTP/1.1\r\nTTL: 60\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def echo(origin: str, request: Request) -> Response:
    return Response(status=201, headers={"Location": origin}, body=request.path)


def test_a_request_in_pieces_is_taken_once_it_is_whole():
    buffer = bytearray()
    taken = []

    for byte in whole():
        buffer.append(byte)
        taken.append(take_request(buffer))

    expected = Request(
        method="POST", path="/push/1", headers={"ttl": "60", "content-length": "3"}, body=b"abc"
    )
    assert taken == [None] * (len(whole()) - 1) + [expected]
    assert buffer == b""


def test_two_requests_that_arrive_together_are_taken_one_by_one():
    buffer = bytearray(whole(b"one") + whole(b"two"))

    bodies = [take_request(buffer).body for _ in range(2)]

    assert bodies == [b"one", b"two"]
    assert take_request(buffer) is None


@pytest.mark.parametrize(
    "text",
    [
        b"hello\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"x" * 20_000,
    ],
)
def test_what_can_never_become_a_request_is_refused(text):
    with pytest.raises(NotHttp):
        take_request(bytearray(text))


def test_each_port_answers_under_its_own_origin_and_keeps_the_connection():
    with HttpServers(2, echo) as servers:
        answers = []
        for origin in servers.origins:
            connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)
            for path in ("/a", "/b"):
                connection.request("POST", path, b"x")
                answer = connection.getresponse()
                answers.append((answer.status, answer.headers["Location"], answer.read()))
            connection.close()

    first, second = servers.origins
    assert answers == [
        (201, first, b"/a"),
        (201, first, b"/b"),
        (201, second, b"/a"),
        (201, second, b"/b"),
    ]


def test_a_client_that_speaks_no_http_is_told_so_and_left():
    with HttpServers(1, echo) as servers:
        port = urlsplit(servers.origins[0]).port
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"hello\r\n\r\n")
            answer = client.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_leaving_closes_the_ports_and_ends_the_thread():
    with HttpServers(1, echo) as servers:
        port = urlsplit(servers.origins[0]).port

    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=10)
