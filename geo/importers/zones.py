"""Mapped zones -> ground that the desk can warn: one area for each hazard and depth."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.area import Area, area_from_geometry
from geo.sites import HAZARDS
from geo.streets import KY
from geo.zones import DEPTHS_M, Zone, key_of

# Ranks of 国土数値情報 A31a (計画規模 105, 想定最大規模 205): code -> at least so many metres.
_RANK_FIELD = re.compile(r"A31a_[12]05")
_RANKS: Mapping[str, float] = {"1": 0.0, "2": 0.5, "3": 3.0, "4": 5.0, "5": 10.0, "6": 20.0}
# A40, A49 and A51 write it out: 0.5m以上3.0m未満; or 0.3m未満.
_FROM = re.compile(r"([0-9]+(?:\.[0-9]+)?) *(?:m|ｍ|メートル) *以上")
_UNDER = re.compile(r"[0-9]+(?:\.[0-9]+)? *(?:m|ｍ|メートル) *未満")


class MappedZone(msgspec.Struct, frozen=True, eq=False):
    """`flat`: metres on the graph's flat map. `least_m`: None where the map does not tell depth."""

    hazard: str
    least_m: float | None
    flat: BaseGeometry


def depth_of(row: Mapping[str, Any]) -> float | None:
    """Metres of water at least: the field `depth_m`, a rank of A31a, or depth in words."""
    said = row.get("depth_m")
    if isinstance(said, int | float) and said == said and said >= 0:
        return float(said)
    for name, value in row.items():
        if _RANK_FIELD.fullmatch(name) and str(value).partition(".")[0] in _RANKS:
            return _RANKS[str(value).partition(".")[0]]
    words = [value for value in row.values() if isinstance(value, str)]
    found = [float(match[1]) for text in words if (match := _FROM.search(text))]
    if found:
        return found[0]
    return 0.0 if any(_UNDER.fullmatch(text.strip()) for text in words) else None


def zones_of(mapped: Iterable[MappedZone], kx: int) -> tuple[tuple[Zone, ...], tuple[str, ...]]:
    """By hazard: the whole zone first, then as far as depths are told. And what had to be left out.

    A shape without depth is in the whole zone only: it may be deep, but no map says so.
    """
    shapes, zones, notes = list(mapped), list[Zone](), list[str]()
    for hazard in HAZARDS:
        own = [one for one in shapes if one.hazard == hazard]
        for least in (None, *DEPTHS_M):
            chosen = [one.flat for one in own if _reaches(one, least)]
            if not chosen:
                continue
            area = area_from_geometry(_degrees(shapely.union_all(chosen), kx))
            if isinstance(area, Area):
                zones.append(Zone(hazard=hazard, least_m=least, area=area))
            else:
                notes.append(f"zone {key_of(hazard, least)}: {area.reason}")
    return tuple(zones), tuple(notes)


def _reaches(one: MappedZone, least: float | None) -> bool:
    return least is None or (one.least_m is not None and one.least_m >= least)


def _degrees(flat: BaseGeometry, kx: int) -> BaseGeometry:
    def back(at: NDArray[np.float64]) -> NDArray[np.float64]:
        return at / [kx * 1e-1, KY * 1e-1]

    return shapely.transform(flat, back)
