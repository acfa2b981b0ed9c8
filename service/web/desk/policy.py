"""/desk/policy: what may go by itself, proposed by one person and approved by another."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from alerts.model import Kind, Strength
from alerts.release import Handling
from service.desk.acting import DeskRefused
from service.desk.roles import Act
from service.desk_page.policy import Case, Standing, one_policy, policies
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.replying import goes_to, page, told
from service.web.desk.signing import signed_in, to_sign
from service.web.numbers import Number
from service.wiring import Service

_DONE = frozenset({"proposed", "approved", "rejected", "dropped"})
_MOST_PART = 60


@get("/policy", sync_to_thread=True)
def policy_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found, room = visitor(request, service), service.policy_room
    standing = Standing(
        policy=room.holds(),
        approved=room.approved(),
        history=room.history(),
        may_propose=room.may(found.who, Act.PROPOSE_POLICY, found.now),
    )
    return page(policies(found.scene, standing, _done(request, found)))


@get("/policy/{number:int}", sync_to_thread=True)
def one_page(number: Number, request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found, room = visitor(request, service), service.policy_room
    proposal = room.policy(number)
    hinders = room.hindrance(found.who, proposal, found.now)
    case = Case(
        policy=proposal,
        holds=room.holds(),
        hinders=found.scene.refusal(hinders),
        may_propose=room.may(found.who, Act.PROPOSE_POLICY, found.now),
        may_reject=room.may(found.who, Act.POLICY, found.now),
    )
    return page(one_policy(found.scene, case, _done(request, found)))


@post("/policy", status_code=303, sync_to_thread=True)
def propose(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    try:
        kind, strength = Kind(form.one("kind")), Strength(form.one("strength"))
        handling = Handling(form.one("handling"))
    except ValueError as error:
        raise DeskRefused("choose the hazard, the strength and what is to happen") from error
    line = (kind, strength, form.one("part")[:_MOST_PART])
    made = service.policy_room.change(found.who, line, handling, form.reason("reason"), found.now)
    return goes_to(f"/desk/policy/{made.id}?done=proposed")


@post("/policy/{number:int}/proposal", status_code=303, sync_to_thread=True)
def take_up(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    made = service.policy_room.take_up(found.who, number, form.reason("reason"), found.now)
    return goes_to(f"/desk/policy/{made.id}?done=proposed")


@post("/policy/{number:int}/reject", status_code=303, sync_to_thread=True)
def reject(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    service.policy_room.reject(found.who, number, form.reason("reason"), found.now)
    return goes_to("/desk/policy?done=rejected")


@post("/policy/{number:int}/drop", status_code=303, sync_to_thread=True)
def drop(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.policy_room.drop(found.who, number, found.now)
    return goes_to("/desk/policy?done=dropped")


@post("/policy/{number:int}/ask", status_code=200, sync_to_thread=True)
def ask(number: Number, request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """What this approver's passkey is to sign: the hash of exactly this table."""
    found = acting(request, service)
    return to_sign(service.policy_room.ask(found.who, number, found.now))


@post("/policy/{number:int}/approve", status_code=200, sync_to_thread=True)
def approve(
    number: Number, request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service)
    nonce, answer = signed_in(body)
    service.policy_room.approve(found.who, number, nonce, answer, found.now)
    return told({"next": "/desk/policy?done=approved"})


def _done(request: Asked, found: Visitor) -> str:
    done = request.query_params.get("done")
    return found.scene.say(f"policy.done.{done}") if done in _DONE else ""


ROUTES = (policy_page, one_page, propose, take_up, reject, drop, ask, approve)
