"""`PushGateway` over libcurl's multi interface: HTTP/2 multiplexed over TLS, handles reused.

One thread, one gateway; `deliver` is not re-entrant. To http loopback services (training, tests)
it speaks HTTP/1.1 with keep-alive.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import certifi
import pycurl

from alerts.dispatch import ABANDONED, REFUSED_HERE
from alerts.ports import Answer, Push
from alerts.push.endpoints import PushService, push_service_of
from alerts.push.refusal import Refusal
from service.push.outbound import guarded_socket

MOST_OF_AN_ANSWER = 4096

_MOST_CONNECTIONS = 64
_LONGEST_SELECT_S = 0.25
# So many are started between two looks at the network: answers must not wait for a long draw.
_DRAW = 16
_KEPT_HEADERS = (b"date:", b"retry-after:")


class _Line:
    """One easy handle, used again and again, and what its present answer has said so far."""

    def __init__(self, timeout_s: float, ca_file: Path) -> None:
        self.token = 0
        self.headers: list[bytes] = []
        self.read = 0
        self.curl = _handle(timeout_s, ca_file)
        self.curl.setopt(pycurl.HEADERFUNCTION, self._take_header)
        self.curl.setopt(pycurl.WRITEFUNCTION, self._take_body)
        self._origin = ""

    def load(self, push: Push, url: str, origin: str, *, loopback: bool) -> None:
        """`origin` is where `url` leads, which is not the endpoint's where something stands in."""
        self.token, self.read = push.token, 0
        self.headers.clear()
        if origin != self._origin:
            self._turn_to(origin, loopback=loopback)
        self.curl.setopt(pycurl.URL, url)
        # No "Expect: 100-continue": it would cost a round trip where libcurl thinks bodies large.
        self.curl.setopt(pycurl.HTTPHEADER, [*push.headers, "Expect:"])
        self.curl.setopt(pycurl.POSTFIELDS, push.body)

    def _turn_to(self, origin: str, *, loopback: bool) -> None:
        self.curl.setopt(pycurl.OPENSOCKETFUNCTION, guarded_socket(loopback=loopback))
        # HTTP/2: wait for the first connection and share it, instead of opening one per push.
        # Over plain HTTP/1.1 nothing can be shared, and all would wait for the slowest.
        self.curl.setopt(pycurl.PIPEWAIT, int(origin.startswith("https:")))
        self._origin = origin

    def answer(self, error: str) -> Answer:
        """What was said. Once a final status has come it counts, whatever happened to the rest."""
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status < 200:
            return Answer(token=self.token, status=0, error=error or "no answer")
        said = dict(line.split(b":", 1) for line in self.headers)
        return Answer(
            token=self.token,
            status=status,
            retry_after=_text(said.get(b"retry-after", b"")),
            date=_text(said.get(b"date", b"")),
            error=error,
        )

    def _take_header(self, line: bytes) -> None:
        lowered = line[:12].lower()
        if lowered.startswith(_KEPT_HEADERS):
            name, value = line.split(b":", 1)
            self.headers.append(name.lower() + b":" + value)

    def _take_body(self, piece: bytes) -> int:
        self.read += len(piece)
        return len(piece) if self.read <= MOST_OF_AN_ANSWER else 0


