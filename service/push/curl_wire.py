"""libcurl driven by one epoll, for a sender process: pushes out, answers in, one descriptor more.

`CurlPushGateway` is the same for one-off pushes; here the caller never waits for libcurl alone.
"""

import select
import time
from pathlib import Path
from typing import NamedTuple

import pycurl

from alerts.push.refusal import REFUSED_HERE, Refusal
from service.push.curl_line import Line, Said, new_multi
from service.push.reaching import Reach

_READ = select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR
_AT_A_TIME = 1024


class Ended(NamedTuple):
    """A push that is over. `said` is None for a plain success: 200 to 299 and nothing wrong."""

    token: int
    status: int
    said: Said | None
    date: str


class CurlWire:
    """Any number of pushes at once, each bounded by `timeout_s`. One thread."""

    def __init__(self, reach: Reach, timeout_s: float, ca_file: Path, most_streams: int) -> None:
        self._reach = reach
        self._timeout_s = timeout_s
        self._ca_file = ca_file
        self._multi = new_multi(most_streams)
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)
        self._idle: list[Line] = []
        self._busy: dict[pycurl.Curl, Line] = {}
        self._epoll = select.epoll()
        self._events: dict[int, int] = {}
        self._due: float | None = None
        self._watched = -1
        self._wants_date = True

    def watch(self, descriptor: int, *, writing: bool) -> None:
        """The one other descriptor that `turn` waits for; `writing`: also until it takes bytes."""
        wanted = select.EPOLLIN | (select.EPOLLOUT if writing else 0)
        if self._watched == descriptor:
            self._epoll.modify(descriptor, wanted)
        else:
            self._epoll.register(descriptor, wanted)
        self._watched = descriptor

    def start(self, token: int, endpoint: str, headers: list[str], body: bytes) -> str:
        """Begins a push. Returns why it cannot be begun, or nothing; never raises for bad input."""
        way = self._reach.way_to(endpoint)
        if isinstance(way, Refusal):
            return REFUSED_HERE + way.reason
        line = self._idle.pop() if self._idle else Line(self._timeout_s, self._ca_file)
        try:
            line.load(token, way, headers, body)
            self._multi.add_handle(line.curl)
        except (pycurl.error, ValueError, UnicodeError) as error:
            self._idle.append(line)
            return f"not sent: {error}"
        self._busy[line.curl] = line
        return ""

    def turn(self, wait_s: float) -> tuple[list[Ended], bool]:
        """Lets the network move on, waiting at most so long for anything.

        Returns what ended, and whether the watched descriptor has something.
        """
        is_watched_ready = False
        for descriptor, events in self._epoll.poll(self._patience(wait_s)):
            if descriptor == self._watched:
                is_watched_ready = True
                continue
            reading = pycurl.CSELECT_IN if events & _READ else 0
            writing = pycurl.CSELECT_OUT if events & select.EPOLLOUT else 0
            self._multi.socket_action(descriptor, reading | writing)
        if self._due is not None and self._due <= time.monotonic():
            self._due = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        return self._ended(), is_watched_ready

    def close(self) -> None:
        """Cuts all connections off, answered or not."""
        for curl in self._busy:
            self._multi.remove_handle(curl)
        self._multi.close()
        self._epoll.close()

    def _patience(self, wait_s: float) -> float:
        if self._due is None:
            return wait_s
        return max(0.0, min(wait_s, self._due - time.monotonic()))

    def _ended(self) -> list[Ended]:
        ended: list[Ended] = []
        self._wants_date, more = True, True
        while more:
            waiting, good, bad = self._multi.info_read(_AT_A_TIME)
            ended += [self._finish(curl, "") for curl in good]
            ended += [self._finish(curl, f"libcurl {code}: {why}") for curl, code, why in bad]
            more = waiting > 0
        return ended

    def _finish(self, curl: pycurl.Curl, error: str) -> Ended:
        line = self._busy.pop(curl)
        status = line.status()
        if error or not 200 <= status < 300:
            ended = _told(line, line.said(error))
        else:
            # Of many at once, one date says enough about the service's clock.
            ended = Ended(line.token, status, None, line.date() if self._wants_date else "")
            self._wants_date = False
        self._multi.remove_handle(curl)
        self._idle.append(line)
        return ended

    def _on_socket(self, what: int, descriptor: int, _multi: object, _data: object) -> None:
        before = self._events.pop(descriptor, None)
        if what == pycurl.POLL_REMOVE:
            if before is not None:
                self._forget(descriptor)
            return
        events = (select.EPOLLIN if what & pycurl.POLL_IN else 0) | (
            select.EPOLLOUT if what & pycurl.POLL_OUT else 0
        )
        self._events[descriptor] = events
        if before is None:
            self._epoll.register(descriptor, events)
        elif before != events:
            self._epoll.modify(descriptor, events)

    def _forget(self, descriptor: int) -> None:
        try:
            self._epoll.unregister(descriptor)
        except OSError:
            return  # closed already: the kernel has forgotten it

    def _on_timer(self, milliseconds: int) -> None:
        self._due = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000


def _told(line: Line, said: Said) -> Ended:
    return Ended(line.token, said.status, said, said.date)
