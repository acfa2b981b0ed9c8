"""What others take over: alerts as CAP, as an Atom feed, as GeoJSON. Public, read only."""

from datetime import UTC, datetime
from typing import Any

from litestar import Response, route
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from alerts.channels import atom as atom_feed
from alerts.channels import geojson_feed
from alerts.languages import match
from service.errors import NotFound
from service.outlet import Outlet
from service.page.site import Site
from service.web.answers import READ, Asked, answer
from service.web.described import answering

# Anybody may read them from any page; a browser asks for this before a script may.
_OPEN = {"Access-Control-Allow-Origin": "*"}
_SUFFIX = ".xml"


@route(
    "/feeds/cap/{name:str}",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(str, 404, 503, media_type=atom_feed.CAP_TYPE),
)
def cap(name: FromPath[str], request: Asked, outlet: NamedDependency[Outlet]) -> Response[bytes]:
    """`{id}.xml`: the newest revision of one alert, signed."""
    if not name.endswith(_SUFFIX):
        raise NotFound("CAP files end in .xml; /feeds/atom lists their addresses")
    body = outlet.cap(name.removesuffix(_SUFFIX))
    return answer(request, body, atom_feed.CAP_TYPE, headers=_OPEN)


@route(
    "/feeds/atom",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(str, 400, 503, media_type=atom_feed.MEDIA_TYPE),
)
def atom(
    request: Asked,
    outlet: NamedDependency[Outlet],
    site: NamedDependency[Site],
    language: FromQuery[str] = "en",
    exercises: FromQuery[bool] = False,
) -> Response[bytes]:
    """Live alerts, and those over within 72 hours. Exercises have an address of their own."""
    now = datetime.now(UTC)
    body = outlet.atom(match(language), now, exercises=exercises)
    until = site.holds_until(now)
    return answer(request, body, atom_feed.MEDIA_TYPE, headers=_OPEN, until=until)


@route(
    "/feeds/geojson",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(dict[str, Any], 400, 503, media_type=geojson_feed.MEDIA_TYPE),
)
def geojson(
    request: Asked,
    outlet: NamedDependency[Outlet],
    site: NamedDependency[Site],
    language: FromQuery[str] = "en",
    exercises: FromQuery[bool] = False,
) -> Response[bytes]:
    now = datetime.now(UTC)
    body = outlet.geojson(match(language), now, exercises=exercises)
    until = site.holds_until(now)
    return answer(request, body, geojson_feed.MEDIA_TYPE, headers=_OPEN, until=until)
