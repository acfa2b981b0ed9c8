"""A sender process that is a thread over any `PushGateway`: for tests, and specified by them.

It runs the very loop of a sender process; only libcurl is replaced.
"""

import select
import socket
import threading
from collections import deque
from collections.abc import Callable

from alerts.ports import Answer, Push, PushGateway
from service.push.curl_line import Said
from service.push.curl_wire import Ended
from service.sending.child import Running, Spawn
from service.sending.loop import Loop

_PATIENCE_S = 20.0


class GatewayWire:
    """One push after another through a gateway, which is asked in `turn`."""

    def __init__(self, gateway: PushGateway) -> None:
        self._gateway = gateway
        self._begun: deque[Push] = deque()
        self._poll = select.poll()

    def watch(self, descriptor: int, *, writing: bool) -> None:
        self._poll.register(descriptor, select.POLLIN | (select.POLLOUT if writing else 0))

    def start(self, token: int, endpoint: str, headers: list[str], body: bytes) -> str:
        lines = tuple(line for line in headers if not line.endswith(":"))
        self._begun.append(Push(token=token, endpoint=endpoint, headers=lines, body=body))
        return ""

    def turn(self, wait_s: float) -> tuple[list[Ended], bool]:
        ended = [self._next()] if self._begun else []
        return ended, bool(self._poll.poll(0 if ended else wait_s * 1000))

    def close(self) -> None:
        self._gateway.close()

    def _next(self) -> Ended:
        (answer,) = self._gateway.deliver([self._begun.popleft()])
        return _ended(answer)


def in_thread(new_gateway: Callable[[], PushGateway]) -> Spawn:
    """Starts threads in place of sender processes, each with a gateway of its own."""

    def spawn() -> Running:
        ours, theirs = socket.socketpair()

        def run() -> None:
            with theirs:
                Loop(theirs, GatewayWire(new_gateway())).run()

        thread = threading.Thread(target=run, name="sender", daemon=True)
        thread.start()
        return Running(ours, lambda: thread.join(_PATIENCE_S))

    return spawn


def _ended(answer: Answer) -> Ended:
    if 200 <= answer.status < 300 and not answer.error:
        return Ended(answer.token, answer.status, None, answer.date)
    said = Said(answer.status, answer.retry_after, answer.date, answer.error)
    return Ended(answer.token, answer.status, said, answer.date)
