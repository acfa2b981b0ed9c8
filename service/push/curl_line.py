"""One easy handle of libcurl, used again and again: set up once, loaded per push, read out."""

import math
from collections import deque
from pathlib import Path
from typing import NamedTuple

import pycurl

from service.outbound import guarded_socket
from service.push.reaching import Way

MOST_OF_AN_ANSWER = 4096
# To one host and port; further pushes share them or wait.
MOST_CONNECTIONS = 64
# Of an answer's head, the last so many lines: the end of it, whatever came before.
_LINES_KEPT = 64
# No "Expect: 100-continue": it would cost a round trip where libcurl thinks bodies large.
NO_EXPECTATION = "Expect:"


class Said(NamedTuple):
    """What came of a push. `status` 0: no answer, for the reason `error`."""

    status: int
    retry_after: str
    date: str
    error: str


class Line:
    """What its present answer has said so far stays until it is loaded anew."""

    def __init__(self, timeout_s: float, ca_file: Path) -> None:
        self.token = 0
        self.curl = _handle(timeout_s, ca_file)
        self._heard: deque[bytes] = deque(maxlen=_LINES_KEPT)
        self._read = 0
        self._origin = ""
        self._headers: list[str] = []
        # A function of C: it is called for every line of every answer.
        self.curl.setopt(pycurl.HEADERFUNCTION, self._heard.append)
        self.curl.setopt(pycurl.WRITEFUNCTION, self._take_body)

    def load(self, token: int, way: Way, headers: list[str], body: bytes) -> None:
        """The very same list of headers as before costs nothing; never change one."""
        self.token, self._read = token, 0
        self._heard.clear()
        if way.origin != self._origin:
            self._turn_to(way)
        if headers is not self._headers:
            self.curl.setopt(pycurl.HTTPHEADER, headers)
            self._headers = headers
        self.curl.setopt(pycurl.URL, way.url)
        self.curl.setopt(pycurl.POSTFIELDS, body)

    def forget(self) -> None:
        """Lets go of what the answer said: some say a great deal."""
        self._heard.clear()

    def _turn_to(self, way: Way) -> None:
        self.curl.setopt(pycurl.OPENSOCKETFUNCTION, guarded_socket(loopback=way.is_loopback))
        # HTTP/2: wait for the first connection and share it, instead of opening one per push.
        # Over plain HTTP/1.1 nothing can be shared, and all would wait for the slowest.
        self.curl.setopt(pycurl.PIPEWAIT, int(way.origin.startswith("https:")))
        self._origin = way.origin

    def status(self) -> int:
        """0 while no final status has come."""
        status: int = self.curl.getinfo(pycurl.RESPONSE_CODE)
        return status if status >= 200 else 0

    def said(self, error: str) -> Said:
        """Once a final status has come it counts, whatever happened to the rest."""
        status = self.status()
        if not status:
            return Said(0, "", "", error or "no answer")
        return Said(status, self._header(b"retry-after:"), self._header(b"date:"), error)

    def date(self) -> str:
        return self._header(b"date:")

    def _header(self, name: bytes) -> str:
        for line in reversed(self._heard):
            if line[: len(name)].lower() == name:
                return line[len(name) :].strip().decode("latin-1")[:100]
        return ""

    def _take_body(self, piece: bytes) -> int:
        self._read += len(piece)
        return len(piece) if self._read <= MOST_OF_AN_ANSWER else 0


def new_multi(most_streams: int) -> pycurl.CurlMulti:
    """HTTP/2 streams share connections, `most_streams` each at most; the peer may allow fewer."""
    multi = pycurl.CurlMulti()
    multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
    multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, MOST_CONNECTIONS)
    multi.setopt(pycurl.M_MAX_CONCURRENT_STREAMS, most_streams)
    return multi


def _handle(timeout_s: float, ca_file: Path) -> pycurl.Curl:
    curl = pycurl.Curl()
    milliseconds = max(1, math.ceil(timeout_s * 1000))
    for option, value in (
        (pycurl.POST, 1),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.FOLLOWLOCATION, 0),
        (pycurl.PROXY, ""),
        (pycurl.NOPROXY, "*"),
        (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
        (pycurl.CAINFO, str(ca_file)),
        (pycurl.CONNECTTIMEOUT_MS, milliseconds),
        (pycurl.TIMEOUT_MS, milliseconds),
        (pycurl.NOSIGNAL, 1),
        (pycurl.USERAGENT, "Hansho"),
    ):
        curl.setopt(option, value)
    return curl
