"""Where a change of the city is, and for which hazards: what permissions are asked about."""

from collections.abc import Iterable

import shapely

from alerts.model import Kind
from geo.area import Area
from geo.changes import Closure, Segment
from geo.sites import HAZARDS, Site

# A hair's breadth, less than a jurisdiction's edge may be off: a street along it is within it.
_WIDTH = 5e-8


def ground_of_streets(segments: Iterable[Segment]) -> Area:
    """All of these pieces of street; raises ValueError for none."""
    lines = [
        shapely.LineString([(a * 1e-5, b * 1e-5), (c * 1e-5, d * 1e-5)]) for a, b, c, d in segments
    ]
    return _area(shapely.union_all(shapely.buffer(lines, _WIDTH, quad_segs=1)))


def ground_of_site(site: Site) -> Area:
    lon, lat = site.at
    return _area(shapely.buffer(shapely.Point(lon * 1e-5, lat * 1e-5), _WIDTH, quad_segs=1))


def kinds_of_closure(closure: Closure) -> tuple[Kind, ...]:
    """Whoever opens it again answers for all hazards that it is closed for."""
    hazards = HAZARDS if closure.hazard is None else (closure.hazard,)
    return tuple(Kind(one) for one in hazards)


def kinds_of_site(site: Site) -> tuple[Kind, ...]:
    named = tuple(Kind(one) for one in HAZARDS if site.designated_for(one))
    return named or tuple(Kind(one) for one in HAZARDS)


def _area(shape: shapely.Geometry) -> Area:
    parts = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon"]
    return Area(shapely.MultiPolygon(parts))
