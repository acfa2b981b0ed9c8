"""/desk/staff: for admins. Looking needs the role; changing anything a login a few minutes ago."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from service.desk.accounts import FEWEST, cannot_endorse, lasting
from service.desk.acting import NotAllowed, allow
from service.desk.ports import Role, Staff
from service.desk.roles import Act, may
from service.desk.sessions import is_alive
from service.desk.staffing import Outcome
from service.desk_page.staff import Member, People, Waiting, staff_page
from service.web.answers import Asked
from service.web.desk.areas import naming
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.replying import page
from service.wiring import Service


@get("/staff", sync_to_thread=True)
def people(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    return shown(admin(request, service), service)


@post("/staff/endorsement", status_code=200, sync_to_thread=True)
def endorse(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """The link of whom this lets in stands in the answer, and nowhere else."""
    found, form = changing(request, body, service)
    made = service.staffing.endorse(form.one("proposal"), found.who.number, found.now)
    return told_outcome(found, service, made, "endorsed")


@post("/staff/drop", status_code=200, sync_to_thread=True)
def drop(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found, form = changing(request, body, service)
    service.staffing.drop(form.one("proposal"), found.who.number, found.now)
    return shown(found, service, done="dropped")


@post("/staff/renewal", status_code=200, sync_to_thread=True)
def renew(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found, form = changing(request, body, service)
    made = service.staffing.renew(form.number("staff"), found.who.number, found.now)
    return told_outcome(found, service, made, "proposed")


@post("/staff/loss", status_code=200, sync_to_thread=True)
def lose(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found, form = changing(request, body, service)
    service.staffing.lost(form.number("staff"), found.who.number, found.now)
    return shown(found, service, done="lost")


@post("/staff/disabling", status_code=200, sync_to_thread=True)
def disable(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found, form = changing(request, body, service)
    service.staffing.disable(form.number("staff"), found.who.number, found.now)
    return shown(found, service, done="disabled")


def admin(request: Asked, service: Service) -> Visitor:
    """Somebody who may look at all this. Raises LoginNeeded, NotAllowed."""
    found = visitor(request, service)
    refusal = may(found.who.staff, Act.INVITE, kind=None, area=None, now=found.now)
    if refusal is not None:
        raise NotAllowed(refusal)
    return found


def changing(request: Asked, body: bytes, service: Service) -> tuple[Visitor, Form]:
    """Somebody who may change it now. Raises LoginNeeded, NotAllowed."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    allow(found.who, Act.INVITE, None, None, found.now)
    return found, form


def told_outcome(found: Visitor, service: Service, made: Outcome, waits: str) -> Response[bytes]:
    """`waits`: what is said while further endorsements are needed."""
    done = "changed" if made.staff is not None else waits
    return shown(found, service, done=done, link=made.link or "")


def shown(found: Visitor, service: Service, done: str = "", link: str = "") -> Response[bytes]:
    store, scene = service.staff, found.scene
    everyone = store.everyone()
    people = People(
        members=tuple(_member(service, one, found) for one in everyone),
        waiting=tuple(
            Waiting(proposal=one, cannot=cannot_endorse(one, found.who.staff, found.now) or "")
            for one in store.proposals()
        ),
        name_area=naming(service, scene),
        few=sum(lasting(one, Role.ADMIN, found.now) for one in everyone) <= FEWEST[Role.ADMIN],
        link=link,
    )
    return page(staff_page(scene, people, done=scene.say(f"staff.done.{done}") if done else ""))


def _member(service: Service, person: Staff, found: Visitor) -> Member:
    store = service.staff
    own = [one for one in store.sessions() if one.staff == person.number]
    passkeys = store.passkeys(person.number)
    uses = [one.used for one in own] + [one.used for one in passkeys if one.used is not None]
    return Member(
        staff=person,
        sessions=tuple(one for one in own if is_alive(one, found.now)),
        seen=max(uses, default=None),
        passkeys=len(passkeys),
        has_totp=store.totp(person.number) is not None,
        codes_left=store.recovery_left(person.number),
        invitation=store.open_invitation(person.number),
    )


ROUTES = (people, endorse, drop, renew, lose, disable)
