"""In earnest the service says that nobody has checked the words that it sends (DOMAIN section 11)."""

import logging
from pathlib import Path

import pytest
from litestar.testing import TestClient

from service.asgi import front
from service.keys import create_key
from service.settings import Settings
from service.unread_words import in_a_sentence, unread_words
from service.wiring import Service


def test_only_what_always_goes_out_and_only_in_earnest() -> None:
    drafts = frozenset({"fr", "en", "ja"})

    assert unread_words("real", drafts) == ("ja", "en")
    assert unread_words("real", frozenset({"fr"})) == ()
    assert unread_words("training", drafts) == ()


def test_a_real_service_says_so_in_its_log_on_the_status_page_and_to_a_monitor(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(data_dir=tmp_path, mode="real", base_url="https://town.example")
    create_key(settings.keys_dir, "real")
    caplog.set_level(logging.WARNING)

    with Service(settings) as town, TestClient(front(town)) as monitor:
        unread = town.unread_words
        status, ready = monitor.get("/status").text, monitor.get("/readyz").json()

    assert unread
    said = in_a_sentence(unread)
    assert said in [one.getMessage() for one in caplog.records]
    assert said in status
    assert ready["words"] == "drafts"


def test_an_exercise_does_not_bother_anybody_with_it(tmp_path: Path) -> None:
    with Service(Settings(data_dir=tmp_path)) as town, TestClient(front(town)) as monitor:
        assert monitor.get("/readyz").json()["words"] == "checked"
