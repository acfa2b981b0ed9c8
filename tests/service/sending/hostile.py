"""Push services that mean harm, and one that does not: TLS on loopback, a thread per connection."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import h2.config
import h2.connection
import h2.events

Harm = Callable[[ssl.SSLSocket, "Service"], None]

_HEADERS, _RESET, _SETTINGS, _PING, _GOAWAY, _CONTINUATION = 1, 3, 4, 6, 7, 9
_MAX_STREAMS, _WINDOW = 3, 4
_STATUS_500 = b"\x8e"  # of HPACK's static table
_MANY = 1 << 16


class Service:
    """Does `harm` to every connection until `behave`; connections from before then go on as they
    were. `accepted`: paths that were answered 201. `trap`: where nobody may ever connect to.
    """

    def __init__(self, good: Path, harm: Harm | None = None, own: Path | None = None) -> None:
        self.harm = harm
        self.accepted: list[str] = []
        self.connections = 0
        self.harmed = 0
        self.stopped = threading.Event()
        self.is_http2 = harm is None or harm.__name__.startswith("h2_")
        self._good, self._own = good, own or good
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.origin = f"https://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def behave(self) -> None:
        self.harm = None

    def stop(self) -> None:
        self.stopped.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                raw, _ = self._listener.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(raw, self.harm), daemon=True).start()

    def _serve(self, raw: socket.socket, harm: Harm | None) -> None:
        if harm is tls_that_hangs:
            self.harmed += 1
            with raw:
                self.stopped.wait()
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._own if harm else self._good)
        context.set_alpn_protocols(["h2" if harm is None or self.is_http2 else "http/1.1"])
        with suppress(OSError), context.wrap_socket(raw, server_side=True) as peer:
            if harm is None:
                answer_all(peer, self)
            else:
                self.harmed += 1
                harm(peer, self)


def answer_all(peer: ssl.SSLSocket, service: Service, most: int = 1 << 30) -> None:
    """HTTP/2 as it should be; after `most` answers GOAWAY with the last stream, in the middle."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(False))
    connection.initiate_connection()
    peer.sendall(connection.data_to_send())
    paths: dict[int, str] = {}
    while data := peer.recv(65536):
        for event in connection.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                paths[event.stream_id] = dict(event.headers)[b":path"].decode()
            elif isinstance(event, h2.events.DataReceived):
                connection.acknowledge_received_data(len(event.data), event.stream_id)
            elif isinstance(event, h2.events.StreamEnded) and most > 0:
                most -= 1
                connection.send_headers(event.stream_id, [(":status", "201")], end_stream=True)
                service.accepted.append(paths[event.stream_id])
                if not most:
                    peer.sendall(connection.data_to_send())
                    peer.sendall(frame(_GOAWAY, 0, 0, struct.pack(">II", event.stream_id, 0)))
                    return
        peer.sendall(connection.data_to_send())


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def settings(**values: int) -> bytes:
    codes = {"streams": _MAX_STREAMS, "window": _WINDOW}
    payload = b"".join(struct.pack(">HI", codes[name], value) for name, value in values.items())
    return frame(_SETTINGS, 0, 0, payload)


def listen(peer: ssl.SSLSocket) -> None:
    """Takes whatever comes, for ever, and says nothing."""
    while peer.recv(65536):
        pass


def flood(peer: ssl.SSLSocket, service: Service, what: bytes) -> None:
    while not service.stopped.is_set():
        peer.sendall(what)


# --- over HTTP/1.1, or not even that ----------------------------------------------------------------


def tls_that_hangs(_peer: ssl.SSLSocket, _service: Service) -> None: ...


def another_name(peer: ssl.SSLSocket, _service: Service) -> None:
    listen(peer)


