"""Chromium's DevTools protocol over one WebSocket: one tab, and a passkey device for it.

The device (a virtual authenticator) answers at once, as a finger on a sensor would. It is gone when
this connection closes.
"""

import itertools
import time
from contextlib import ExitStack
from typing import Any, Self

import msgspec
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from service.demo.server import DemoFailed

_ANSWER_S = 30.0
_POLL_S = 0.05
_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Devtools:
    """A context manager; `url` is what the browser wrote, `ws://127.0.0.1:PORT/…`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._ids = itertools.count(1)
        self._stack = ExitStack()
        self._session = ""

    def __enter__(self) -> Self:
        opening = connect(self._url, max_size=None, proxy=None, compression=None)
        self._socket = self._stack.enter_context(opening)
        targets = self._ask("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        attached = self._ask("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        self._ask("Page.enable")
        self._ask("WebAuthn.enable")
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def plug_in(self) -> str:
        """A new passkey device, with nothing on it."""
        made = self._ask("WebAuthn.addVirtualAuthenticator", options=_DEVICE)
        return str(made["authenticatorId"])

    def unplug(self, device: str) -> None:
        self._ask("WebAuthn.removeVirtualAuthenticator", authenticatorId=device)

    def open(self, url: str) -> None:
        """Returns once its scripts have run."""
        self._ask("Page.navigate", url=url)
        self.wait(f"location.href.startsWith({msgspec.json.encode(url).decode()})", url)

    def run(self, script: str) -> Any:
        """The value of an expression, awaited; None while the page is on its way to another."""
        told = self._ask(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        return None if "exceptionDetails" in told else told["result"].get("value")

    def wait(self, condition: str, what: str, seconds: float = 60.0) -> None:
        """Until it holds in a page that has been loaded. Raises DemoFailed."""
        deadline = time.monotonic() + seconds
        while not self.run(f"document.readyState === 'complete' && Boolean({condition})"):
            if time.monotonic() > deadline:
                page = self.run("document.body?.innerText.slice(0, 800)")
                raise DemoFailed(f"{what}: not within {seconds:.0f} s; the page says:\n{page}")
            time.sleep(_POLL_S)

    def click(self, selector: str) -> None:
        """Raises DemoFailed if it does not come."""
        found = f"document.querySelector({msgspec.json.encode(selector).decode()})"
        self.wait(found, selector)
        self.run(f"{found}.click()")

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Raises DemoFailed if the browser refuses or is gone."""
        number = next(self._ids)
        request: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session:
            request["sessionId"] = self._session
        deadline = time.monotonic() + _ANSWER_S
        try:
            self._socket.send(msgspec.json.encode(request).decode())
            while True:
                left = deadline - time.monotonic()
                answer = msgspec.json.decode(self._socket.recv(timeout=max(left, 0.0)))
                if answer.get("id") == number:
                    break
        except (WebSocketException, OSError, TimeoutError) as error:
            raise DemoFailed(
                f"a window of the desk was closed, or does not answer: {error}"
            ) from error
        if "error" in answer:
            raise DemoFailed(f"{method}: {answer['error'].get('message')}")
        return dict(answer.get("result", {}))
