"""libcurl driven by one epoll, for a sender process: pushes out, answers in, one descriptor more.

`CurlPushGateway` waits for it, for one-off pushes; here the caller never waits for libcurl alone.
"""

import select
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pycurl

from alerts.push.refusal import REFUSED_HERE, Refusal
from service.push.corking import Corks
from service.push.curl_line import Line, Said, new_multi
from service.push.reaching import Reach

_TIMED_OUT = pycurl.E_OPERATION_TIMEDOUT
_READ = select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR
_AT_A_TIME = 1024


class Ended(NamedTuple):
    """A push that is over. `said` is None for a plain success: 200 to 299 and nothing wrong."""

    token: int
    status: int
    said: Said | None
    date: str


class _Peer:
    """The connections to one origin. `answered`: when it last answered any push, status and all."""

    def __init__(self, origin: str, multi: pycurl.CurlMulti) -> None:
        self.origin = origin
        self.multi = multi
        self.busy: dict[pycurl.Curl, tuple[Line, float]] = {}
        self.due: float | None = None
        self.answered = 0.0
        self.wants_date = True


class CurlWire:
    """Any number of pushes at once, each bounded by `timeout_s`. One thread.

    `every_date`: each success comes with its `Date`; else one of many at once does.
    """

    def __init__(
        self,
        reach: Reach,
        timeout_s: float,
        ca_file: Path,
        most_streams: int,
        *,
        every_date: bool = False,
    ) -> None:
        self._reach = reach
        self._timeout_s = timeout_s
        self._ca_file = ca_file
        self._most_streams = most_streams
        self._every_date = every_date
        self._peers: dict[str, _Peer] = {}
        self._left: set[_Peer] = set()
        self._idle: list[Line] = []
        self._epoll = select.epoll()
        self._events: dict[int, tuple[_Peer, int]] = {}
        self._watched = -1
        self._corks = Corks()

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
        peer = self._peers.get(way.origin) or self._connect(way.origin)
        try:
            line.load(token, way, headers, body)
            peer.multi.add_handle(line.curl)
        except (pycurl.error, ValueError, UnicodeError) as error:
            self._idle.append(line)
            return f"not sent: {error}"
        peer.busy[line.curl] = (line, time.monotonic())
        return ""

    def turn(self, wait_s: float) -> tuple[list[Ended], bool]:
        """Lets the network move on, waiting at most so long for anything.

        Returns what ended, and whether the watched descriptor has something.
        """
        is_watched_ready = False
        moved: set[_Peer] = set()
        for descriptor, events in self._epoll.poll(self._patience(wait_s)):
            if descriptor == self._watched:
                is_watched_ready = True
                continue
            known = self._events.get(descriptor)
            if known is None:
                continue  # closed by what came before it in this turn
            reading = pycurl.CSELECT_IN if events & _READ else 0
            writing = pycurl.CSELECT_OUT if events & select.EPOLLOUT else 0
            known[0].multi.socket_action(descriptor, reading | writing)
            moved.add(known[0])
        moved.update(self._ring(time.monotonic()))
        self._corks.let_go()
        return [ended for peer in moved for ended in self._ended(peer)], is_watched_ready

    def drop_all(self) -> list[int]:
        """Ends everything under way without an answer; returns its tokens."""
        tokens = []
        for peer in tuple(self._all()):
            for curl, (line, _) in peer.busy.items():
                tokens.append(line.token)
                peer.multi.remove_handle(curl)
                self._idle.append(line)
            peer.busy.clear()
            self._close_if_left(peer)
        return tokens

    def close(self) -> None:
        """Cuts all connections off, answered or not."""
        self._corks.close()
        for peer in (*self._peers.values(), *self._left):
            for curl in peer.busy:
                peer.multi.remove_handle(curl)
            peer.multi.close()
        self._epoll.close()

    # --- connections ------------------------------------------------------------------------------

    def _connect(self, origin: str) -> _Peer:
        peer = _Peer(origin, new_multi(self._most_streams))

        def on_socket(what: int, descriptor: int, _multi: object, _data: object) -> None:
            self._on_socket(peer, what, descriptor)

        def on_timer(milliseconds: int) -> None:
            peer.due = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

        peer.multi.setopt(pycurl.M_SOCKETFUNCTION, on_socket)
        peer.multi.setopt(pycurl.M_TIMERFUNCTION, on_timer)
        self._peers[origin] = peer
        return peer

    def _leave(self, peer: _Peer) -> None:
        """Further pushes take new connections: libcurl goes on sharing one that is dead, or whose
        other end will never say anything, for as long as anybody waits for it.
        """
        if self._peers.get(peer.origin) is peer:
            del self._peers[peer.origin]
            self._left.add(peer)

    def _patience(self, wait_s: float) -> float:
        due = [peer.due for peer in self._all() if peer.due is not None]
        if not due:
            return wait_s
        return max(0.0, min(wait_s, min(due) - time.monotonic()))

    def _ring(self, clock: float) -> list[_Peer]:
        """Those whose time had come."""
        due = [peer for peer in self._all() if peer.due is not None and peer.due <= clock]
        for peer in due:
            peer.due = None
            peer.multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        return due

    def _all(self) -> Iterator[_Peer]:
        yield from self._peers.values()
        yield from self._left

    # --- answers ----------------------------------------------------------------------------------

    def _ended(self, peer: _Peer) -> list[Ended]:
        ended: list[Ended] = []
        peer.wants_date, more = True, True
        while more:
            waiting, good, bad = peer.multi.info_read(_AT_A_TIME)
            ended += [self._finish(peer, curl, 0, "") for curl in good]
            ended += [self._finish(peer, curl, code, why) for curl, code, why in bad]
            more = waiting > 0
        self._close_if_left(peer)
        return ended

    def _close_if_left(self, peer: _Peer) -> None:
        if peer in self._left and not peer.busy:
            self._left.discard(peer)
            peer.multi.close()

    def _finish(self, peer: _Peer, curl: pycurl.Curl, code: int, why: str) -> Ended:
        line, begun = peer.busy.pop(curl)
        status = line.status()
        if status:
            peer.answered = time.monotonic()
        elif code == _TIMED_OUT and peer.answered < begun:
            self._leave(peer)
        if code or not 200 <= status < 300:
            said = line.said(f"libcurl {code}: {why}" if code else "")
            ended = Ended(line.token, said.status, said, said.date)
        else:
            # Of many at once, one date says enough about the service's clock.
            ended = Ended(line.token, status, None, line.date() if peer.wants_date else "")
            peer.wants_date = self._every_date
        peer.multi.remove_handle(curl)
        line.forget()
        self._idle.append(line)
        return ended

    def _on_socket(self, peer: _Peer, what: int, descriptor: int) -> None:
        before = self._events.pop(descriptor, None)
        if what == pycurl.POLL_REMOVE:
            self._corks.take_off(descriptor)
            if before is not None:
                self._forget(descriptor)
            return
        events = (select.EPOLLIN if what & pycurl.POLL_IN else 0) | (
            select.EPOLLOUT if what & pycurl.POLL_OUT else 0
        )
        self._events[descriptor] = (peer, events)
        if before is None:
            self._epoll.register(descriptor, events)
            self._corks.put_on(descriptor)
        elif before[1] != events:
            self._epoll.modify(descriptor, events)

    def _forget(self, descriptor: int) -> None:
        try:
            self._epoll.unregister(descriptor)
        except OSError:
            return  # closed already: the kernel has forgotten it
