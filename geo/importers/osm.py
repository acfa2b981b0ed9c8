"""OpenStreetMap files (XML, .gz, PBF) as raw streets and features, through osmium.

Reads the file two or three times and keeps only what is needed, so that memory grows with the
streets and not with the file: nodes (positions, crossings, gates), ways, and the members of
multipolygons where there are any. Whatever the order of the file's parts, the result is the same.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import osmium
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import HanshoError
from geo.importers.osm_features import KEYS, area_kind, landmark_rank, line_kind, point_kind
from geo.importers.osm_names import osm_names
from geo.importers.walkable import Walk, blocks, point_flags, walk_of
from geo.streets import BRIDGE

Progress = Callable[[str, int, int | None], None]

MOST_BYTES = 600_000_000
MOST_NODES = 1_500_000
# At half of this from the middle, lengths from west to east are wrong by less than 1 %.
MOST_DEGREES = 1.2
_TOLD_EVERY = 10_000
_ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", ".pbf", ".xml", ".xml.gz")
_BRIDGE_WORDS = ("橋", "Bridge", "bridge", "brücke", "Brücke")


class OsmUnreadable(HanshoError):
    """A file without streets that can be used; the message says why and what to do."""


class RawStreets(msgspec.Struct, frozen=True, eq=False):
    """Straight pieces between neighbouring points of ways, not yet cut.

    `lon`, `lat` are degrees (n,); `ends` (m, 2) are point numbers in the way's direction;
    `street_class`, `flags`, `name` are (m,); `names[0]` is empty. No point is without a piece.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    ends: NDArray[np.int64]
    street_class: NDArray[np.int64]
    flags: NDArray[np.int64]
    name: NDArray[np.int64]
    names: tuple[dict[str, str], ...]


class Feature(msgspec.Struct, frozen=True, eq=False):
    """A kind of `osm_features.KINDS`, its shape in lon, lat degrees, its names; rank 0 is best."""

    kind: str
    shape: BaseGeometry
    names: dict[str, str]
    rank: int = 0


class OsmFile(msgspec.Struct, frozen=True, eq=False):
    """`bounds` west, south, east, north and `date` (ISO 8601) as the file states them, the date
    empty if it does not. `dropped`: ways by reason.
    """

    streets: RawStreets
    features: tuple[Feature, ...]
    bounds: tuple[float, float, float, float] | None
    date: str
    ways: int
    dropped: dict[str, int]


def read_osm(
    path: Path, local: str = "ja", progress: Progress = lambda _step, _done, _of: None
) -> OsmFile:
    """`local` is the language of plain `name` tags. Raises `OsmUnreadable`."""
    _check_file(path)
    reading = _Reading(path, local, progress)
    try:
        header = osmium.io.Reader(str(path), osmium.osm.NOTHING).header()
        reading.nodes()
        reading.ways()
        reading.multipolygons()
    except RuntimeError as error:
        raise OsmUnreadable(
            f"{path} cannot be read as OpenStreetMap data ({error}); download it anew, as "
            ".osm, .osm.gz or .osm.pbf"
        ) from error
    if not reading.kept:
        told = ", ".join(f"{n} {why}" for why, n in reading.dropped.items()) or "no way at all"
        raise OsmUnreadable(
            f"{path} has no street that people can walk ({told}); choose an extract that holds "
            "the ways with their `highway` tags and the nodes of these ways"
        )
    streets = reading.streets()
    high = float(streets.lat.max() - streets.lat.min())
    if high > MOST_DEGREES:
        raise OsmUnreadable(
            f"{path} reaches over {high:.1f}° of latitude, and one scale for all of it would be "
            "wrong; cut the city out with `osmium extract --bbox WEST,SOUTH,EAST,NORTH`"
        )
    return OsmFile(
        streets=streets,
        features=tuple(reading.features),
        bounds=_bounds(header),
        date=header.get("osmosis_replication_timestamp")[:10],
        ways=reading.kept,
        dropped=dict(sorted(reading.dropped.items())),
    )


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise OsmUnreadable(f"{path} is no file; check the name")
    if not path.name.endswith(_ENDINGS):
        raise OsmUnreadable(
            f"{path} does not end in {', '.join(_ENDINGS[:4])}; convert it "
            "(`osmium cat`, or ask Overpass for XML) or rename it"
        )
    size = path.stat().st_size
    if size == 0:
        raise OsmUnreadable(f"{path} is empty; download it anew")
    if size > MOST_BYTES:
        raise OsmUnreadable(
            f"{path} has {size // 1_000_000} MB, more than a city; cut yours out with "
            "`osmium extract --bbox WEST,SOUTH,EAST,NORTH`"
        )


