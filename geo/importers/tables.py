"""Rows of a table by the names of its columns: CSV in UTF-8 or Shift_JIS, or GeoJSON points.

Which column means what follows from its heading alone, never from its place.
"""

import csv
import gzip
import io
import json
import unicodedata
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from geo.errors import HanshoError
from geo.importers import gsi, open_data

MOST_BYTES = 200_000_000
MOST_ROWS = 200_000
_ENCODINGS = ("utf-8-sig", "cp932")
_PUBLISHERS = ("地方公共団体名", "所在地_都道府県", "都道府県名及び市町村名")


class Table(msgspec.Struct, frozen=True):
    """`rows` by our column names, values trimmed, empty if absent. `national`: the list that the
    state publishes; `publisher`: the government that the rows name most often, else empty.
    """

    rows: tuple[dict[str, str], ...]
    national: bool
    publisher: str


class TableUnreadable(HanshoError):
    """A file that is no such table; the message says why and what to do."""


def read_table(path: Path, needed: Sequence[str]) -> Table:
    """`needed` columns (`geo.importers.gsi.COLUMNS`) have to be there. Raises `TableUnreadable`."""
    given = _given(path)
    headings = [one for one in dict.fromkeys(key for row in given for key in row) if one]
    ours = _our_columns(headings)
    missing = [column for column in needed if column not in ours]
    if missing:
        raise TableUnreadable(
            f"{path} has no column for {', '.join(missing)}; its columns are "
            f"{', '.join(headings[:30])}. Rename them as docs/cities.md says"
        )
    rows = [{name: _value(row.get(there)) for name, there in ours.items()} for row in given]
    return Table(
        rows=tuple(rows),
        national=ours.get("id", "") in gsi.COLUMNS["id"],
        publisher=_publisher(given),
    )


def _publisher(given: Sequence[Mapping[str, Any]]) -> str:
    for column in _PUBLISHERS:
        named, times = Counter(_value(row.get(column)) for row in given).most_common(1)[0]
        if named and 2 * times >= len(given):
            return named
    return ""


def _given(path: Path) -> list[dict[str, Any]]:
    """The rows under the file's own headings, at least one."""
    if not path.is_file():
        raise TableUnreadable(f"{path} is no file; check the name")
    raw = _bytes(path)
    if not raw.strip():
        raise TableUnreadable(f"{path} is empty; download it anew")
    if len(raw) > MOST_BYTES:
        raise TableUnreadable(f"{path} has over {MOST_BYTES} bytes; keep your prefecture's rows")
    text = _text(path, raw)
    given = _features(path, text) if text.lstrip()[:1] == "{" else _lines(path, text)
    if len(given) > MOST_ROWS:
        raise TableUnreadable(f"{path} has more than {MOST_ROWS} rows; keep your prefecture's")
    if not given:
        raise TableUnreadable(f"{path} has a heading and no row; download it anew")
    return given


def _bytes(path: Path) -> bytes:
    """At most one byte more than is allowed, however small a bomb was packed."""
    try:
        with (gzip.open if path.suffix == ".gz" else Path.open)(path, "rb") as file:
            raw: bytes = file.read(MOST_BYTES + 1)
            return raw
    except (OSError, EOFError, zlib.error) as error:
        raise TableUnreadable(f"{path} cannot be read ({error}); download it anew") from error


def columns_of(name: str) -> tuple[str, ...]:
    """The headings that mean this column."""
    return (*gsi.COLUMNS.get(name, ()), *open_data.COLUMNS.get(name, ()))


def _our_columns(headings: Sequence[str]) -> dict[str, str]:
    """Our name → heading of the file, for those that are there; the first heading listed wins."""
    plain = {_plain(heading): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for name in (*gsi.COLUMNS, *open_data.COLUMNS, "geometry_lon", "geometry_lat"):
        known = (*columns_of(name), name)
        there = next((plain[_plain(one)] for one in known if _plain(one) in plain), None)
        if there is not None:
            found.setdefault(name, there)
    for axis in ("lon", "lat"):
        shape = found.pop(f"geometry_{axis}", None)
        found[axis] = shape if shape is not None else found.get(axis, "")
    return {name: heading for name, heading in found.items() if heading}


def _plain(heading: str) -> str:
    """Headings differ in width, spaces and the comma of the law's text."""
    wide = unicodedata.normalize("NFKC", heading).strip().lstrip("\ufeff").casefold()
    return wide.replace(" ", "").replace(",", "、").replace("､", "、")


def _value(value: object) -> str:
    return "" if value is None else str(value).strip()


def _text(path: Path, raw: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableUnreadable(f"{path} is neither UTF-8 nor Shift_JIS; save it as UTF-8")


def _lines(path: Path, text: str) -> list[dict[str, Any]]:
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return [row for row in rows if any(isinstance(v, str) and v.strip() for v in row.values())]
    except csv.Error as error:
        raise TableUnreadable(f"{path} is no CSV ({error}); export it anew") from error


def _features(path: Path, text: str) -> list[dict[str, Any]]:
    """Properties, with the point's position; a feature that is no point has none."""
    try:
        features = json.loads(text)["features"]
        return [
            {**(one.get("properties") or {}), **_position(one.get("geometry") or {})}
            for one in features
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TableUnreadable(f"{path} is no GeoJSON FeatureCollection; export it anew") from error


def _position(geometry: Mapping[str, Any]) -> dict[str, Any]:
    at = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    lon, lat = (at[0], at[1]) if isinstance(at, list) and len(at) > 1 else ("", "")
    return {"geometry_lon": lon, "geometry_lat": lat}
