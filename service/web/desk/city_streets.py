"""/desk/city/streets and what follows: choose stretches, look what closing them does, close."""

import math
import re

import msgspec
import numpy as np
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from geo.changes import Effect
from geo.closing import near, segments
from geo.sites import HAZARDS
from geo.stretches import Stretch
from service.desk.acting import DeskRefused
from service.desk.city_changes import Closing
from service.desk.city_room import CityRoom
from service.desk.roles import Act
from service.desk_page.city_effect import stranded
from service.desk_page.city_streets import MOST_LISTED, Choosing, Looked, choosing, looked
from service.desk_page.scene import Scene
from service.desk_page.street_map import HALVES, Drawn, View, street_map, view_of
from service.page.markup import Html
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.city_asking import (
    closed_edges,
    let_through,
    live,
    query,
    review_of,
    room_of,
    seen,
    sites_of,
)
from service.web.desk.replying import goes_to, page
from service.wiring import Service

_NEAR_M = 40.0
_MOVES = {"n": (0.0, 1.0), "s": (0.0, -1.0), "e": (1.0, 0.0), "w": (-1.0, 0.0)}
_NUMBER = re.compile(r"[0-9]{1,9}")
_CONFLICT = 409
_DEGREES = 90.0


@get("/city/streets", sync_to_thread=True)
def choosing_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found, room = visitor(request, service), room_of(service)
    form = query(request)
    ticked = _ticked(room, form)
    point = _point(form.one("at"))
    fits = _fitting(room, form.one("q"), point)
    listed = (*ticked, *(one for one in fits if one.number not in {two.number for two in ticked}))
    listed = listed[: MOST_LISTED + len(ticked)]
    view = _view(room, form, listed, point)
    shown = Choosing(
        q=form.one("q"),
        at=form.one("at"),
        middle=f"{view.lat:.6f},{view.lon:.6f},{view.half}",
        bundle=room.city.hash,
        graph=room.city.bundle.graph,
        found=listed,
        of=max(len(fits), len(ticked)),
        ticked=frozenset(one.number for one in ticked),
        drawing=_drawing(found.scene, room, view, listed, ticked, point),
    )
    wrong = found.scene.say("streets.point") if form.one("at") and point is None else ""
    return page(choosing(found.scene, shown, wrong))


@get("/city/closing", sync_to_thread=True)
def closing_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """What it does; nothing is closed by looking."""
    found, room = visitor(request, service), room_of(service)
    return page(_looked(found, service, room, query(request)))


