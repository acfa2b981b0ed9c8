"""The gazetteer as a file: msgpack of `{format, version, areas: [[key, names, bounds, wkb], …]}`.

Shapes stay bytes until somebody asks for one, so that thousands of areas load at once.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from geo.errors import HanshoError

_FORMAT = "hansho-gazetteer"
_VERSION = 1


class GazetteerUnreadable(HanshoError):
    """Not a gazetteer of ours, or of another version; the message says what to do."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An official area at rest. `bounds`: west, south, east, north; `wkb` as `Area.to_wkb`.

    `households`, `people`: None where not known, as in files of before there was room for them.
    """

    key: str
    names: dict[str, str]
    bounds: tuple[float, float, float, float]
    wkb: bytes
    households: int | None = None
    people: int | None = None


class _File(msgspec.Struct, frozen=True):
    format: str
    version: int
    areas: msgspec.Raw


def read_entries(path: Path) -> list[Entry]:
    """The entries of one file. Raises `GazetteerUnreadable`."""
    try:
        file = msgspec.msgpack.decode(path.read_bytes(), type=_File)
        if (file.format, file.version) != (_FORMAT, _VERSION):
            raise GazetteerUnreadable(
                f"{path} has another version; import it again with `hansho city areas`"
            )
        return msgspec.msgpack.decode(file.areas, type=list[Entry])
    except OSError as error:
        raise GazetteerUnreadable(
            f"{path} cannot be read ({error.strerror}); "
            "write official areas to it with `hansho city areas`"
        ) from error
    except msgspec.DecodeError as error:
        raise GazetteerUnreadable(
            f"{path} is not a file of official areas; write it with `hansho city areas`"
        ) from error


def write_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Writes one file, whole or not at all. Raises ValueError if a key is there twice."""
    keys = [entry.key for entry in entries]
    if len(set(keys)) < len(keys):
        raise ValueError("two official areas have one key; join them before they are written")
    areas = msgspec.Raw(msgspec.msgpack.encode(list(entries)))
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(msgspec.msgpack.encode(_File(_FORMAT, _VERSION, areas)))
    partial.replace(path)
