"""Firefox's push service in the small: a WebSocket to the browser, HTTP endpoints for senders.

The protocol is that of Mozilla's autopush (docs of autopush-rs): hello, register, unregister,
notification, ack. Messages wait while the browser is away; one with a `Topic` replaces a waiting
one of the same topic (RFC 8030 section 5.4).
"""

import asyncio
import base64
import time
import uuid
from contextlib import AsyncExitStack, ExitStack
from typing import Any, Self

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from service.demo.browsers.event_loop import EventLoop
from service.demo.browsers.post_log import PostLog
from service.demo.http_server import HttpServers, Request, Response
from service.demo.push_rules import refusal

_PATH = "/wpush/v2/"


class _Channel(msgspec.Struct, frozen=True):
    """One subscription: whose it is, Firefox's name for it, the sender's key (unpadded)."""

    agent: str
    id: str
    key: str


class _Message(msgspec.Struct, frozen=True):
    version: str
    channel: str
    topic: str
    form: dict[str, Any]


class Autopush:
    """A context manager. `log` holds every POST; its messages are acknowledged by the browser."""

    def __init__(self) -> None:
        self.log = PostLog()
        self.origin = ""
        self.socket_url = ""
        self._loop = EventLoop("autopush")
        self._channels: dict[str, _Channel | None] = {}
        self._waiting: dict[str, list[_Message]] = {}
        self._browsers: dict[str, ServerConnection] = {}
        self._stack = ExitStack()
        self._servers = AsyncExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._loop)
        self._stack.callback(lambda: self._loop.run(self._servers.aclose()))
        self._loop.run(self._open())
        self.origin = self._stack.enter_context(HttpServers(1, self._answer)).origins[0]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def is_connected(self, agent: str) -> bool:
        """Whether the browser with this `uaid` is there."""
        return agent in self._browsers

    async def _open(self) -> None:
        protocol = Subprotocol("push-notification")
        server = await self._servers.enter_async_context(
            serve(self._talk, "127.0.0.1", 0, subprotocols=[protocol], ping_interval=None)
        )
        port = next(iter(server.sockets)).getsockname()[1]
        self.socket_url = f"ws://127.0.0.1:{port}/"

    def _answer(self, origin: str, request: Request) -> Response:
        """One sender's request; in the thread of the HTTP server."""
        return self._loop.run(self._take(origin, request))

    async def _take(self, origin: str, request: Request) -> Response:
        token = request.path.removeprefix(_PATH)
        channel = self._channels.get(token)
        if channel is None:
            return self._refuse(request, 410 if token in self._channels else 404, "no such channel")
        if found := refusal(request, origin, channel.key, time.time()):
            return self._refuse(request, found.status, found.reason)
        message = _message(channel, request)
        self.log.note(request, message.version, 201, "")
        self._store(channel.agent, message)
        await self._send(channel.agent, [message])
        headers = {"Location": f"{origin}/m/{message.version}", "TTL": request.headers["ttl"]}
        return Response(status=201, headers=headers)

    def _refuse(self, request: Request, status: int, reason: str) -> Response:
        self.log.note(request, "", status, reason)
        return Response(status=status, body=reason)

    def _store(self, agent: str, message: _Message) -> None:
        """Until acknowledged. What waits for a browser that is away gives way to its own topic."""
        kept = self._waiting.setdefault(agent, [])
        if message.topic and agent not in self._browsers:
            same = (message.channel, message.topic)
            kept[:] = [old for old in kept if (old.channel, old.topic) != same]
        kept.append(message)

    async def _send(self, agent: str, messages: list[_Message]) -> None:
        browser = self._browsers.get(agent)
        if browser is None:
            return
        try:
            for message in messages:
                await browser.send(msgspec.json.encode(message.form).decode())
        except ConnectionClosed:
            self._browsers.pop(agent, None)

    async def _talk(self, browser: ServerConnection) -> None:
        agent = ""
        try:
            async for text in browser:
                said = dict(msgspec.json.decode(text))
                if said.get("messageType") == "hello":
                    agent = str(said.get("uaid") or uuid.uuid4().hex)
                    await self._greet(browser, agent)
                elif (answer := self._heard(agent, said)) is not None:
                    await browser.send(msgspec.json.encode(answer).decode())
        except (ConnectionClosed, asyncio.CancelledError):
            pass
        finally:
            if self._browsers.get(agent) is browser:
                del self._browsers[agent]

    async def _greet(self, browser: ServerConnection, agent: str) -> None:
        # The same uaid again, or Firefox drops its subscriptions.
        hello = {"messageType": "hello", "uaid": agent, "status": 200}
        answer = {**hello, "use_webpush": True, "broadcasts": {}}
        await browser.send(msgspec.json.encode(answer).decode())
        self._browsers[agent] = browser
        self.log.note_connected()
        await self._send(agent, list(self._waiting.get(agent, [])))

    def _heard(self, agent: str, said: dict[str, Any]) -> dict[str, Any] | None:
        """What to answer to anything but hello; None for what wants no answer."""
        kind = said.get("messageType")
        if kind == "register":
            return self._register(agent, said)
        if kind == "unregister":
            return self._unregister(agent, said)
        if kind == "ack":
            self._acknowledge(agent, said)
            return None
        return {} if not said or kind == "ping" else None

    def _register(self, agent: str, said: dict[str, Any]) -> dict[str, Any]:
        token, key = uuid.uuid4().hex, str(said.get("key", "")).rstrip("=")
        self._channels[token] = _Channel(agent, str(said["channelID"]), key)
        answer = {"messageType": "register", "channelID": said["channelID"], "status": 200}
        return {**answer, "pushEndpoint": f"{self.origin}{_PATH}{token}"}

    def _unregister(self, agent: str, said: dict[str, Any]) -> dict[str, Any]:
        for token, channel in self._channels.items():
            if channel and (channel.agent, channel.id) == (agent, said["channelID"]):
                self._channels[token] = None
        return {"messageType": "unregister", "channelID": said["channelID"], "status": 200}

    def _acknowledge(self, agent: str, said: dict[str, Any]) -> None:
        codes = {str(one["version"]): int(one.get("code", 100)) for one in said["updates"]}
        kept = self._waiting.get(agent, [])
        kept[:] = [message for message in kept if message.version not in codes]
        for version, code in codes.items():
            self.log.note_opened(version, code)


def _message(channel: _Channel, request: Request) -> _Message:
    version = str(uuid.uuid4())
    form = {
        "messageType": "notification",
        "channelID": channel.id,
        "version": version,
        "ttl": int(request.headers["ttl"]),
        "data": base64.urlsafe_b64encode(request.body).rstrip(b"=").decode(),
        "headers": {"encoding": request.headers["content-encoding"]},
    }
    return _Message(version, channel.id, request.headers.get("topic", ""), form)
