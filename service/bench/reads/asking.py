"""As many answers as a server gives: h2load over HTTP/1.1, 16 connections, one request each."""

import re
import shutil
import subprocess
from collections.abc import Mapping

import msgspec

from service.bench.measuring import BenchFailed, cpu_s

_CONNECTIONS = 16
_PATIENCE_S = 300.0
_RATE = re.compile(r"finished in \S+, ([0-9.]+) req/s")
_STATUSES = re.compile(r"status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx")


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """Answers a second, and a processor second of the server."""

    items_per_s: float
    items_per_cpu_s: float


def rate(url: str, count: int, headers: Mapping[str, str], status: int, server: int) -> Rate:
    """`server`: its process id. Raises BenchFailed unless every answer had `status`."""
    fields = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [_h2load(), "--h1", "-t1", f"-c{_CONNECTIONS}", f"-n{count}", *fields, url]
    before = cpu_s(server)
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S)  # noqa: S603
    took = cpu_s(server) - before
    speed, statuses = _RATE.search(done.stdout), _STATUSES.search(done.stdout)
    if speed is None or statuses is None:
        raise BenchFailed(f"h2load did not measure {url}:\n{done.stdout}{done.stderr}")
    if int(statuses[status // 100 - 1]) != count:
        raise BenchFailed(f"{url}: not every answer was {status}: {statuses[0]}")
    return Rate(items_per_s=float(speed[1]), items_per_cpu_s=count / max(took, 0.01))


def _h2load() -> str:
    found = shutil.which("h2load")
    if found is None:
        raise BenchFailed("h2load is not installed, which asks: apt-get install nghttp2-client")
    return found