def garbage(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(bytes(range(256)) * 256)


def connection_reset(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.recv(_MANY)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silence(peer: ssl.SSLSocket, _service: Service) -> None:
    listen(peer)


def drops(peer: ssl.SSLSocket, service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 500 Slow\r\n")
    while not service.stopped.wait(0.2):
        peer.sendall(b"X")


def endless_headers(peer: ssl.SSLSocket, service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 500 Talkative\r\n")
    flood(peer, service, (b"X-More: " + b"x" * 8000 + b"\r\n") * 8)


def one_endless_header(peer: ssl.SSLSocket, service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 500 Talkative\r\nRetry-After: ")
    flood(peer, service, b"9" * _MANY)


def provisional_for_ever(peer: ssl.SSLSocket, service: Service) -> None:
    peer.recv(_MANY)
    flood(peer, service, b"HTTP/1.1 103 Early Hints\r\nLink: " + b"x" * 8000 + b"\r\n\r\n")


def endless_body(peer: ssl.SSLSocket, service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 500 Endless\r\nDate: Fri, 31 Dec 9999 23:59:59 GMT\r\n\r\n")
    flood(peer, service, b"x" * _MANY)


def broken_chunks(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 500 Odd\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n")


def weird_status(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 999 \xff\xfe\r\nContent-Length: -1\r\nDate: \xff\r\n\r\n")


def redirect(peer: ssl.SSLSocket, service: Service) -> None:
    peer.recv(_MANY)
    place = f"https://127.0.0.1:{service.port}/trap".encode()
    peer.sendall(b"HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: " + place + b"\r\n\r\n")


def storm(peer: ssl.SSLSocket, _service: Service) -> None:
    """The shortest pause that can be asked for; what absurd ones come to is a rule of its own."""
    peer.recv(_MANY)
    peer.sendall(b"HTTP/1.1 429 No\r\nContent-Length: 0\r\nRetry-After: 0\r\n\r\n")


# --- over HTTP/2 ------------------------------------------------------------------------------------


def h2_no_streams(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.sendall(settings(streams=0))
    listen(peer)


def h2_one_stream_for_ever(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.sendall(settings(streams=1))
    listen(peer)


def h2_no_window(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.sendall(settings(window=0))
    listen(peer)


def h2_settings_flood(peer: ssl.SSLSocket, service: Service) -> None:
    flood(peer, service, settings(streams=100) * 500)


def h2_ping_flood(peer: ssl.SSLSocket, service: Service) -> None:
    peer.sendall(settings())
    flood(peer, service, frame(_PING, 0, 0, b"12345678") * 500)


def h2_endless_headers(peer: ssl.SSLSocket, service: Service) -> None:
    peer.sendall(settings())
    peer.recv(_MANY)
    peer.sendall(frame(_HEADERS, 0, 1, _STATUS_500))
    flood(peer, service, frame(_CONTINUATION, 0, 1, b"\x00\x01x\x7f\x81\x3e" + b"x" * 8125))


def h2_resets(peer: ssl.SSLSocket, service: Service) -> None:
    peer.sendall(settings())
    stream = 1
    while peer.recv(65536) and not service.stopped.is_set():
        for _ in range(8):
            peer.sendall(frame(_RESET, 0, stream, struct.pack(">I", 2)))
            stream += 2


def h2_goaway(peer: ssl.SSLSocket, service: Service) -> None:
    answer_all(peer, service, most=2)


def h2_garbage(peer: ssl.SSLSocket, _service: Service) -> None:
    peer.recv(_MANY)
    peer.sendall(b"\xff" * _MANY)


HARMS: tuple[Harm, ...] = (
    tls_that_hangs,
    another_name,
    garbage,
    connection_reset,
    silence,
    drops,
    endless_headers,
    one_endless_header,
    provisional_for_ever,
    endless_body,
    broken_chunks,
    weird_status,
    redirect,
    storm,
    h2_no_streams,
    h2_one_stream_for_ever,
    h2_no_window,
    h2_settings_flood,
    h2_ping_flood,
    h2_endless_headers,
    h2_resets,
    h2_goaway,
    h2_garbage,
)
