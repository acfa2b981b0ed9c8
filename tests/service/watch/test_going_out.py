"""From a feed to the phones without a person: only from a publisher whose key the town pinned."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from alerts.model import Kind
from alerts.pipeline import Taken
from alerts.release import Handling
from geo.places import OfficialArea, write_gazetteer
from service.demo.certificate import CERTIFICATE, loopback_tls
from service.feed_settings import FeedSetting
from service.settings import Settings
from service.watch.watched import Watched
from service.wiring import Service
from tests.factories import box
from tests.service.watch.publisher import Publisher, cap, publishing
from tests.service.watch.test_in_service import wait_for
from tests.service.watch.test_pins import pin_of


def feed_of(publisher: Publisher, folder: Path) -> FeedSetting:
    return FeedSetting(
        name="agency",
        address=publisher.address,
        senders=("weather@agency.example",),
        pin=pin_of(folder),
        ca_file=folder / CERTIFICATE,
    )


@pytest.mark.parametrize(
    ("changes", "handling"),
    [
        ({}, Handling.AUTOMATIC),
        ({"pin": ""}, Handling.APPROVAL),
        ({"senders": ()}, Handling.APPROVAL),
        ({"most_km2": 0.1}, Handling.APPROVAL),
        ({"jurisdiction": ("jis:17202",)}, Handling.APPROVAL),
    ],
    ids=["pinned", "no pin", "not listed", "too large", "elsewhere"],
)
def test_a_tsunami_warning_goes_out_by_itself_as_far_as_its_feed_is_trusted(
    tmp_path: Path, changes: dict[str, object], handling: Handling
) -> None:
    areas = tmp_path / "areas.gazetteer"
    town = OfficialArea(key="jis:17201", names={"ja": "鐘市"}, area=box(138.9, 34.9, 0.3))
    other = OfficialArea(key="jis:17202", names={"ja": "隣市"}, area=box(139.9, 34.9, 0.3))
    write_gazetteer(areas, [town, other])
    heard: list[Taken] = []

    def hear(_watched: Watched, taken: tuple[Taken, ...]) -> None:
        heard.extend(taken)

    with publishing(loopback_tls(tmp_path)) as publisher:
        now = datetime.now(UTC)
        publisher.publish("wave", cap("wave", now, "Tsunami warning"), now)
        feed = msgspec.structs.replace(feed_of(publisher, tmp_path), **changes)
        settings = Settings(
            data_dir=tmp_path, feeds=(feed,), gazetteer=(areas,), municipality="172014"
        )
        service = Service(settings)
        service.feeds.listen(hear)
        with service:
            wait_for(lambda: bool(heard))

    (taken,) = heard
    assert taken.revision is not None
    assert (taken.revision.kind, taken.handling) == (Kind.TSUNAMI, handling)
    assert taken.release is not None
    assert bool(taken.release.reasons) is (handling is not Handling.AUTOMATIC)
