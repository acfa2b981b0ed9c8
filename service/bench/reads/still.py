"""The peer: nginx, one worker, with the same bytes and headers as files on the disk.

Its tags are its own, made of size and time: nginx compares no other.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from service.bench.nginx import Nginx
from service.bench.reads.fetching import fetched
from service.demo.settings_file import free_port

FILE = "answer"
_CONFIGURATION = """
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
        self._files = folder / "files"
        self._body = body
        self.port = free_port()
        kept = {name: value for name, value in headers.items() if name not in _OWN}
        lines = [f"    add_header {name} {_quoted(value)};" for name, value in kept.items()]
        configuration = _CONFIGURATION.format(
            folder=folder,
            port=self.port,
            media_type=_quoted(headers.get("content-type", "text/plain")),
            headers="\n".join(lines),
        )
        self._nginx = Nginx(folder, configuration, self._answers)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{FILE}"

    @property
    def pid(self) -> int:
        return self._nginx.pid

    def __enter__(self) -> Self:
        self._files.mkdir()
        (self._files / FILE).write_bytes(self._body)
        self._nginx.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._nginx.__exit__()

    def _answers(self) -> bool:
        return fetched(self.url).body == self._body


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
