"""What an outsider can hold: no long head, no slow line, no crowd of idle connections."""

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from typing import Any

import pytest
import uvicorn

from service.settings import Settings
from service.web import serving
from service.web.bounded_http import MOST_HEAD_BYTES, TOO_LARGE, BoundedHttp
from service.web.serving import config_of

_PATIENCE_S = 30


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Says how much body came; at `/much` much, at `/early` before it came."""
    if scope["path"] == "/much":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for left in range(64, 0, -1):
            part = {"type": "http.response.body", "body": bytes(1 << 20), "more_body": left > 1}
            await send(part)
        return
    if scope["path"] == "/early":
        headers = [(b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body"})
        return
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    said = str(size).encode()
    headers = [(b"content-length", str(len(said)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": said})


@pytest.fixture
def port(server: uvicorn.Server) -> int:
    (listening,) = server.servers
    return int(listening.sockets[0].getsockname()[1])


@pytest.fixture
def server() -> Iterator[uvicorn.Server]:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = config_of(echo, Settings(port=0))
        config.lifespan = "off"
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield server
        server.should_exit = True
        thread.join(_PATIENCE_S)


def talk(port: int, *pieces: bytes) -> bytes:
    """All that comes back until the other side closes."""
    with closing(socket.create_connection(("127.0.0.1", port), _PATIENCE_S)) as line:
        got = b""
        with suppress(ConnectionResetError, BrokenPipeError):
            for piece in pieces:
                line.sendall(piece)
            while more := line.recv(65536):
                got += more
        return got


GET = b"GET / HTTP/1.1\r\nhost: a\r\n"
LAST = b"connection: close\r\n\r\n"


def test_ordinary_requests_are_answered_one_after_another(port: int) -> None:
    got = talk(port, GET + b"\r\n" + GET + b"\r\n" + GET + LAST)

    assert got.count(b"200 OK") == 3


@pytest.mark.parametrize(
    "pieces",
    [
        [GET, b"x: " + b"a" * (MOST_HEAD_BYTES + 1)],
        [GET, *[b"x: a\r\n" * 100] * 50],
        [b"GET /" + b"a" * (MOST_HEAD_BYTES + 1)],
    ],
)
def test_a_head_without_end_ends_the_connection(port: int, pieces: list[bytes]) -> None:
    """The answer may be lost with what was still under way."""
    assert talk(port, *pieces) in (b"", TOO_LARGE)


def test_a_long_head_gets_an_answer_that_says_so(port: int) -> None:
    assert talk(port, GET + b"x: " + b"a" * MOST_HEAD_BYTES) == TOO_LARGE


def test_a_large_body_right_behind_a_short_head_is_no_long_head(port: int) -> None:
    body = b"b" * (4 * MOST_HEAD_BYTES)
    head = b"POST / HTTP/1.1\r\nhost: a\r\n" + f"content-length: {len(body)}\r\n".encode()

    assert talk(port, head + LAST + body).endswith(str(len(body)).encode())


@pytest.mark.parametrize(
    ("patience", "pieces"),
    [
        ("head_s", []),
        ("head_s", [b"GET / HT"]),
        ("head_s", [GET + b"\r\n", b"GET / HTTP/1.1\r\nhost:"]),
        ("whole_s", [b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nabc"]),
        ("whole_s", [b"POST /early HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n", b"abc"]),
    ],
)
def test_whoever_sends_nothing_more_is_let_go(
    port: int, monkeypatch: pytest.MonkeyPatch, patience: str, pieces: list[bytes]
) -> None:
    monkeypatch.setattr(BoundedHttp, patience, 0.05)

    assert talk(port, *pieces).count(b"200 OK") == int(len(pieces) == 2)


def test_more_connections_than_are_taken_are_told_to_come_again(port: int) -> None:
    with ExitStack() as idle:
        for _ in range(serving.MOST_CONNECTIONS):
            idle.enter_context(socket.create_connection(("127.0.0.1", port), _PATIENCE_S))
        got = talk(port, GET + LAST)

    assert got.startswith(b"HTTP/1.1 503 ")


def test_whoever_takes_nothing_of_an_answer_is_let_go(
    server: uvicorn.Server, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedHttp, "answer_s", 0.05)
    with closing(socket.create_connection(("127.0.0.1", port), _PATIENCE_S)) as line:
        line.sendall(b"GET /much HTTP/1.1\r\nhost: a\r\n\r\n")

        assert line.recv(12) == b"HTTP/1.1 200"
        deadline = time.monotonic() + _PATIENCE_S
        while server.server_state.connections:
            assert time.monotonic() < deadline, "it is still held"
            time.sleep(0.01)


def test_an_answer_that_is_taken_ends_no_line(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedHttp, "whole_s", 0.05)
    monkeypatch.setattr(BoundedHttp, "answer_s", 0.05)
    with closing(socket.create_connection(("127.0.0.1", port), _PATIENCE_S)) as line:
        for _ in range(3):
            line.sendall(GET + b"\r\n")
            assert line.recv(65536).startswith(b"HTTP/1.1 200 OK")
            quiet = select.poll()
            quiet.register(line, select.POLLIN | select.POLLRDHUP)
            assert quiet.poll(100) == []
