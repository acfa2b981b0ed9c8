"""The in-memory twin of the push gateway: no network, answers by a rule that the test gives."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from alerts.dispatch import ABANDONED, REFUSED_HERE
from alerts.ports import Answer, Push
from alerts.push.endpoints import PushService, push_service_of
from alerts.push.refusal import Refusal


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the imagined push service does. `status` 0: no answer, for the reason `error`."""

    status: int = 201
    retry_after: str = ""
    date: str = ""
    error: str = ""


def accept_all(_push: Push) -> Reply:
    return Reply()


class MemoryPushGateway:
    """`PushGateway` over a rule `Push → Reply`. `delivered` holds what reached a service, in order.

    Draws up to `concurrency` pushes before it answers the oldest of them, or with `newest_first`
    the newest: callers may rely on no order.
    """

    def __init__(
        self,
        services: Sequence[PushService],
        rule: Callable[[Push], Reply] = accept_all,
        *,
        concurrency: int = 1,
        newest_first: bool = False,
    ) -> None:
        self.delivered: list[Push] = []
        self._services = tuple(services)
        self._rule = rule
        self._concurrency = concurrency
        self._newest_first = newest_first
        self._abandoned: list[Answer] = []

    def deliver(
        self, pushes: Iterable[Push], at_once: Callable[[], int] | None = None
    ) -> Iterator[Answer]:
        source = iter(pushes)
        waiting: deque[Answer] = deque()
        failure: Exception | None = None
        try:
            while True:
                allowed = self._concurrency if at_once is None else at_once()
                if failure is None and len(waiting) < min(self._concurrency, allowed):
                    try:
                        waiting.append(self._answer(next(source)))
                        continue
                    except StopIteration as end:
                        failure = end
                    except Exception as error:
                        failure = error
                if not waiting:
                    break
                yield waiting.pop() if self._newest_first else waiting.popleft()
        finally:
            self._abandoned += [_abandoned(answer.token) for answer in waiting]
        if failure is not None and not isinstance(failure, StopIteration):
            raise failure

    def abandoned(self) -> tuple[Answer, ...]:
        """Answers (status 0) for pushes drawn by a `deliver` that was closed early; given once."""
        answers, self._abandoned = tuple(self._abandoned), []
        return answers

    def close(self) -> None:
        """Nothing is held."""

    def _answer(self, push: Push) -> Answer:
        service = push_service_of(push.endpoint, self._services)
        if isinstance(service, Refusal):
            return Answer(token=push.token, status=0, error=REFUSED_HERE + service.reason)
        reply = self._rule(push)
        if reply.status:
            self.delivered.append(push)
        return Answer(
            token=push.token,
            status=reply.status,
            retry_after=reply.retry_after,
            date=reply.date,
            error=reply.error,
        )


def _abandoned(token: int) -> Answer:
    return Answer(token=token, status=0, error=ABANDONED)
