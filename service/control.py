"""The operator's Unix socket: one JSON line in, one JSON line out.

Only someone who may write to the service's data folder can reach it; no HTTP route can issue.
"""

import logging
import os
import socket
import socketserver
import stat
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from geo.errors import HanshoError

_LIMIT_BYTES = 32 * 1024 * 1024
_TIMEOUT_S = 60.0
# Of an address of AF_UNIX (unix(7)), without the zero at its end.
_LONGEST_ADDRESS = 107
_log = logging.getLogger(__name__)

Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class ServerUnreachable(HanshoError):
    """No service answers on the socket; start it with `hansho serve` and the same settings."""


def ask(path: Path, command: Mapping[str, Any], timeout_s: float = _TIMEOUT_S) -> dict[str, Any]:
    """Sends one command and returns the answer. Raises ServerUnreachable, HanshoError."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(timeout_s)
            with _address(path) as address:
                client.connect(address)
            client.sendall(msgspec.json.encode(command) + b"\n")
            line = client.makefile("rb").readline(_LIMIT_BYTES)
        answer: dict[str, Any] = msgspec.json.decode(line, type=dict)
    except (OSError, msgspec.DecodeError) as error:
        reason = f"no service answers at {path}: start it with `hansho serve` and these settings"
        raise ServerUnreachable(reason) from error
    if "error" in answer:
        raise HanshoError(str(answer["error"]))
    return answer


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """What `bind` and `connect` take for `path`: too long a folder is named by a descriptor."""
    if len(os.fsencode(path)) <= _LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


class ControlServer:
    """Listens until `close`. Each connection carries one command."""

    def __init__(self, path: Path, handle: Handler) -> None:
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            with _address(path) as address:
                self._server = _Server(address, _Connection)
        finally:
            os.umask(before)
        self._server.handle_command = handle
        self._path = path
        self._thread = threading.Thread(target=self._server.serve_forever, name="control")

    def start(self) -> None:
        assert stat.S_ISSOCK(self._path.stat().st_mode)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._path.unlink(missing_ok=True)


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    handle_command: Handler


class _Connection(socketserver.StreamRequestHandler):
    timeout = _TIMEOUT_S

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        line = self.rfile.readline(_LIMIT_BYTES)
        if not line:
            return
        self.wfile.write(msgspec.json.encode(_answer(line, self.server.handle_command)) + b"\n")


def _answer(line: bytes, handle: Handler) -> Mapping[str, Any]:
    try:
        return handle(msgspec.json.decode(line, type=dict))
    except (HanshoError, msgspec.MsgspecError) as error:
        return {"error": str(error)}
    except Exception:
        _log.exception("a command failed")
        return {"error": "the command failed; the service's log says why"}
