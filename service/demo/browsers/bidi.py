"""WebDriver BiDi (W3C) over one WebSocket: what is needed to drive a Firefox."""

import itertools
import time
from contextlib import ExitStack, suppress
from typing import Any, Self

import msgspec
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from service.demo.server import DemoFailed

_ANSWER_S = 30.0
_POLL_S = 0.05


class BidiRefused(DemoFailed):
    """The browser did not do what it was told; the text is its own."""


class Bidi:
    """One session. A context manager; `url` is what the browser wrote, `ws://127.0.0.1:PORT`."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/session"
        self._ids = itertools.count(1)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        opening = connect(self._url, max_size=None, proxy=None, compression=None)
        self._socket = self._stack.enter_context(opening)
        self.command("session.new", capabilities={})
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(DemoFailed, WebSocketException, OSError, TimeoutError):
            self.command("session.end")
        self._stack.close()

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result. Raises BidiRefused, or TimeoutError after 30 s without an answer."""
        number = next(self._ids)
        request = {"id": number, "method": method, "params": parameters}
        self._socket.send(msgspec.json.encode(request).decode())
        deadline = time.monotonic() + _ANSWER_S
        while True:
            left = deadline - time.monotonic()
            answer = msgspec.json.decode(self._socket.recv(timeout=max(left, 0.0)))
            if answer.get("id") != number:
                continue  # an event
            if answer["type"] != "success":
                raise BidiRefused(f"{method}: {answer.get('error')}: {answer.get('message')}")
            return dict(answer["result"])

    def tab(self) -> "Tab":
        """The first tab."""
        return Tab(self, self.command("browsingContext.getTree")["contexts"][0]["context"])

    def tabs(self) -> "list[Tab]":
        tree = self.command("browsingContext.getTree")["contexts"]
        return [Tab(self, one["context"]) for one in tree]

    def new_tab(self) -> "Tab":
        return Tab(self, self.command("browsingContext.create", type="tab")["context"])


class Tab:
    """One tab of the browser."""

    def __init__(self, bidi: Bidi, context: str) -> None:
        self._bidi = bidi
        self._context = context

    @property
    def url(self) -> str:
        tree = self._bidi.command("browsingContext.getTree", root=self._context)
        return str(tree["contexts"][0]["url"])

    def open(self, url: str, wait: str = "complete") -> None:
        """`wait`: `none`, `interactive` or `complete`."""
        self._bidi.command("browsingContext.navigate", context=self._context, url=url, wait=wait)

    def reload(self) -> None:
        self._bidi.command("browsingContext.reload", context=self._context, wait="complete")

    def close(self) -> None:
        self._bidi.command("browsingContext.close", context=self._context)

    def run(self, script: str) -> Any:
        """The value of an async function's body, through JSON; as if the user had just tapped."""
        body = f"(async () => {{ {script} }})().then(value => JSON.stringify(value ?? null))"
        told = self._bidi.command(
            "script.evaluate",
            expression=body,
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        if told["type"] != "success":
            raise BidiRefused(f"{script[:80]}: {told['exceptionDetails']['text']}")
        return msgspec.json.decode(told["result"]["value"])

    def click(self, selector: str) -> None:
        """A real press of the pointer in the middle of what `selector` finds; scrolls to it."""
        found = self.run(
            f"const it = document.querySelector({_quoted(selector)}); if (!it) return null;"
            "it.scrollIntoView({block: 'center'}); const r = it.getBoundingClientRect();"
            "return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)];"
        )
        if found is None:
            raise BidiRefused(f"nothing to click at {selector}")
        press = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        move = {"type": "pointerMove", "x": found[0], "y": found[1]}
        mouse = {"type": "pointer", "id": "mouse", "actions": [move, *press]}
        self._bidi.command("input.performActions", context=self._context, actions=[mouse])

    def wait(self, script: str, what: str, seconds: float = 20.0) -> Any:
        """Asks again and again until the value is true; returns it. Raises DemoFailed."""
        deadline = time.monotonic() + seconds
        while True:
            with suppress(BidiRefused):  # the page may be on its way to another
                if value := self.run(script):
                    return value
            if time.monotonic() > deadline:
                raise DemoFailed(f"{what}: not within {seconds:.0f} s")
            time.sleep(_POLL_S)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
