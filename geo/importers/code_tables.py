"""A town's tables of codes that have no polygon: what each means here, or that it is elsewhere.

Rows `scheme, code, name_ja, name_en, covers` as CSV, or as properties of GeoJSON features whose
geometry (lon, lat in degrees, RFC 7946) is then the ground; and the coast: features with `code`.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import shapely
from shapely.errors import ShapelyError

from geo.area import Area, Refused, area_from_geometry, union
from geo.coast import NO_COAST, SCHEME
from geo.errors import HanshoError
from geo.names_as_text import name_as_text
from geo.places import Gazetteer, OfficialArea
from geo.schemes import key_of

ELSEWHERE = "elsewhere"
COLUMNS = ("scheme", "code", "name_ja", "name_en", "covers")
_BETWEEN = ";"
_MOST_SAID = 10


class CodesUnreadable(HanshoError):
    """A table that cannot be taken whole; the message names each row that is wrong."""


class CodeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One code as a table writes it; `where` says in which file and row. `drawn`: its geometry."""

    where: str
    scheme: str
    code: str
    names: dict[str, str]
    covers: tuple[str, ...] = ()
    drawn: Area | Refused | None = None


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """What the tables mean: `codes` with ground, keys of what is `elsewhere`; both by key."""

    codes: tuple[OfficialArea, ...] = ()
    elsewhere: tuple[str, ...] = ()


def read_codes(path: Path, scheme: str = "") -> tuple[CodeRow, ...]:
    """Every row, in order. `scheme`: of rows that name none. Raises `CodesUnreadable`."""
    text = _text(path)
    if text.lstrip().startswith("{"):
        return tuple(_feature_row(path, place, one, scheme) for place, one in _features(path, text))
    rows = csv.DictReader(io.StringIO(text))
    missing = [one for one in ("scheme", "code", "covers") if one not in (rows.fieldnames or ())]
    if missing:
        raise CodesUnreadable(
            f"{path} has no column {', '.join(missing)}; write {', '.join(COLUMNS)}"
        )
    return tuple(
        _row(f"{path}, row {rows.line_num}", one, scheme) for one in rows if any(one.values())
    )


def read_coast(path: Path) -> tuple[CodeRow, ...]:
    """The town's coastal zone of each tsunami region, features of one code joined.

    Raises `CodesUnreadable`.
    """
    zones: dict[str, CodeRow] = {}
    for row in read_codes(path, SCHEME):
        if row.drawn is None or row.scheme != SCHEME:
            raise CodesUnreadable(f"{row.where}: must have a polygon and the region's `code` alone")
        before = zones.get(row.code)
        zones[row.code] = row if before is None else _joined(before, row)
    if not zones:
        raise CodesUnreadable(
            f"{path} holds no zone; write `--coast none` if the town has no coast"
        )
    return tuple(zones.values())


def _joined(one: CodeRow, other: CodeRow) -> CodeRow:
    shapes = (one.drawn, other.drawn)
    faults = [shape for shape in shapes if isinstance(shape, Refused)]
    drawn = faults[0] if faults else union(shape for shape in shapes if isinstance(shape, Area))
    return msgspec.structs.replace(one, names={**other.names, **one.names}, drawn=drawn)


def coded(
    rows: Sequence[CodeRow],
    known: Gazetteer,
    coast: Sequence[CodeRow] = (),
    *,
    no_coast: bool = False,
) -> Coded:
    """The ground of every row; `known` holds the areas that rows may cover.

    A row that says nothing is filled by the coast. Anything missing refuses the whole table, for
    an incomplete area would miss people in silence: raises `CodesUnreadable`.
    """
    shore = {(one.scheme, one.code): one for one in coast}
    names = {(one.scheme, one.code): one.names for one in rows}
    left = [one for one in rows if not (_is_silent(one) and _is_given(one, shore, no_coast))]
    full = [msgspec.structs.replace(one, names={**names.get((one.scheme, one.code), {}),
                                                **one.names}) for one in coast]  # fmt: skip
    faults: list[str] = []
    codes: dict[str, OfficialArea] = {}
    elsewhere = set(NO_COAST if no_coast else ())
    for row in (*left, *full):
        key, area = _key(row), _ground(row, known)
        fault = _fault(row, key, area, no_coast=no_coast)
        if key in codes or key in elsewhere:
            fault = "this code is written twice; leave one"
        if fault is not None:
            faults.append(f"{row.where}: {fault}")
        elif key is not None and isinstance(area, Area):
            codes[key] = OfficialArea(key=key, names=row.names, area=area)
        elif key is not None:
            elsewhere.add(key)
    if faults:
        more = f"; and {len(faults) - _MOST_SAID} more" if len(faults) > _MOST_SAID else ""
        raise CodesUnreadable("; ".join(faults[:_MOST_SAID]) + more)
    found = tuple(codes[key] for key in sorted(codes))
    return Coded(codes=found, elsewhere=tuple(sorted(elsewhere)))


