"""Dangers that come from beside or below a street: water, streams, the coast, steep ground."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely

from service.bench.ways.net import MICROMETRES_NORTH, Net
from service.bench.ways.raw_map import RawMap, Tags

_BESIDE_M = 20.0
_COASTAL_M = 2000.0
_RUNNING = {"river", "canal", "stream", "ditch", "drain", "moat", "oxbow", "harbour"}
_FLOWING = {"river", "tidal_channel", "canal", "ditch", "drain"}


def add_water(net: Net, raw: RawMap) -> None:
    """`waterside`: runs along a river, canal, ditch or the coast within 20 m: both ends, at
    distances that differ by half its length at most, and neither a bridge nor across the water.
    `stream`: any of it within 20 m of a stream. Seaward: nearer to the coast by more than half its
    length, both ends within 2 km of it.
    """
    coast = _shapes(net, raw, lambda tags: tags.get("natural") == "coastline")
    water = coast + _shapes(net, raw, lambda tags: _open(tags) and _is_water(tags))
    streams = _shapes(net, raw, lambda tags: _open(tags) and tags.get("waterway") == "stream")
    to_water, to_coast = _distances(net, water), _distances(net, coast)
    lines = lines_of(net)
    across = set(shapely.STRtree(water).query(lines, "crosses")[0].tolist())
    near_stream = set(
        shapely.STRtree(streams).query(lines, "dwithin", distance=_BESIDE_M)[0].tolist()
    )
    for number, piece in enumerate(net.pieces):
        a, b, length = piece.a, piece.b, piece.length / 10
        beside = max(to_water[a], to_water[b]) <= _BESIDE_M and "bridge" not in piece.words
        along = beside and abs(to_water[a] - to_water[b]) <= length / 2
        if along and number not in across:
            piece.words.add("waterside")
        if number in near_stream:
            piece.words.add("stream")
        if max(to_coast[a], to_coast[b]) <= _COASTAL_M:
            piece.seaward = to_coast[a] - to_coast[b] > length / 2
            piece.landward = to_coast[b] - to_coast[a] > length / 2


def add_slopes(net: Net, heights: Path) -> None:
    """`steep`: more than 1 m and more than 10 % up or down; not bridges and tunnels."""
    height = _height_in(heights)
    for piece in net.pieces:
        ends = [
            height(net.spots[node][0] / 1e5, net.spots[node][1] / 1e5)
            for node in (piece.a, piece.b)
        ]
        rise = abs(ends[0] - ends[1])
        if rise > 1 and rise > 0.1 * piece.length / 10 and not {"bridge", "tunnel"} & piece.words:
            piece.words.add("steep")


def _open(tags: Tags) -> bool:
    return tags.get("tunnel", "no") == "no" and tags.get("location") != "underground"


def _is_water(tags: Tags) -> bool:
    is_area = tags.get("natural") == "water" and tags.get("water") in _RUNNING
    return tags.get("waterway") in _FLOWING or is_area or tags.get("waterway") == "riverbank"


def _shapes(net: Net, raw: RawMap, wanted: Callable[[Tags], bool]) -> list[shapely.Geometry]:
    shapes: list[shapely.Geometry] = []
    for points, tags in raw.ways:
        if not wanted(tags):
            continue
        places = [raw.places[point] for point in points if point in raw.places]
        line = [
            (lon * 1e5 * net.micrometres_east / 1e6, lat * 1e5 * MICROMETRES_NORTH / 1e6)
            for lon, lat in places
        ]
        is_area = tags.get("natural") == "water" or tags.get("waterway") == "riverbank"
        shapes.append(shapely.Polygon(line) if is_area else shapely.LineString(line))
    return shapes


def _distances(net: Net, shapes: list[shapely.Geometry]) -> list[float]:
    if not shapes:
        return [math.inf] * len(net.spots)
    points = shapely.points([net.metres(spot) for spot in net.spots])
    tree = shapely.STRtree(shapes)
    pairs, away = tree.query_nearest(
        points, max_distance=_COASTAL_M, return_distance=True, all_matches=False
    )
    found = [math.inf] * len(net.spots)
    for node, metres in zip(pairs[0].tolist(), away.tolist(), strict=True):
        found[node] = metres
    return found


def lines_of(net: Net) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Each piece as a line on the flat map, metres."""
    ends = [
        [net.metres(net.spots[piece.a]), net.metres(net.spots[piece.b])] for piece in net.pieces
    ]
    lines: np.ndarray[tuple[int], np.dtype[np.object_]] = np.asarray(shapely.linestrings(ends))
    return lines


def _height_in(file: Path) -> Callable[[float, float], float]:
    """Between the middles of an ESRI grid's cells, in proportion; `nan` outside."""
    words = file.read_text("ascii").split()
    head = {words[k].lower(): float(words[k + 1]) for k in range(0, 12, 2)}
    columns, rows, cell = int(head["ncols"]), int(head["nrows"]), head["cellsize"]
    cells = np.array(words[12:], dtype=float).reshape(rows, columns)
    west, north = head["xllcorner"] + cell / 2, head["yllcorner"] + (rows - 0.5) * cell

    def height(lon: float, lat: float) -> float:
        x, y = (lon - west) / cell, (north - lat) / cell
        if not (0 <= x <= columns - 1 and 0 <= y <= rows - 1):
            return math.nan
        column, row = min(int(x), columns - 2), min(int(y), rows - 2)
        right, down = x - column, y - row
        upper = cells[row, column] * (1 - right) + cells[row, column + 1] * right
        lower = cells[row + 1, column] * (1 - right) + cells[row + 1, column + 1] * right
        return float(upper * (1 - down) + lower * down)

    return height
