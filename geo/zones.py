"""Mapped hazard zones as ground to warn: for each hazard, and for each depth that the map tells.

The same zones close streets (`geo.ground`) as bits of edges; here they are areas, for the desk.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from geo.area import Area
from geo.zone_file import ZoneEntry, read_zone_entries, write_zone_entries

# Where the national maps change colour: at least so many metres of water.
DEPTHS_M = (0.5, 3.0, 5.0, 10.0)


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """`least_m`: at least so many metres of water; None: the whole zone, whatever the depth."""

    hazard: str
    least_m: float | None = None
    area: Area

    @property
    def key(self) -> str:
        return key_of(self.hazard, self.least_m)


class Zones:
    """Zones by key. Shapes are parsed when they are first asked for."""

    def __init__(self, entries: Iterable[ZoneEntry] = ()) -> None:
        self._entries = {entry.key: entry for entry in entries}
        self._parsed: dict[str, Zone] = {}

    @classmethod
    def of(cls, zones: Iterable[Zone]) -> "Zones":
        return cls(_entry(zone) for zone in zones)

    @classmethod
    def load(cls, path: Path) -> "Zones":
        """Raises ZonesUnreadable (geo.zone_file) for a file that is missing or is none."""
        return cls(read_zone_entries(path))

    def keys(self) -> tuple[str, ...]:
        """In the file's order: by hazard, the whole zone first, then deeper and deeper."""
        return tuple(self._entries)

    def kind(self, key: str) -> tuple[str, float | None]:
        """Hazard and least depth in metres. Raises KeyError for a key that is not there."""
        entry = self._entries[key]
        return entry.hazard, entry.least_m

    def find(self, key: str) -> Zone | None:
        if key not in self._entries:
            return None
        if key not in self._parsed:
            entry = self._entries[key]
            self._parsed[key] = Zone(
                hazard=entry.hazard, least_m=entry.least_m, area=Area.from_wkb(entry.wkb)
            )
        return self._parsed[key]


def key_of(hazard: str, least_m: float | None) -> str:
    """`flood`, or `flood-3` where the water may stand 3 m deep or deeper."""
    return hazard if least_m is None else f"{hazard}-{least_m:g}"


def write_zones(path: Path, zones: Iterable[Zone]) -> None:
    """For `Zones.load`. Raises ValueError if a key is there twice."""
    write_zone_entries(path, [_entry(zone) for zone in zones])


def _entry(zone: Zone) -> ZoneEntry:
    area = zone.area
    return ZoneEntry(zone.key, zone.hazard, zone.least_m, area.bounds, area.to_wkb())
