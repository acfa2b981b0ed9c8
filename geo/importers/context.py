"""What orients people on the map, simplified to 60 KB: section CTXT out of a file's features.

In order of worth: sea, rivers, bridges, crossings, rail and stations, green, quarters, landmarks.
What does not fit is drawn more coarsely first, then the smallest areas and shortest lines go.
"""

from collections.abc import Callable, Iterable, Sequence

import brotli
import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.context import LAYERS, Feature, encode_context
from geo.importers.osm import Feature as MapFeature
from geo.importers.sea import sea_within
from geo.importers.street_cutting import flat
from geo.streets import KY

MOST_BYTES = 60_000
MOST_LANDMARKS = 20
NUMBER = {name: number for number, name in LAYERS.items()}
# Kind of the file → layer and least zoom.
_LAYER_OF = {
    "water": ("water", 10),
    "lake": ("water", 12),
    "river": ("river", 10),
    "canal": ("river", 13),
    "bridge": ("bridge", 14),
    "crossing": ("crossing", 15),
    "rail": ("rail", 11),
    "station": ("station", 12),
    "green": ("green", 13),
    "quarter": ("quarter", 13),
    "landmark": ("landmark", 14),
}
_ORDER = "sea water river bridge crossing rail station green quarter landmark".split()  # noqa: SIM905
# Points of one name nearer than this are one place: the lights at the corners of a crossing.
_SAME_M = {"crossing": 150.0, "bridge": 300.0, "station": 300.0, "quarter": 300.0}
_COARSER = ((4.0, 0.0), (8.0, 200.0), (15.0, 1000.0), (30.0, 5000.0), (60.0, 25_000.0))

NameNumber = Callable[[dict[str, str]], int]


class _Piece(msgspec.Struct, frozen=True, eq=False):
    layer: str
    zoom: int
    names: dict[str, str]
    shape: BaseGeometry  # metres on the flat map
    rank: int = 0


class Context(msgspec.Struct, frozen=True, eq=False):
    """`counts` by layer; `notes` say what the file does not have, or what was left out."""

    features: tuple[Feature, ...]
    counts: dict[str, int]
    bytes_br: int
    notes: tuple[str, ...]


def context(
    features: Iterable[MapFeature], coverage: BaseGeometry, kx: int, number: NameNumber
) -> Context:
    """Features within the coverage (lon, lat degrees). `number` gives a name its place in NAME."""
    features = list(features)
    pieces = [*_sea(features, coverage, kx), *_pieces(features, coverage, kx)]
    pieces = _once(pieces)
    notes = [f"no {layer} in the extract" for layer in _missing(pieces)]
    drawn, size = _fitting(pieces, kx, number, notes)
    counts = {name: sum(one.layer == NUMBER[name] for one in drawn) for name in _ORDER}
    return Context(drawn, {name: n for name, n in counts.items() if n}, size, tuple(notes))