@post("/city/closings", status_code=303, sync_to_thread=True)
def close(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """Only what was looked at as it stands; else the page again, with what it does now. `look`
    asks for no more than that: the session's token is in no address."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    let_through(found, Act.STREET)
    room = room_of(service)
    closing, n = _closing(room, form, found.scene), room.city.changes.n
    if form.one("look"):
        return page(_looked(found, service, room, form))
    if form.one("seen") != _mark(closing, n):
        stale = found.scene.say("closing.stale")
        return page(_looked(found, service, room, form, stale), _CONFLICT)
    shifts = room.changing.shifts(room.changing.closed(closing, found.now))
    if stranded(shifts) and not form.one("stranded"):
        missing = found.scene.say("shift.stranded.missing")
        return page(_looked(found, service, room, form, missing), _CONFLICT)
    room.changing.close(found.who, closing, found.now, n)
    return goes_to("/desk/city?done=closed")


def _looked(found: Visitor, service: Service, room: CityRoom, form: Form, error: str = "") -> bytes:
    closing, chosen = _closing(room, form, found.scene), _ticked(room, form)
    graph, changes = room.city.bundle.graph, room.city.changes
    edges = np.concatenate([one.edges for one in chosen])
    view = view_of(graph, edges, (0.0, 0.0))
    shown = Looked(
        closing=closing,
        chosen=chosen,
        bundle=room.city.hash,
        graph=graph,
        sites=sites_of(room),
        shifts=room.changing.shifts(room.changing.closed(closing, found.now)),
        seen=_mark(closing, changes.n),
        drawing=_drawing(found.scene, room, view, chosen, chosen, None),
        live=live(service, found.now),
    )
    return looked(found.scene, shown, error)


def _mark(closing: Closing, n: int) -> str:
    return seen(n, (closing.segments, closing.hazard, closing.effect))


def _closing(room: CityRoom, form: Form, scene: Scene) -> Closing:
    chosen = _ticked(room, form)
    if not chosen:
        raise DeskRefused("no street is chosen; choose at least one")
    edges = np.concatenate([one.edges for one in chosen])
    hazard = form.one("hazard")
    return Closing(
        segments=tuple(sorted(segments(room.city.bundle.graph, edges))),
        reason=form.reason("reason"),
        hazard=hazard if hazard in HAZARDS else None,
        effect=Effect.ZONE if form.one("effect") == Effect.ZONE else Effect.CLOSED,
        review=review_of(form, scene),
    )


def _ticked(room: CityRoom, form: Form) -> tuple[Stretch, ...]:
    """Raises DeskRefused where the numbers are another city's."""
    numbers = form.all("s")
    if not numbers:
        return ()
    known = room.city.stretches
    found = [
        known.numbered(int(one)) if _NUMBER.fullmatch(one) else None
        for one in dict.fromkeys(numbers)
    ]
    if form.one("bundle") != room.city.hash or None in found:
        raise DeskRefused("the city was built anew meanwhile; choose the streets once more")
    return tuple(one for one in found if one is not None)


def _fitting(room: CityRoom, name: str, point: tuple[float, float] | None) -> tuple[Stretch, ...]:
    """By name, in the order of names and then from west to east; else beside the point."""
    graph = room.city.bundle.graph
    if name:
        found = room.city.stretches.called(name)
        west = graph.lon5[graph.edges[:, 0]]
        return tuple(sorted(found, key=lambda one: (one.name, int(west[one.number]))))
    if point is None:
        return ()
    return room.city.stretches.of(near(graph, *point, _NEAR_M))


def _point(text: str) -> tuple[float, float] | None:
    """Lon, lat out of "lat, lon"; the other way round where no latitude is that large."""
    try:
        lat, lon = (float(one) for one in text.replace("、", ",").split(","))
    except ValueError:
        return None
    if abs(lat) > _DEGREES >= abs(lon):
        lat, lon = lon, lat
    is_on_earth = math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= _DEGREES
    return (lon, lat) if is_on_earth and abs(lon) <= 2 * _DEGREES else None


def _view(
    room: CityRoom, form: Form, listed: tuple[Stretch, ...], point: tuple[float, float] | None
) -> View:
    """The map that was shown, moved, if somebody moved it; else round what was found."""
    before, move = _middle(form.one("middle")), form.one("go")
    if before is not None and move:
        return _moved(before, move)
    if point is not None:
        return View(lon=point[0], lat=point[1], half=HALVES[0])
    west, south, east, north = room.city.bundle.head.bbox5
    edges = np.concatenate([one.edges for one in listed]) if listed else np.zeros(0, np.int64)
    city = ((west + east) / 2e5, (south + north) / 2e5)
    return view_of(room.city.bundle.graph, edges, city, HALVES[1] if listed else HALVES[2])


def _middle(text: str) -> View | None:
    try:
        lat, lon, half = text.split(",")
        view = View(lon=float(lon), lat=float(lat), half=int(half))
    except ValueError:
        return None
    is_ours = view.half in HALVES and math.isfinite(view.lon) and math.isfinite(view.lat)
    return view if is_ours and abs(view.lat) < _DEGREES else None


def _moved(view: View, move: str) -> View:
    """By half of what is in sight, or one step closer or wider."""
    east, north = _MOVES.get(move, (0.0, 0.0))
    degrees = view.half / 111_320
    step = HALVES.index(view.half) + {"in": -1, "out": 1}.get(move, 0)
    return msgspec.structs.replace(
        view,
        lat=view.lat + north * degrees,
        lon=view.lon + east * degrees / math.cos(math.radians(view.lat)),
        half=HALVES[min(max(step, 0), len(HALVES) - 1)],
    )


def _drawing(
    scene: Scene,
    room: CityRoom,
    view: View,
    found: tuple[Stretch, ...],
    ticked: tuple[Stretch, ...],
    point: tuple[float, float] | None,
) -> Html:
    drawn = Drawn(
        found=found,
        ticked=frozenset(one.number for one in ticked),
        closed=closed_edges(room, room.city.changes.closures),
        sites=room.city.bundle.places.sites,
        point=point,
    )
    return street_map(room.city.bundle.graph, view, drawn, scene.say("streets.map"))


ROUTES = (choosing_page, closing_page, close)