class CurlPushGateway:
    """Sends to the listed `services` only, at most `concurrency` pushes at once.

    `timeout_s` bounds one push from start to end, its connection included. `ca_file` is a PEM file
    of trusted authorities; without it those of `certifi`. Answers of status 0 whose `error` begins
    with `REFUSED_HERE` were never sent: the endpoint is not on the list. `stand_ins` (training)
    says which loopback origin takes the pushes of which service; with any, nothing else that is not
    of this machine is reached.
    """

    def __init__(
        self,
        services: Sequence[PushService],
        *,
        concurrency: int = 100,
        ca_file: Path | None = None,
        timeout_s: float = 10.0,
        stand_ins: Mapping[str, str] | None = None,
    ) -> None:
        self._services = tuple(services)
        self._stand_ins = dict(stand_ins or {})
        self._loopback_origins = frozenset(s.origin for s in services if s.is_loopback)
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, _MOST_CONNECTIONS)
        self._multi.setopt(pycurl.M_MAX_CONCURRENT_STREAMS, concurrency)
        self._lines: dict[pycurl.Curl, _Line] = {}
        trusted = ca_file or Path(certifi.where())
        for _ in range(concurrency):
            line = _Line(timeout_s, trusted)
            self._lines[line.curl] = line
        self._idle = list(self._lines.values())
        self._busy: dict[pycurl.Curl, _Line] = {}
        self._abandoned: list[Answer] = []

    def deliver(
        self, pushes: Iterable[Push], at_once: Callable[[], int] | None = None
    ) -> Iterator[Answer]:
        """See `PushGateway.deliver`.

        If `pushes` raises, what is under way is still answered before the exception goes on. If
        the generator is closed early, `abandoned` has the answers that nobody waited for.
        """
        if not self._lines or self._busy:
            raise RuntimeError("this gateway is closed, or another deliver() is not finished")
        source, failure = iter(pushes), None
        answers: deque[Answer] = deque()
        drawing = True
        try:
            while drawing or self._busy:
                room = self._room(at_once)
                if drawing and room:
                    drawing, failure = self._draw(source, room, answers)
                answers.extend(self._turn(wait=not drawing or not self._room(at_once)))
                while answers:
                    yield answers.popleft()
        finally:
            self._abandon(answers)
        if failure is not None:
            raise failure

    def abandoned(self) -> tuple[Answer, ...]:
        """What nobody waited for when a `deliver` was closed early; given once.

        Pushes answered with status 0 may have arrived: `Topic` and tag make a repeat invisible.
        """
        answers, self._abandoned = tuple(self._abandoned), []
        return answers

    def close(self) -> None:
        """Ends all connections. The gateway cannot be used afterwards."""
        self._abandon(())
        for curl in self._lines:
            curl.close()
        self._lines.clear()
        self._idle.clear()
        self._multi.close()

    def _room(self, at_once: Callable[[], int] | None) -> int:
        """How many pushes may be started now."""
        if at_once is None:
            return len(self._idle)
        return max(0, min(len(self._idle), at_once() - len(self._busy)))

    def _draw(
        self, source: Iterator[Push], room: int, answers: deque[Answer]
    ) -> tuple[bool, Exception | None]:
        """Starts a few pushes. Returns whether there may be more, and how the source failed."""
        for _ in range(min(_DRAW, room)):
            try:
                push = next(source)
            except StopIteration:
                return False, None
            except Exception as error:
                return False, error
            if refused := self._start(push):
                answers.append(refused)
        return True, None

    def _start(self, push: Push) -> Answer | None:
        service = push_service_of(push.endpoint, self._services)
        if isinstance(service, Refusal):
            return Answer(token=push.token, status=0, error=REFUSED_HERE + service.reason)
        loopback = service in self._loopback_origins or service in self._stand_ins
        if self._stand_ins and not loopback:
            return Answer(token=push.token, status=0, error=f"{REFUSED_HERE}nothing stands in here")
        line = self._idle.pop()
        try:
            reached = self._stand_ins.get(service, service)
            line.load(push, self._url(push.endpoint, service), reached, loopback=loopback)
            self._multi.add_handle(line.curl)
        except (pycurl.error, ValueError, UnicodeError) as error:
            self._idle.append(line)
            return Answer(token=push.token, status=0, error=f"not sent: {error}")
        self._busy[line.curl] = line
        return None

    def _url(self, endpoint: str, service: str) -> str:
        """The endpoint, or the same path at what stands in for its service."""
        if service not in self._stand_ins:
            return endpoint
        # From the end of the origin as it is written, which may name the port or use capitals.
        path = endpoint.index("/", endpoint.index("//") + 2)
        return self._stand_ins[service] + endpoint[path:]

    def _turn(self, *, wait: bool) -> Iterator[Answer]:
        """Lets the network move on, waiting for it if asked and nothing has ended."""
        self._perform()
        ended = list(self._ended())
        if wait and not ended and self._busy:
            self._multi.select(_LONGEST_SELECT_S)
            self._perform()
            ended = list(self._ended())
        return iter(ended)

    def _perform(self) -> None:
        while self._multi.perform()[0] == pycurl.E_CALL_MULTI_PERFORM:
            pass

    def _ended(self) -> Iterator[Answer]:
        more = True
        while more:
            waiting, good, bad = self._multi.info_read()
            for curl in good:
                yield self._finish(curl, "")
            for curl, code, message in bad:
                yield self._finish(curl, f"libcurl {code}: {message}")
            more = waiting > 0

    def _finish(self, curl: pycurl.Curl, error: str) -> Answer:
        line = self._busy.pop(curl)
        answer = line.answer(error)
        self._multi.remove_handle(curl)
        self._idle.append(line)
        return answer

    def _abandon(self, unread: Iterable[Answer]) -> None:
        self._abandoned.extend(unread)
        for curl, line in self._busy.items():
            self._multi.remove_handle(curl)
            self._abandoned.append(Answer(token=line.token, status=0, error=ABANDONED))
            self._idle.append(line)
        self._busy.clear()


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


def _text(value: bytes) -> str:
    return value.strip().decode("latin-1")[:100]
