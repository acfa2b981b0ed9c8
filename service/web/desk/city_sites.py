"""/desk/city/sites and what follows: choose sites, look what a state of theirs does, say it."""

from collections.abc import Mapping

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from geo.changes import CityChanges, Word, with_sites
from geo.shifts import Shift
from geo.sites import Site, SiteState
from geo.stretches import folded
from service.desk.acting import DeskRefused
from service.desk.city_changes import Saying
from service.desk.city_room import CityRoom
from service.desk.reopening import split
from service.desk.roles import Act
from service.desk_page.city_effect import stranded
from service.desk_page.city_sites import Asked as Looked
from service.desk_page.city_sites import Sites, Wish, sites
from service.desk_page.city_sites import asked as looked
from service.desk_page.scene import Scene
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.city_asking import (
    let_through,
    live,
    may,
    query,
    review_of,
    room_of,
    seen,
    sites_of,
)
from service.web.desk.replying import goes_to, page
from service.wiring import Service

_CONFLICT = 409


@get("/city/sites", sync_to_thread=True)
def sites_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found, room, form = visitor(request, service), room_of(service), query(request)
    wish = Wish(
        q=form.one("q"),
        hazard=form.one("hazard"),
        state=form.one("now"),
        all=bool(form.one("all")),
    )
    changes = room.city.changes
    fits = sorted(
        (one for one in room.city.bundle.places.sites if _fits(one, wish, changes)),
        key=lambda one: (one.name.get("ja", ""), one.id),
    )
    shown = Sites(
        wish=wish,
        found=fits,
        changes=changes,
        ticked=frozenset(one.id for one in fits) if wish.all else frozenset(),
        may=may(found, Act.SITE_STATE),
    )
    return page(sites(found.scene, shown))


@get("/city/saying", sync_to_thread=True)
def saying_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """What it does; nothing changes by looking."""
    found, room = visitor(request, service), room_of(service)
    return page(_looked(found, service, room, query(request)))


@post("/city/sayings", status_code=303, sync_to_thread=True)
def say(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """Only what was looked at as it stands; else the page again, with what it does now."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    let_through(found, Act.SITE_STATE)
    room = room_of(service)
    saying, changes = _saying(room, form, found.scene), room.city.changes
    if form.one("seen") != _mark(saying, changes):
        stale = found.scene.say("saying.stale")
        return page(_looked(found, service, room, form, stale), _CONFLICT)
    if stranded(_taken(found, room, saying)) and not form.one("stranded"):
        missing = found.scene.say("shift.stranded.missing")
        return page(_looked(found, service, room, form, missing), _CONFLICT)
    said = room.changing.say(found.who, saying, found.now, changes.n)
    if said.waits is not None:
        return goes_to(f"/desk/city/reopenings/{said.waits.id}")
    return goes_to("/desk/city?done=said")


def _fits(site: Site, wish: Wish, changes: CityChanges) -> bool:
    names = [*site.name.values(), site.id]
    wanted = folded(wish.q)
    return (
        (not wanted or any(wanted in folded(one) for one in names))
        and (not wish.state or changes.state_of(site.id) == wish.state)
        and (not wish.hazard or _is_for(site, wish.hazard))
    )


def _is_for(site: Site, hazard: str) -> bool:
    try:
        return site.designated_for(hazard)
    except KeyError:
        return False


def _looked(found: Visitor, service: Service, room: CityRoom, form: Form, error: str = "") -> bytes:
    saying, changes = _saying(room, form, found.scene), room.city.changes
    shown = Looked(
        saying=saying,
        sites=sites_of(room),
        changes=changes,
        parts=split(changes, saying.states),
        shifts=room.changing.shifts(_with(changes, saying.states, found)),
        taken=_taken(found, room, saying),
        seen=_mark(saying, changes),
        live=live(service, found.now),
    )
    return looked(found.scene, shown, error)


def _taken(found: Visitor, room: CityRoom, saying: Saying) -> tuple[Shift, ...]:
    """What holds at once does, without what waits."""
    changes = room.city.changes
    taken = split(changes, saying.states).now
    return room.changing.shifts(_with(changes, taken, found)) if taken else ()


def _with(changes: CityChanges, states: Mapping[str, SiteState], found: Visitor) -> CityChanges:
    return with_sites(changes, states, Word(at=found.now))


def _mark(saying: Saying, changes: CityChanges) -> str:
    return seen(changes.n, sorted((id, state.value) for id, state in saying.states.items()))


def _saying(room: CityRoom, form: Form, scene: Scene) -> Saying:
    """One state for all that are ticked. Raises DeskRefused."""
    try:
        state = SiteState(form.one("state"))
    except ValueError as error:
        raise DeskRefused("choose what the sites are like") from error
    states = dict.fromkeys(form.all("site"), state)
    room.changing.sites(states)
    return Saying(states=states, reason=form.reason("reason"), review=review_of(form, scene))


ROUTES = (sites_page, saying_page, say)
