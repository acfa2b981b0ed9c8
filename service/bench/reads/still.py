"""The peer: nginx, one worker, with the same bytes and headers as files on the disk.

Its tags are its own, made of size and time: nginx compares no other.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from service.bench.measuring import BenchFailed, wait_for
from service.bench.reads.fetching import fetched
from service.bench.sink import nginx
from service.demo.settings_file import free_port

_PATIENCE_S = 20.0
FILE = "answer"
_CONFIGURATION = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/unused; proxy_temp_path {folder}/unused;
  fastcgi_temp_path {folder}/unused; uwsgi_temp_path {folder}/unused;
  scgi_temp_path {folder}/unused;
  default_type {media_type};
  types {{ }}
  sendfile on; tcp_nopush on; open_file_cache max=16;
  keepalive_requests 1000000000;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files;
{headers}
  }}
}}
"""
# nginx writes these itself.
_OWN = ("content-type", "content-length", "etag", "date", "server", "connection")


class Still:
    """Runs in `folder`, which must exist, as a context manager. Raises BenchFailed."""

    def __init__(self, folder: Path, body: bytes, headers: Mapping[str, str]) -> None:
        self._folder = folder
        self._body = body
        self._headers = headers
        self.port = free_port()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{FILE}"

    @property
    def pid(self) -> int:
        assert self._child is not None
        return self._child.pid

    def __enter__(self) -> Self:
        (self._folder / "files").mkdir()
        (self._folder / "files" / FILE).write_bytes(self._body)
        kept = {name: value for name, value in self._headers.items() if name not in _OWN}
        lines = [f"    add_header {name} {_quoted(value)};" for name, value in kept.items()]
        configuration = self._folder / "nginx.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=self._folder,
                port=self.port,
                media_type=_quoted(self._headers.get("content-type", "text/plain")),
                headers="\n".join(lines),
                # As root, nginx would turn into somebody who may not read here.
                user="user root;" if os.geteuid() == 0 else "",
            )
        )
        errors = str(self._folder / "error.log")
        command = [nginx(), "-e", errors, "-p", str(self._folder), "-c", str(configuration)]
        self._child = subprocess.Popen(  # noqa: S603 (our own command)
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for("nginx to listen", self._listens, _PATIENCE_S, 0.02)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child is not None
        self._child.terminate()
        try:
            self._child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait(timeout=10)

    def _listens(self) -> bool:
        assert self._child is not None
        if self._child.poll() is not None:
            raise BenchFailed("nginx ended by itself:\n" + (self._folder / "error.log").read_text())
        try:
            return fetched(self.url).body == self._body
        except OSError:
            return False


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
