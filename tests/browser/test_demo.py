"""`hansho demo --browser`: somebody turns warnings on in the browser, and the drill comes to it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from service.demo.browsers.bidi import Bidi
from tests.browser.phone import CHOOSE

SECONDS = 120
DEMO = (sys.executable, "-m", "service.cli", "demo")
TURN_ON = ("form.steps button[type=submit]", ".row button.primary")
# The order, the update, the all-clear; and the greeting before them.
ALERTS, POSTS = 3, 4


@contextmanager
def demo(browser: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running demo, and where its browser is remote controlled."""
    options = ["--once", "--phones", "60", "--patience", "60", "--browser", browser, "--headless"]
    with subprocess.Popen(
        [*DEMO, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        said = []
        try:
            for line in running.stderr:
                said.append(line)
                if "remote control: " in line:
                    yield running, line.partition("remote control: ")[2].strip()
                    return
        finally:
            running.terminate()
        pytest.fail("".join(said))


def judged(running: subprocess.Popen[str]) -> dict:
    told, said = running.communicate(timeout=SECONDS)
    assert running.returncode == 0, said
    return json.loads(told.splitlines()[-1])


def test_the_drill_comes_to_a_firefox_that_turned_warnings_on(
    require_program: Callable[[str], Path],
) -> None:
    require_program("firefox-esr")
    with demo("firefox") as (running, remote), Bidi(remote) as bidi:
        tab = bidi.tab()
        tab.wait(CHOOSE % "Honmachi", "the place can be chosen")
        for button in TURN_ON:
            tab.click(button)
        told = judged(running)

    assert told["browser"] == {"name": "firefox", "posts": POSTS, "alerts": ALERTS}
    assert told["missed"] == 0


def test_the_drill_comes_to_a_chromium_that_turned_warnings_on(
    require_program: Callable[[str], Path], playwright: Playwright
) -> None:
    require_program("chromium")
    with demo("chromium") as (running, remote):
        browser = playwright.chromium.connect_over_cdp(remote)
        [context] = browser.contexts
        context.grant_permissions(["notifications"])
        page = context.pages[0]
        page.click(".found button:has-text('Honmachi')")
        for button in TURN_ON:
            page.click(button)
        told = judged(running)

    assert told["browser"] == {"name": "chromium", "posts": POSTS, "alerts": ALERTS}
    assert told["missed"] == 0
    desk = told["desk"]
    assert 0 < desk["inside"] <= desk["sent"]
    assert [desk[one] for one in ("missed", "unwanted", "wrong_language", "duplicates")] == [0] * 4


@pytest.mark.parametrize("browser", ["firefox", "chromium"])
def test_without_a_display_the_demo_says_so_and_what_to_do(browser: str) -> None:
    bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}

    done = subprocess.run(
        [*DEMO, "--browser", browser], capture_output=True, text=True, timeout=30, env=bare
    )

    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "--headless" in done.stderr
