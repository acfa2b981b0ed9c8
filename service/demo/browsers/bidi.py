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
        self.events: list[dict[str, Any]] = []
        """What the browser told of what was listened for, once a later answer came."""

    def __enter__(self) -> Self:
        opening = connect(self._url, max_size=None, proxy=None, compression=None)
        self._socket = self._stack.enter_context(opening)
        self.command("session.new", capabilities={})
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(DemoFailed, WebSocketException, OSError, TimeoutError):
            self.command("session.end")
        self._stack.close()

    def quit(self) -> None:
        """Asks the browser to end in order, so that its profile keeps what it knows."""
        with suppress(DemoFailed, WebSocketException, OSError, TimeoutError):
            self.command("browser.close")

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
                self.events.append(answer)
                continue
            if answer["type"] != "success":
                raise BidiRefused(f"{method}: {answer.get('error')}: {answer.get('message')}")
            return dict(answer["result"])

    def listen(self, *events: str) -> None:
        """From now on `events` has these (`log.entryAdded`), of every tab."""
        self.command("session.subscribe", events=list(events))

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
        self.context = context

    @property
    def url(self) -> str:
        tree = self._bidi.command("browsingContext.getTree", root=self.context)
        return str(tree["contexts"][0]["url"])

    def open(self, url: str, wait: str = "complete") -> None:
        """`wait`: `none`, `interactive` or `complete`."""
        self._bidi.command("browsingContext.navigate", context=self.context, url=url, wait=wait)

    def reload(self) -> None:
        self._bidi.command("browsingContext.reload", context=self.context, wait="complete")

    def close(self) -> None:
        self._bidi.command("browsingContext.close", context=self.context)

    def run(self, script: str) -> Any:
        """The value of an async function's body, through JSON; as if the user had just tapped."""
        body = f"(async () => {{ {script} }})().then(value => JSON.stringify(value ?? null))"
        told = self._bidi.command(
            "script.evaluate",
            expression=body,
            target={"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        if told["type"] != "success":
            raise BidiRefused(f"{script[:80]}: {told['exceptionDetails']['text']}")
        return msgspec.json.decode(told["result"]["value"])

    def click(self, selector: str, seconds: float = 60.0) -> None:
        """A real press of the pointer in the middle of what `selector` finds, once it stands still
        and nothing covers it. Raises DemoFailed.
        """
        x, y = self.wait(_SPOT % _quoted(selector), f"{selector} can be pressed", seconds)
        press = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        move = {"type": "pointerMove", "x": x, "y": y}
        mouse = {"type": "pointer", "id": "mouse", "actions": [move, *press]}
        self._bidi.command("input.performActions", context=self.context, actions=[mouse])

    def type(self, text: str) -> None:
        """Real keys, a character each, wherever the focus is."""
        keys = [{"type": way, "value": one} for one in text for way in ("keyDown", "keyUp")]
        typed = {"type": "key", "id": "keys", "actions": keys}
        self._bidi.command("input.performActions", context=self.context, actions=[typed])

    def wait(self, script: str, what: str, seconds: float = 60.0) -> Any:
        """Asks again and again until the value is true; returns it. Raises DemoFailed."""
        deadline = time.monotonic() + seconds
        while True:
            with suppress(BidiRefused):  # the page may be on its way to another
                if value := self.run(script):
                    return value
            if time.monotonic() > deadline:
                raise DemoFailed(
                    f"{what}: not within {seconds:.0f} s; the page says: {self._said()}"
                )
            time.sleep(_POLL_S)

    def _said(self) -> str:
        with suppress(BidiRefused):
            return str(self.run("return document.body.innerText.slice(0, 1500)"))
        return "nothing that can be read"


# Where to press, or null while it moves or something lies over it.
_SPOT = """
  const it = document.querySelector(%s);
  if (!it || it.disabled) return null;
  it.scrollIntoView({block: "center", behavior: "instant"});
  const box = () => JSON.stringify(it.getBoundingClientRect());
  const before = box();
  await new Promise((done) => setTimeout(done, 100));
  if (!it.isConnected || box() !== before) return null;
  const {x, y, width, height} = it.getBoundingClientRect();
  const spot = [Math.round(x + width / 2), Math.round(y + height / 2)];
  return it.contains(document.elementFromPoint(...spot)) ? spot : null;
"""


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()
