"""The streets of a graph as files of other formats, for `hansho bench city` to compare with.

Edges of one class, one name and the same flags are joined to lines first, from crossing to crossing
or bend to bend, as a map would draw them: the other formats are not made to carry our cuts.
"""

from itertools import pairwise
from pathlib import Path

import geopandas
import numpy as np
import shapely

from geo.streets import SEAWARD, SEAWARD_BACK, StreetGraph


def joined_streets(graph: StreetGraph) -> geopandas.GeoDataFrame:
    """Lines in degrees (WGS 84) with `class`, `flags` (seaward left out) and `name` (Japanese)."""
    flags = graph.edge_flags & ~np.uint16(SEAWARD | SEAWARD_BACK)
    kinds = np.stack((graph.edge_class, flags, graph.edge_name), axis=1)
    distinct, kind_of = np.unique(kinds, axis=0, return_inverse=True)
    at = np.stack((graph.lon5, graph.lat5), axis=1)[graph.edges] * 1e-5
    lines = np.asarray(shapely.linestrings(at.round(5)), dtype=object)
    order = np.argsort(kind_of, kind="stable")
    bounds = np.searchsorted(kind_of[order], np.arange(len(distinct) + 1)).tolist()
    of_a_kind = [shapely.multilinestrings(lines[order[a:b]]) for a, b in pairwise(bounds)]
    merged = shapely.line_merge(np.array(of_a_kind, dtype=object))
    parts, part_of = shapely.get_parts(merged, return_index=True)
    return geopandas.GeoDataFrame(
        {
            "class": distinct[part_of, 0],
            "flags": distinct[part_of, 1],
            "name": [graph.names[index].get("ja", "") for index in distinct[part_of, 2]],
        },
        geometry=parts,
        crs="EPSG:4326",
    )


def write_geojson(streets: geopandas.GeoDataFrame, path: Path) -> None:
    """RFC 7946, five decimals: about a metre, as in a bundle."""
    streets.to_file(path, driver="GeoJSON", engine="pyogrio", COORDINATE_PRECISION=5)


def write_flatgeobuf(streets: geopandas.GeoDataFrame, path: Path) -> None:
    """Without its spatial index, which a phone that loads the whole town does not need."""
    streets.to_file(path, driver="FlatGeobuf", engine="pyogrio", SPATIAL_INDEX="NO")
