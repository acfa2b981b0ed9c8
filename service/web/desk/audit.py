"""/desk/audit: the log, for approvers and admins."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from service.desk.acting import DeskRefused, allow
from service.desk.ports import Sought
from service.desk.roles import Act
from service.desk_page.audit import HERE, Looked, audit
from service.web.answers import Asked
from service.web.desk.asking import Form, acting, visitor
from service.web.desk.replying import goes_to, page
from service.wiring import Service

_AT_ONCE = 50


@get("/audit", sync_to_thread=True)
def log_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    allow(found.who, Act.AUDIT, None, None, found.now)
    sought = _sought(request)
    rows = service.audit.latest(sought, _AT_ONCE + 1)
    newest = service.audit.newest()
    looked = Looked(
        newest=0 if newest is None else newest.n,
        sought=sought,
        rows=rows[:_AT_ONCE],
        more=len(rows) > _AT_ONCE,
        chain=service.audit_watch.state,
        head=service.exporter.state(found.now),
    )
    return page(audit(found.scene, looked))


@post("/audit/look", status_code=303, sync_to_thread=True)
def look(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """Through the whole log, now."""
    found = acting(request, service, Form(body).one("csrf"))
    allow(found.who, Act.AUDIT, None, None, found.now)
    service.audit_watch.look(found.now)
    return goes_to(HERE)


def _sought(request: Asked) -> Sought:
    """Raises DeskRefused for a number that is none."""
    asked = request.query_params
    return Sought(
        before=_number(asked.get("before", "")),
        actor=_number(asked.get("actor", "")),
        act=asked.get("act", "").strip(),
        subject=asked.get("subject", "").strip(),
    )


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not text.isascii() or len(text) > 15:
        raise DeskRefused("the address names no entry of the log; open the log again")
    return int(text)


ROUTES = (log_page, look)
