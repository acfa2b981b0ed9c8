"""/desk/warnings: agencies' warnings that wait for one approver, and those without ground."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.desk.area_source import Preset
from alerts.desk.draft import What
from alerts.model import Kind, Mode
from alerts.outcome import Outcome
from service.desk.acting import DeskRefused, allow
from service.desk.roles import Act
from service.desk_page.ground import drawn
from service.desk_page.listing import place_of
from service.desk_page.warnings import Case, Unmatched, one_warning, warnings
from service.town_ground import town_key
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.listing import may_compose
from service.web.desk.replying import goes_to, page, told
from service.web.desk.signing import signed_in, to_sign
from service.wiring import Service

_DONE = frozenset({"pushed", "declined"})
_UNMATCHED = f"{Outcome.UNMATCHED.value}: "
_NEWEST = 20


@get("/warnings", sync_to_thread=True)
def warnings_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found, room = visitor(request, service), service.warning_room
    waiting = [(one, room.release(one)) for one in room.waiting(found.now)]
    done = request.query_params.get("done")
    said = found.scene.say(f"warnings.done.{done}") if done in _DONE else ""
    return page(warnings(found.scene, waiting, _unmatched(found, service), said))


@get("/warnings/{alert_id:str}", sync_to_thread=True)
def one_page(
    alert_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found, room = visitor(request, service), service.warning_room
    waiting = room.one(alert_id, found.now)
    latest = waiting.alert.latest
    case = Case(
        waiting=waiting,
        drawing=drawn(latest.area, service.gazetteer, place_of(found.scene, latest.place_names)),
        reach=service.desk.reaching.recipients(latest.area, found.now),
        hinders=found.scene.refusal(room.hindrance(found.who, waiting.alert, found.now)),
        unchecked=service.desk.means.unchecked,
    )
    return page(one_warning(found.scene, case))


@post("/warnings/town", status_code=303, sync_to_thread=True)
def whole_town(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """A draft of a notice to the whole town, for a warning that came without ground."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    try:
        kind = Kind(form.one("kind"))
    except ValueError as error:
        raise DeskRefused("choose what it is, and which hazard") from error
    allow(found.who, Act.COMPOSE, kind, None, found.now)
    composing, keys = service.desk.composing, _town_keys(service)
    if not keys:
        raise DeskRefused("the town's own ground is not known here; begin a draft, and draw it")
    mode = Mode.TRAINING if service.means.policy.mode is Mode.TRAINING else Mode.REAL
    draft = composing.begin_empty(found.who, What.NOTICE, kind, mode, found.now)
    composing.place(found.who, draft, Preset(keys=keys), found.now)
    return goes_to(f"/desk/drafts/{draft.id}")


@post("/warnings/{alert_id:str}/decline", status_code=303, sync_to_thread=True)
def decline(
    alert_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    number = form.number("number")
    service.warning_room.decline(found.who, alert_id, number, form.reason("why"), found.now)
    return goes_to("/desk/warnings?done=declined")


@post("/warnings/{alert_id:str}/ask", status_code=200, sync_to_thread=True)
def ask(
    alert_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    """What this approver's passkey is to sign: the hash of exactly what phones would get."""
    found = acting(request, service)
    return to_sign(service.warning_room.ask(found.who, alert_id, found.now))


@post("/warnings/{alert_id:str}/approve", status_code=200, sync_to_thread=True)
def push(
    alert_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service)
    nonce, answer = signed_in(body)
    service.warning_room.push(found.who, alert_id, nonce, answer, found.now)
    return told({"next": "/desk/warnings?done=pushed"})


def _unmatched(found: Visitor, service: Service) -> Unmatched:
    held = service.alerts.held(_NEWEST).newest
    lines = tuple(
        (at, reason.removeprefix(_UNMATCHED))
        for at, reason in held
        if reason.startswith(_UNMATCHED)
    )
    return Unmatched(
        lines=lines[::-1], may_begin=may_compose(found), has_town=bool(_town_keys(service))
    )


def _town_keys(service: Service) -> tuple[str, ...]:
    """Official areas that together are the whole town; () where they are not known."""
    whole = town_key(service.settings, service.gazetteer)
    if whole is not None and service.gazetteer.find(whole) is not None:
        return (whole,)
    named = service.settings.town_areas
    return tuple(named) if all(service.gazetteer.find(one) is not None for one in named) else ()


ROUTES = (warnings_page, one_page, whole_town, decline, ask, push)
