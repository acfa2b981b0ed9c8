"""One real browser among the simulated phones: its push service, its profile, its window."""

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from service.demo.browsers import chromium, firefox
from service.demo.browsers.autopush import Autopush
from service.demo.browsers.gcm import Gcm
from service.demo.browsers.post_log import Post, PostLog
from service.demo.browsers.process import BrowserProcess
from service.demo.server import DemoFailed

NAMES = ("firefox", "chromium")

_CONNECTED_S = 60.0


class Guest(ABC):
    """A context manager: entering opens the push service, leaving ends everything.

    `folder` gets the throw-away profile and the browser's output. A headless one can be remote
    controlled: `open` returns where.
    """

    name: str
    log: PostLog

    def __init__(self, folder: Path, *, headless: bool) -> None:
        self._folder = folder
        self._headless = headless
        self._stack = ExitStack()
        self._window: BrowserProcess | None = None

    @abstractmethod
    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def push_origins(self) -> tuple[str, ...]:
        """Push services that the service must take beside those of the simulated phones."""
        return ()

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """Push services that are found elsewhere than they say."""
        return {}

    @abstractmethod
    def open(self, url: str) -> str: ...

    @property
    def is_open(self) -> bool:
        return self._window is not None and self._window.is_running

    @property
    def alerts(self) -> tuple[Post, ...]:
        """Pushes of alerts that its push service took; their topic is the alert's id."""
        return tuple(post for post in self.log.accepted if not post.topic.startswith("hansho-"))

    @property
    def is_registered(self) -> bool:
        """Whether its phone has been greeted: the service knows it from then on."""
        return bool(self.log.accepted)

    def line(self) -> dict[str, Any]:
        """For the JSON line of `--once`."""
        return {"name": self.name, "posts": len(self.log.accepted), "alerts": len(self.alerts)}


class FirefoxGuest(Guest):
    name = "firefox"

    def __enter__(self) -> Self:
        self._program = firefox.find_firefox()
        self._push = self._stack.enter_context(Autopush())
        self.log = self._push.log
        return self

    @property
    def push_origins(self) -> tuple[str, ...]:
        return (self._push.origin,)

    def open(self, url: str) -> str:
        headless = self._headless
        wishes = firefox.Wishes(headless=headless, remote=headless, allowed=headless)
        profile, log = self._folder / "firefox", self._folder / "firefox.log"
        firefox.write_profile(profile, self._push.socket_url, wishes)
        window = firefox.start(profile, log, wishes, url=url, program=self._program)
        self._window = self._stack.enter_context(window)
        # To subscribe before that hangs for ever.
        greeted = "Firefox greets its push service"
        self.log.wait(lambda log: log.connections > 0, greeted, _CONNECTED_S)
        return firefox.bidi_url(window) if headless else ""


class ChromiumGuest(Guest):
    name = "chromium"

    def __enter__(self) -> Self:
        self._program = chromium.find_chromium()
        self._push = self._stack.enter_context(Gcm(self._folder))
        self.log = self._push.log
        return self

    @property
    def stand_ins(self) -> Mapping[str, str]:
        return {self._push.endpoint_origin: self._push.origin}

    def open(self, url: str) -> str:
        profile, log = self._folder / "chromium", self._folder / "chromium.log"
        window = chromium.start(
            profile,
            log,
            self._push.switches,
            headless=self._headless,
            remote=self._headless,
            url=url,
            program=self._program,
        )
        self._window = self._stack.enter_context(window)
        return chromium.devtools_url(window) if self._headless else ""


def make_guest(name: str, folder: Path, *, headless: bool) -> Guest:
    """Raises DemoFailed where there is no display to show it on."""
    if not headless and not _has_display():
        raise DemoFailed(
            "no display to open a browser on. Run it in a desktop session, through `ssh -X`, or "
            "under `xvfb-run`; with --headless the browser runs unseen"
        )
    kinds: Mapping[str, type[Guest]] = {"firefox": FirefoxGuest, "chromium": ChromiumGuest}
    return kinds[name](folder, headless=headless)


def wait_until_registered(guest: Guest, seconds: float) -> None:
    """Raises DemoFailed if nobody turned warnings on in time, or the window was closed."""
    deadline = time.monotonic() + seconds
    while not guest.is_registered:
        if not guest.is_open:
            raise DemoFailed(f"{guest.name} was closed before its phone was registered")
        if time.monotonic() > deadline:
            raise DemoFailed(f"nobody turned warnings on in {guest.name} within {seconds:.0f} s")
        time.sleep(0.1)


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