def _is_silent(row: CodeRow) -> bool:
    return not row.covers and row.drawn is None


def _is_given(row: CodeRow, shore: Mapping[tuple[str, str], CodeRow], no_coast: bool) -> bool:
    is_of_sea = f"{row.scheme}:*" in NO_COAST
    return (row.scheme, row.code) in shore or (no_coast and is_of_sea)


def _key(row: CodeRow) -> str | None:
    try:
        return key_of(row.scheme, row.code) if row.code != "*" else None
    except ValueError:
        return None


def _fault(
    row: CodeRow, key: str | None, area: Area | Refused | None, *, no_coast: bool
) -> str | None:
    if key is None:
        return f"{row.scheme}:{row.code} is no code; write a scheme such as jma-quake and its code"
    if isinstance(area, Refused):
        return area.reason
    if isinstance(area, Area) and not row.names.get("ja"):
        return f"{key} has no name_ja; people would not know where it is"
    if isinstance(area, Area) and no_coast and f"{row.scheme}:*" in NO_COAST:
        return f"{key} is ground here, but `--coast none` says that there is no coast"
    return None


def _ground(row: CodeRow, known: Gazetteer) -> Area | Refused | None:
    """None: elsewhere. One part that is not known refuses the row."""
    if row.drawn is not None:
        return Refused("it has a geometry and `covers`; leave one") if row.covers else row.drawn
    if row.covers == (ELSEWHERE,):
        return None
    if not row.covers:
        return Refused(f"`covers` is empty; write keys of official areas, or {ELSEWHERE}")
    found = {key: known.find(key) for key in row.covers}
    missing = [key for key, one in found.items() if one is None]
    if missing:
        said = ", ".join(missing[:_MOST_SAID])
        return Refused(f"{said} not among the imported official areas; import them with it")
    return union(one.area for one in found.values() if one is not None)


def _row(where: str, row: Mapping[str, Any], scheme: str, drawn: Any = None) -> CodeRow:
    said = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    names = {language: name_as_text(said[f"name_{language}"]) for language in ("ja", "en")}
    return CodeRow(
        where=where,
        scheme=said["scheme"] or scheme,
        code=said["code"],
        names={language: name for language, name in names.items() if name},
        covers=tuple(key for one in said["covers"].split(_BETWEEN) if (key := one.strip())),
        drawn=drawn,
    )


def _feature_row(path: Path, place: int, feature: Mapping[str, Any], scheme: str) -> CodeRow:
    where, geometry = f"{path}, feature {place}", feature.get("geometry")
    properties = feature.get("properties")
    drawn = None if geometry is None else _drawn(geometry)
    return _row(where, properties if isinstance(properties, dict) else {}, scheme, drawn)


def _drawn(geometry: object) -> Area | Refused:
    try:
        return area_from_geometry(shapely.from_geojson(json.dumps(geometry)))
    except ShapelyError as error:
        return Refused(f"its geometry cannot be read ({error})")


def _features(path: Path, text: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise CodesUnreadable(f"{path} is no GeoJSON ({error})") from error
    features = told.get("features")
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise CodesUnreadable(f"{path} must be a FeatureCollection (RFC 7946)")
    return enumerate(features, start=1)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CodesUnreadable(f"{path} cannot be read ({error}); save it as UTF-8") from error
