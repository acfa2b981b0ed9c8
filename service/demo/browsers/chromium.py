"""Chromium with a profile of its own, wired to the local push service."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.demo.browsers.process import BrowserProcess
from service.demo.server import DemoFailed

NAMES = ("chromium", "chromium-browser", "google-chrome")

_DEVTOOLS_LINE = "DevTools listening on "
_START_S = 60.0
_QUIET = (
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-component-update",
    "--disable-sync",
    "--password-store=basic",
    "--use-mock-keychain",
)


def find_chromium() -> Path:
    """Raises DemoFailed, saying what to install."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise DemoFailed("no Chromium here; on Debian: apt-get install chromium")
    return Path(found)


def sandbox_switches() -> tuple[str, ...]:
    """Chromium refuses to run as root with its sandbox; in containers that is who we are."""
    return ("--no-sandbox",) if os.geteuid() == 0 else ()


def write_profile(profile: Path, origin: str, permissions: Sequence[str]) -> None:
    """A new profile in which `origin` may do so much, as if a person had said so.

    `permissions` are named as in a profile: `notifications`, `geolocation`. One that is granted by
    remote control instead is gone with the next start and comes back too late: Chromium drops a
    push that arrives before it, and ends the subscription.
    """
    rules = {one: {f"{origin},*": {"setting": 1}} for one in permissions}
    folder = profile / "Default"
    folder.mkdir(parents=True)
    preferences = {"profile": {"content_settings": {"exceptions": rules}}}
    (folder / "Preferences").write_text(json.dumps(preferences), "utf-8")


def start(
    profile: Path,
    log: Path,
    switches: Sequence[str],
    *,
    headless: bool = False,
    remote: bool = False,
    url: str = "about:blank",
    program: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> BrowserProcess:
    """A process to be entered; `switches` are the push service's. See `devtools_url`."""
    command = [str(program or find_chromium()), f"--user-data-dir={profile}", *_QUIET]
    command += [*sandbox_switches(), *switches]
    command += ["--headless=new"] * headless
    command += ["--remote-debugging-port=0"] * remote
    return BrowserProcess([*command, url], log, environment)


def devtools_url(chromium: BrowserProcess) -> str:
    """`ws://127.0.0.1:PORT/…`, if it was started with `remote`. Raises DemoFailed."""
    return chromium.wait_for_line(_DEVTOOLS_LINE, _START_S)
