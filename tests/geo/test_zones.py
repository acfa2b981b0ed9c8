"""Zones at rest: whole or not at all, and parsed when they are asked for."""

from pathlib import Path

import pytest

from geo.zone_file import ZonesUnreadable
from geo.zones import Zone, Zones, write_zones
from tests.factories import box

FLOOD = Zone(hazard="flood", area=box(139.0, 35.0))
DEEP = Zone(hazard="flood", least_m=0.5, area=box(139.0, 35.0, 0.005))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_zones(tmp_path / "city.zones", [FLOOD, DEEP])

    read = Zones.load(tmp_path / "city.zones")

    assert read.keys() == ("flood", "flood-0.5")
    assert [read.find(key) for key in ("flood", "flood-0.5")] == [FLOOD, DEEP]
    assert (read.kind("flood-0.5"), read.find("tsunami")) == (("flood", 0.5), None)


def test_two_zones_of_one_key_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one key"):
        write_zones(tmp_path / "city.zones", [FLOOD, FLOOD])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("raw", [b"", b"zones", b"\x93\xadhansho-zones\x02\x90", None])
def test_what_is_no_file_of_zones_says_how_to_make_one(tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / "city.zones"
    if raw is not None:
        path.write_bytes(raw)

    with pytest.raises(ZonesUnreadable, match="hansho city build"):
        Zones.load(path)
