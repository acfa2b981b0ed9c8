"""A push service that takes everything: nginx on the loopback, TLS and HTTP/2, one worker.

It reads each body to its end, as a push service does, answers 201 and writes the path into a log.
That log is the only judge of what was sent: it knows nothing of the service that sends.
"""

import re
import urllib.request
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.ports import Numbers
from service.bench.measuring import BenchFailed, cpu_s, wait_for
from service.bench.nginx import Nginx
from service.demo.certificate import CERTIFICATE, KEY, write_certificate
from service.demo.settings_file import free_port

_PATIENCE_S = 20.0
_LINE = re.compile(rb"([0-9.]+) POST 201 ([0-9]+) /p/([0-9]+)")
_SHOWN = 5

# `empty_gif` refuses a POST, but only after `mirror` has read its body; the refusal becomes 201.
# A plain `return 201` would answer before the body is there.
_CONFIGURATION = """
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  log_format taken '$msec $request_method $status $request_length $request_uri';
  access_log {folder}/taken.log taken buffer=256k flush=50ms;
  client_body_temp_path {folder}/bodies;
  proxy_temp_path {folder}/unused; fastcgi_temp_path {folder}/unused;
  uwsgi_temp_path {folder}/unused; scgi_temp_path {folder}/unused;
  client_body_buffer_size 16k;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  http2_max_concurrent_streams {streams};
  server {{
    listen 127.0.0.1:{port} ssl http2;
    ssl_certificate {folder}/{certificate};
    ssl_certificate_key {folder}/{key};
    location /p/ {{ mirror /mirrored; empty_gif; error_page 405 =201 @taken; }}
    location = /mirrored {{ internal; return 204; }}
    location @taken {{ return 201; }}
  }}
  server {{
    listen 127.0.0.1:{status_port};
    access_log off;
    location = /status {{ stub_status; }}
  }}
}}
"""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """n pushes in the order in which they were answered.

    numbers: the phones' numbers, from the paths. at: epoch seconds, whole milliseconds.
    request_bytes: of headers, as compressed, and body.
    """

    numbers: Numbers
    at: NDArray[np.float64]
    request_bytes: NDArray[np.int64]


class Sink:
    """Runs in `folder`, which must exist, as a context manager. Raises BenchFailed.

    `streams`: how many pushes it lets one connection have under way.
    """

    def __init__(self, folder: Path, streams: int = 128) -> None:
        self._folder = folder
        self._port, self._status_port = free_port(), free_port()
        configuration = _CONFIGURATION.format(
            folder=folder,
            certificate=CERTIFICATE,
            key=KEY,
            port=self._port,
            status_port=self._status_port,
            streams=streams,
        )
        self._nginx = Nginx(folder, configuration, self._answers)
        self._asked = 0
        self._read = 0

    @property
    def origin(self) -> str:
        return f"https://localhost:{self._port}"

    @property
    def ca_file(self) -> Path:
        return self._folder / CERTIFICATE

    def endpoint(self, number: int) -> str:
        return f"{self.origin}/p/{number}"

    def __enter__(self) -> Self:
        write_certificate(self._folder)
        self._nginx.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._nginx.__exit__()

    def count(self) -> int:
        """How many requests came since the start, whatever they asked."""
        with urllib.request.urlopen(self._status_url, timeout=_PATIENCE_S) as answer:  # noqa: S310
            figures = answer.read().split(b"\n")[2].split()
        self._asked += 1
        return int(figures[2]) - self._asked

    def cpu_s(self) -> float:
        """Processor seconds since the start."""
        return cpu_s(self._nginx.pid)

    def taken(self) -> Taken:
        """What came since the last call, once the log holds all of it.

        Raises BenchFailed for anything else than a push that was answered with 201.
        """
        log = self._folder / "taken.log"
        count = self.count()
        wait_for("nginx's log", lambda: _lines(log) >= count, _PATIENCE_S, 0.05)
        with log.open("rb") as file:
            file.seek(self._read)
            raw = file.read()
        self._read += len(raw)
        return read_log(raw)

    @property
    def _status_url(self) -> str:
        return f"http://127.0.0.1:{self._status_port}/status"

    def _answers(self) -> bool:
        self.count()
        return True


def read_log(raw: bytes) -> Taken:
    """Raises BenchFailed for lines that are no push answered with 201, and shows some."""
    lines = raw.splitlines()
    found = [_LINE.fullmatch(line) for line in lines]
    pushes = [one.groups() for one in found if one is not None]
    if len(pushes) < len(lines):
        odd = [line.decode("latin-1") for line, one in zip(lines, found, strict=True) if not one]
        raise BenchFailed(
            f"the sink was asked for {len(odd)} things that are no push: {odd[:_SHOWN]}"
        )
    return Taken(
        numbers=np.array([int(number) for _, _, number in pushes], np.int64),
        at=np.array([float(at) for at, _, _ in pushes], np.float64),
        request_bytes=np.array([int(length) for _, length, _ in pushes], np.int64),
    )


def _lines(log: Path) -> int:
    with log.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
