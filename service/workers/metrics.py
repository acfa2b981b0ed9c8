"""`/metrics` on a port of its own, for this machine's monitor, never on that of readers."""

import logging
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer

_TIMEOUT_S = 10.0
_LOOK_EVERY_S = 0.2
_log = logging.getLogger(__name__)


class MetricsServer:
    """A thread that answers one connection after the other. `render`: the figures as they are now.

    Raises OSError where the port is taken.
    """

    def __init__(
        self, host: str, port: int, content_type: str, render: Callable[[], bytes]
    ) -> None:
        self._server = HTTPServer((host, port), _handler(content_type, render))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK_EVERY_S,), name="metrics", daemon=True
        )

    @property
    def port(self) -> int:
        return self._server.server_port

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(content_type: str, render: Callable[[], bytes]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _TIMEOUT_S
        server_version, sys_version = "Hansho", ""

        def do_GET(self) -> None:
            if self.path.partition("?")[0] != "/metrics":
                self.send_error(404)
                return
            try:
                body = render()
            except Exception:
                _log.exception("the figures for /metrics could not be gathered")
                self.send_error(500)
                return
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """No access log (DESIGN section 2)."""

    return Handler
