"""Official areas: code → Area with its names, and the names of an area that came as a drawing.

Mapped zones stand beside them: together they are all the ground that can be named.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.area import Area
from geo.gazetteer_file import Content, Entry, read_content, write_content
from geo.schemes import key_of, scheme_of
from geo.zones import Zones

__all__ = ["Gazetteer", "OfficialArea", "joined_names", "write_gazetteer"]

# What belongs to a named area: this share of the drawing, or this share of the official area.
_SHARE_THAT_COUNTS = 0.05
# Shares that differ by less are equal, and the key decides: no order hangs on rounding errors.
_DECIMALS_THAT_RANK = 6
# Of more candidates only those whose boxes overlap most are measured.
_MOST_MEASURED = 60
# A drawing of more positions is measured by a simpler one, this share of its extent off at most.
_MOST_POSITIONS = 5_000
_ROUGHNESS = 0.001
_JOINERS = {"ja": "、", "ja-simple": "、"}
_OTHERS = {"ja": "ほか", "ja-simple": "ほか", "en": " and others"}


class OfficialArea(msgspec.Struct, frozen=True, kw_only=True):
    """An area of an authority. `key` is `scheme:code`; `names`: language of ours → name.

    `households`, `people`: of the whole area as its file counts them; None where it does not.
    """

    key: str
    names: dict[str, str]
    area: Area
    households: int | None = None
    people: int | None = None


class Gazetteer:
    """Official areas by key, and `zones`. Shapes are parsed when they are first asked for.

    Beside them, for `find_code` alone: codes to which the town's tables give ground. They are no
    areas to choose from, and no place is named after them.
    """

    def __init__(self, contents: Iterable[Content] = (), zones: Zones | None = None) -> None:
        """Of several entries with one key the last counts. See `of` and `load`."""
        held = tuple(contents)
        self.zones = Zones() if zones is None else zones
        self._entries = {entry.key: entry for one in held for entry in one.areas}
        self._codes = {entry.key: entry for one in held for entry in one.codes}
        self._elsewhere = frozenset(key for one in held for key in one.elsewhere)
        self._parsed: dict[str, OfficialArea] = {}
        self._keys = sorted(self._entries)
        self._tree: shapely.STRtree | None = None

    @classmethod
    def of(
        cls,
        areas: Iterable[OfficialArea],
        zones: Zones | None = None,
        *,
        codes: Iterable[OfficialArea] = (),
        elsewhere: Iterable[str] = (),
    ) -> "Gazetteer":
        return cls([_content(areas, codes, elsewhere)], zones)

    @classmethod
    def load(cls, *paths: Path, zones: Zones | None = None) -> "Gazetteer":
        """Reads files of `write_gazetteer`; a key in a later file replaces that of an earlier one.

        Raises `GazetteerUnreadable` (geo.gazetteer_file) for a file that is missing or is none.
        """
        return cls((read_content(path) for path in paths), zones)

    def __len__(self) -> int:
        return len(self._entries)

    def all(self) -> tuple[OfficialArea, ...]:
        """Every area, by key."""
        return tuple(self._area(key) for key in self._keys)

    def listed(self) -> tuple[Entry, ...]:
        """Every area as it lies in its file, by key: names and bounds, no shape is parsed."""
        return tuple(self._entries[key] for key in self._keys)

    def every_key(self) -> tuple[str, ...]:
        """Of all that has ground here: what the town's tables give, then the areas, each by key."""
        return (*sorted(self._codes.keys() - self._entries.keys()), *self._keys)

    def ground_of(self, key: str) -> Area | None:
        """Of one of `every_key`; None for another."""
        return self._area(key).area if key in self._entries or key in self._codes else None

    def find(self, key: str) -> OfficialArea | None:
        """The area with this key, `scheme:code` without check digit."""
        return self._area(key) if key in self._entries else None

    def find_code(self, scheme: str, code: str) -> OfficialArea | None:
        """The ground of a code as an authority writes it, with or without check digit.

        An official area, else what the town's tables give the code.
        """
        key = key_of(scheme, code)
        if key is None:
            return None
        return self._area(key) if key in self._entries or key in self._codes else None

    def is_elsewhere(self, scheme: str, code: str) -> bool:
        """Whether the tables know the code as one that is no ground of this town.

        Ground goes before it, whichever file says so: nobody is left out by a table.
        """
        if self.find_code(scheme, code) is not None:
            return False
        return key_of(scheme, code) in self._elsewhere or self.is_all_elsewhere(scheme)

    def is_all_elsewhere(self, scheme: str) -> bool:
        """Whether a table says that no code of this scheme is ground of this town."""
        return f"{scheme}:*" in self._elsewhere

    def has_codes_of(self, scheme: str) -> bool:
        """Whether at least one code of this scheme has ground here."""
        return any(key.startswith(f"{scheme}:") for key in (*self._entries, *self._codes))

    def scheme_of(self, value_name: str) -> str | None:
        """See `geo.schemes.scheme_of`."""
        return scheme_of(value_name)

    def names_of(self, area: Area, limit: int = 3) -> dict[str, str]:
        """Names for an area that came without a code, by language; empty where none is known."""
        return joined_names(self.overlapping(area), limit)

    def overlapping(self, area: Area) -> tuple[OfficialArea, ...]:
        """The official areas that an area is about, largest shared ground first, then by key.

        One counts if it has at least 5 % of the area, or 5 % of it is in the area. If none does,
        the one with most in common is given.
        """
        measured = []
        drawing = _rough(area)
        for official in self._candidates(area):
            shared = shapely.intersection(drawing, official.area.geometry).area
            smaller = min(drawing.area, official.area.geometry.area)
            if shared > 0:
                share = round(shared / drawing.area, _DECIMALS_THAT_RANK)
                measured.append((-share, official.key, shared / smaller, official))
        measured.sort(key=lambda found: found[:2])
        counted = [found for found in measured if found[2] >= _SHARE_THAT_COUNTS]
        return tuple(found[3] for found in counted or measured[:1])

    def _candidates(self, area: Area) -> list[OfficialArea]:
        """Those whose boxes overlap the area's most; a bounded number."""
        if self._tree is None:
            boxes = [shapely.box(*self._entries[key].bounds) for key in self._keys]
            self._tree = shapely.STRtree(boxes)
        drawn = shapely.envelope(shapely.get_parts(area.geometry))
        part, place = self._tree.query(drawn)
        overlaps = shapely.area(shapely.intersection(drawn[part], self._tree.geometries[place]))
        shared = np.bincount(place, weights=overlaps, minlength=len(self._keys))
        order = np.argsort(-shared, kind="stable")[:_MOST_MEASURED]
        return [self._area(self._keys[index]) for index in order if shared[index] > 0]

    def _area(self, key: str) -> OfficialArea:
        if key not in self._parsed:
            entry = self._entries.get(key) or self._codes[key]
            area = Area.from_wkb(entry.wkb)
            self._parsed[key] = OfficialArea(
                key=key,
                names=entry.names,
                area=area,
                households=entry.households,
                people=entry.people,
            )
        return self._parsed[key]