def _fitting(
    pieces: Sequence[_Piece], kx: int, number: NameNumber, notes: list[str]
) -> tuple[tuple[Feature, ...], int]:
    """As finely drawn as fits, and its bytes; if even coarse is too much, the last tenths go."""
    drawn: tuple[Feature, ...] = ()
    size = MOST_BYTES + 1
    for coarse, least in _COARSER:
        if size > MOST_BYTES:
            drawn = tuple(
                one for piece in pieces for one in _drawn(piece, coarse, least, kx, number)
            )
            size = _bytes_br(drawn)
    if size > MOST_BYTES:
        notes.append(f"not all of the map fits into {MOST_BYTES} bytes: the last in worth left out")
    while size > MOST_BYTES:
        drawn = drawn[: len(drawn) * 9 // 10]
        size = _bytes_br(drawn)
    return drawn, size


def _bytes_br(drawn: Sequence[Feature]) -> int:
    return len(brotli.compress(encode_context(drawn), quality=9))


def _sea(features: Sequence[MapFeature], coverage: BaseGeometry, kx: int) -> list[_Piece]:
    coast = [one.shape for one in features if one.kind == "coastline"]
    return [_Piece("sea", 8, {}, _metres(sea, kx)) for sea in sea_within(coast, coverage.envelope)]


def _pieces(features: Sequence[MapFeature], coverage: BaseGeometry, kx: int) -> list[_Piece]:
    """In the order of worth; larger ones and better known ones first within a layer."""
    shapely.prepare(coverage)
    made: list[_Piece] = []
    for one in features:
        if one.kind in _LAYER_OF and coverage.intersects(one.shape):
            layer, zoom = _LAYER_OF[one.kind]
            kept = one.shape.intersection(coverage.envelope)
            made.append(_Piece(layer, zoom, one.names, _metres(kept, kx), one.rank))
    lines = [one for one in made if one.layer in ("river", "rail")]
    rest = [one for one in made if one.layer not in ("river", "rail")]
    made = [*rest, *_joined(lines)]
    return sorted(
        made,
        key=lambda one: (_ORDER.index(one.layer), one.rank, -one.shape.area, -one.shape.length),
    )


def _joined(lines: Sequence[_Piece]) -> list[_Piece]:
    """Lines of one layer and name as one feature of few parts: fewer bytes, one label."""
    groups: dict[tuple[str, int, str], list[_Piece]] = {}
    for one in lines:
        key = (one.layer, one.zoom, one.names.get("ja") or "|".join(one.names.values()))
        groups.setdefault(key, []).append(one)
    return [
        msgspec.structs.replace(group[0], shape=_merged([one.shape for one in group]))
        for group in groups.values()
    ]


def _merged(lines: Sequence[BaseGeometry]) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(list(lines)) if shapely.get_dimensions(part) == 1]
    return shapely.line_merge(shapely.MultiLineString(parts))


def _once(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Points of one name near each other once, and no more landmarks than people can know."""
    kept: list[_Piece] = []
    seen: dict[tuple[str, str], list[BaseGeometry]] = {}
    landmarks = 0
    for one in pieces:
        near = _SAME_M.get(one.layer)
        if near is not None:
            others = seen.setdefault((one.layer, "|".join(sorted(one.names.values()))), [])
            if any(one.shape.distance(other) <= near for other in others):
                continue
            others.append(one.shape)
        if one.layer == "landmark":
            landmarks += 1
        if landmarks <= MOST_LANDMARKS or one.layer != "landmark":
            kept.append(one)
    return kept


def _missing(pieces: Sequence[_Piece]) -> list[str]:
    there = {one.layer for one in pieces}
    return [layer for layer in ("sea", "river", "rail", "green", "quarter") if layer not in there]


def _drawn(
    piece: _Piece, coarse: float, least: float, kx: int, number: NameNumber
) -> Iterable[Feature]:
    """The piece in units of 10⁻⁵°, or nothing: areas below `least` m², lines shorter than that
    is wide, and what simplifying leaves nothing of.
    """
    shape = piece.shape.simplify(coarse)
    dimension = shapely.get_dimensions(shape)
    if (dimension == 2 and shape.area < max(least, 50.0) and piece.layer != "sea") or (
        dimension == 1 and shape.length < np.sqrt(least)
    ):
        return
    parts = tuple(part for part in _parts(shape, kx) if len(part) > (0, 1, 2)[dimension])
    if parts:
        yield Feature(NUMBER[piece.layer], piece.zoom, number(piece.names), parts)


def _parts(
    shape: BaseGeometry, kx: int
) -> Iterable[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    for part in shapely.get_parts(shapely.get_parts(shape)):
        is_area = shapely.get_dimensions(part) == 2
        for line in (part.exterior, *part.interiors) if is_area else (part,):
            at = shapely.get_coordinates(line) / (kx * 1e-6, KY * 1e-6)
            fives = np.floor(at + 0.5).astype(np.int64)
            changed = np.append(True, (np.diff(fives, axis=0) != 0).any(axis=1))
            fives = fives[changed]
            yield fives[:-1] if is_area and (fives[0] == fives[-1]).all() else fives


def _metres(shape: BaseGeometry, kx: int) -> BaseGeometry:
    return shapely.transform(shape, lambda at: flat(at[:, 0] * 1e5, at[:, 1] * 1e5, kx))
