"""Firefox with a profile of its own, wired to the local push service."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from service.demo.browsers.process import BrowserProcess
from service.demo.server import DemoFailed

NAMES = ("firefox-esr", "firefox")

_BIDI_LINE = "WebDriver BiDi listening on "
_START_S = 60.0


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """How to start it. `position` is lon, lat in degrees: what the browser says where it is.

    `allowed`: notifications and position need no question. `desktop_notices`: shown by the
    desktop's own service over D-Bus, else by Firefox itself.
    """

    headless: bool = False
    remote: bool = False
    allowed: bool = False
    desktop_notices: bool = False
    position: tuple[float, float] | None = None
    preferences: Mapping[str, Any] = {}


def find_firefox() -> Path:
    """Raises DemoFailed, saying what to install."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise DemoFailed("no Firefox here; on Debian: apt-get install firefox-esr")
    return Path(found)


def write_profile(profile: Path, socket_url: str, wishes: Wishes) -> None:
    """Writes `user.js`; the folder is made if absent, and used again it keeps its state."""
    profile.mkdir(parents=True, exist_ok=True)
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});"
        for name, value in _preferences(socket_url, wishes).items()
    ]
    (profile / "user.js").write_text("\n".join(lines) + "\n", "utf-8")


def start(
    profile: Path,
    log: Path,
    wishes: Wishes,
    *,
    url: str = "about:blank",
    program: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> BrowserProcess:
    """A process to be entered. With `wishes.remote`, `bidi_url` has where to talk to it."""
    command = [str(program or find_firefox()), "--profile", str(profile), "--no-remote"]
    command += ["--new-instance"]
    command += ["--headless"] * wishes.headless
    command += ["--remote-debugging-port", "0"] * wishes.remote
    return BrowserProcess([*command, url], log, {"MOZ_CRASHREPORTER": "0", **(environment or {})})


def bidi_url(firefox: BrowserProcess) -> str:
    """`ws://127.0.0.1:PORT`. Raises DemoFailed."""
    return firefox.wait_for_line(_BIDI_LINE, _START_S)


def _preferences(socket_url: str, wishes: Wishes) -> dict[str, Any]:
    return {
        "dom.push.serverURL": socket_url,
        "dom.push.testing.allowInsecureServerURL": True,
        # Without this line remote control switches the connection off, and nothing says so.
        "dom.push.connection.enabled": True,
        "alerts.useSystemBackend": wishes.desktop_notices,
        **_QUIET,
        **({"permissions.default.desktop-notification": 1} if wishes.allowed else {}),
        **(_position(*wishes.position, allowed=wishes.allowed) if wishes.position else {}),
        **wishes.preferences,
    }


def _position(lon: float, lat: float, *, allowed: bool) -> dict[str, Any]:
    answer = json.dumps({"location": {"lat": lat, "lng": lon}, "accuracy": 20.0})
    source = {"geo.provider.network.url": f"data:application/json,{answer}"}
    native = {f"geo.provider.use_{name}": False for name in ("geoclue", "gpsd", "corelocation")}
    return source | native | ({"permissions.default.geo": 1} if allowed else {})


# No first-run pages, no updates, nothing that would ask the internet.
_QUIET: dict[str, Any] = {
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.tabs.firefox-view": False,
    "browser.newtabpage.enabled": False,
    "startup.homepage_welcome_url": "",
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "app.update.disabledForTesting": True,
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#hansho",
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.sessionstore.resume_from_crash": False,
    "trailhead.firstrun.didSeeAboutWelcome": True,
}
