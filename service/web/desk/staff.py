"""/desk/staff: for admins, whose endorsement lets people in."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from service.desk.acting import allow
from service.desk.roles import Act
from service.desk_page.staff import staff_page
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.replying import page
from service.wiring import Service


@get("/staff", sync_to_thread=True)
def people(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    return _page(visitor(request, service), service)


@post("/staff/endorsement", status_code=200, sync_to_thread=True)
def endorse(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """The link of whom this lets in stands in the answer, and nowhere else."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    allow(found.who, Act.INVITE, None, None, found.now)
    made = service.staffing.endorse(form.one("proposal"), found.who.number, found.now)
    return _page(found, service, made.link or "")


def _page(found: Visitor, service: Service, link: str = "") -> Response[bytes]:
    """Raises NotAllowed for whoever is no admin."""
    allow(found.who, Act.INVITE, None, None, found.now)
    store = service.staff
    return page(staff_page(found.scene, store.everyone(), store.proposals(), link))


ROUTES = (people, endorse)
