"""/desk/city: what streets and sites are like, and giving them back by two people."""

import numpy as np
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from geo.changes import Closure
from service.desk.acting import Who
from service.desk.city_room import CityRoom
from service.desk.reopening import Reopening, Stage, differences
from service.desk.roles import Act
from service.desk_page.city import no_city, standing
from service.desk_page.city_reopening import Case, deciding, proposing
from service.desk_page.scene import Scene
from service.desk_page.street_map import Drawn, street_map, view_of
from service.errors import NotFound
from service.page.markup import Html
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.city_asking import closed_edges, here, let_through, query, room_of, sites_of
from service.web.desk.replying import goes_to, page, told
from service.web.desk.signing import signed_in, to_sign
from service.wiring import Service

_DONE = frozenset({"closed", "said", "rejected", "dropped", "approved"})


@get("/city", sync_to_thread=True)
def city_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    if service.city_room is None:
        return page(no_city(found.scene))
    done = query(request).one("done")
    said = found.scene.say(f"city.done.{done}") if done in _DONE else ""
    return page(standing(found.scene, here(found, service), said))


@get("/city/reopening", sync_to_thread=True)
def proposing_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """Of `?closure=…`: what opening it again would do, and the question to a second person."""
    found, room = visitor(request, service), room_of(service)
    number = query(request).number("closure")
    closure = room.city.changes.closure(number)
    if closure is None:
        raise NotFound("no such street is closed; the list shows those that are")
    shifts = room.changing.shifts(room.reopening.without(number, found.now))
    drawing = _drawn(found.scene, room, (closure,))
    return page(proposing(found.scene, here(found, service), closure, shifts, drawing))


@post("/city/reopenings", status_code=303, sync_to_thread=True)
def propose(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    let_through(found, Act.STREET)
    numbers = {form.number("closure")}
    made = room_of(service).reopening.reopen(found.who, numbers, form.reason("reason"), found.now)
    return goes_to(f"/desk/city/reopenings/{made.id}")


@get("/city/reopenings/{number:int}", sync_to_thread=True)
def reopening_page(
    number: FromPath[int], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found, room = visitor(request, service), room_of(service)
    reopening = room.reopening.reopening(number)
    return page(deciding(found.scene, _case(found, service, room, reopening)))


@post("/city/reopenings/{number:int}/reject", status_code=303, sync_to_thread=True)
def reject(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    let_through(found, Act.APPROVE)
    room_of(service).reopening.reject(found.who, number, form.reason("reason"), found.now)
    return goes_to("/desk/city?done=rejected")


@post("/city/reopenings/{number:int}/drop", status_code=303, sync_to_thread=True)
def drop(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    let_through(found, Act.STREET, Act.SITE_STATE)
    room_of(service).reopening.drop(found.who, number, found.now)
    return goes_to("/desk/city?done=dropped")


@post("/city/reopenings/{number:int}/ask", status_code=200, sync_to_thread=True)
def ask(
    number: FromPath[int], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    """What this approver's passkey is to sign: the hash of exactly this change."""
    found = acting(request, service)
    let_through(found, Act.APPROVE)
    asked = room_of(service).reopening.ask(found.who, number, found.now)
    return to_sign(asked)


@post("/city/reopenings/{number:int}/approve", status_code=200, sync_to_thread=True)
def approve(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service)
    let_through(found, Act.APPROVE)
    nonce, answer = signed_in(body)
    room_of(service).reopening.approve(found.who, number, nonce, answer, found.now)
    return told({"next": "/desk/city?done=approved"})


def _case(found: Visitor, service: Service, room: CityRoom, reopening: Reopening) -> Case:
    waits = reopening.stage is Stage.WAITING
    changed = differences(reopening, room.city.changes) if waits else ()
    who: Who = found.who
    hinders = room.reopening.hindrance(who, reopening, found.now) if waits else ""
    sites = tuple(one.site for one in reopening.sites)
    return Case(
        reopening=reopening,
        here=here(found, service),
        shifts=room.reopening.shifts(reopening, found.now) if waits else (),
        drawing=_drawn(found.scene, room, reopening.streets, sites),
        hinders=found.scene.refusal(hinders),
        may_reject=waits and room.reopening.may_reject(who, reopening, found.now),
        changed=" ".join(found.scene.refusal(one) for one in changed),
    )


def _drawn(
    scene: Scene, room: CityRoom, closures: tuple[Closure, ...], sites: tuple[str, ...] = ()
) -> Html:
    """The streets and sites that it is about."""
    graph, known = room.city.bundle.graph, sites_of(room)
    edges = np.array(closed_edges(room, closures), np.int64)
    meant = [known[one] for one in sites if one in known]
    middle = meant[0].at if meant else _middle(room)
    view = view_of(graph, edges, (middle[0] * 1e-5, middle[1] * 1e-5))
    shown = Drawn(closed=edges.tolist(), sites=meant or room.city.bundle.places.sites)
    return street_map(graph, view, shown, scene.say("streets.map"))


def _middle(room: CityRoom) -> tuple[int, int]:
    west, south, east, north = room.city.bundle.head.bbox5
    return (west + east) // 2, (south + north) // 2


ROUTES = (city_page, proposing_page, propose, reopening_page, reject, drop, ask, approve)
