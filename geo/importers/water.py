"""Which streets run beside water, beside streams, and towards the coast: flags from the map.

An edge is *waterside* if it runs along: both ends within 20 m of a river, canal, ditch or coast, at
distances that differ by at most half its length, no bridge, and not across the water. Streets that
only lead to a crossing stay free, or no bridge could ever be reached. An edge is *stream* if any of
it lies within 20 m of a stream. It is *seaward* if it ends nearer to the coast by more than half
its length, up to 2 km from the coast.
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.importers.osm import Feature
from geo.importers.street_cutting import CutStreets, flat
from geo.streets import BRIDGE, SEAWARD, SEAWARD_BACK, STREAM, WATERSIDE, Ints

BESIDE_M = 20.0
COASTAL_M = 2000.0
_WATER = ("river", "canal", "ditch", "water", "coastline")


class WaterFlags(msgspec.Struct, frozen=True, eq=False):
    """`flags` (m,) to add to the edges. `notes` say what the extract does not know."""

    flags: Ints
    notes: tuple[str, ...]


def water_flags(streets: CutStreets, flags: Ints, features: Iterable[Feature]) -> WaterFlags:
    """`flags` (m,) are those the edges have already; BRIDGE among them matters here."""
    features = list(features)
    water, streams, coast = (
        _on_map([one.shape for one in features if one.kind in kinds], streets.kx)
        for kinds in (_WATER, ("stream",), ("coastline",))
    )
    added = np.zeros(len(streets.ends), np.int64)
    notes = []
    if len(water) + len(streams):
        added |= np.where(_along(streets, flags, water), WATERSIDE, 0)
        added |= np.where(_near(streets, streams), STREAM, 0)
    else:
        notes.append("no water in the extract: waterside streets are unknown")
    if len(coast):
        added |= _seaward(streets, coast)
    else:
        notes.append("no coastline in the extract: which way leads to the sea is unknown")
    return WaterFlags(added, tuple(notes))


def _on_map(shapes: Sequence[shapely.Geometry], kx: int) -> NDArray[np.object_]:
    """Shapes in metres, each in one part."""
    on_map = [
        shapely.transform(one, lambda at: flat(at[:, 0] * 1e5, at[:, 1] * 1e5, kx))
        for one in shapes
    ]
    parts: NDArray[np.object_] = shapely.get_parts(np.array(on_map, dtype=object))
    return parts


def _pieces(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Areas, and lines by single segments, because an index finds the nearest of those faster."""
    areas = shapely.get_dimensions(parts) == 2
    lines = [_segments(line) for line in parts[~areas]]
    return np.concatenate([parts[areas], *lines]) if len(parts) else parts


def _segments(line: shapely.Geometry) -> NDArray[np.object_]:
    at = shapely.get_coordinates(line)
    made: NDArray[np.object_] = np.asarray(
        shapely.linestrings(np.stack((at[:-1], at[1:]), axis=1)), dtype=object
    )
    return made


def _along(streets: CutStreets, flags: Ints, water: NDArray[np.object_]) -> NDArray[np.bool_]:
    away = _distances(streets, water, BESIDE_M)[streets.ends]
    lengths = streets.lengths_m()
    beside = np.isfinite(away).all(axis=1) & ((flags & BRIDGE) == 0)
    candidates = np.flatnonzero(beside)
    differ = np.abs(away[candidates, 0] - away[candidates, 1])
    candidates = candidates[differ <= lengths[candidates] / 2]
    lines = shapely.linestrings(streets.metres()[streets.ends[candidates]])
    # By whole lines: whoever crosses at a bend meets no single segment in its middle.
    across = np.unique(shapely.STRtree(water).query(lines, "crosses")[0])
    along = np.zeros(len(flags), np.bool_)
    along[np.delete(candidates, across)] = True
    return along


def _near(streets: CutStreets, streams: NDArray[np.object_]) -> NDArray[np.bool_]:
    near = np.zeros(len(streets.ends), np.bool_)
    if len(streams):
        lines = shapely.linestrings(streets.metres()[streets.ends])
        near[shapely.STRtree(_pieces(streams)).query(lines, "dwithin", distance=BESIDE_M)[0]] = True
    return near


def _seaward(streets: CutStreets, coast: NDArray[np.object_]) -> Ints:
    away = _distances(streets, coast, COASTAL_M)[streets.ends]
    near = np.isfinite(away[:, 0]) & np.isfinite(away[:, 1])
    nearer = np.zeros(len(away))
    nearer[near] = away[near, 0] - away[near, 1]
    half = streets.lengths_m() / 2
    onward = np.where(nearer > half, SEAWARD, 0)
    back = np.where(-nearer > half, SEAWARD_BACK, 0)
    flags: Ints = (onward | back).astype(np.int64)
    return flags


def _distances(
    streets: CutStreets, shapes: NDArray[np.object_], most: float
) -> NDArray[np.float64]:
    """(n,) metres from each point to the nearest shape; infinite beyond `most`."""
    away = np.full(len(streets.lon5), np.inf)
    if len(shapes):
        points = shapely.points(streets.metres())
        found, metres = shapely.STRtree(_pieces(shapes)).query_nearest(
            points, max_distance=most, return_distance=True, all_matches=False
        )
        away[found[0]] = metres
    return away
