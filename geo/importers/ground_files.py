"""Mapped zones, closed and costly ground out of files, laid on the edges of a street graph."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import HanshoError
from geo.ground import Ground, HazardLayers
from geo.importers.boundaries import frame_of
from geo.importers.street_cutting import flat
from geo.importers.zones import MappedZone, depth_of
from geo.sites import HAZARDS
from geo.streets import StreetGraph

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

TSUNAMI_MARGIN_M = 50.0
EFFECTS = ("zone", "closed", "costly")
_NEAR_M = 1000.0

# Fields of 国土数値情報 begin with the number of their data set; PLATEAU names its code lists.
_BY_FIELD = (
    (re.compile(r"A31[ab]?_"), "flood"),
    (re.compile(r"A33_"), "landslide"),
    (re.compile(r"A40_"), "tsunami"),
    (re.compile(r"A49_"), "storm_surge"),
    (re.compile(r"A51_"), "inland_flood"),
)
_BY_VALUE = (
    ("SedimentDisasterProneArea", "landslide"),
    ("TsunamiRisk", "tsunami"),
    ("HighTideRisk", "storm_surge"),
    ("InlandFloodingRisk", "inland_flood"),
    ("RiverFloodingRisk", "flood"),
    ("ReservoirFloodingRisk", "flood"),
)
# inland_flood before flood: the first that is found in the file's name holds.
_BY_FILE_NAME = (
    (("inland", "pluvial", "naisui", "内水"), "inland_flood"),
    (("storm_surge", "storm-surge", "surge", "takashio", "高潮"), "storm_surge"),
    (("tsunami", "津波"), "tsunami"),
    (("landslide", "dosha", "土砂"), "landslide"),
    (("flood", "kouzui", "洪水"), "flood"),
    (("volcano", "kazan", "火山"), "volcano"),
    (("earthquake", "jishin", "地震"), "earthquake"),
    (("fire", "火災"), "fire"),
)


class GroundUnreadable(HanshoError):
    """A ground file that cannot be used; the message says why and what to do."""


class GroundFile(msgspec.Struct, frozen=True):
    """`hazard` where whoever runs the import names it, else None: the file has to say."""

    path: Path
    hazard: str | None = None


class GroundRead(msgspec.Struct, frozen=True, eq=False):
    """`counts` are edges by hazard and effect; `notes` say what was repaired or left out.

    `zones`: the mapped zones themselves, grown as for the streets.
    """

    ground: Ground
    counts: dict[str, dict[str, int]]
    notes: tuple[str, ...]
    zones: tuple[MappedZone, ...] = ()


class _Shape(msgspec.Struct, frozen=True, eq=False):
    hazard: str
    effect: str
    area: BaseGeometry  # metres on the graph's flat map
    least_m: float | None = None


def read_ground(files: Sequence[GroundFile], graph: StreetGraph) -> GroundRead:
    """An edge has what its segment touches. Zones of tsunamis are grown by 50 m.

    Raises `GroundUnreadable` (which hazard, which effect) and `BoundariesUnreadable` (the file).
    """
    notes: list[str] = []
    shapes = [shape for file in files for shape in _shapes(file, graph, notes)]
    ends = flat(graph.lon5, graph.lat5, graph.kx)[graph.edges]
    tree = shapely.STRtree(list(shapely.get_parts(shapely.multilinestrings(ends))))
    bits: dict[tuple[str, str], NDArray[np.bool_]] = {
        (hazard, effect): np.zeros(len(graph.edges), np.bool_)
        for hazard in HAZARDS
        for effect in EFFECTS
    }
    for key in bits:
        areas = [one.area for one in shapes if (one.hazard, one.effect) == key]
        if areas:
            bits[key][tree.query(areas, "intersects")[1]] = True
    mapped = {one.hazard for one in shapes if one.effect == "zone"}
    layers = tuple(HazardLayers(h in mapped, *(bits[h, e] for e in EFFECTS)) for h in HAZARDS)
    counts = {
        hazard: {effect: int(bits[hazard, effect].sum()) for effect in EFFECTS}
        for hazard in HAZARDS
        if any(one.hazard == hazard for one in shapes)
    }
    zones = tuple(
        MappedZone(one.hazard, one.least_m, one.area) for one in shapes if one.effect == "zone"
    )
    return GroundRead(Ground(layers), counts, tuple(notes), zones)


def _shapes(file: GroundFile, graph: StreetGraph, notes: list[str]) -> Iterator[_Shape]:
    """The file's shapes near the streets; what is repaired, far or no area is noted by count."""
    frame = frame_of(file.path)
    reach = shapely.box(*_reach(graph))
    shapely.prepare(reach)
    repaired = far = shapeless = 0
    for hazard, effect, least_m, shape in _rows(file, frame):
        sound = shape if shape is None or shape.is_valid else shapely.make_valid(shape)
        repaired += sound is not shape
        area = None if sound is None else _areas_in(sound)
        if area is None or area.is_empty:
            shapeless += 1
            continue
        flat_area = shapely.transform(
            area, lambda at: flat(at[:, 0] * 1e5, at[:, 1] * 1e5, graph.kx)
        )
        if not reach.intersects(flat_area):
            far += 1
            continue
        grown = hazard == "tsunami" and effect == "zone"
        laid = flat_area.buffer(TSUNAMI_MARGIN_M) if grown else flat_area
        yield _Shape(hazard, effect, laid, least_m)
    for count, told in (
        (repaired, "invalid shapes repaired"),
        (far, "shapes left out: nowhere near the streets"),
        (shapeless, "features left out: no area"),
    ):
        if count:
            notes.append(f"{file.path.name}: {count} {told}")


