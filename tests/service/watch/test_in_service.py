"""The watch inside the service: from a feed on the loopback to the store, and to who looks on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from service.asgi import front
from service.desk.rings import Why
from service.feed_settings import FeedSetting
from service.settings import Settings
from service.store.sqlite.store import open_store
from service.watch.seen_store import Kept
from service.web.metrics import figures
from service.wiring import Service
from tests.service.watch.publisher import Publisher, publishing


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as made:
        yield made


def settings_of(publisher: Publisher, folder: Path) -> Settings:
    titles = {"ja": "鐘の台", "en": "Bell <office>"}
    feed = FeedSetting(name="agency", address=publisher.address, titles=titles)
    return Settings(data_dir=folder, feeds=(feed,))


@contextmanager
def serving(publisher: Publisher, folder: Path) -> Iterator[tuple[Service, TestClient[Any]]]:
    with (
        Service(settings_of(publisher, folder)) as service,
        TestClient(front(service), raise_server_exceptions=False) as reader,
    ):
        yield service, reader


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if condition():
            return
        threading.Event().wait(0.02)
    raise AssertionError("it did not come to that within a minute")


def test_a_warning_comes_from_a_feed_into_the_store_and_once_alone(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.publish("flood", at=datetime.now(UTC))

    with serving(publisher, tmp_path) as (first, _):
        wait_for(lambda: bool(first.alerts.live(datetime.now(UTC))))
        wait_for(lambda: first.feeds.states(datetime.now(UTC))[0].answered is not None)
    with serving(publisher, tmp_path) as (second, _):
        wait_for(lambda: "/feed.xml=" in publisher.asked)

        alerts = second.alerts.live(datetime.now(UTC))

    assert [one.origin.sender for one in alerts] == ["weather@agency.example"]
    assert publisher.asked.count("/flood.xml") == 1


def test_how_a_feed_stands_is_told_to_monitors_and_on_the_status_page(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.publish("flood", at=datetime.now(UTC).replace(microsecond=0))

    with serving(publisher, tmp_path) as (service, reader):
        wait_for(lambda: reader.get("/readyz").json()["feeds"] == "fresh")
        ready = reader.get("/readyz").json()
        said = figures(service).decode()
        page = reader.get("/status").text

    (standing,) = ready["feed_states"]
    assert (standing["name"], standing["state"], standing["failures"]) == ("agency", "fresh", 0)
    assert standing["age_s"] >= 0
    assert datetime.fromisoformat(standing["newest"]) <= datetime.now(UTC)
    assert 'hansho_feed_warnings_total{feed="agency",outcome="new"} 1\n' in said
    assert "hansho_subscriptions 0\n" in said
    assert "All sources answer." in page
    assert "<dt>Bell &lt;office&gt;</dt><dd>answered at " in page


def test_a_feed_that_fails_says_why_on_the_status_page(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.broken = {"/feed.xml"}

    with serving(publisher, tmp_path) as (_, reader):
        wait_for(lambda: reader.get("/readyz").json()["feed_states"][0]["failures"] > 0)
        feeds = reader.get("/readyz").json()["feeds"]
        page = reader.get("/status").text

    assert feeds == "waiting"
    assert "A source has not answered yet" in page
    assert "it has never answered; failed 1 time(s): it answered 503" in page


def test_a_feed_that_has_been_silent_rings_the_desk(publisher: Publisher, tmp_path: Path) -> None:
    publisher.broken = {"/feed.xml"}
    before = datetime.now(UTC) - timedelta(hours=1)
    store = open_store(Settings(data_dir=tmp_path).store_path)
    store.seen.keep("agency", Kept(answered=before))
    store.close()

    with serving(publisher, tmp_path) as (service, reader):
        wait_for(lambda: bool(service.rings.ringing.store.going_on()))
        (ring,) = service.rings.ringing.store.going_on()
        feeds = reader.get("/readyz").json()["feeds"]
        page = reader.get("/status").text

    assert (ring.why, ring.subject, ring.about) == (
        Why.FEED,
        "feed:agency",
        "鐘の台 / Bell <office>",
    )
    assert feeds == "silent"
    assert f"SILENT: answered at {before:%Y-%m-%d %H:%M} UTC" in page
