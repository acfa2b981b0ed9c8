"""A loopback address that passes everything on to the town's, and keeps what was asked there."""

import asyncio
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

from service.demo.browsers.event_loop import EventLoop
from service.demo.http_server import Request, take_request

_PIECE = 65_536


class Wire:
    """A context manager. `url` takes the place of the address that it stands before."""

    def __init__(self, url: str) -> None:
        self.url = ""
        self._behind = urlsplit(url)
        self._asked: list[bytearray] = []
        self._loop = EventLoop("wire")

    def __enter__(self) -> Self:
        self._loop.__enter__()
        self._server = self._loop.run(asyncio.start_server(self._pass_on, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *reason: object) -> None:
        self._loop.run(self._close())
        self._loop.__exit__(*reason)

    async def _close(self) -> None:
        self._server.close()

    @property
    def requests(self) -> list[Request]:
        """Whole requests, of the page and of its worker, connection by connection."""
        found = []
        for asked in list(self._asked):
            buffer = bytearray(asked)
            while (request := take_request(buffer)) is not None:
                found.append(request)
        return found

    async def _pass_on(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        kept = bytearray()
        self._asked.append(kept)
        far, to_far = await asyncio.open_connection(self._behind.hostname, self._behind.port)
        try:
            await asyncio.gather(_copy(near, to_far, kept), _copy(far, to_near, bytearray()))
        finally:
            for one in (to_near, to_far):
                one.close()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter, kept: bytearray) -> None:
    with suppress(ConnectionError):
        while piece := await source.read(_PIECE):
            kept += piece
            sink.write(piece)
            await sink.drain()
    with suppress(ConnectionError, OSError):
        sink.write_eof()
