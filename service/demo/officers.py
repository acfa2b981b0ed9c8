"""Two people of the training desk, each at a Chromium window with a passkey device of its own.

The author is let in as a town would do it: two admins and an approver by a command on the machine,
then the author by an admin's endorsement. Everything here goes through the desk's own pages.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from service.demo.browsers import chromium
from service.demo.browsers.devtools import Devtools
from service.demo.server import DemoFailed, told

_COMMAND_S = 60.0
ADMINS, AUTHOR, APPROVER = ("Ann", "Ben"), "Cho", "Eve"


class Officer:
    """Somebody at a window."""

    def __init__(self, name: str, desk: str, window: Devtools) -> None:
        self.name = name
        self._desk = desk
        self._window = window
        self._device = window.plug_in()

    def come_in(self, link: str) -> None:
        """Registers a passkey by an invitation's link, and logs in with it."""
        window = self._window
        window.open(link)
        window.wait("document.querySelector('[data-act=enrol] [name=label]')", "the invitation")
        window.run("document.querySelector('[data-act=enrol] [name=label]').value = 'demo'")
        window.run("document.querySelector('[data-act=enrol]').requestSubmit()")
        window.wait("document.querySelector('#codes li')", "the passkey is registered")
        window.open(f"{self._desk}/desk/login")
        window.click("[data-act=login]")
        window.wait("location.pathname === '/desk'", f"{self.name} is in")

    def leave(self) -> None:
        """Logs out, and takes the passkey along: the next one at this window begins anew."""
        self._window.click("form[action='/desk/logout'] button")
        self._window.wait("location.pathname === '/desk/login'", f"{self.name} has left")
        self._window.unplug(self._device)

    def endorse(self, proposal: str) -> str:
        """As an admin: the link of whom it lets in."""
        self._window.open(f"{self._desk}/desk/staff")
        asked = msgspec.json.encode(proposal).decode()
        page = self._window.run(
            f"""fetch("/desk/staff/endorsement", {{
                method: "POST",
                headers: {{ Accept: "text/html" }},
                body: new URLSearchParams({{
                  proposal: {asked},
                  csrf: document.querySelector("meta[name=csrf]").content,
                }}),
            }}).then((answer) => answer.text())"""
        )
        start = f"{self._desk}/desk/enrol#"
        token = str(page).partition(start)[2]
        if not token:
            raise DemoFailed(f"{self.name} could not let {AUTHOR} in; the desk's page has no link")
        return start + token.partition('"')[0].partition("<")[0]

    def order(self) -> str:
        """Writes an evacuation order for the first district and submits it; its address."""
        window = self._window
        window.open(f"{self._desk}/desk")
        window.click("form[action='/desk/drafts'] button")
        window.wait("location.pathname.startsWith('/desk/drafts/')", "a draft")
        for choice in ("order'][value='evacuate", "where'][value='preset", "district"):
            window.click(f"#write [name='{choice}']")
        window.run("document.querySelector('#write').requestSubmit()")
        window.wait("location.search.includes('saved')", "the draft is saved")
        window.click("#submit button")
        window.wait("location.pathname.startsWith('/desk/submissions/')", "it is submitted")
        return str(window.run("location.href"))

    def approve(self, address: str) -> str:
        """Approves what waits there; the alert's id."""
        self._window.open(address)
        self._window.click("[data-act=sign]")
        self._window.wait("location.pathname.startsWith('/desk/alerts/')", "it is approved")
        return str(self._window.run("location.pathname.split('/').pop()"))

    def look(self) -> None:
        """Leaves the desk's list open, where their work begins."""
        self._window.open(f"{self._desk}/desk")


class Desk:
    """Author and approver, both in."""

    def __init__(self, author: Officer, approver: Officer) -> None:
        self.author = author
        self.approver = approver

    def rehearse(self) -> str:
        """One order from the first word to the approval; the alert's id."""
        return self.approver.approve(self.author.order())


@contextmanager
def open_desk(settings: Path, desk: str, *, headless: bool) -> Iterator[Desk]:
    """`desk`: the service's address at `localhost`. Raises DemoFailed."""
    with ExitStack() as stack:
        links = {name: _invited(settings, name, "admin")["link"] for name in ADMINS}
        approving = _invited(settings, APPROVER, "approver")["link"]
        waiting = _invited(settings, AUTHOR, "composer")["proposal"]["id"]
        windows = [
            stack.enter_context(_window(settings.parent, name, headless=headless))
            for name in (AUTHOR, APPROVER)
        ]
        admin = Officer(ADMINS[0], desk, windows[0])
        admin.come_in(links[ADMINS[0]])
        writing = admin.endorse(waiting)
        admin.leave()
        author = Officer(AUTHOR, desk, windows[0])
        author.come_in(writing)
        approver = Officer(APPROVER, desk, windows[1])
        approver.come_in(approving)
        for one in (author, approver):
            one.look()
        yield Desk(author, approver)


def links_of(settings: Path) -> dict[str, str]:
    """For people who bring their own passkeys: name -> link, each good once.

    The author is proposed with them and waits for an admin, who is shown their link at the desk:
    no command lets in more than the first two admins and two approvers.
    """
    people = [*((name, "admin") for name in ADMINS), (APPROVER, "approver")]
    links = {name: str(_invited(settings, name, role)["link"]) for name, role in people}
    _invited(settings, AUTHOR, "composer")
    return links


def _invited(settings: Path, name: str, role: str) -> dict[str, Any]:
    return told(["staff", "invite", name, "--role", role], settings, _COMMAND_S)


@contextmanager
def _window(folder: Path, name: str, *, headless: bool) -> Iterator[Devtools]:
    profile, log = folder / f"desk-{name}", folder / f"desk-{name}.log"
    started = chromium.start(profile, log, (), headless=headless, remote=True)
    with started as running, Devtools(chromium.devtools_url(running)) as window:
        yield window
