"""What a map shows beside streets: water, rail, green, stations, landmarks. Section CTXT.

Nothing here decides a way.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.streets import MOST_LAT5, MOST_LON5
from geo.varints import VarintReader, unzigzag, uvarints, zigzag

LAYERS = {
    1: "sea",
    2: "water",
    3: "river",
    4: "rail",
    5: "green",
    6: "quarter",
    7: "station",
    8: "crossing",
    9: "bridge",
    10: "landmark",
}
_MOST_FEATURES = 1_000_000
_MOST_PARTS = 100_000
_MOST_POINTS = 10_000_000
_MOST_ZOOM = 24


class Feature(msgspec.Struct, frozen=True, eq=False):
    """`layer` is a key of `LAYERS`; `zoom` the least at which it is drawn; `name` into NAME.

    `parts` are (k, 2) arrays of lon5, lat5: rings of a polygon (even-odd, the first point not
    repeated), lines, or single points.
    """

    layer: int
    zoom: int
    name: int
    parts: tuple[NDArray[np.int64], ...]


def encode_context(features: Sequence[Feature]) -> bytes:
    """The bytes of section CTXT; differences of positions run on from part to part."""
    numbers: list[int] = [len(features)]
    last = np.zeros(2, np.int64)
    for feature in features:
        numbers += [feature.layer, feature.zoom, feature.name, len(feature.parts)]
        for part in feature.parts:
            steps = np.diff(np.asarray(part, np.int64), axis=0, prepend=last[None])
            numbers += [len(part), *zigzag(steps).ravel().tolist()]
            last = np.asarray(part, np.int64)[-1]
    return uvarints(numbers)


def decode_context(raw: bytes, names: int) -> tuple[Feature, ...]:
    """Reads section CTXT beside `names` names. Raises `geo.unreadable.BytesUnreadable`."""
    reader = VarintReader(raw, "the context")
    last = np.zeros(2, np.int64)
    features: list[Feature] = []
    for _ in range(reader.one(_MOST_FEATURES, "the number of features")):
        layer, zoom = reader.one(max(LAYERS), "a layer"), reader.one(_MOST_ZOOM, "a zoom")
        name = reader.one(max(names - 1, 0), "a name")
        parts: list[NDArray[np.int64]] = []
        for _ in range(reader.one(_MOST_PARTS, "the number of parts")):
            points = reader.one(_MOST_POINTS, "the number of points")
            if not points:
                raise reader.fault("a part has no point")
            steps = unzigzag(reader.take(2 * points)).reshape(-1, 2)
            parts.append(last + np.cumsum(steps, axis=0))
            last = parts[-1][-1]
            if (np.abs(parts[-1]) > (MOST_LON5, MOST_LAT5)).any():
                raise reader.fault("a position is outside the world")
        if not layer:
            raise reader.fault("a feature has no layer")
        features.append(Feature(layer, zoom, name, tuple(parts)))
    reader.end()
    return tuple(features)
