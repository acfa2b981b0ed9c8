"""Streets drawn in metres around 140° E, 35° N, for rules that measure."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.importers.osm import Feature
from geo.importers.street_cutting import CutStreets
from geo.streets import KY, middle_kx

LON5, LAT5 = 14_000_000, 3_500_000
KX = middle_kx(np.array([LAT5]))

Segment = tuple[tuple[float, float], tuple[float, float]]


def place(x: float, y: float) -> tuple[float, float]:
    """Lon, lat in degrees, x metres east and y north of the middle."""
    return LON5 / 1e5 + x * 10 / KX, LAT5 / 1e5 + y * 10 / KY


def streets(*segments: Segment) -> CutStreets:
    """One edge for each segment; no two share a point."""
    at = np.array([point for segment in segments for point in segment])
    return CutStreets(
        lon5=np.round(LON5 + at[:, 0] / (KX * 1e-6)).astype(np.int64),
        lat5=np.round(LAT5 + at[:, 1] / (KY * 1e-6)).astype(np.int64),
        ends=np.arange(2 * len(segments)).reshape(-1, 2),
        piece=np.arange(len(segments)),
        kx=KX,
    )


def feature(kind: str, *points: tuple[float, float]) -> Feature:
    line: BaseGeometry = shapely.LineString([place(x, y) for x, y in points])
    return Feature(kind, line, {})


def area(kind: str, points: Sequence[tuple[float, float]]) -> Feature:
    return Feature(kind, shapely.Polygon([place(x, y) for x, y in points]), {})
