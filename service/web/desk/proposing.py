"""/desk/staff/proposal…: an admin proposes somebody new, or other roles for somebody."""

from datetime import datetime

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from alerts.desk.area_source import Preset, area_of
from alerts.languages import LANGUAGES
from alerts.model import Kind
from geo.area import Area
from geo.errors import HanshoError
from geo.refused import Refused
from service.desk.acting import DeskRefused, NotAllowed
from service.desk.ports import Grant, Role, Staff
from service.desk.staffing import StaffRefused
from service.desk_page.proposing import Asked as Proposed
from service.desk_page.proposing import proposing
from service.desk_page.scene import from_input
from service.web.answers import Asked
from service.web.desk.areas import naming
from service.web.desk.asking import Form, Visitor
from service.web.desk.replying import page
from service.web.desk.staff import admin, changing, told_outcome
from service.wiring import Service

_UNREADABLE = 422
# The ticked districts of five roles.
_MOST_BYTES = 1_000_000


@get("/staff/proposal", sync_to_thread=True)
def proposal_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = admin(request, service)
    person = _person(request.query_params.get("staff", ""), service)
    roles = _roles(tuple(request.query_params.getall("role", [])))
    return page(proposing(found.scene, _asked(found, service, person, roles)))


@post("/staff/proposals", status_code=200, request_max_body_size=_MOST_BYTES, sync_to_thread=True)
def propose(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """What cannot be read or done is said beside what was typed."""
    found, form = changing(request, body, service)
    person, roles = _person(form.one("staff"), service), _roles(form.all("role"))
    try:
        grants = tuple(_grant(form, role, service, found.now) for role in roles)
        made = service.staffing.propose(
            found.who.number,
            grants,
            found.now,
            name=form.name("name"),
            staff=None if person is None else person.number,
        )
    except NotAllowed:
        raise
    except HanshoError as error:
        asked = _asked(found, service, person, roles, form)
        said = proposing(found.scene, asked, found.scene.refusal(str(error)))
        return page(said, _UNREADABLE)
    return told_outcome(found, service, made, "proposed")


def _asked(
    found: Visitor,
    service: Service,
    person: Staff | None,
    roles: tuple[Role, ...],
    form: Form | None = None,
) -> Proposed:
    return Proposed(
        person=person,
        roles=roles,
        districts=service.gazetteer.listed(),
        name_area=naming(service, found.scene),
        typed={} if form is None else form.everything(),
    )


def _grant(form: Form, role: Role, service: Service, now: datetime) -> Grant:
    own, zone = role.value, service.settings.time_zone
    try:
        begins = from_input(form.one(f"{own}-from"), zone) or now
        ends = from_input(form.one(f"{own}-until"), zone)
        kinds = frozenset(map(Kind, form.all(f"{own}-kind")))
    except ValueError as error:
        raise DeskRefused(f"a choice or a time cannot be read ({error}); mend it") from error
    if ends is not None and ends <= max(begins, now):
        raise StaffRefused("a role has to end after it begins; mend the times")
    if (form.one(f"{own}-what") == "some") is not bool(kinds):
        raise StaffRefused("either every hazard, or some that are ticked; choose one of the two")
    return Grant(
        role=role,
        area=_area(form, own, service),
        kinds=kinds or None,
        languages=_languages(form, own),
        begins=max(begins, now),
        ends=ends,
    )


def _languages(form: Form, own: str) -> frozenset[str] | None:
    """None: every language. What was ticked beside it is never passed over. Raises StaffRefused."""
    ticked = frozenset(form.all(f"{own}-language"))
    if (form.one(f"{own}-tongues") == "some") is not bool(ticked) or ticked - LANGUAGES.keys():
        raise StaffRefused("either every language, or some that are ticked; choose one of the two")
    return ticked or None


def _area(form: Form, own: str, service: Service) -> Area | None:
    """None: the whole town. What was ticked beside it is never passed over: that would give more
    than was meant. Raises StaffRefused."""
    keys = form.all(f"{own}-district")
    if (form.one(f"{own}-where") == "districts") is not bool(keys):
        raise StaffRefused("either the whole town, or districts that are ticked; choose one")
    if not keys:
        return None
    area = area_of(Preset(keys=keys), service.gazetteer)
    if isinstance(area, Refused):
        raise StaffRefused(area.reason)
    return area


def _roles(given: tuple[str, ...]) -> tuple[Role, ...]:
    """In their own order, each once. Raises DeskRefused."""
    try:
        chosen = set(map(Role, given))
    except ValueError as error:
        raise DeskRefused(f"a choice or a time cannot be read ({error}); mend it") from error
    return tuple(role for role in Role if role in chosen)


def _person(text: str, service: Service) -> Staff | None:
    """None for somebody new. Raises StaffRefused."""
    if not text:
        return None
    found = None
    if text.isdecimal() and text.isascii() and len(text) < 10:
        found = service.staff.person(int(text))
    if found is None:
        raise StaffRefused(f"nobody of the staff has the number {text}; see the list")
    return found


ROUTES = (proposal_page, propose)