def _bounds(header: osmium.io.Header) -> tuple[float, float, float, float] | None:
    box = header.box()
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return low.lon, low.lat, high.lon, high.lat


class _Reading:
    """One file being read; what is found is gathered in lists and packed arrays."""

    def __init__(self, path: Path, local: str, progress: Progress) -> None:
        self.path, self.local, self.progress = path, local, progress
        self.kept = 0
        self.dropped: Counter[str] = Counter()
        self.features: list[Feature] = []
        self._places = osmium.index.create_map("flex_mem")
        self._flags_at: dict[int, int] = {}
        self._blocked: set[int] = set()
        self._number: dict[int, int] = {}
        self._position: array[float] = array("d")
        self._pieces: array[int] = array("q")  # tail, head, class, flags, name
        self._name_numbers: dict[tuple[tuple[str, str], ...], int] = {(): 0}
        self._relations: list[tuple[dict[str, str], list[tuple[int, str]]]] = []

    def nodes(self) -> None:
        found = osmium.FileProcessor(str(self.path), osmium.osm.NODE).with_locations(self._places)  # type: ignore[arg-type]
        wanted = found.with_filter(osmium.filter.KeyFilter("highway", "barrier", "ford", *KEYS))
        for node in self._told("points", wanted):
            tags = dict(node.tags)
            if flags := point_flags(tags):
                self._flags_at[node.id] = flags
            if blocks(tags):
                self._blocked.add(node.id)
            if node.location.valid():
                self._point(tags, shapely.Point(node.location.lon, node.location.lat))

    def ways(self) -> None:
        both = osmium.osm.WAY | osmium.osm.RELATION
        found = osmium.FileProcessor(str(self.path), both)
        for item in self._told(
            "ways", found.with_filter(osmium.filter.KeyFilter("highway", "route", *KEYS))
        ):
            tags = dict(item.tags)
            if item.is_relation():
                self._relation(tags, item)
            else:
                self._way(tags, [node.ref for node in item.nodes])

    def multipolygons(self) -> None:
        """Areas made of several ways; those whose ring is not whole in the file are left out."""
        members = {ref for _, refs in self._relations for ref, _ in refs}
        if not members:
            return
        lines: dict[int, shapely.LineString] = {}
        found = osmium.FileProcessor(str(self.path), osmium.osm.WAY)
        for way in _anything(found.with_filter(osmium.filter.IdFilter(members))):
            line = self._line([node.ref for node in way.nodes])
            if line is not None:
                lines[way.id] = line
        for tags, refs in self._relations:
            self._area(tags, multipolygon(lines, refs))

    def streets(self) -> RawStreets:
        pieces = np.frombuffer(self._pieces, np.int64).reshape(-1, 5)
        position = np.frombuffer(self._position, np.float64).reshape(-1, 2)
        # A point whose neighbours are missing has a number and no piece.
        used, ends = np.unique(pieces[:, :2], return_inverse=True)
        return RawStreets(
            lon=position[used, 0],
            lat=position[used, 1],
            ends=ends.reshape(-1, 2),
            street_class=pieces[:, 2],
            flags=pieces[:, 3],
            name=pieces[:, 4],
            names=tuple(dict(key) for key in self._name_numbers),
        )

    def _told(self, step: str, found: osmium.FileProcessor) -> Iterator[Any]:
        for done, item in enumerate(_anything(found)):
            if done % _TOLD_EVERY == 0:
                self.progress(step, done, None)
            yield item

    def _way(self, tags: dict[str, str], refs: list[int]) -> None:
        walk = walk_of(tags)
        if isinstance(walk, Walk):
            self._street(tags, refs, walk)
        elif walk is not None:
            self.dropped[walk] += 1
        kind = line_kind(tags)
        line = self._line(refs) if kind or _is_ring(refs) else None
        if line is None:
            return
        if kind is not None:
            self.features.append(Feature(kind, line, osm_names(tags, self.local)))
        elif line.is_ring:
            self._area(tags, shapely.Polygon(line))

    def _street(self, tags: dict[str, str], refs: list[int], walk: Walk) -> None:
        name = self._name_number(osm_names(tags, self.local))
        before = len(self._pieces)
        for a, b in pairwise(refs):
            if a in self._blocked or b in self._blocked:
                self.dropped["gate"] += 1
                continue
            tail, head = self._numbered(a), self._numbered(b)
            if tail is None or head is None:
                self.dropped["incomplete"] += 1
            elif tail != head:
                flags = walk.flags | self._flags_at.get(a, 0) | self._flags_at.get(b, 0)
                self._pieces.extend((tail, head, walk.street_class, flags, name))
        self.kept += len(self._pieces) > before
        if walk.flags & BRIDGE:
            self._bridge(tags, refs)

    def _bridge(self, tags: dict[str, str], refs: list[int]) -> None:
        """The point in the middle of a named bridge."""
        names = osm_names(tags, self.local, "bridge:name")
        if not names and tags.get("name", "").endswith(_BRIDGE_WORDS):
            names = osm_names(tags, self.local)
        line = self._line(refs)
        if names and line is not None:
            self.features.append(Feature("bridge", line.interpolate(0.5, normalized=True), names))

    def _numbered(self, ref: int) -> int | None:
        """The point's number; the first time it is asked for, its position is kept."""
        number = self._number.get(ref)
        if number is None:
            at = self._at(ref)
            if at is None:
                return None
            number = self._number[ref] = len(self._number)
            self._position.extend(at)
            if number >= MOST_NODES:
                raise OsmUnreadable(
                    f"{self.path} has more than {MOST_NODES} points of streets; cut the city out "
                    "with `osmium extract --bbox WEST,SOUTH,EAST,NORTH`"
                )
        return number

    def _at(self, ref: int) -> tuple[float, float] | None:
        try:
            location = self._places.get(ref)
        except KeyError:
            return None
        return (location.lon, location.lat) if location.valid() else None

    def _line(self, refs: list[int]) -> shapely.LineString | None:
        positions = [at for at in map(self._at, refs) if at is not None]
        return shapely.LineString(positions) if len(positions) > 1 else None

    def _area(self, tags: dict[str, str], shape: BaseGeometry) -> None:
        if shape.is_empty:
            return
        kind = area_kind(tags)
        if kind is not None:
            sound = shape if shape.is_valid else shapely.make_valid(shape)
            self.features.append(Feature(kind, sound, osm_names(tags, self.local)))
        self._point(tags, shapely.point_on_surface(shape))

    def _point(self, tags: dict[str, str], at: shapely.Point) -> None:
        kind = point_kind(tags)
        names = osm_names(tags, self.local) if kind else {}
        if kind is not None and names:
            self.features.append(Feature(kind, at, names, landmark_rank(tags) or 0))

    def _relation(self, tags: dict[str, str], relation: Any) -> None:
        if tags.get("type") == "multipolygon" and (area_kind(tags) or point_kind(tags)):
            members = [(m.ref, m.role) for m in relation.members if m.type == "w"]
            self._relations.append((tags, members))

    def _name_number(self, names: dict[str, str]) -> int:
        key = tuple(sorted(names.items()))
        return self._name_numbers.setdefault(key, len(self._name_numbers))


def _anything(found: osmium.FileProcessor) -> Iterable[Any]:
    """Whatever a file holds; only the caller knows which kinds of things were asked for."""
    return found


def multipolygon(
    lines: Mapping[int, shapely.LineString], members: Sequence[tuple[int, str]]
) -> BaseGeometry:
    """The area within the outer rings and without the inner ones; members are (way, role).

    Rings that are not whole, because the file ends before them, enclose nothing.
    """
    outer, inner = (
        _enclosed(
            [lines[way] for way, role in members if way in lines and (role == "inner") == hole]
        )
        for hole in (False, True)
    )
    return outer.difference(inner)


def _enclosed(lines: Sequence[shapely.LineString]) -> BaseGeometry:
    rings = shapely.polygonize([shapely.union_all(lines)])
    return shapely.union_all(shapely.get_parts(rings))


def _is_ring(refs: list[int]) -> bool:
    return len(refs) > 3 and refs[0] == refs[-1]