def _rows(
    file: GroundFile, frame: "GeoDataFrame"
) -> Iterator[tuple[str, str, float | None, BaseGeometry | None]]:
    columns = [str(column) for column in frame.columns if column != frame.geometry.name]
    told = [dict(zip(columns, row, strict=True)) for row in frame[columns].to_numpy().tolist()]
    for row, shape in zip(told, frame.geometry, strict=True):
        effect = row.get("effect")
        effect = "zone" if effect is None or effect != effect else str(effect).strip().lower()
        if effect not in EFFECTS:
            raise GroundUnreadable(
                f"{file.path}: the effect {effect!r} is none of {', '.join(EFFECTS)}; correct it"
            )
        yield file.hazard or _hazard_of(file.path, row), effect, depth_of(row), shape


def _hazard_of(path: Path, row: Mapping[str, Any]) -> str:
    """The feature's own word, else the known fields, else the file's name."""
    said = row.get("hazard")
    if isinstance(said, str) and said.strip():
        if said.strip() in HAZARDS:
            return said.strip()
        raise GroundUnreadable(
            f"{path}: the hazard {said!r} is none of {', '.join(HAZARDS)}; correct it"
        )
    by_field = (hazard for form, hazard in _BY_FIELD if any(form.match(name) for name in row))
    values = [value for value in row.values() if isinstance(value, str)]
    by_value = (hazard for word, hazard in _BY_VALUE if any(word in value for value in values))
    name = path.name.lower()
    by_name = (hazard for words, hazard in _BY_FILE_NAME if any(word in name for word in words))
    hazard = next((found for way in (by_field, by_value, by_name) for found in way), None)
    if hazard is None:
        raise GroundUnreadable(
            f"{path} does not say for which hazard it is; write it in front, such as "
            f"flood:{path.name} (one of {', '.join(HAZARDS)})"
        )
    return hazard


def _areas_in(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shapely.get_parts(shapely.force_2d(shape)))
    areas = [part for part in parts if shapely.get_dimensions(part) == 2]
    return shapely.MultiPolygon(areas)


def _reach(graph: StreetGraph) -> tuple[float, float, float, float]:
    at = flat(graph.lon5, graph.lat5, graph.kx)
    (west, south), (east, north) = at.min(axis=0), at.max(axis=0)
    return west - _NEAR_M, south - _NEAR_M, east + _NEAR_M, north + _NEAR_M
