"""A street graph with all its flags, out of an OpenStreetMap file and heights of the ground."""

from pathlib import Path

import msgspec
import numpy as np

from geo import streets as flag
from geo.importers.elevation import read_elevation, slope_flags
from geo.importers.osm import OsmFile
from geo.importers.street_cutting import CutStreets, cut
from geo.importers.water import water_flags
from geo.street_building import build_graph
from geo.streets import Ints, StreetGraph

_COUNTED = {
    "stairs": flag.STAIRS,
    "tunnel": flag.TUNNEL,
    "underpass": flag.UNDERPASS,
    "bridge": flag.BRIDGE,
    "level_crossing": flag.LEVEL_CROSSING,
    "ford": flag.FORD,
    "narrow": flag.NARROW,
    "waterside": flag.WATERSIDE,
    "steep": flag.STEEP,
    "seaward": flag.SEAWARD | flag.SEAWARD_BACK,
    "stream": flag.STREAM,
}


class StreetsMade(msgspec.Struct, frozen=True, eq=False):
    """`notes` say what the files do not know; `counts` are edges by flag."""

    graph: StreetGraph
    notes: tuple[str, ...]
    counts: dict[str, int]


def street_graph(osm: OsmFile, elevation: Path | None) -> StreetsMade:
    """Raises `geo.importers.elevation.ElevationUnreadable`, and ValueError from `build_graph`."""
    streets = cut(osm.streets)
    flags = osm.streets.flags[streets.piece]
    water = water_flags(streets, flags, osm.features)
    slopes, notes = _slopes(streets, flags, elevation)
    graph = build_graph(
        streets.lon5,
        streets.lat5,
        streets.ends,
        osm.streets.street_class[streets.piece],
        flags | water.flags | slopes,
        osm.streets.name[streets.piece],
        osm.streets.names,
    ).graph
    counts = {name: int(((graph.edge_flags & bit) != 0).sum()) for name, bit in _COUNTED.items()}
    return StreetsMade(graph, (*water.notes, *notes), counts)


def _slopes(
    streets: CutStreets, flags: Ints, elevation: Path | None
) -> tuple[Ints, tuple[str, ...]]:
    if elevation is None:
        return np.zeros_like(flags), ("no elevation: slopes are unknown",)
    slopes = slope_flags(streets, flags, read_elevation(elevation))
    if not slopes.unknown:
        return slopes.flags, ()
    return slopes.flags, (f"{slopes.unknown} edges outside the elevation: their slope is unknown",)
