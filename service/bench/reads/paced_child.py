"""Readers at a fixed rate, in a process of their own: `python -m service.bench.reads.paced_child`.

Says that it is there, reads one line of JSON from its standard input (`Task`), asks until the input
ends, and prints one line of JSON (`Paced`). The time of an answer counts from the moment at which
it was due to be asked for, not from when a line was free: whoever waits for a line waits too.

Plain sockets and one loop: a client library would cost more than what it asks for.
"""

import os
import selectors
import socket
import sys
import time
from collections import deque

import msgspec

_LINES = 64
_MOST_LINES = 400
_PATIENCE_S = 5.0
READY = b"ready\n"
_END = b"\r\n\r\n"


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """`request`: one whole HTTP/1.1 request."""

    port: int
    rate: int
    request: str


class Paced(msgspec.Struct, frozen=True, kw_only=True):
    """By request: `due` in epoch seconds, `took` in seconds. `failed`: without a 200 or 304.

    `cpu_s`: what the asking itself cost.
    """

    due: list[float]
    took: list[float]
    failed: int
    cpu_s: float


class _Line:
    """One connection: free, or waiting for one answer."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), _PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.due = 0.0
        self._got = b""
        self._wanted = 0

    def ask(self, request: bytes, due: float) -> None:
        self.due, self._got, self._wanted = due, b"", 0
        self.socket.send(request)

    def read(self) -> int | None:
        """The status once the answer is whole; 0 where the line ended; None if more must come."""
        try:
            more = self.socket.recv(1 << 18)
        except OSError:
            return 0
        if not more:
            return 0
        self._got += more
        if not self._wanted:
            head, found, _ = self._got.partition(_END)
            if not found:
                return None
            self._wanted = len(head) + len(_END) + _length(head)
        return int(self._got[9:12]) if len(self._got) >= self._wanted else None


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


class _Readers:
    def __init__(self, task: Task) -> None:
        self._task = task
        self._request = task.request.encode()
        self._selector = selectors.DefaultSelector()
        self._selector.register(0, selectors.EVENT_READ, None)
        self._free: deque[_Line] = deque()
        self._asking = 0
        self._lines = 0
        self.due: list[float] = []
        self.took: list[float] = []
        self.failed = 0

    def run(self) -> None:
        for _ in range(_LINES):
            self._free.append(self._new_line())
        start, asked, ended = time.time(), 0, False
        while not ended:
            due = start + asked / self._task.rate
            wait = due - time.time()
            ended = self._turn(max(0.0, wait))
            while not ended and (due := start + asked / self._task.rate) <= time.time():
                self._ask(due)
                asked += 1
        until = time.time() + _PATIENCE_S
        while self._asking and time.time() < until:
            self._turn(_PATIENCE_S / 50)
        self.failed += self._asking

    def _new_line(self) -> _Line:
        line = _Line(self._task.port)
        self._selector.register(line.socket, selectors.EVENT_READ, line)
        self._lines += 1
        return line

    def _ask(self, due: float) -> None:
        if not self._free and self._lines >= _MOST_LINES:
            self.failed += 1
            return
        line = self._free.popleft() if self._free else self._new_line()
        line.ask(self._request, due)
        self._asking += 1

    def _turn(self, wait: float) -> bool:
        """Takes what came. True once the input has ended."""
        ended = False
        for key, _ in self._selector.select(wait):
            if key.data is None:
                ended = not os.read(0, 1)
            else:
                self._take(key.data)
        return ended

    def _take(self, line: _Line) -> None:
        status = line.read()
        if status is None:
            return
        if line.due:
            self.due.append(line.due)
            self.took.append(time.time() - line.due)
            self.failed += status not in (200, 304)
            self._asking -= 1
            line.due = 0.0
        if status:
            self._free.append(line)
        else:
            self._selector.unregister(line.socket)
            self._lines -= 1
            if line in self._free:
                self._free.remove(line)


def main() -> None:
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    # Nothing may be read ahead: that the input ended is seen by the loop.
    with open(0, "rb", buffering=0, closefd=False) as told:
        task = msgspec.json.decode(told.readline(), type=Task)
    readers = _Readers(task)
    readers.run()
    paced = Paced(
        due=readers.due, took=readers.took, failed=readers.failed, cpu_s=time.process_time()
    )
    sys.stdout.buffer.write(msgspec.json.encode(paced) + b"\n")


if __name__ == "__main__":
    main()
