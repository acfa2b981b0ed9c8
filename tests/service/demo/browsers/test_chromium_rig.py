"""A real Chromium checks in, registers, is pushed to and decrypts, with nothing but this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from service.demo.browsers import chromium
from service.demo.browsers.gcm import Gcm
from tests.service.demo.browsers.conftest import SHOWN, SUBSCRIBE, RigSender


@pytest.fixture
def push(tmp_path: Path) -> Iterator[Gcm]:
    with Gcm(tmp_path) as rig:
        yield rig


@contextmanager
def running(
    playwright: Playwright, program: Path, profile: Path, push: Gcm, url: str
) -> Iterator[Page]:
    if not profile.exists():
        chromium.write_profile(profile, url.rstrip("/"), ["notifications"])
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=program,
        args=[*push.switches, *chromium.sandbox_switches()],
    )
    try:
        page = context.pages[0]
        page.goto(url)
        yield page
    finally:
        context.close()


def run(page: Page, body: str) -> Any:
    return page.evaluate(f"async () => {{ {body} }}")


def shown(page: Page) -> Any:
    """What the page's worker shows, once there is something; empty after a minute."""
    for _ in range(600):
        if found := run(page, SHOWN):
            return found
        page.wait_for_timeout(100)
    return []


def test_chromium_decrypts_what_the_local_push_service_hands_over(
    push: Gcm,
    page_url: str,
    tmp_path: Path,
    require_program: Callable[[str], Path],
    playwright: Playwright,
) -> None:
    sender = RigSender(push.endpoint_origin, push.origin)
    with running(playwright, require_program("chromium"), tmp_path / "p", push, page_url) as page:
        subscription = run(page, SUBSCRIBE % sender.key)

        status = sender.send(
            subscription, {"title": "訓練", "body": "水", "lang": "ja", "tag": "a"}
        )

        assert status == 201
        assert shown(page) == [["訓練", "水", "ja", "a"]]


def test_what_came_while_chromium_was_away_is_handed_over_once_per_topic(
    push: Gcm,
    page_url: str,
    tmp_path: Path,
    require_program: Callable[[str], Path],
    playwright: Playwright,
) -> None:
    sender, program = RigSender(push.endpoint_origin, push.origin), require_program("chromium")
    with running(playwright, program, tmp_path / "p", push, page_url) as page:
        subscription = run(page, SUBSCRIBE % sender.key)
    for title in ("first", "second"):
        sender.send(subscription, {"title": title, "tag": title}, topic="same")

    with running(playwright, program, tmp_path / "p", push, page_url) as page:
        found = shown(page)

    assert len(push.log.accepted) == 2
    assert [title for title, *_ in found] == ["second"]
