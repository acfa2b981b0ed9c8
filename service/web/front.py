"""Front: stands before the framework, and answers from the shelf whatever is there.

A hit is one look-up: no routing, no thread, no database. A miss takes the framework's way; what a
handler then offers as the same for everybody (`service.web.answers`) is shelved. Of many who ask
for the same thing at once, one renders it, and the others wait.

Nothing here decides what may be shelved for how long: the state of the store does, and the moment
until which an answer holds by itself.
"""

import asyncio
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from alerts.languages import LANGUAGES, PSEUDO
from service.web.answers import OFFER
from service.web.rendered import Rendered, coding_for, holds
from service.web.shelf import Entry, Ready, Shelf, entry_of

# ASGI's own shapes (asgiref), as every server hands them over.
Scope = dict[str, Any]
Send = Callable[..., Any]
Application = Callable[..., Any]

_READS = ("GET", "HEAD")
_TONGUES = "|".join((*LANGUAGES, *PSEUDO))
# What may be the same for everybody, in one spelling each: with doubled slashes or escapes anybody
# could make ever new ones. Whatever a phone or the desk asks for under its own name is not here.
_PUBLIC = re.compile(
    rf"/(?:{_TONGUES}|app|city|feeds|gallery|worker\.js"
    r"|api/v1/(?:alerts|city|places|push-key|openapi\.json))(?:/[A-Za-z0-9._-]{1,64}){0,6}/?"
)
_TAKES_QUERY = ("/api/", "/feeds/")
_QUERIES = frozenset({b"", *(f"language={one}".encode() for one in (*LANGUAGES, *PSEUDO))})
_HOLDS = timedelta(minutes=1)
_GOOD = (200, 304)
_UNCHANGED_END = {"type": "http.response.body", "body": b""}


class _Flight(msgspec.Struct):
    """Somebody renders it; `entry` is there once `landed`, None if it is not for everybody."""

    state: int
    landed: asyncio.Event
    entry: Entry | None = None


class Front:
    """The ASGI application around another. `state` is raised by every change of what is public."""

    def __init__(self, behind: Application, state: Callable[[], int], shelf: Shelf) -> None:
        self._behind = behind
        self._state = state
        self._shelf = shelf
        self._flights: dict[str, _Flight] = {}

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in _READS:
            await self._behind(scope, receive, send)
            return
        path, query = scope["path"], scope["query_string"]
        key = _key(path, query)
        entry = self._shelf.find(key, self._state(), datetime.now(UTC))
        if entry is None:
            known = address(path, query)
            if known is None:
                await self._behind(scope, receive, send)
                return
            entry = await self._rendered(known, scope, receive, send)
        if entry is not None:
            await _give(entry, scope, send)

    async def _rendered(self, key: str, scope: Scope, receive: Any, send: Send) -> Entry | None:
        """None once the framework itself has answered, with what is not to be kept."""
        state, now = self._state(), datetime.now(UTC)
        entry = self._shelf.find(key, state, now)
        flight = self._flights.get(key)
        if entry is None and flight is not None and flight.state == state:
            await flight.landed.wait()
            entry = flight.entry
            if entry is None:
                await self._behind(scope, receive, send)
            return entry
        if entry is not None:
            return entry
        return await self._render(key, _Flight(state, asyncio.Event()), scope, receive, send)

    async def _render(
        self, key: str, flight: _Flight, scope: Scope, receive: Any, send: Send
    ) -> Entry | None:
        self._flights[key] = flight
        since = datetime.now(UTC)
        offered: list[Rendered] = []
        said: list[Any] = []

        async def keep(message: Any) -> None:
            said.append(message)

        try:
            # Kept back until everybody who waits has theirs: this reader's line may be a slow one.
            await self._behind({**scope, OFFER: offered}, receive, keep)
            if offered and said[0]["status"] in _GOOD:
                until = offered[0].until or since + _HOLDS
                flight.entry = entry_of(offered[0], since, until)
                self._shelf.put(key, flight.state, flight.entry)
        finally:
            if self._flights.get(key) is flight:
                del self._flights[key]
            flight.landed.set()
        if flight.entry is None:
            for message in said:
                await send(message)
        return flight.entry


def address(path: str, query: bytes) -> str | None:
    """The one spelling of a public address; None for what is never shelved.

    Only the language matters behind the `?`, and only where an address takes one.
    """
    if not _PUBLIC.fullmatch(path):
        return None
    if not path.startswith(_TAKES_QUERY):
        return path
    if query not in _QUERIES:
        return None
    return _key(path, query)


def _key(path: str, query: bytes) -> str:
    return f"{path}?{query.decode('latin-1')}" if query else path


async def _give(entry: Entry, scope: Scope, send: Send) -> None:
    accepted, named = _asked(scope["headers"])
    form = entry.forms[coding_for(accepted)]
    if named and holds(named, form.etag):
        await send({"type": "http.response.start", "status": 304, "headers": form.unchanged})
        await send(_UNCHANGED_END)
        return
    await send({"type": "http.response.start", "status": 200, "headers": form.found})
    await send({"type": "http.response.body", "body": _body(form, scope)})


def _asked(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, str]:
    """`Accept-Encoding` and `If-None-Match`, each with all its lines (RFC 9110, section 5.3)."""
    accepted = named = b""
    for name, value in headers:
        if name == b"accept-encoding":
            accepted = accepted + b", " + value if accepted else value
        elif name == b"if-none-match":
            named = named + b", " + value if named else value
    return accepted.decode("latin-1"), named.decode("latin-1")


def _body(form: Ready, scope: Scope) -> bytes:
    return b"" if scope["method"] == "HEAD" else form.body
