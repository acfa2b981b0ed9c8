"""Firefox and Chromium, driven alike: the same cases are asked of both."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Error, Page, Playwright

from service.demo.browsers import chromium, firefox
from service.demo.browsers.autopush import Autopush
from service.demo.browsers.bidi import Bidi, BidiRefused, Tab
from service.demo.browsers.gcm import Gcm
from service.demo.browsers.post_log import PostLog
from service.demo.browsers.process import BrowserProcess
from tests.browser.desktop import Desktop

POLL_S = 0.05
# Firefox's answers to a push, for Chromium too.
_DECRYPTED, _NOT_DECRYPTED, _NOT_SHOWN = 100, 101, 102


class Driven:
    """One browser with a profile of its own, at one town, showing on one desktop.

    `run(script)` takes the body of an async function and gives its value through JSON, in the tab
    that was opened last. `room_kib`: what a site may keep in all, set before `start`; None for what
    the browser gives by itself.
    """

    room_kib: int | None = None
    name: str
    log: PostLog
    desktop: Desktop

    def wait_opened(self, messages: set[str]) -> None:
        """Until the browser has told of each of these pushes what became of it, in `log.opened`."""
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        """Ends it in order; the profile stays."""
        raise NotImplementedError

    def open(self, url: str) -> None:
        raise NotImplementedError

    def reload(self) -> None:
        raise NotImplementedError

    def run(self, script: str) -> Any:
        raise NotImplementedError

    def click(self, selector: str) -> None:
        raise NotImplementedError

    def close_pages(self) -> None:
        """Leaves one tab, which shows nothing of ours."""
        raise NotImplementedError

    @property
    def urls(self) -> list[str]:
        raise NotImplementedError

    def wait(self, script: str, what: str, seconds: float = 60.0) -> Any:
        """Asks until the value is true, and gives it."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if value := self.run(script):
                    return value
            except (BidiRefused, Error):
                pass  # the page may be on its way to another
            if time.monotonic() > deadline:
                page = self.run("return document.body.innerText.slice(0, 1500)")
                pytest.fail(f"{self.name}: {what}: not within {seconds} s; the page says:\n{page}")
            time.sleep(POLL_S)

    def wait_for_url(self, wanted: Callable[[str], bool], seconds: float = 60.0) -> str:
        deadline = time.monotonic() + seconds
        while True:
            for url in self.urls:
                if wanted(url):
                    return url
            assert time.monotonic() < deadline, f"{self.name}: open are {self.urls}"
            time.sleep(POLL_S)


class DrivenFirefox(Driven):
    name = "firefox"

    def __init__(
        self, program: Path, folder: Path, push: Autopush, point: tuple[float, float], desk: Desktop
    ) -> None:
        self.log = push.log
        self.desktop = desk
        self._program, self._folder, self._push = program, folder, push
        self._wishes = firefox.Wishes(
            headless=True, remote=True, allowed=True, desktop_notices=True, position=point
        )
        self._stack = ExitStack()
        self._child: BrowserProcess
        self._bidi: Bidi
        self._tab: Tab

    def start(self) -> None:
        profile, before = self._folder / "firefox", self.log.connections
        if self.room_kib is not None:
            limit = {"dom.quotaManager.temporaryStorage.fixedLimit": self.room_kib}
            self._wishes = msgspec.structs.replace(self._wishes, preferences=limit)
        firefox.write_profile(profile, self._push.socket_url, self._wishes)
        child = firefox.start(
            profile,
            self._folder / "firefox.log",
            self._wishes,
            program=self._program,
            environment=self.desktop.environment,
        )
        self._child = self._stack.enter_context(child)
        self._bidi = self._stack.enter_context(Bidi(firefox.bidi_url(child)))
        # A subscription asked for before that hangs for ever.
        self.log.wait(lambda log: log.connections > before, "Firefox greets its push service", 60)
        self._tab = self._bidi.tab()

    def wait_opened(self, messages: set[str]) -> None:
        self.log.wait(lambda log: messages <= log.opened.keys(), "Firefox acknowledges", 60)

    def stop(self) -> None:
        # In order, or the profile may lack the subscription that a restart is about.
        self._bidi.quit()
        self._child.wait_end()
        self._stack.close()

    def open(self, url: str) -> None:
        self._tab.open(url)

    def reload(self) -> None:
        self._tab.reload()

    def run(self, script: str) -> Any:
        return self._tab.run(script)

    def click(self, selector: str) -> None:
        self._tab.click(selector)

    def close_pages(self) -> None:
        empty = self._bidi.new_tab()
        for tab in self._bidi.tabs():
            if tab.context != empty.context:
                tab.close()
        self._tab = empty

    @property
    def urls(self) -> list[str]:
        return [tab.url for tab in self._bidi.tabs()]


