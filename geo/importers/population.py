"""Who sets out from where: people at points, laid on the nearest street nodes."""

import csv
import io
from pathlib import Path

import msgspec
import numpy as np
from scipy.spatial import KDTree

from geo.errors import HanshoError
from geo.importers.street_cutting import flat
from geo.streets import Ints, StreetGraph

FARTHEST_M = 500.0
_COLUMNS = ("lon", "lat", "people")


class PopulationUnreadable(HanshoError):
    """A file without people at places; the message says why and what to do."""


class People(msgspec.Struct, frozen=True, eq=False):
    """`at` (n,) people by street node; `beyond`: those farther than 500 m from any street."""

    at: Ints
    beyond: int


def read_population(path: Path, graph: StreetGraph) -> People:
    """CSV with the columns lon, lat (degrees) and people. Raises `PopulationUnreadable`."""
    try:
        rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        given = np.array([[float(row[column]) for column in _COLUMNS] for row in rows])
        lon, lat, people = given.T
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise PopulationUnreadable(
            f"{path} is no CSV with lon, lat, people in each row ({error}); correct it"
        ) from error
    tree = KDTree(flat(graph.lon5, graph.lat5, graph.kx))
    away, node = tree.query(flat(lon * 1e5, lat * 1e5, graph.kx))
    near = away <= FARTHEST_M
    at = np.bincount(node[near], people[near], minlength=len(graph.lon5))
    return People(at.astype(np.int64), int(people[~near].sum()))
