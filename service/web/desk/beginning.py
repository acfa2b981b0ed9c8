"""/desk/beginnings/…: a draft from a template, a file, or an alert of before."""

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from alerts.desk.draft import What
from service.desk.acting import DeskRefused
from service.desk_page.beginning import SAME
from service.web.answers import Asked
from service.web.desk.asking import Form, acting, mode_of, visitor
from service.web.desk.replying import goes_to
from service.web.desk.uploading import Upload
from service.wiring import Service

# A file of 2 MB among its form's other fields.
_MOST_BYTES = 2_010_000
_HASH_BYTES = 32


@post("/beginnings/template", status_code=303, sync_to_thread=True)
def from_template(
    request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    draft = service.desk.composing.begin_from_template(
        found.who, hash_of(form.one("template")), mode_of(form.one("mode")), found.now
    )
    return goes_to(f"/desk/drafts/{draft.id}")


@post(
    "/beginnings/report",
    status_code=303,
    request_max_body_size=_MOST_BYTES,
    sync_to_thread=True,
)
def from_report(
    request: Asked,
    body: RawBody,
    service: NamedDependency[Service],
) -> Response[bytes]:
    """One draft opens; of several the list says how many were begun."""
    visitor(request, service)
    form = Upload(request.headers.get("content-type", ""), body)
    found = acting(request, service, form.one("csrf"))
    raw = form.file("file")
    if not raw:
        raise DeskRefused("choose a file first; it holds the warning as CAP")
    made = service.desk.composing.begin_from_report(
        found.who, raw, mode_of(form.one("mode")), found.now
    )
    if len(made) == 1:
        return goes_to(f"/desk/drafts/{made[0].id}")
    return goes_to(f"/desk?begun={len(made)}")


@post("/beginnings/alert", status_code=303, sync_to_thread=True)
def from_alert(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    wanted = form.one("what") or SAME
    try:
        what = None if wanted == SAME else What(wanted)
    except ValueError as error:
        raise DeskRefused("choose what it is, and which hazard") from error
    if what is What.LIFTING:
        raise DeskRefused("an all-clear begins at the alert that it ends")
    draft = service.desk.composing.begin_from_alert(
        found.who,
        form.one("alert"),
        mode_of(form.one("mode")),
        found.now,
        changes=False,
        what=what,
    )
    return goes_to(f"/desk/drafts/{draft.id}")


def hash_of(text: str) -> bytes:
    """A template's hash as a form or an address writes it; what is none names no template."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return b""
    return found if len(found) == _HASH_BYTES else b""


ROUTES = (from_template, from_report, from_alert)
