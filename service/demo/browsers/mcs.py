"""Mobile Connection Server in the small: the connection on which Chromium gets its pushes.

Version byte, then tag, length (varint) and a protobuf message, both ways, over TLS.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

import msgspec

from service.demo.browsers.certificate import loopback_tls
from service.demo.browsers.event_loop import EventLoop
from service.demo.browsers.protobuf import fields, number, text, varint

_VERSION = 38
# Chromium 156 loses a push that follows the answer to its login at once, and on a busy machine
# still seconds later: it takes the login before those who will show the push are there.
_SETTLING_S = 5.0
_HEARTBEAT, _HEARTBEAT_ANSWER, _LOGIN, _LOGIN_ANSWER, _DATA = 0, 1, 2, 3, 8
_LOGIN_USER, _LOGIN_RECEIVED = 4, 10


class Stanza(msgspec.Struct, frozen=True, kw_only=True):
    """One push. `key` is subtype and topic; `data` the encoded DataMessageStanza."""

    device: int
    message: str
    key: tuple[str, str]
    data: bytes


class Mcs:
    """A context manager; `push` may be called from any thread.

    A push waits until the device has logged in: Chromium's login may come after its registration.
    """

    def __init__(self, folder: Path, on_login: Callable[[], None]) -> None:
        self.port = 0
        self._on_login = on_login
        self._folder = folder
        self._loop = EventLoop("mcs")
        self._stack = ExitStack()
        self._kept: dict[int, list[Stanza]] = {}
        self._devices: dict[int, asyncio.StreamWriter] = {}

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
        """Kept until a later login lists it: what went to a dying connection goes out again."""
        writer = self._devices.get(stanza.device)
        kept = self._kept.setdefault(stanza.device, [])
        if writer is not None:
            writer.write(_framed(_DATA, stanza.data))
        elif stanza.key[1]:
            kept[:] = [old for old in kept if old.key != stanza.key]
        kept.append(stanza)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        device = 0
        try:
            await reader.readexactly(1)
            while True:
                tag, data = await _read(reader)
                if tag == _LOGIN:
                    device = self._log_in(data, writer)
                elif tag == _HEARTBEAT:
                    writer.write(_framed(_HEARTBEAT_ANSWER, b""))
        except (asyncio.IncompleteReadError, OSError, asyncio.CancelledError):
            pass
        finally:
            if self._devices.get(device) is writer:
                del self._devices[device]
            writer.close()

    def _log_in(self, data: bytes, writer: asyncio.StreamWriter) -> int:
        said = [(field.number, field.value) for field in fields(data)]
        device = next(int(value) for name, value in said if name == _LOGIN_USER)
        received = {value for name, value in said if name == _LOGIN_RECEIVED}
        answer = text(1, "login") + number(5, 1) + number(8, int(time.time() * 1000))
        writer.write(bytes([_VERSION]) + _framed(_LOGIN_ANSWER, answer))
        kept = self._kept.setdefault(device, [])
        kept[:] = [stanza for stanza in kept if stanza.message.encode() not in received]
        asyncio.get_running_loop().call_later(_SETTLING_S, self._serve, device, writer)
        return device

    def _serve(self, device: int, writer: asyncio.StreamWriter) -> None:
        """The device is there: what waits goes out, and from now on everything at once."""
        if writer.is_closing():
            return
        for stanza in self._kept[device]:
            writer.write(_framed(_DATA, stanza.data))
        self._devices[device] = writer
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


def _framed(tag: int, data: bytes) -> bytes:
    return bytes([tag]) + varint(len(data)) + data


async def _close(server: asyncio.Server) -> None:
    server.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(server.wait_closed(), 2)