class DrivenChromium(Driven):
    name = "chromium"

    def __init__(
        self,
        program: Path,
        folder: Path,
        push: Gcm,
        site: str,
        point: tuple[float, float],
        desk: Desktop,
        playwright: Playwright,
    ) -> None:
        self.log = push.log
        self.desktop = desk
        self._program, self._profile, self._push = program, folder / "chromium", push
        self._site, self._point = site, point
        self._playwright = playwright
        self.page: Page

    def start(self) -> None:
        lon, lat = self._point
        if not self._profile.exists():
            chromium.write_profile(self._profile, self._site, ("notifications", "geolocation"))
        self._context = self._playwright.chromium.launch_persistent_context(
            self._profile,
            executable_path=self._program,
            args=[*self._push.switches, *chromium.sandbox_switches()],
            env=self.desktop.environment,
            geolocation={"longitude": lon, "latitude": lat, "accuracy": 20},
            viewport={"width": 360, "height": 800},
            timeout=120_000,
        )
        self._context.set_default_timeout(60_000)
        self.page = self._context.pages[0]
        # Kept in the profile: what is pushed before this at a later start is recorded too.
        record = {"service": "pushMessaging", "shouldRecord": True}
        session = self._context.new_cdp_session(self.page)
        session.send("BackgroundService.setRecording", record)
        if self.room_kib is not None:
            limit = {"origin": self._site, "quotaSize": self.room_kib * 1024}
            session.send("Storage.overrideQuotaForOrigin", limit)

    def wait_opened(self, messages: set[str]) -> None:
        # Told in this thread, while playwright is being asked for something.
        session = self._context.new_cdp_session(self.page)
        session.on("BackgroundService.backgroundServiceEventReceived", self._note_opened)
        session.send("BackgroundService.startObserving", {"service": "pushMessaging"})
        deadline = time.monotonic() + 60
        while not messages <= self.log.opened.keys():
            assert time.monotonic() < deadline, f"of {messages} opened: {self.log.opened}"
            self.page.wait_for_timeout(50)
        session.detach()

    def _note_opened(self, told: dict[str, Any]) -> None:
        """Chromium's own record of a push: decrypted or not, and how its worker fared."""
        event = told["backgroundServiceEvent"]
        more = {one["key"]: one["value"] for one in event["eventMetadata"]}
        if event["eventName"] == "Push event completed":
            code = _DECRYPTED if more["Status"] == "Success" else _NOT_SHOWN
        elif more.get("Success") == "No":
            code = _NOT_DECRYPTED
        else:
            return
        self.log.note_opened(event["instanceId"], code)

    def stop(self) -> None:
        self._context.close()

    def open(self, url: str) -> None:
        self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def run(self, script: str) -> Any:
        return self.page.evaluate(f"async () => {{ {script} }}")

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def close_pages(self) -> None:
        empty = self._context.new_page()
        for page in self._context.pages:
            if page != empty:
                page.close()
        self.page = empty

    @property
    def urls(self) -> list[str]:
        self.page.wait_for_timeout(1)  # lets playwright hear of new pages
        return [page.url for page in self._context.pages]
