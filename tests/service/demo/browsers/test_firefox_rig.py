"""A real Firefox subscribes, is pushed to, and decrypts, with nothing but this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from service.demo.browsers import firefox
from service.demo.browsers.autopush import Autopush
from service.demo.browsers.bidi import Bidi, Tab
from tests.service.demo.browsers.conftest import SHOWN, SUBSCRIBE, RigSender

WISHES = firefox.Wishes(headless=True, remote=True, allowed=True)
DECRYPTED = 100


@pytest.fixture
def push() -> Iterator[Autopush]:
    with Autopush() as rig:
        yield rig


@contextmanager
def running(program: Path, folder: Path, push: Autopush, url: str) -> Iterator[Tab]:
    """A Firefox that keeps its profile in `folder`; connected to its push service."""
    profile, before = folder / "profile", push.log.connections
    firefox.write_profile(profile, push.socket_url, WISHES)
    with ExitStack() as stack:
        child = firefox.start(profile, folder / "firefox.log", WISHES, program=program)
        stack.enter_context(child)
        bidi = stack.enter_context(Bidi(firefox.bidi_url(child)))
        push.log.wait(lambda log: log.connections > before, "Firefox greets its push service", 60)
        tab = bidi.tab()
        tab.open(url)
        yield tab
        bidi.quit()
        child.wait_end()


def test_firefox_decrypts_what_the_local_push_service_hands_over(
    push: Autopush, page_url: str, tmp_path: Path, require_program: Callable[[str], Path]
) -> None:
    sender = RigSender(push.origin, push.origin)
    with running(require_program("firefox-esr"), tmp_path, push, page_url) as tab:
        subscription = tab.run(SUBSCRIBE % sender.key)

        status = sender.send(
            subscription, {"title": "訓練", "body": "水", "lang": "ja", "tag": "a"}
        )

        push.log.wait(lambda log: len(log.opened) == 1, "Firefox acknowledges", 60)
        assert status == 201
        assert set(push.log.opened.values()) == {DECRYPTED}
        assert tab.wait(SHOWN, "the notification") == [["訓練", "水", "ja", "a"]]


def test_what_came_while_firefox_was_away_is_handed_over_once_per_topic(
    push: Autopush, page_url: str, tmp_path: Path, require_program: Callable[[str], Path]
) -> None:
    sender, program = RigSender(push.origin, push.origin), require_program("firefox-esr")
    with running(program, tmp_path, push, page_url) as tab:
        subscription = tab.run(SUBSCRIBE % sender.key)
    for title in ("first", "second"):
        sender.send(subscription, {"title": title, "tag": title}, topic="same")

    with running(program, tmp_path, push, page_url) as tab:
        push.log.wait(lambda log: len(log.opened) == 1, "Firefox acknowledges", 60)

        shown = tab.wait(SHOWN, "the notification")

    assert len(push.log.accepted) == 2
    assert [title for title, *_ in shown] == ["second"]
