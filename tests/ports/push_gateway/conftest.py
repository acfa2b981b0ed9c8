"""Three worlds for the gateways: push services over HTTP/1.1 and HTTP/2 on loopback, and the twin.

What a service answers is told by the path: `/410/…`, `/slow/…`, `/endless/…`, over HTTP/2
also `/reset/…` (RST_STREAM), `/201/goodbye/…` (GOAWAY, then the connection is closed) and
`/mute/…` (on this connection nothing is answered any more).
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import h2.config
import h2.connection
import h2.errors
import h2.events
import pytest

from alerts.ports import Push
from alerts.push.endpoints import push_service
from alerts.testing_gateway import MemoryPushGateway, Reply
from service.push.curl_gateway import CurlPushGateway
from tests.certificates import THIS_MACHINE, certificate

DATE = "Sun, 22 Nov 2026 08:00:00 GMT"
PATIENCE_S = 20.0
IMPATIENCE_S = 1.0


class Received(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int = 0


class World(NamedTuple):
    """A gateway, the origin that it reaches, and what arrived there."""

    gateway: Any
    impatient: Any
    origin: str
    received: list[Received]
    ca_file: Path | None = None

    def push(self, token: int, path: str, body: bytes = b"sealed") -> Push:
        return Push(token=token, endpoint=self.origin + path, headers=("TTL: 60",), body=body)


def headers_for(path: str) -> tuple[int, list[tuple[str, str]]]:
    name = path.strip("/").split("/")[0]
    extra = {"429": [("Retry-After", "900")], "302": [("Location", "/201/redirected")]}
    status = 201 if name in ("endless", "slow") else int(name)
    return status, [("Date", DATE), *extra.get(name, [])]


class PlainService(BaseHTTPRequestHandler):
    """HTTP/1.1 with keep-alive."""

    protocol_version = "HTTP/1.1"
    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        seen = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append(Received(self.path, seen, body))
        if self.path.startswith("/slow"):
            self.server.stopped.wait(5)
        status, headers = headers_for(self.path)
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if not self.path.startswith("/endless"):
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.end_headers()
        self.close_connection = True
        with suppress(OSError):
            while not self.server.stopped.is_set():
                self.wfile.write(b"x" * 65536)

    def log_message(self, *_args: object) -> None:
        pass


class Http2Service:
    """HTTP/2 over TLS on loopback, one thread per connection."""

    def __init__(self, certificate: Path) -> None:
        self.received: list[Received] = []
        self.connections = 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._context.set_alpn_protocols(["h2"])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                raw, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(raw,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        with suppress(OSError), self._context.wrap_socket(raw, server_side=True) as peer:
            self.connections += 1
            self._talk(
                peer, self.connections, h2.connection.H2Connection(h2.config.H2Configuration(False))
            )

    def _talk(
        self, peer: ssl.SSLSocket, number: int, connection: h2.connection.H2Connection
    ) -> None:
        heads: dict[int, dict[str, str]] = {}
        bodies: dict[int, bytes] = {}
        connection.initiate_connection()
        peer.sendall(connection.data_to_send())
        is_mute = False
        while data := peer.recv(65536):
            ended = []
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    heads[event.stream_id] = {k.decode(): v.decode() for k, v in event.headers}
                    bodies[event.stream_id] = b""
                elif isinstance(event, h2.events.DataReceived):
                    bodies[event.stream_id] += event.data
                    connection.acknowledge_received_data(len(event.data), event.stream_id)
                elif isinstance(event, h2.events.StreamEnded):
                    head = heads[event.stream_id]
                    ended.append(head[":path"])
                    self.received.append(
                        Received(head[":path"], head, bodies[event.stream_id], number)
                    )
                    is_mute = is_mute or head[":path"].startswith("/mute")
                    if is_mute:
                        continue
                    self._answer(connection, event.stream_id, head[":path"])
            peer.sendall(connection.data_to_send())
            if any(path.startswith("/201/goodbye") for path in ended):
                return

    def _answer(self, connection: h2.connection.H2Connection, stream: int, path: str) -> None:
        if path.startswith("/slow"):
            return
        if path.startswith("/reset"):
            connection.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
            return
        status, headers = headers_for(path)
        endless = path.startswith("/endless")
        lines = [(":status", str(status)), *((k.lower(), v) for k, v in headers)]
        connection.send_headers(stream, lines, end_stream=not endless)
        if endless:  # never ended: the client has to stop reading by itself
            connection.send_data(stream, b"x" * 16000)
            connection.send_data(stream, b"x" * 16000)
        if path.startswith("/201/goodbye"):
            connection.close_connection(last_stream_id=stream)


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls") / "service.pem", THIS_MACHINE)


@contextmanager
def curl_world(origin: str, received: list[Received], ca_file: Path | None) -> Iterator[World]:
    gateways = [
        CurlPushGateway([push_service(origin)], concurrency=8, ca_file=ca_file, timeout_s=seconds)
        for seconds in (PATIENCE_S, IMPATIENCE_S)
    ]
    yield World(*gateways, origin, received, ca_file)
    for gateway in gateways:
        gateway.close()


class PlainServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), PlainService)
        self.received: list[Received] = []
        self.stopped = threading.Event()
        self.origin = f"http://127.0.0.1:{self.server_port}"


@contextmanager
def plain_server() -> Iterator[PlainServer]:
    server = PlainServer()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def plain() -> Iterator[World]:
    with (
        plain_server() as server,
        curl_world(server.origin, server.received, None) as world,
    ):
        yield world


@pytest.fixture
def http2(trusted: Path) -> Iterator[World]:
    service = Http2Service(trusted)
    origin = f"https://127.0.0.1:{service.port}"
    with curl_world(origin, service.received, trusted) as world:
        yield world
    service.stop()


@pytest.fixture
def twin() -> World:
    def rule(push: Push) -> Reply:
        path = push.endpoint.removeprefix(origin)
        received.append(Received(path, dict(h.split(": ") for h in push.headers), push.body))
        if path.startswith("/slow"):
            return Reply(status=0, error="timed out")
        status, headers = headers_for(path)
        said = dict(headers)
        return Reply(status=status, date=said["Date"], retry_after=said.get("Retry-After", ""))

    origin, received = "https://push.example.org", list[Received]()
    gateway = MemoryPushGateway([push_service(origin)], rule, concurrency=8, newest_first=True)
    return World(gateway, gateway, origin, received)


@pytest.fixture(params=["plain", "http2", "twin"])
def world(request: pytest.FixtureRequest) -> World:
    chosen: World = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(params=["plain", "http2"])
def wire(request: pytest.FixtureRequest) -> World:
    chosen: World = request.getfixturevalue(request.param)
    return chosen
