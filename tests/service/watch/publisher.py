"""A publisher of warnings on the loopback: an Atom feed that points to them, with entity tags."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.factories import NOW

_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>鐘</title>{}</feed>'
_ENTRY = '<entry><id>{name}</id><updated>{updated}</updated><link href="/{name}.xml"/></entry>'
_CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{name}</identifier><sender>weather@agency.example</sender>
<sent>{sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en</language><category>Met</category><event>{event}</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<expires>{expires}</expires><area><areaDesc>Riverside</areaDesc>
<polygon>35.0,139.0 35.0,139.01 35.01,139.01 35.01,139.0 35.0,139.0</polygon></area></info></alert>"""


def cap(name: str, sent: datetime, event: str = "Flood warning") -> bytes:
    later = (sent + timedelta(hours=6)).isoformat()
    return _CAP.format(name=name, sent=sent.isoformat(), event=event, expires=later).encode()


class Publisher:
    """`files`: what lies there, by path. `asked`: the paths asked for, in order; a question that
    was answered by 304 has `=` behind it. `broken`: paths that are answered by 503."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {"/feed.xml": _ATOM.format("").encode()}
        self.entries: list[str] = []
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self.port = 0
        self.scheme = "http"

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/feed.xml"

    def publish(self, name: str, body: bytes | None = None, at: datetime = NOW) -> None:
        """Lists a warning; the newest stands first, as JMA has it."""
        entry = _ENTRY.format(name=name, updated=at.isoformat())
        self.entries.insert(0, entry)
        self.files["/feed.xml"] = _ATOM.format("".join(self.entries)).encode()
        self.files[f"/{name}.xml"] = cap(name, at) if body is None else body

    def since(self, place: int) -> list[str]:
        return self.asked[place:]


@contextmanager
def publishing(tls: ssl.SSLContext | None = None) -> Iterator[Publisher]:
    """Until the block ends; over https with `tls`."""
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536  # head and body in one packet, else each answer waits for an ACK

        def do_GET(self) -> None:
            body = publisher.files.get(self.path)
            tag = f'"{sha256(body or b"").hexdigest()[:16]}"'
            status = 404 if body is None else 503 if self.path in publisher.broken else 200
            known = status == 200 and self.headers.get("If-None-Match") == tag
            publisher.asked.append(f"{self.path}{'=' * known}")
            self.send_response(304 if known else status)
            sent = body if status == 200 and not known and body else b""
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Nothing is written down."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        publisher.port = server.server_port
        if tls is not None:
            publisher.scheme = "https"
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield publisher
        server.shutdown()
    thread.join(10)
