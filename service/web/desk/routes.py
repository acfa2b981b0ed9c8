"""Every address of the desk, under /desk. A room of it is a module with its `ROUTES`."""

from litestar import Router

from service.web.desk import (
    account,
    audit,
    beginning,
    city,
    city_sites,
    city_streets,
    deciding,
    drafting,
    entering,
    files,
    following,
    ground,
    listing,
    policy,
    proposing,
    reaching,
    ringing,
    staff,
    templates,
    warnings,
    watching,
    words,
)
from service.web.desk.replying import refusals
from service.wiring import Service

_ROOMS = (
    listing,
    beginning,
    drafting,
    templates,
    ground,
    reaching,
    deciding,
    watching,
    following,
    proposing,
    staff,
    entering,
    account,
    audit,
    ringing,
    city,
    city_streets,
    city_sites,
    policy,
    warnings,
    words,
    files,
)


def desk_routes(service: Service) -> Router:
    return Router(
        path="/desk",
        route_handlers=[handler for room in _ROOMS for handler in room.ROUTES],
        exception_handlers=refusals(service),
    )
