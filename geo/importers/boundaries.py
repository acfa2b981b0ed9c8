"""Official areas out of boundary files (GeoJSON, shapefile, GeoPackage, …), through geopandas."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from geo.area import NO_AREA, Area, Refused, area_from_geometry, union
from geo.errors import HanshoError
from geo.names_as_text import name_as_text
from geo.places import OfficialArea
from geo.schemes import key_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


COUNTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "households": ("setai", "households", "世帯数"),
        "people": ("jinko", "people", "population", "人口"),
    }
)
"""Fields that are kept where a file has them, in any case: SETAI and JINKO are those of the
boundary files of the national census (小地域, e-Stat)."""


class BoundariesUnreadable(HanshoError):
    """A file that cannot be imported at all; the message says which, why and what to do."""


class ImportResult(msgspec.Struct, frozen=True, kw_only=True):
    """`areas` sorted by key; `dropped` are (code, reason) of features that made no area.

    A feature without ground is left out of its code's area; any other fault drops the whole code,
    because an incomplete area would miss people in silence.
    """

    areas: tuple[OfficialArea, ...]
    dropped: tuple[tuple[str, str], ...]


class _Feature(msgspec.Struct, frozen=True):
    code: str
    names: dict[str, str]
    shape: Area | Refused
    counts: dict[str, int]


def import_areas(
    paths: Sequence[Path],
    code_field: str,
    name_field: str,
    scheme: str,
    name_language: str = "ja",
    extra_names: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> ImportResult:
    """Reads the files as one set; features of one code become one area, in WGS 84.

    `extra_names` maps further languages to fields. `progress` hears of features done and in all.
    Raises `BoundariesUnreadable` for a file without the fields, without a reference system, or
    in no format that GDAL reads; ValueError for a malformed scheme.
    """
    fields = {name_language: name_field, **(extra_names or {})}
    key_of(scheme, "0")
    rows = [row for path in paths for row in _rows(path, code_field, fields)]
    by_key: dict[str, list[_Feature]] = defaultdict(list)
    dropped: list[tuple[str, str]] = []
    for done, (code, names, geometry, counts) in enumerate(rows, start=1):
        key = key_of(scheme, code)
        if key is None:
            dropped.append((code, f"this is no code of the scheme {scheme}"))
        else:
            shape = NO_AREA if geometry is None else area_from_geometry(geometry)
            by_key[key].append(_Feature(code, names, shape, counts))
        progress(done, len(rows))
    areas = [_joined(key, by_key[key], dropped) for key in sorted(by_key)]
    found = tuple(area for area in areas if area is not None)
    return ImportResult(areas=found, dropped=tuple(dropped))


def _joined(
    key: str, features: list[_Feature], dropped: list[tuple[str, str]]
) -> OfficialArea | None:
    """One area of all features, or None; what is left out is added to `dropped`."""
    shapes = [one.shape for one in features if isinstance(one.shape, Area)]
    faults = [(one.code, one.shape.reason) for one in features if isinstance(one.shape, Refused)]
    dropped.extend(faults)
    broken = [one for one in features if isinstance(one.shape, Refused) and one.shape != NO_AREA]
    if broken or not shapes:
        return None
    names: dict[str, str] = {}
    for one in features:
        names = {**one.names, **names}
    area = shapes[0] if len(shapes) == 1 else union(shapes)
    return OfficialArea(
        key=key,
        names=names,
        area=area,
        households=_sum_of("households", features),
        people=_sum_of("people", features),
    )


def _sum_of(what: str, features: list[_Feature]) -> int | None:
    """None unless every part of the area says it: a sum with holes would pass for a whole."""
    counts = [one.counts[what] for one in features if what in one.counts]
    return sum(counts) if len(counts) == len(features) else None


def _rows(
    path: Path, code_field: str, fields: Mapping[str, str]
) -> list[tuple[str, dict[str, str], Any, dict[str, int]]]:
    """Code, names, geometry (lon, lat), and households and people of each feature."""
    frame = frame_of(path)
    missing = {code_field, *fields.values()} - set(frame.columns)
    if missing:
        there = ", ".join(str(column) for column in frame.columns if column != "geometry")
        raise BoundariesUnreadable(
            f"{path} has no field {', '.join(sorted(missing))}; choose among: {there}"
        )
    codes = [_text(value) for value in frame[code_field]]
    columns = {
        language: [name_as_text(_text(value)) for value in frame[field]]
        for language, field in fields.items()
    }
    names = [
        {language: column[row] for language, column in columns.items() if column[row]}
        for row in range(len(frame))
    ]
    return list(zip(codes, names, frame.geometry, _counts(frame), strict=True))


def _counts(frame: "GeoDataFrame") -> list[dict[str, int]]:
    """What the file counts under one of the known names; what is no whole number is left out."""
    columns = {str(column).lower(): column for column in frame.columns}
    counted: list[dict[str, int]] = [{} for _ in range(len(frame))]
    for what, names in COUNTED.items():
        column = next((columns[one] for one in names if one in columns), None)
        if column is None:
            continue
        for row, value in enumerate(frame[column]):
            text = _text(value)
            if text.isdecimal():
                counted[row][what] = int(text)
    return counted


def frame_of(path: Path) -> "GeoDataFrame":
    """Any file of shapes that GDAL reads, in lon, lat degrees. Raises `BoundariesUnreadable`."""
    # Imported here: geopandas takes a second, and only imports need it.
    import geopandas
    from pyogrio.errors import DataSourceError

    # GDAL unpacks by prefix; from the ending alone it knows .zip but not .gz.
    source = f"/vsigzip/{path.absolute()}" if path.suffix == ".gz" else str(path)
    if not path.is_file() and not path.is_dir():
        raise BoundariesUnreadable(f"{path} does not exist; check the name")
    try:
        frame = geopandas.read_file(source)
    except (DataSourceError, ValueError) as error:
        raise BoundariesUnreadable(f"{path} is in no format that can be read: {error}") from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise BoundariesUnreadable(f"{path} has no shapes; choose the file with the boundaries")
    if frame.crs is None:
        raise BoundariesUnreadable(
            f"{path} does not say its reference system; add the .prj file or convert it to GeoJSON"
        )
    return frame.to_crs("EPSG:4326")


def _text(value: object) -> str:
    """A field as text: numbers that a format made of codes lose their `.0`, nothing is empty."""
    if value is None or value != value:  # NaN, as a table writes "nothing"
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
