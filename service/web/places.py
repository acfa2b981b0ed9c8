"""`GET /api/v1/places`: the official areas by name, so that people can choose where they live.

The whole list goes to every phone, and the search runs there: what somebody looks for is nobody's
business. Only the cell that was chosen comes back, with the registration.
"""

from collections.abc import Mapping
from functools import lru_cache

import msgspec
from litestar import Response, route
from litestar.di import NamedDependency
from litestar.params import FromQuery

from alerts.languages import described, names_for
from alerts.languages import match as match_language
from geo.places import Gazetteer
from service.web.answers import READ, Asked, answer
from service.web.described import answering
from service.wiring import Service

_HOUR = "public, max-age=3600"
# About a metre: a place is looked up by its cell of 250 m.
_DECIMALS = 5


class TownPlace(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the area's key, `scheme:code`; `lon`, `lat` in degrees are a point inside it."""

    id: str
    name: str
    lon: float
    lat: float


class TownPlaces(msgspec.Struct, frozen=True, kw_only=True):
    places: list[TownPlace]


@route(
    "/api/v1/places",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(TownPlaces, 400),
)
def places(
    request: Asked, service: NamedDependency[Service], language: FromQuery[str] = "en"
) -> Response[bytes]:
    """By name, in the language that was asked for, or in Japanese where an area has no other."""
    found = _listed(service.gazetteer, match_language(language))
    return answer(request, found, "application/json", cache=_HOUR)


@lru_cache(maxsize=32)
def _listed(gazetteer: Gazetteer, language: str) -> bytes:
    """The answer's bytes: shapes are parsed and measured once per language."""
    found = [
        TownPlace(
            id=area.key, name=name, lon=round(point.x, _DECIMALS), lat=round(point.y, _DECIMALS)
        )
        for area in gazetteer.all()
        if (name := _name(area.names, language))
        for point in (area.area.geometry.representative_point(),)
    ]
    found.sort(key=lambda place: (place.name, place.id))
    return msgspec.json.encode(TownPlaces(places=found))


def _name(names: Mapping[str, str], language: str) -> str | None:
    """In letters that the reader knows; beside it the Japanese name, as on signs."""
    found = next((names[one] for one in names_for(language) if one in names), None)
    sign = names.get("ja", found)
    if found is None or found == sign or described(language).lang == "ja":
        return found
    return f"{found} ({sign})"
