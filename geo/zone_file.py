"""Zones as a file: msgpack, format, version, and rows of key, hazard, depth, bounds, wkb."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from geo.errors import HanshoError

_FORMAT = "hansho-zones"
_VERSION = 1


class ZonesUnreadable(HanshoError):
    """Not a file of zones of ours, or of another version; the message says what to do."""


class ZoneEntry(msgspec.Struct, frozen=True, array_like=True):
    """A zone at rest. `bounds`: west, south, east, north; `wkb` as `Area.to_wkb`."""

    key: str
    hazard: str
    least_m: float | None
    bounds: tuple[float, float, float, float]
    wkb: bytes


class _File(msgspec.Struct, frozen=True):
    format: str
    version: int
    zones: msgspec.Raw


def write_zone_entries(path: Path, entries: Sequence[ZoneEntry]) -> None:
    """Writes one file, whole or not at all. Raises ValueError if a key is there twice."""
    if len({entry.key for entry in entries}) < len(entries):
        raise ValueError("two zones have one key; join them before they are written")
    raw = msgspec.Raw(msgspec.msgpack.encode(list(entries)))
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(msgspec.msgpack.encode(_File(_FORMAT, _VERSION, raw)))
    partial.replace(path)


def read_zone_entries(path: Path) -> list[ZoneEntry]:
    """The zones of one file. Raises ZonesUnreadable."""
    again = "write it again with `hansho city build`"
    try:
        file = msgspec.msgpack.decode(path.read_bytes(), type=_File)
        if (file.format, file.version) != (_FORMAT, _VERSION):
            raise ZonesUnreadable(f"{path} has another version; {again}")
        return msgspec.msgpack.decode(file.zones, type=list[ZoneEntry])
    except OSError as error:
        raise ZonesUnreadable(f"{path} cannot be read ({error.strerror}); {again}") from error
    except msgspec.DecodeError as error:
        raise ZonesUnreadable(f"{path} is not a file of zones; {again}") from error
