"""The grid's test vectors, shared with the page: `python -m geo.grid_vectors > FILE`.

FILE is `tests/geo/grid-vectors.json`: `{"vectors": [[lon, lat, cell], …]}`, lon and lat in degrees
as shortest decimals that read back to the same double. A test fails when it is out of date.
"""

import json
import random
import sys
from collections.abc import Iterator

from geo.grid import cell_at

_SEED = 5
_RANDOM_POINTS = 200
# Seams, poles, both zeros, halves of the rounding step and their neighbours, edges of cells.
_LONS = (
    -180.0,
    -179.99999999,
    -179.99999995,
    -0.0,
    0.0,
    0.00000005,
    -0.00000005,
    0.003125,
    0.00312499995,
    0.0031249999,
    139.6917,
    179.9968750,
    179.9999999,
    179.99999994,
    179.99999995,
    179.99999999,
    180.0,
)
_LATS = (
    -90.0,
    -89.99999999,
    -45.00208333333333,
    -0.0,
    0.0,
    0.00000005,
    -0.00000005,
    0.0020833333333333333,
    0.00208333,
    0.00208334,
    35.6895,
    89.99791666666667,
    89.99999995,
    90.0,
)


def vectors() -> Iterator[tuple[float, float, int]]:
    """Lon, lat, cell: every edge value with every other, then points all over the world."""
    for lon in _LONS:
        for lat in _LATS:
            yield lon, lat, cell_at(lon, lat)
    source = random.Random(_SEED)  # noqa: S311  # nothing secret: the same points for ever
    for _ in range(_RANDOM_POINTS):
        lon, lat = source.uniform(-180, 180), source.uniform(-90, 90)
        yield lon, lat, cell_at(lon, lat)


def text() -> str:
    """The whole file, one vector a line."""
    lines = ",\n".join(json.dumps(list(vector)) for vector in vectors())
    return f'{{"vectors": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    sys.stdout.write(text())
