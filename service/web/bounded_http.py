"""HTTP as uvicorn speaks it, with bounds for whoever sends too much, or too slowly.

uvicorn itself reads a request's head for as long and as far as it comes. A proxy in front has such
bounds too (docs/operations.md); a service without one must not be held by a hundred slow lines.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 16 * 1024
HEAD_S = 10.0
WHOLE_S = 60.0
ANSWER_S = 300.0
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class BoundedHttp(HttpToolsProtocol):
    """A head of at most `MOST_HEAD_BYTES` within `HEAD_S`, the whole request within `WHOLE_S`, and
    its answer taken within `ANSWER_S`: a part of a city needs 4 s at 50 kbit/s."""

    head_s = HEAD_S
    whole_s = WHOLE_S
    answer_s = ANSWER_S

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._in_head = True
        self._begun = False
        self._head_bytes = 0
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(self.head_s)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        # Looked at afterwards: what came together with a whole head may be its body.
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES:
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._begun = True
        # Behind a request that is still being answered, its patience holds.
        if self._patience is None:
            self._wait(self.head_s)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._wait(self.whole_s)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._stop_waiting()
        self._in_head, self._begun, self._head_bytes = True, False, 0
        if not self.cycle.response_complete:
            self._wait(self.answer_s)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        # Answered before all of it came: the rest may still not take for ever.
        if self._in_head and self._begun:
            self._wait(self.head_s)
        elif self._in_head:
            self._stop_waiting()
        super().on_response_complete()

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        self.transport.abort()