def _rough(area: Area) -> BaseGeometry:
    """The area, simplified if it is intricate: names hang on shares of ground, not on detail."""
    if shapely.get_num_coordinates(area.geometry) <= _MOST_POSITIONS:
        return area.geometry
    west, south, east, north = area.bounds
    rough = shapely.simplify(area.geometry, max(east - west, north - south) * _ROUGHNESS)
    return rough if rough.area > 0 else area.geometry


def joined_names(areas: Sequence[OfficialArea], limit: int) -> dict[str, str]:
    """The first `limit` different names in one string per language, with "and others" if more.

    A language in which one of the areas has no name is left out: its list would not be true.
    """
    languages = sorted(set.intersection(*(set(area.names) for area in areas)) if areas else ())
    return {language: _listed(areas, language, limit) for language in languages}


def _listed(areas: Sequence[OfficialArea], language: str, limit: int) -> str:
    names = list(dict.fromkeys(area.names[language] for area in areas))
    listed = _JOINERS.get(language, ", ").join(names[:limit])
    return listed if len(names) <= limit else listed + _OTHERS.get(language, " …")


def write_gazetteer(
    path: Path,
    areas: Iterable[OfficialArea],
    *,
    codes: Iterable[OfficialArea] = (),
    elsewhere: Iterable[str] = (),
) -> None:
    """Writes all of it, sorted by key, for `Gazetteer.load`. Raises ValueError if keys repeat.

    `codes`: what the town's tables give ground to; `elsewhere`: keys, see `Content`.
    """
    write_content(path, _content(areas, codes, elsewhere))


def _content(
    areas: Iterable[OfficialArea], codes: Iterable[OfficialArea], elsewhere: Iterable[str]
) -> Content:
    return Content(
        areas=tuple(sorted((_entry(one) for one in areas), key=_by_key)),
        codes=tuple(sorted((_entry(one) for one in codes), key=_by_key)),
        elsewhere=tuple(sorted(elsewhere)),
    )


def _by_key(entry: Entry) -> str:
    return entry.key


def _entry(official: OfficialArea) -> Entry:
    area = official.area
    return Entry(
        key=official.key,
        names=official.names,
        bounds=area.bounds,
        wkb=area.to_wkb(),
        households=official.households,
        people=official.people,
    )
