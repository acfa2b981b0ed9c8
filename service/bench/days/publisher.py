"""JMA's feed on the loopback, over TLS: an Atom feed of telegrams and the telegrams behind it."""

import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.bench.days.composing import Sent
from service.demo.certificate import CERTIFICATE, loopback_tls

_FEED = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" lang="ja">'
    "<title>高頻度</title>{}</feed>"
)
_ENTRY = (
    "<entry><title>{what}</title><id>{address}</id><updated>{at}</updated>"
    '<link type="application/xml" href="{address}"/></entry>'
)


class Publisher:
    """`pin`: of its key, as libcurl takes it. `handed`: when the last telegram was about to be
    written (`time.perf_counter`); `last`: which it was, from 0. `before_answer`: called whenever a
    feed is asked for, before its list is made."""

    def __init__(self, folder: Path) -> None:
        self.handed, self.last = 0.0, -1
        self.before_answer: Callable[[], None] = lambda: None
        self.tls = loopback_tls(folder)
        self.ca_file = folder / CERTIFICATE
        self.pin = _pin(self.ca_file)
        self.port = 0
        self._entries: list[str] = []
        self._telegrams: list[bytes] = []

    def address(self, name: str) -> str:
        """Of a feed; every name is another feed with the same telegrams."""
        return f"https://127.0.0.1:{self.port}/feed/{name}.xml"

    def offer(self, sent: Sent) -> None:
        """Lists it first, as the agency does."""
        address = f"https://127.0.0.1:{self.port}/data/{len(self._telegrams)}"
        at = sent.at.isoformat(timespec="seconds")
        self._telegrams.append(sent.raw)
        self._entries.insert(0, _ENTRY.format(what=sent.what, address=address, at=at))

    def answer(self, path: str) -> bytes | None:
        if path.startswith("/feed/"):
            self.before_answer()
            return _FEED.format("".join(self._entries)).encode()
        place = path.removeprefix("/data/")
        if not place.isdecimal() or int(place) >= len(self._telegrams):
            return None
        self.handed, self.last = time.perf_counter(), int(place)
        return self._telegrams[self.last]


@contextmanager
def publishing(folder: Path) -> Iterator[Publisher]:
    """Until the block ends; its certificate lies in `folder`."""
    publisher = Publisher(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else the last packet of a long answer waits until the one before it is acknowledged.
        disable_nagle_algorithm = True
        wbufsize = 65_536  # head and body in one packet

        def do_GET(self) -> None:
            body = publisher.answer(self.path)
            tag = f'"{sha256(body or b"").hexdigest()[:16]}"'
            is_known = body is not None and self.headers.get("If-None-Match") == tag
            self.send_response(404 if body is None else 304 if is_known else 200)
            sent = b"" if body is None or is_known else body
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Nothing is written down."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        publisher.port = server.server_port
        server.tls = publisher.tls
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield publisher
        finally:
            server.shutdown()
            thread.join(10)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    tls: ssl.SSLContext

    def get_request(self) -> tuple[socket.socket, Any]:
        peer, address = super().get_request()
        # The handshake is for the connection's own thread: it comes with the first read.
        secured = self.tls.wrap_socket(peer, server_side=True, do_handshake_on_connect=False)
        return secured, address


def _pin(certificate: Path) -> str:
    read = x509.load_pem_x509_certificate(certificate.read_bytes())
    key = read.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"sha256//{b64encode(sha256(key).digest()).decode()}"
