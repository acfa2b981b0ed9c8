"""Which feeds may be watched, and what each may do, by the settings and the official areas."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.feed import Feed
from geo.coast import NO_COAST
from geo.places import Gazetteer, OfficialArea
from service.feed_settings import FeedSetting
from service.settings import Settings, SettingsRefused, checked
from service.watch.rhythm import Rhythm
from service.watch.watched import Watched, watched_feeds
from tests.factories import box

TOWN = OfficialArea(key="jis:17201", names={"ja": "鐘市"}, area=box(139.0, 35.0))
NEXT = OfficialArea(key="jis:17202", names={"ja": "隣市"}, area=box(139.5, 35.0))
AREAS = Gazetteer.of([TOWN, NEXT], elsewhere=NO_COAST)
PIN = f"sha256//{'A' * 43}="
AGENCY = FeedSetting(name="agency", address="https://weather.example/feed.xml")
JMA = FeedSetting(name="jma", address="https://www.data.jma.go.jp/developer/xml/feed/extra.xml")


def settings_of(*feeds: FeedSetting, **changes: object) -> Settings:
    given = Settings(feeds=feeds, municipality="172014", mode="real", contact="mailto:a@b.example")
    return msgspec.structs.replace(given, **changes)


def test_a_feed_may_by_default_do_nothing_alone_and_nothing_beyond_the_town() -> None:
    (watched,) = watched_feeds(settings_of(AGENCY), AREAS)

    feed = Feed(name="agency", jurisdiction=TOWN.area, most_km2=5_000.0, most_per_hour=20)
    assert watched == Watched(setting=AGENCY, feed=feed)
    assert (watched.rhythm, watched.titles) == (Rhythm(), {"en": "agency", "ja": "agency"})


def test_what_a_setting_says_is_what_holds(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(
        'sender = "a@b.example"\nlanguage = "en"\nevent = "what"\n'
        'kind = { always = "fire" }\nstrength = { always = "know" }\n'
    )
    setting = msgspec.structs.replace(
        AGENCY,
        titles={"en": "Weather"},
        every_s=120,
        at_second=20,
        senders=("weather@agency.example",),
        pin=PIN,
        jurisdiction=("jis:17202",),
        most_km2=10.0,
        most_per_hour=3,
        mapping=file,
    )

    (watched,) = watched_feeds(checked(settings_of(setting)), AREAS)

    assert watched.feed == Feed(
        name="agency",
        senders=frozenset({"weather@agency.example"}),
        is_pinned=True,
        jurisdiction=watched.feed.jurisdiction,
        most_km2=10.0,
        most_per_hour=3,
    )
    assert watched.feed.jurisdiction is not None
    assert watched.feed.jurisdiction.bounds == NEXT.area.bounds
    assert watched.rhythm == Rhythm(every=timedelta(minutes=2), at_second=20)
    assert watched.mapping is not None
    assert watched.mapping.event == "what"


@pytest.mark.parametrize(
    "feed",
    [JMA, msgspec.structs.replace(AGENCY, senders=("jma",))],
    ids=["at the agency", "elsewhere"],
)
def test_jma_is_not_watched_before_the_sea_has_ground(feed: FeedSetting) -> None:
    without = Gazetteer.of([TOWN])

    with pytest.raises(SettingsRefused, match="no tsunami region has a coastal zone"):
        watched_feeds(settings_of(feed), without)

    assert len(watched_feeds(settings_of(feed), AREAS)) == 1
    assert len(watched_feeds(settings_of(AGENCY), without)) == 1


def test_a_jurisdiction_that_is_not_imported_is_refused() -> None:
    feed = msgspec.structs.replace(AGENCY, jurisdiction=("jis:17201", "jis:99999"))

    with pytest.raises(SettingsRefused, match="jurisdiction: jis:99999"):
        watched_feeds(settings_of(feed), AREAS)


def test_a_mapping_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text("sender = 3")
    feed = msgspec.structs.replace(AGENCY, mapping=file)

    with pytest.raises(SettingsRefused, match=r"agency: .*mapping\.toml: The mapping cannot"):
        watched_feeds(settings_of(feed), AREAS)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "The agency"}, "write a name of small letters"),
        ({"address": "weather.example/feed"}, "address: write one that begins with https://"),
        ({"address": "http://weather.example/feed"}, "address: write one that begins"),
        ({"address": "https://me:secret@weather.example/"}, "address: write no name"),
        ({"address": "https://["}, "address: write one that begins"),
        ({"address": "https://127.0.0.1/feed"}, "address: real mode asks"),
        ({"address": "http://localhost/feed"}, "address: real mode asks"),
        ({"pin": "sha256//short"}, "pin: write sha256//"),
        ({"pin": f"{PIN};"}, "pin: write sha256//"),
        ({"every_s": 9}, "every_s: write seconds from 10 to 3600"),
        ({"at_second": 60}, "at_second: write 0 to 59"),
        ({"at_second": 20, "every_s": 90}, "at_second: write 0 to 59, and whole minutes"),
        ({"most_km2": float("nan")}, "most_km2"),
        ({"most_per_hour": -1}, "most_km2 and most_per_hour: write no number below 0"),
        ({"mapping": Path("nowhere.toml")}, "mapping: nowhere.toml is not there"),
        ({"ca_file": Path(__file__)}, "ca_file: for training mode only"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_feed_that_cannot_be_watched_is_refused_by_name(
    changes: dict[str, object], said: str
) -> None:
    feed = msgspec.structs.replace(AGENCY, **changes)

    with pytest.raises(SettingsRefused, match=f"^feeds: {feed.name}: {said}"):
        checked(settings_of(feed))


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/feed", "https://localhost/feed"])
def test_a_training_space_may_ask_this_machine(address: str) -> None:
    feed = msgspec.structs.replace(AGENCY, address=address)

    checked(settings_of(feed, mode="training"))

    assert feed.is_loopback


def test_two_feeds_of_one_name_are_refused() -> None:
    with pytest.raises(SettingsRefused, match="feeds: agency: two feeds have this name"):
        checked(settings_of(AGENCY, AGENCY))
