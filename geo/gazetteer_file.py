"""The gazetteer as a file: msgpack of {format, version, areas, codes, elsewhere}.

Shapes stay bytes until somebody asks for one, so that thousands of areas load at once.
"""

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


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What one file holds; each key stands in one of the three.

    `areas`: official areas. `codes`: codes without a shape of their own, with the ground that the
    town's tables give them. `elsewhere`: keys that are known and no ground of this town;
    `scheme:*` stands for every code of a scheme that has no ground here.
    """

    areas: tuple[Entry, ...] = ()
    codes: tuple[Entry, ...] = ()
    elsewhere: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True):
    """`codes` and `elsewhere` are absent in files of before there were tables of codes."""

    format: str
    version: int
    areas: msgspec.Raw
    codes: tuple[Entry, ...] = ()
    elsewhere: tuple[str, ...] = ()


def read_content(path: Path) -> Content:
    """What one file holds. Raises `GazetteerUnreadable`."""
    try:
        file = msgspec.msgpack.decode(path.read_bytes(), type=_File)
        if (file.format, file.version) != (_FORMAT, _VERSION):
            raise GazetteerUnreadable(
                f"{path} has another version; import it again with `hansho city areas`"
            )
        areas = msgspec.msgpack.decode(file.areas, type=tuple[Entry, ...])
        return Content(areas=areas, codes=file.codes, elsewhere=file.elsewhere)
    except OSError as error:
        raise GazetteerUnreadable(
            f"{path} cannot be read ({error.strerror}); "
            "write official areas to it with `hansho city areas`"
        ) from error
    except msgspec.DecodeError as error:
        raise GazetteerUnreadable(
            f"{path} is not a file of official areas; write it with `hansho city areas`"
        ) from error


def write_content(path: Path, content: Content) -> None:
    """Writes one file, whole or not at all. Raises ValueError if a key is there twice."""
    keys = [entry.key for entry in (*content.areas, *content.codes)] + list(content.elsewhere)
    if len(set(keys)) < len(keys):
        raise ValueError("two official areas have one key; join them before they are written")
    areas = msgspec.Raw(msgspec.msgpack.encode(content.areas))
    file = _File(_FORMAT, _VERSION, areas, content.codes, content.elsewhere)
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(msgspec.msgpack.encode(file))
    partial.replace(path)
