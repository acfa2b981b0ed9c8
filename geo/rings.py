"""From one closed line of lon, lat positions to the polygons that it encloses.

Edges are straight in lon/lat. Two consecutive longitudes more than 180° apart mean that the edge
crosses the antimeridian. A ring that winds once round the earth encloses the pole of its own
hemisphere.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.refused import Refused

MOST_POSITIONS = 100_000
# All coordinates lie on a grid of 10⁻⁹° (0.1 mm): overlays on it never fail, numbers such as 1e-87
# do no harm, and an area written with nine decimals reads back the same.
GRID = 1e-9
_DECIMALS = 9
# What bounds the cost of a hostile ring: edges near each other, crossings, and
# faces x edges looked at.
_MOST_NEAR_PAIRS = 50_000_000
_PAIRS_AT_ONCE = 500_000
_NOTHING = 1e-12
_MOST_CROSSINGS = 10_000
_MOST_WINDING_STEPS = 100_000_000
_TANGLE = Refused("The polygon crosses itself too often to be understood; draw it anew.")

Floats = NDArray[np.float64]


def positions_of(ring: Sequence[tuple[float, float]]) -> Floats | Refused:
    """The ring as an array (n, 2), closed, without positions that repeat the one before."""
    if len(ring) > MOST_POSITIONS:
        return Refused(f"The polygon has {len(ring)} positions; send at most {MOST_POSITIONS}.")
    try:
        positions = np.array(ring, dtype=np.float64).reshape(len(ring), 2)
    except (TypeError, ValueError):
        return Refused("The polygon's positions are not pairs of numbers; send lon, lat pairs.")
    fault = fault_of(positions)
    if fault is not None:
        return fault
    if len(positions) < 3 or (len(positions) == 3 and (positions[0] == positions[-1]).all()):
        return Refused("The polygon has fewer than four positions; send a closed ring.")
    closed = on_grid(np.vstack([positions, positions[:1]]))
    kept: Floats = closed[np.append(True, (closed[1:] != closed[:-1]).any(axis=1))]
    return kept


def on_grid(positions: Floats) -> Floats:
    """Rounded to the grid, without negative zeros; any shape."""
    rounded: Floats = np.round(positions, _DECIMALS) + 0.0
    return rounded


def fault_of(positions: Floats) -> Refused | None:
    """What is wrong with the numbers themselves, if anything. Shape (n, 2): lon, lat."""
    if not np.isfinite(positions).all():
        return Refused("A coordinate is not a finite number; correct it at the source.")
    if (np.abs(positions[:, 1]) > 90).any():
        return Refused(
            "A latitude is beyond ±90°; latitude and longitude may be swapped. Correct the order."
        )
    if (np.abs(positions[:, 0]) > 180).any():
        return Refused("A longitude is beyond ±180°; write it between -180 and 180.")
    return None


def unwrapped(positions: Floats) -> Floats | Refused:
    """The closed ring with continuous longitudes; one round a pole is led over that pole.

    Longitudes may leave [-180, 180]. Refused if it winds twice, or round the earth and across
    the equator, where it cannot be known which pole is meant.
    """
    steps = np.diff(positions[:, 0])
    steps -= 360 * np.sign(steps) * (np.abs(steps) > 180)
    lons = positions[0, 0] + np.append(0.0, np.cumsum(steps))
    turns = round((lons[-1] - lons[0]) / 360)
    if abs(turns) > 1:
        return Refused("The polygon winds round the earth more than once; draw it anew.")
    # Positions keep the bits that were sent: only whole turns are added, no sums of steps.
    whole_turns = 360 * np.round((lons - positions[:, 0]) / 360)
    line = on_grid(np.column_stack([positions[:, 0] + whole_turns, positions[:, 1]]))
    return line if turns == 0 else _over_the_pole(line)


def _over_the_pole(positions: Floats) -> Floats | Refused:
    lats = positions[:, 1]
    if lats.min() <= 0 <= lats.max():
        return Refused(
            "The polygon goes round the earth and across the equator: "
            "it is unclear which pole it holds. Send it in two parts."
        )
    pole = 90.0 if lats.min() > 0 else -90.0
    first, last = positions[0, 0], positions[-1, 0]
    return np.vstack([positions, [[last, pole], [first, pole], positions[0]]])


def enclosed(positions: Floats) -> BaseGeometry | Refused:
    """What a closed, unwrapped ring encloses: polygons, valid, maybe empty.

    A ring that does not touch itself: its inside. A ring that only *touches* itself: its inside,
    with the holes that it goes round (CAP has no other way to write a hole). A ring that *crosses*
    itself: every bit that it encloses, bow-tie lobes and doubly wound parts alike. Such a ring is
    a slip, what was meant cannot be known, and nobody who could be meant may be missed.

    Told apart by winding numbers: round a true crossing they span two, round a touch only one.
    """
    if len(positions) < 4:
        return MultiPolygon()
    if _is_tangle(positions):
        return _TANGLE
    polygon = Polygon(positions)
    if polygon.is_valid:
        return polygon
    if _crosses_too_often(positions):
        return _TANGLE
    faces = shapely.get_parts(
        shapely.polygonize([shapely.union_all([LineString(positions)], grid_size=GRID)])
    )
    if len(faces) * len(positions) > _MOST_WINDING_STEPS:
        return _TANGLE
    turns = _winding_numbers(positions, faces)
    crosses = np.ptp(np.append(turns, 0)) > 1
    return shapely.union_all(faces if crosses else faces[turns != 0], grid_size=GRID)


def repaired_polygon(polygon: Polygon) -> BaseGeometry | Refused:
    """An invalid polygon read anew: what its shell encloses, less what each hole encloses."""
    inside = []
    for ring in (polygon.exterior, *polygon.interiors):
        shape = enclosed(shapely.get_coordinates(ring))
        if isinstance(shape, Refused):
            return shape
        inside.append(shape)
    return shapely.difference(inside[0], shapely.union_all(inside[1:]), grid_size=GRID)


def leaps(polygon: Polygon) -> bool:
    """Whether an edge spans more than half the earth, other than all of it."""
    lons, ring = shapely.get_coordinates(shapely.get_rings(polygon), return_index=True)
    spans = np.abs(np.diff(lons[:, 0]))[np.diff(ring) == 0]
    return bool(((spans > 180) & (spans < 360)).any())


def _is_tangle(positions: Floats) -> bool:
    """Whether so many edges pass near each other that looking for crossings costs minutes.

    Counted by the edges' boxes: a coast has a few for each edge, a hostile scribble n² / 2.
    """
    if len(positions) ** 2 <= _MOST_NEAR_PAIRS:
        return False
    corners = np.stack(
        [np.minimum(positions[:-1], positions[1:]), np.maximum(positions[:-1], positions[1:])],
        axis=1,
    )
    return _more_pairs_than(_MOST_NEAR_PAIRS, corners, None)


def _crosses_too_often(positions: Floats) -> bool:
    """Whether cutting the ring at its crossings would cost minutes."""
    ends = np.stack([positions[:-1], positions[1:]], axis=1)
    neighbours = 3 * len(ends)
    return _more_pairs_than(neighbours + 2 * _MOST_CROSSINGS, ends, "intersects")


def _more_pairs_than(most: int, segments: Floats, predicate: Literal["intersects"] | None) -> bool:
    """Counts ordered pairs of segments (n, 2, 2) that meet, or whose boxes do, and stops early."""
    lines = np.asarray(shapely.linestrings(segments), dtype=np.object_)
    tree = shapely.STRtree(lines)
    found, at_once = 0, max(1, _PAIRS_AT_ONCE // len(lines))
    for start in range(0, len(lines), at_once):
        found += tree.query(lines[start : start + at_once], predicate=predicate).shape[1]
        if found > most:
            return True
    return False


def _winding_numbers(positions: Floats, faces: NDArray[np.object_]) -> NDArray[np.int64]:
    """How often the ring goes round each face (counter-clockwise is positive)."""
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    (x0, y0), (x1, y1) = positions[:-1].T, positions[1:].T
    turns = np.empty(len(faces), dtype=np.int64)
    for index, (x, y) in enumerate(inner):
        left = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        up = (y0 <= y) & (y1 > y) & (left > 0)
        down = (y0 > y) & (y1 <= y) & (left < 0)
        turns[index] = int(up.sum()) - int(down.sum())
    return turns


def within_the_world(geometry: BaseGeometry) -> BaseGeometry:
    """The geometry cut at ±180° (and every 360° from there) and moved into [-180, 180]."""
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return geometry
    pieces = []
    for turn in range(int(np.floor((west + 180) / 360)), int(np.floor((east + 180) / 360)) + 1):
        window = shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)
        pieces.append(_moved(shapely.intersection(geometry, window, grid_size=GRID), -360.0 * turn))
    return shapely.union_all(pieces, grid_size=GRID)


def _moved(geometry: BaseGeometry, degrees_east: float) -> BaseGeometry:
    step = np.array([degrees_east, 0.0])
    return shapely.transform(geometry, lambda positions: on_grid(positions + step))
