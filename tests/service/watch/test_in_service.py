"""The watch inside the service: from a feed on the loopback to an alert in the store."""

import threading
from datetime import UTC, datetime
from pathlib import Path

from service.feed_settings import FeedSetting
from service.settings import Settings
from service.wiring import Service
from tests.service.watch.publisher import Publisher, publishing


def settings_of(publisher: Publisher, folder: Path) -> Settings:
    feed = FeedSetting(name="agency", address=publisher.address, every_s=10)
    return Settings(data_dir=folder, feeds=(feed,))


def test_a_warning_comes_from_a_feed_into_the_store_and_once_alone(tmp_path: Path) -> None:
    heard = threading.Event()
    with publishing() as publisher:
        publisher.publish("flood", at=datetime.now(UTC))
        with Service(settings_of(publisher, tmp_path)) as first:
            first.feeds.listen(lambda *_: heard.set())
            publisher.wait_for("/flood.xml")
            assert heard.wait(60)
        with Service(settings_of(publisher, tmp_path)) as second:
            publisher.wait_for("/feed.xml=")

            alerts = second.alerts.live(datetime.now(UTC))

    assert [one.origin.sender for one in alerts] == ["weather@agency.example"]
    assert publisher.asked.count("/flood.xml") == 1
