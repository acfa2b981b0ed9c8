"""`PushGateway` over libcurl's multi interface: HTTP/2 multiplexed over TLS, handles reused.

One thread, one gateway; `deliver` is not re-entrant. To http loopback services (training, tests)
it speaks HTTP/1.1 with keep-alive.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import certifi
import pycurl

from alerts.dispatch import ABANDONED, REFUSED_HERE
from alerts.ports import Answer, Push
from alerts.push.endpoints import PushService
from alerts.push.refusal import Refusal
from service.push.curl_line import NO_EXPECTATION, Line, new_multi
from service.push.reaching import Reach

_LONGEST_SELECT_S = 0.25
# So many are started between two looks at the network: answers must not wait for a long draw.
_DRAW = 16


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
        self._reach = Reach(services, stand_ins or {})
        self._multi = new_multi(concurrency)
        self._concurrency = concurrency
        self._timeout_s = timeout_s
        self._trusted = ca_file or Path(certifi.where())
        self._idle: list[Line] = []
        self._is_closed = False
        self._busy: dict[pycurl.Curl, Line] = {}
        self._abandoned: list[Answer] = []

    def deliver(
        self, pushes: Iterable[Push], at_once: Callable[[], int] | None = None
    ) -> Iterator[Answer]:
        """See `PushGateway.deliver`.

        If `pushes` raises, what is under way is still answered before the exception goes on. If
        the generator is closed early, `abandoned` has the answers that nobody waited for.
        """
        if self._is_closed or self._busy:
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
        self._is_closed = True
        for line in self._idle:
            line.curl.close()
        self._idle.clear()
        self._multi.close()

    def _room(self, at_once: Callable[[], int] | None) -> int:
        """How many pushes may be started now."""
        most = self._concurrency if at_once is None else min(self._concurrency, at_once())
        return max(0, most - len(self._busy))

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
        way = self._reach.way_to(push.endpoint)
        if isinstance(way, Refusal):
            return Answer(token=push.token, status=0, error=REFUSED_HERE + way.reason)
        line = self._idle.pop() if self._idle else Line(self._timeout_s, self._trusted)
        try:
            line.load(push.token, way, [*push.headers, NO_EXPECTATION], push.body)
            self._multi.add_handle(line.curl)
        except (pycurl.error, ValueError, UnicodeError) as error:
            self._idle.append(line)
            return Answer(token=push.token, status=0, error=f"not sent: {error}")
        self._busy[line.curl] = line
        return None

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
        said = line.said(error)
        self._multi.remove_handle(curl)
        self._idle.append(line)
        return Answer(
            token=line.token,
            status=said.status,
            retry_after=said.retry_after,
            date=said.date,
            error=said.error,
        )

    def _abandon(self, unread: Iterable[Answer]) -> None:
        self._abandoned.extend(unread)
        for curl, line in self._busy.items():
            self._multi.remove_handle(curl)
            self._abandoned.append(Answer(token=line.token, status=0, error=ABANDONED))
            self._idle.append(line)
        self._busy.clear()
