"""The desk in Firefox, without a passkey: a one-time password writes, and what it may not is told."""

import json
from base64 import b32encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest

from alerts.desk.submission import State
from service.demo.browsers import firefox
from service.demo.browsers.bidi import Bidi, Tab
from service.desk.ports import Entry, Role
from service.desk.totp import SECRET_BYTES
from service.wiring import Service
from tests.browser.desk_people import ADMINS, BEGIN, SAVE, SUBMIT, founded, invited

EVE, CHO = 3, 4
LOG = "log.entryAdded"
# Marks what bears the words, if one can see and press it.
MARK = """
  document.querySelector("[data-meant]")?.removeAttribute("data-meant");
  const meant = [...document.querySelectorAll("button, a, summary, label")].find((one) =>
    one.innerText.trim().startsWith(%s) && one.checkVisibility() && !one.disabled);
  meant?.setAttribute("data-meant", "");
  return document.readyState === "complete" && Boolean(meant);
"""
SAID = "return document.readyState === 'complete' && document.body.innerText.includes(%s)"
SEEN = """
  const bounds = document.documentElement;
  return {
    heading: document.querySelector("h1").innerText,
    sideways: bounds.scrollWidth - bounds.clientWidth,
    sends: [...document.querySelectorAll(".send")].length,
    said: document.querySelector("main").innerText,
  };
"""
GONE = "window.left = true; return true"
ARRIVED = "return window.left === undefined && document.readyState === 'complete'"


class Desk:
    """One person at a time, with pointer and keys. `sideways`: pages that have to be scrolled."""

    def __init__(self, tab: Tab, base_url: str) -> None:
        self._tab, self._base = tab, base_url
        self.sideways: list[str] = []

    def go(self, path: str) -> dict[str, Any]:
        self._tab.open(f"{self._base}{path}")
        return self.look()

    def look(self) -> dict[str, Any]:
        seen: dict[str, Any] = self._tab.run(SEEN)
        if seen["sideways"]:
            self.sideways.append(f"{seen['heading']}: {seen['sideways']} px")
        return seen

    def press(self, words: str) -> None:
        """What begins with these words, on this page."""
        self._tab.wait(MARK % json.dumps(words), f"{words!r} can be pressed")
        self._tab.click("[data-meant]")

    def leave_by(self, words: str) -> dict[str, Any]:
        """As `press`, and then another page stands there."""
        self._tab.run(GONE)
        self.press(words)
        self._tab.wait(ARRIVED, f"what follows {words!r}")
        return self.look()

    def fill(self, label: str, text: str) -> None:
        self.press(label)
        self._tab.type(text)

    def wait_said(self, words: str) -> None:
        self._tab.wait(SAID % json.dumps(words), f"{words!r} stands there")

    @property
    def path(self) -> str:
        return self._tab.url.removeprefix(self._base)

    def come_in(self, name: str, secret: bytes) -> None:
        self.go("/desk/login")
        self.press("No passkey at hand?")
        self.fill("Your name at the desk", name)
        self.fill("One-time password", pyotp.TOTP(b32encode(secret).decode()).now())
        self.leave_by("Log in with the password")


@pytest.fixture
def bidi(tmp_path: Path, require_program: Callable[[str], Path]) -> Iterator[Bidi]:
    wishes, folder = firefox.Wishes(headless=True, remote=True), tmp_path / "firefox"
    firefox.write_profile(folder, "ws://127.0.0.1:9", wishes)
    with ExitStack() as stack:
        program = require_program("firefox-esr")
        log = tmp_path / "firefox.log"
        child = stack.enter_context(firefox.start(folder, log, wishes, program=program))
        session = stack.enter_context(Bidi(firefox.bidi_url(child)))
        session.listen(LOG)
        yield session
        session.quit()
        child.wait_end()


@pytest.fixture
def secrets(town: Service) -> dict[str, bytes]:
    """Of Cho's and Eve's one-time passwords."""
    founded(town, *ADMINS, ("Eve", Role.APPROVER))
    invited(town, "Cho")
    found = {"Eve": bytes(range(SECRET_BYTES)), "Cho": bytes(range(1, SECRET_BYTES + 1))}
    for number, name in ((EVE, "Eve"), (CHO, "Cho")):
        entry = Entry(at=datetime.now(UTC), actor=number, act="staff.totp_set", subject="")
        town.staff.set_totp(number, found[name], entry)
    return found


def complaints(bidi: Bidi) -> list[str]:
    """What Firefox's console has as errors."""
    told = [one["params"] for one in bidi.events if one.get("method") == LOG]
    return [one["text"] for one in told if one["level"] == "error"]


def test_in_firefox_a_one_time_password_writes_and_submits_and_is_told_why_it_cannot_approve(
    town: Service, bidi: Bidi, secrets: dict[str, bytes]
) -> None:
    desk = Desk(bidi.tab(), town.settings.base_url)

    desk.come_in("Cho", secrets["Cho"])
    desk.leave_by(BEGIN)
    for words in ("Evacuation order", "Districts", "Riverside"):
        desk.press(words)
    desk.wait_said("Phones in the area")
    saved = desk.leave_by(SAVE)
    own = desk.leave_by(SUBMIT)
    submitted = desk.path
    desk.leave_by("Log out")
    desk.come_in("Eve", secrets["Eve"])
    account = desk.go("/desk/account")
    others = desk.go(submitted)

    (waiting,) = town.desk.means.store.submissions()
    assert (waiting.state, waiting.submitted_by) == (State.WAITING, CHO)
    assert "Saved. Nothing was sent." in saved["said"]
    assert "Fewer than 10 phones" in saved["said"]
    assert "Somebody else has to approve it." in own["said"]
    assert "you may write, and not approve" in account["said"]
    assert "you came in with a one-time password. Log in with a passkey." in others["said"]
    assert [own["sends"], others["sends"]] == [0, 0]
    assert desk.sideways == []
    assert complaints(bidi) == []
