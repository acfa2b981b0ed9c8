"""Where a change of the city is, and for which hazards: what permissions are asked about."""

from collections.abc import Iterable
from datetime import datetime

import shapely

from alerts.model import Kind
from geo.area import Area
from geo.changes import Closure, Segment
from geo.sites import HAZARDS, Site
from service.desk.acting import NotAllowed, Who, allow
from service.desk.rings import Concern
from service.desk.roles import Act

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


def kinds_of_closure(hazard: str | None) -> tuple[Kind, ...]:
    """Whoever closes or opens it answers for all hazards that it is closed for. None: for all."""
    hazards = HAZARDS if hazard is None else (hazard,)
    return tuple(Kind(one) for one in hazards)


def kinds_of_site(site: Site) -> tuple[Kind, ...]:
    named = tuple(Kind(one) for one in HAZARDS if site.designated_for(one))
    return named or tuple(Kind(one) for one in HAZARDS)


def concerns_of_closure(closure: Closure) -> tuple[Concern, ...]:
    ground = ground_of_streets(closure.segments)
    return tuple(Concern(kind=one, ground=ground) for one in kinds_of_closure(closure.hazard))


def concerns_of_sites(sites: Iterable[Site]) -> tuple[Concern, ...]:
    """Each site's own hazards, where it stands."""
    return tuple(
        Concern(kind=kind, ground=ground_of_site(site))
        for site in sites
        for kind in kinds_of_site(site)
    )


def allow_streets(who: Who, hazard: str | None, segments: Iterable[Segment], now: datetime) -> None:
    """To close them or to propose that they be opened. Raises NotAllowed."""
    ground = ground_of_streets(segments)
    for kind in kinds_of_closure(hazard):
        allow(who, Act.STREET, kind, ground, now)


def allow_site(who: Who, site: Site, now: datetime) -> None:
    """To say what it is like: that is one fact for all its hazards, so whoever may speak of one of
    them may say it. Raises NotAllowed."""
    refused: NotAllowed | None = None
    for kind in kinds_of_site(site):
        try:
            return allow(who, Act.SITE_STATE, kind, ground_of_site(site), now)
        except NotAllowed as error:
            refused = error
    assert refused is not None
    raise refused


def _area(shape: shapely.Geometry) -> Area:
    parts = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon"]
    return Area(shapely.MultiPolygon(parts))
