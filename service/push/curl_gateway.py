"""`PushGateway` over libcurl, for one-off pushes: greetings, self-tests, rings.

The same `CurlWire` as in a sender process, waited for here: connections are shared, left when they
are dead, and bounded in one place. One thread, one gateway; `deliver` is not re-entrant.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import certifi

from alerts.dispatch import ABANDONED
from alerts.ports import Answer, Push
from alerts.push.endpoints import PushService
from service.push.curl_line import NO_EXPECTATION
from service.push.curl_wire import CurlWire, Ended
from service.push.reaching import Reach

_LONGEST_WAIT_S = 0.25
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
        reach, trusted = Reach(services, stand_ins or {}), ca_file or Path(certifi.where())
        self._wire = CurlWire(reach, timeout_s, trusted, concurrency, every_date=True)
        self._concurrency = concurrency
        self._under_way = 0
        self._is_closed = False
        self._abandoned: list[Answer] = []

    def deliver(
        self, pushes: Iterable[Push], at_once: Callable[[], int] | None = None
    ) -> Iterator[Answer]:
        """See `PushGateway.deliver`.

        If `pushes` raises, what is under way is still answered before the exception goes on. If
        the generator is closed early, `abandoned` has the answers that nobody waited for.
        """
        if self._is_closed or self._under_way > 0:
            raise RuntimeError("this gateway is closed, or another deliver() is not finished")
        source, failure = iter(pushes), None
        answers: deque[Answer] = deque()
        drawing = True
        try:
            while drawing or self._under_way:
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
        if not self._is_closed:
            self._is_closed = True
            self._wire.close()

    def _room(self, at_once: Callable[[], int] | None) -> int:
        """How many pushes may be started now."""
        most = self._concurrency if at_once is None else min(self._concurrency, at_once())
        return max(0, most - self._under_way)

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
            headers = [*push.headers, NO_EXPECTATION]
            if refused := self._wire.start(push.token, push.endpoint, headers, push.body):
                answers.append(Answer(token=push.token, status=0, error=refused))
            else:
                self._under_way += 1
        return True, None

    def _turn(self, *, wait: bool) -> list[Answer]:
        """Lets the network move on, waiting for it if asked and anything is under way."""
        ended, _ = self._wire.turn(_LONGEST_WAIT_S if wait and self._under_way else 0.0)
        self._under_way -= len(ended)
        return [_answer(one) for one in ended]

    def _abandon(self, unread: Iterable[Answer]) -> None:
        self._abandoned.extend(unread)
        if self._under_way:
            dropped = self._wire.drop_all()
            self._abandoned += [Answer(token=one, status=0, error=ABANDONED) for one in dropped]
            self._under_way = 0


def _answer(ended: Ended) -> Answer:
    said = ended.said
    if said is None:
        return Answer(token=ended.token, status=ended.status, date=ended.date)
    return Answer(
        token=ended.token,
        status=said.status,
        retry_after=said.retry_after,
        date=said.date,
        error=said.error,
    )
