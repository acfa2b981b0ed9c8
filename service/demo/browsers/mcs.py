"""Mobile Connection Server in the small: the connection on which Chromium gets its pushes.

Version byte, then tag, length (varint) and a protobuf message, both ways, over TLS. Each side
counts the stanzas that it reads, the login and its answer included, and names the count in what it
sends (`last_stream_id_received`); a login lists what arrived before it and was never named so
(`received_persistent_id`). A push is kept until the browser has acknowledged it in one of these
ways, and every login gets what is kept: none is lost with a connection, none comes twice.

An acknowledgement says that Chromium has a push, not that it showed it. It drops one, and ends the
subscription, if the page has no permission for notifications at that moment: whoever grants the
permission by remote control after a start is too late. It belongs into the profile
(`chromium.write_profile`).
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

import msgspec

from service.demo.browsers.event_loop import EventLoop
from service.demo.browsers.protobuf import Field, fields, number, text, varint
from service.demo.certificate import loopback_tls

_VERSION = 38
_HEARTBEAT, _HEARTBEAT_ANSWER, _LOGIN, _LOGIN_ANSWER, _IQ, _DATA = 0, 1, 2, 3, 7, 8
_LOGIN_USER, _LOGIN_RECEIVED = 4, 10
_IMMEDIATE_ACK = 24
_LAST_RECEIVED: Mapping[int, int] = {
    _HEARTBEAT: 2, _HEARTBEAT_ANSWER: 2, _LOGIN_ANSWER: 6, _IQ: 10, _DATA: 11
}  # fmt: skip
"""Tag -> the number of its field `last_stream_id_received`."""
_ACKNOWLEDGED_S = 10.0
_SETTLING_S = 1.0
"""From a login to its first push. On a quiet machine ours would come within 10 ms, sooner than any
network brings one: Chromium, which logs in while `subscribe()` is still at work, then acknowledges
it and shows nothing."""


class Stanza(msgspec.Struct, frozen=True, kw_only=True):
    """One push. `key` is subtype and topic; `data` the encoded DataMessageStanza."""

    device: int
    message: str
    key: tuple[str, str]
    data: bytes


class _Line:
    """One connection: counts both ways. `waiting`: our count -> the message not acknowledged."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self.device = 0
        self.sent = 0
        self.read = 0
        self.waiting: dict[int, str] = {}

    def write(self, tag: int, data: bytes, start: bytes = b"") -> int:
        """The stanza's own number on this connection."""
        whole = data + number(_LAST_RECEIVED[tag], self.read)
        self._writer.write(start + bytes([tag]) + varint(len(whole)) + whole)
        self.sent += 1
        return self.sent

    def acknowledged(self, up_to: int) -> set[str]:
        """Messages that are acknowledged by this for the first time."""
        through = [self.waiting.pop(one) for one in list(self.waiting) if one <= up_to]
        return set(through)

    def give_up_on(self, stanza: int) -> None:
        """Ends a connection on which this one is still not acknowledged."""
        if stanza in self.waiting:
            self.close()

    @property
    def is_closed(self) -> bool:
        return self._writer.is_closing()

    def close(self) -> None:
        self._writer.close()


class Mcs:
    """A context manager; `push` may be called from any thread.

    A push waits until the device has logged in: Chromium's login may come after its registration.
    A connection on which one is not acknowledged within `patience` seconds is given up; the browser
    logs in again and gets it then.
    """

    def __init__(
        self,
        folder: Path,
        on_login: Callable[[], None],
        patience: float = _ACKNOWLEDGED_S,
        settling: float = _SETTLING_S,
    ) -> None:
        self.port = 0
        self._on_login = on_login
        self._folder = folder
        self._patience = patience
        self._settling = settling
        self._loop = EventLoop("mcs")
        self._stack = ExitStack()
        self._kept: dict[int, list[Stanza]] = {}
        self._lines: dict[int, _Line] = {}

    def __enter__(self) -> Self:
        self._stack.enter_context(self._loop)
        server = self._loop.run(self._open())
        self._stack.callback(lambda: self._loop.run(_close(server)))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def push(self, stanza: Stanza) -> None:
        self._loop.run(self._take(stanza))

    async def _open(self) -> asyncio.Server:
        tls = loopback_tls(self._folder)
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _take(self, stanza: Stanza) -> None:
        """Takes the place of one that has its topic and is not acknowledged."""
        kept = self._kept.setdefault(stanza.device, [])
        if stanza.key[1]:
            kept[:] = [old for old in kept if old.key != stanza.key]
        kept.append(stanza)
        if (line := self._lines.get(stanza.device)) is not None:
            self._send(line, stanza)

    def _send(self, line: _Line, stanza: Stanza) -> None:
        sent = line.write(_DATA, stanza.data + number(_IMMEDIATE_ACK, 1))
        line.waiting[sent] = stanza.message
        asyncio.get_running_loop().call_later(self._patience, line.give_up_on, sent)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line(writer)
        try:
            await reader.readexactly(1)
            while True:
                tag, data = await _read(reader)
                line.read += 1
                self._heard(line, tag, list(fields(data)))
        except (asyncio.IncompleteReadError, OSError, asyncio.CancelledError):
            pass
        finally:
            if self._lines.get(line.device) is line:
                del self._lines[line.device]
            line.close()

    def _heard(self, line: _Line, tag: int, said: list[Field]) -> None:
        if tag == _LOGIN:
            self._log_in(line, said)
        elif tag == _HEARTBEAT:
            line.write(_HEARTBEAT_ANSWER, b"")
        for field in said:
            if field.number == _LAST_RECEIVED.get(tag):
                self._forget(line.device, line.acknowledged(int(field.value)))

    def _forget(self, device: int, messages: set[str]) -> None:
        kept = self._kept.setdefault(device, [])
        kept[:] = [stanza for stanza in kept if stanza.message not in messages]

    def _log_in(self, line: _Line, said: list[Field]) -> None:
        """The login's answer; soon after it, whatever the device has not yet."""
        line.device = next(int(one.value) for one in said if one.number == _LOGIN_USER)
        received = [one.value for one in said if one.number == _LOGIN_RECEIVED]
        self._forget(line.device, {one.decode() for one in received if isinstance(one, bytes)})
        answer = text(1, "login") + number(5, 1) + number(8, int(time.time() * 1000))
        line.write(_LOGIN_ANSWER, answer, start=bytes([_VERSION]))
        asyncio.get_running_loop().call_later(self._settling, self._begin, line)

    def _begin(self, line: _Line) -> None:
        """From here on a push is sent as it comes."""
        if line.is_closed:
            return
        for stanza in self._kept[line.device]:
            self._send(line, stanza)
        self._lines[line.device] = line
        self._on_login()


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    tag = (await reader.readexactly(1))[0]
    length = shift = 0
    while True:
        byte = (await reader.readexactly(1))[0]
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return tag, await reader.readexactly(length)


async def _close(server: asyncio.Server) -> None:
    server.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(server.wait_closed(), 2)
