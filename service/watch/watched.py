"""Settings and imported areas -> the feeds that are watched, or why they must not be."""

from datetime import timedelta
from urllib.parse import urlsplit

import msgspec

from alerts.feed import Feed
from alerts.sources.geojson_mapping import Mapping, read_mapping
from alerts.sources.jma.reading import SENDER as JMA
from geo.area import Area, union
from geo.coast import coast_fault
from geo.places import Gazetteer
from service.feed_settings import FeedSetting
from service.settings import Settings, SettingsRefused
from service.town_ground import town_ground
from service.watch.rhythm import Rhythm

_JMA_HOST = "jma.go.jp"


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """One feed with all that its setting leads to. `feed`: what its warnings may do alone."""

    setting: FeedSetting
    feed: Feed
    mapping: Mapping | None = None

    @property
    def name(self) -> str:
        return self.setting.name

    @property
    def titles(self) -> dict[str, str]:
        return self.setting.titles or {"en": self.name, "ja": self.name}

    @property
    def rhythm(self) -> Rhythm:
        every = timedelta(seconds=self.setting.every_s)
        return Rhythm(every=every, at_second=self.setting.at_second)


def watched_feeds(settings: Settings, gazetteer: Gazetteer) -> tuple[Watched, ...]:
    """Raises SettingsRefused: a watch that reads tsunami warnings for nobody must not start."""
    fault = coast_fault(gazetteer) if any(brings_jma(one) for one in settings.feeds) else None
    if fault is not None:
        raise SettingsRefused(f"feeds: {fault}")
    return tuple(_watched(one, settings, gazetteer) for one in settings.feeds)


def brings_jma(setting: FeedSetting) -> bool:
    """Whether telegrams of the Japan Meteorological Agency come by it."""
    host = urlsplit(setting.address).hostname or ""
    return JMA in setting.senders or host == _JMA_HOST or host.endswith(f".{_JMA_HOST}")


def _watched(one: FeedSetting, settings: Settings, gazetteer: Gazetteer) -> Watched:
    feed = Feed(
        name=one.name,
        senders=frozenset(one.senders),
        is_pinned=one.is_pinned,
        jurisdiction=_jurisdiction(one, settings, gazetteer),
        most_km2=one.most_km2,
        most_per_hour=one.most_per_hour,
    )
    return Watched(setting=one, feed=feed, mapping=_mapping(one))


def _jurisdiction(one: FeedSetting, settings: Settings, gazetteer: Gazetteer) -> Area | None:
    if not one.jurisdiction:
        return town_ground(settings, gazetteer)
    found = [gazetteer.find(key) for key in one.jurisdiction]
    for key, area in zip(one.jurisdiction, found, strict=True):
        if area is None:
            raise SettingsRefused(
                f"feeds: {one.name}: jurisdiction: {key}: no such area is imported; write keys of "
                "the `gazetteer` files"
            )
    return union(area.area for area in found if area is not None)


def _mapping(one: FeedSetting) -> Mapping | None:
    if one.mapping is None:
        return None
    try:
        return read_mapping(one.mapping.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsRefused(f"feeds: {one.name}: {one.mapping}: {error}") from error
