"""What phones ask of the city: which bundle there is, its bytes, and what changed since."""

import msgspec
from litestar import Response, route
from litestar.di import NamedDependency
from litestar.params import FromPath

from service.city import CityAnswer
from service.errors import NotFound
from service.web.answers import FOR_EVER, READ, Asked, answer, answer_file
from service.web.described import answering
from service.wiring import Service


@route(
    "/api/v1/city",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(CityAnswer | None, 503),
)
def city(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """The bundle's address and everything that changed since it was built; `null` without one."""
    found = service.city
    body = msgspec.json.encode(None if found is None else found.answer())
    return answer(request, body, "application/json")


@route(
    "/city/{name:str}",
    http_method=READ,
    sync_to_thread=False,
    responses=answering(bytes, 404, media_type="application/octet-stream"),
)
def bundle(
    name: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    """`/city/<hash>.bundle` and its parts, `/city/<hash>.part`: none of them ever changes."""
    found = service.city
    file = found.files.get(name) if found else None
    if file is None:
        raise NotFound("this city is not kept any more; /api/v1/city names the newest")
    return answer_file(request, file, cache=FOR_EVER)
