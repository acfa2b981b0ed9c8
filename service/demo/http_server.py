"""A very small HTTP/1.1 server on asyncio, enough for a push service on the loopback.

Keep-alive and pipelining; bodies need a `Content-Length`. One callable answers every request.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from email.utils import formatdate
from typing import Self

import msgspec

_HEAD_LIMIT = 16_384
_BODY_LIMIT = 65_536
_REASONS = {201: "Created", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Response(msgspec.Struct, frozen=True, kw_only=True):
    status: int
    headers: dict[str, str] = {}
    body: str | bytes = ""


class NotHttp(Exception):
    """The bytes on a connection are not a request that this server can read."""


Answerer = Callable[[str, Request], Response]
"""Takes the origin that was asked, `http://127.0.0.1:PORT`, and the request."""


def take_request(buffer: bytearray) -> Request | None:
    """Cuts one whole request off the front of the buffer; None while it is not whole yet.

    Raises `NotHttp` for what can never become one.
    """
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > _HEAD_LIMIT:
            raise NotHttp("the header is too long")
        return None
    method, path, headers = _head(bytes(buffer[:end]))
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not length.isdecimal() or int(length) > _BODY_LIMIT:
        raise NotHttp("the body needs a Content-Length of reasonable size")
    whole = end + 4 + int(length)
    if len(buffer) < whole:
        return None
    body = bytes(buffer[end + 4 : whole])
    del buffer[:whole]
    return Request(method=method, path=path, headers=headers, body=body)


def _head(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise NotHttp(f"no HTTP/1.1 request: {first[:80]!r}")
    pairs = (line.partition(":") for line in lines)
    return words[0], words[1], {name.lower(): value.strip() for name, _, value in pairs}


def render(response: Response) -> bytes:
    """The answer as bytes, with the `Date` that push services send too."""
    body = response.body.encode() if isinstance(response.body, str) else response.body
    headers = {
        "Date": formatdate(usegmt=True),
        "Content-Length": str(len(body)),
        **response.headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    reason = _REASONS.get(response.status, "Answer")
    return f"HTTP/1.1 {response.status} {reason}\r\n{lines}\r\n".encode() + body


class _Connection(asyncio.Protocol):
    def __init__(self, answer: Answerer, origin: str, connections: set[asyncio.Transport]) -> None:
        self._answer = answer
        self._origin = origin
        self._connections = connections
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(transport)

    def connection_lost(self, _: Exception | None) -> None:
        if self._transport is not None:
            self._connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._buffer += data
        try:
            while (request := take_request(self._buffer)) is not None:
                self._transport.write(render(self._answer(self._origin, request)))
        except NotHttp as error:
            self._transport.write(render(Response(status=400, body=str(error))))
            self._transport.close()


class HttpServers:
    """Loopback servers, one port each, answered by one callable in one thread of their own.

    A context manager; `origins` are known once entered (the operating system chooses the ports).
    """

    def __init__(self, count: int, answer: Answerer) -> None:
        self.origins: tuple[str, ...] = ()
        self._count = count
        self._answer = answer
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._open = threading.Event()
        self._thread = threading.Thread(target=self._work, name="push services", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._open.wait(timeout=10):
            raise TimeoutError("the demo's push services did not open within 10 s")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=10)

    def _work(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        connections: set[asyncio.Transport] = set()
        servers = [await self._listen(connections) for _ in range(self._count)]
        self._open.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        for transport in tuple(connections):
            transport.abort()

    async def _listen(self, connections: set[asyncio.Transport]) -> asyncio.Server:
        listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.origins += (origin,)
        return await self._loop.create_server(
            lambda: _Connection(self._answer, origin, connections), sock=listener
        )
