"""One GET of a feed or a warning: conditional, bounded in bytes and time, and led nowhere else.

A feed's address is named by the operator, but what lies there may be anybody's: no redirects are
followed, names that lead into this machine or its network are refused when the socket is opened,
and what is unpacked counts, not what came over the line.
"""

import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import certifi
import msgspec
import pycurl

from service.outbound import guarded_socket

MOST_BYTES = 16 * 2**20
"""As much as is read of any warning (`alerts.sources.markup.MAX_BYTES`)."""
TIMEOUT_S = 20.0
_MOST_HEAD = 16 * 2**10
_NOT_MODIFIED = 304
_OK = 200
# zlib's window of 32 KB behind a gzip header.
_GZIP = 31


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer said of its version, word for word, to ask by next time (RFC 9110 8.8)."""

    etag: str = ""
    last_modified: str = ""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """`body` None: what was there before is there still."""

    body: bytes | None
    tag: Tag


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence for the status page. `retry_after`: as the server wrote it, "" if it did not.
    `status`: of HTTP, 0 where none came."""

    reason: str
    retry_after: str = ""
    status: int = 0


class Fetcher:
    """Not for use by several threads at once. Keeps its connection for the next question.

    `loopback`: http and this machine alone, for training and tests; else https and the internet
    alone. `ca_file`: PEM of the authorities that are trusted instead of the usual ones. `pin`: of
    the only key that may answer, as libcurl takes it (`sha256//…`). `stop`: once true, whatever
    is under way ends within a second.
    """

    def __init__(
        self,
        *,
        loopback: bool = False,
        most_bytes: int = MOST_BYTES,
        timeout_s: float = TIMEOUT_S,
        ca_file: Path | None = None,
        pin: str = "",
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._curl = pycurl.Curl()
        self._loopback = loopback
        self._pin = pin
        self._stop = stop
        self._most_bytes = most_bytes
        self._timeout_ms = max(1, int(timeout_s * 1000))
        self._ca_file = ca_file or Path(certifi.where())

    def fetch(self, address: str, tag: Tag | None = None) -> Fetched | Failed:
        """Never raises for what a server does."""
        if not self._may_ask(address):
            return Failed(reason="its address is not https; name one that is")
        if self._stop():
            return Failed(reason="it was not asked: the service ends")
        before, answer = tag or Tag(), _Answer(self._most_bytes)
        try:
            self._set_up(self._curl, address, before, answer)
            self._curl.perform()
            status: int = self._curl.getinfo(pycurl.RESPONSE_CODE)
        except (pycurl.error, UnicodeError) as error:
            return Failed(reason=answer.refusal or _said(error))
        return _judged(status, answer, before)

    def close(self) -> None:
        """Gives its connection back."""
        self._curl.close()

    def _may_ask(self, address: str) -> bool:
        try:
            scheme = urlsplit(address).scheme
        except ValueError:
            return False
        return scheme == "https" or (self._loopback and scheme == "http")

    def _set_up(self, curl: pycurl.Curl, address: str, before: Tag, answer: "_Answer") -> None:
        asked = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
        conditions = [f"{name}: {said}".encode("latin-1") for name, said in asked.items() if said]
        for option, value in (
            (pycurl.URL, address),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.CAINFO, str(self._ca_file)),
            (pycurl.PINNEDPUBLICKEY, self._pin or None),
            (pycurl.CONNECTTIMEOUT_MS, self._timeout_ms),
            (pycurl.TIMEOUT_MS, self._timeout_ms),
            (pycurl.NOSIGNAL, 1),
            (pycurl.USERAGENT, "Hansho"),
            (pycurl.HTTPHEADER, [*conditions, b"Accept-Encoding: gzip"]),
            (pycurl.OPENSOCKETFUNCTION, guarded_socket(loopback=self._loopback)),
            (pycurl.HEADERFUNCTION, answer.take_head),
            (pycurl.WRITEFUNCTION, answer.take_body),
            (pycurl.NOPROGRESS, 0),
            (pycurl.XFERINFOFUNCTION, lambda *_: int(self._stop())),
        ):
            if value is not None:
                curl.setopt(option, value)


class _Answer:
    """What came, unpacked as it comes. `refusal`: why the rest of it was not wanted."""

    def __init__(self, most_bytes: int) -> None:
        self.refusal = ""
        self.body = bytearray()
        self._most_bytes = most_bytes
        self._head: dict[str, str] = {}
        self._head_bytes = 0
        self._unpacker = zlib.decompressobj(wbits=_GZIP)

    def header(self, name: str) -> str:
        return self._head.get(name, "")

    def take_head(self, line: bytes) -> int:
        self._head_bytes += len(line)
        if self._head_bytes > _MOST_HEAD:
            self.refusal = f"its answer's head is longer than {_MOST_HEAD} bytes"
            return 0
        if line.startswith(b"HTTP/"):
            self._head.clear()
        name, found, value = line.decode("latin-1").partition(":")
        if found:
            self._head[name.strip().lower()] = value.strip()[:1000]
        return len(line)

    def take_body(self, piece: bytes) -> int:
        room = self._most_bytes - len(self.body)
        if self._is_packed():
            try:
                self.body += self._unpacker.decompress(piece, room + 1)
            except zlib.error:
                self.refusal = "what it sent is packed by no gzip that can be read"
                return 0
        else:
            self.body += piece[: room + 1]
        if len(self.body) > self._most_bytes:
            self.refusal = f"it is longer than {self._most_bytes} bytes"
            return 0
        return len(piece)

    def is_whole(self) -> bool:
        return self._unpacker.eof or not self._is_packed()

    def _is_packed(self) -> bool:
        return self.header("content-encoding").lower() in ("gzip", "x-gzip")


def _judged(status: int, answer: _Answer, before: Tag) -> Fetched | Failed:
    if status == _NOT_MODIFIED and before != Tag():
        return Fetched(body=None, tag=before)
    if 300 <= status < 400:
        where = answer.header("location")[:200] or "elsewhere"
        reason = f"it leads to {where}, and nobody follows; name that address instead"
        return Failed(reason=reason, status=status)
    if status != _OK:
        later = answer.header("retry-after")[:100]
        return Failed(reason=f"it answered {status}", retry_after=later, status=status)
    if not answer.is_whole():
        return Failed(reason="what it sent ends in the middle")
    tag = Tag(etag=answer.header("etag"), last_modified=answer.header("last-modified"))
    return Fetched(body=bytes(answer.body), tag=tag)


def _said(error: Exception) -> str:
    """libcurl's own sentence: (number, sentence)."""
    return f"it could not be asked: {error.args[-1] if error.args else error}"[:300]
