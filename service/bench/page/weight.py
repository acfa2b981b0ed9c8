"""Bytes and requests: what a first screen and the worker's store cost on the line."""

import json
import re
from typing import Any

from playwright.sync_api import Browser

from service.bench.page.chromium import devtools, phone
from service.bench.page.town import BenchTown

LANGUAGES = ("ja", "ja-simple", "en", "th")
_STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]+)">')
_CODE = frozenset({"Script", "Stylesheet"})


def html_and_styles(town: BenchTown) -> list[int]:
    """Bytes in Brotli of Now and the alert with all that the words wait for, in each language."""
    paths = [f"/{one}/{path}" for one in LANGUAGES for path in ("", f"alerts/{town.alert_id}")]
    return [_with_styles(town, path) for path in paths]


def _with_styles(town: BenchTown, path: str) -> int:
    styles = _STYLE.findall(town.get(path, packed=False))
    return sum(len(town.get(one)) for one in (path, *(style.decode() for style in styles)))


def worker_core(town: BenchTown) -> int:
    """Bytes in Brotli of all that the worker must have at once: the core, in one language."""
    core = json.loads(town.get("/app/manifest.json", packed=False))["core"]
    return max(
        sum(len(town.get(path.replace("{lang}", one))) for path in core) for one in LANGUAGES
    )


class FirstScreen:
    """One load without a cache, watched: `bytes`, `requests`, and `depth` of styles and scripts."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.bytes = 0.0
        self._depths: dict[str, int] = {}
        self._code: set[str] = set()
        self.requests = 0
        with phone(browser, worker=False) as page:
            session = devtools(page)
            session.on("Network.requestWillBeSent", self._sent)
            session.on("Network.loadingFinished", self._finished)
            session.send("Network.enable")
            page.goto(url, wait_until="networkidle")

    @property
    def depth(self) -> int:
        return max(self._depths[url] for url in self._code)

    def _sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        self.requests += 1
        if event.get("type") in _CODE:
            self._code.add(url)
        initiator = event["initiator"].get("url", "")
        if event["initiator"]["type"] == "script":
            frames = event["initiator"].get("stack", {}).get("callFrames", [])
            initiator = next((one["url"] for one in frames), "")
        self._depths[url] = self._depths.get(initiator, -1) + 1

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
