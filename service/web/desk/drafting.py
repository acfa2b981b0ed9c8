"""/desk/drafts/…: look at a draft, save it, submit it."""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.desk.draft import Draft, FreeText, What
from alerts.languages import FIRST
from alerts.model import Kind, Order, Strength
from service.desk.acting import DeskRefused, NotAllowed
from service.desk_page.area_form import AreaForm
from service.desk_page.drafting import Written, drafting
from service.desk_page.ground import drawn
from service.desk_page.listing import place_of
from service.desk_page.refusing import refusal_of
from service.desk_page.scene import from_input
from service.page.markup import Html
from service.town_ground import town_key
from service.web.answers import Asked
from service.web.desk.announcing import announces_in, site_names
from service.web.desk.area_form import names_in, source_of, ticked_in, typed_in, zones_in
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.listing import may_compose
from service.web.desk.reaching import reach_of
from service.web.desk.replying import goes_to, page
from service.wiring import Service

# A pasted area may be large, and half as large again as a form; all else is a few lines.
MOST_BYTES = 8_000_000
_UNREADABLE = 422
_LOST = "without-marks"


@get("/drafts/{draft_id:str}", sync_to_thread=True)
def draft_page(
    draft_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found = visitor(request, service)
    draft = service.desk.composing.draft(draft_id)
    saved = request.query_params.get("saved")
    done = found.scene.say("draft.saved") if saved else ""
    done += f" {found.scene.say('draft.lost')}" if saved == _LOST else ""
    return page(drafting(found.scene, _written(found, service, draft), done=done))


@post(
    "/drafts/{draft_id:str}",
    status_code=303,
    request_max_body_size=MOST_BYTES,
    sync_to_thread=True,
)
def save(
    draft_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """Saves everything but an area that was refused; then the page says why, and keeps it."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    composing = service.desk.composing
    changed = _changed(composing.draft(draft_id, form.number("version")), form, service)
    try:
        source = source_of(form, service.gazetteer)
        composing.place(found.who, changed, source, found.now, names_in(form))
    except NotAllowed:
        raise
    except DeskRefused as error:
        composing.save(found.who, changed, found.now)
        written = _written(found, service, composing.draft(draft_id), form)
        lost = found.scene.say("draft.lost") if form.has_lost else ""
        why = refusal_of(found.scene.language, error)
        return page(drafting(found.scene, written, error=why, done=lost), _UNREADABLE)
    return goes_to(f"/desk/drafts/{draft_id}?saved={_LOST if form.has_lost else 1}")


@post("/drafts/{draft_id:str}/submission", status_code=303, sync_to_thread=True)
def submit(
    draft_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    made = service.desk.deciding.submit(found.who, draft_id, form.number("version"), found.now)
    return goes_to(f"/desk/submissions/{made.id}")


def _written(
    found: Visitor, service: Service, draft: Draft, refused: Form | None = None
) -> Written:
    """`refused`: a form whose area was; its fields are shown as they were typed."""
    desk = service.desk
    preview = desk.composing.preview(draft, found.now)
    drawing = Html("")
    if draft.area is not None:
        drawing = drawn(draft.area, service.gazetteer, place_of(found.scene, draft.place_names))
    return Written(
        draft=draft,
        findings=desk.composing.checks(found.who, draft, found.now, preview),
        preview=preview,
        reach=reach_of(found, service, draft.area),
        unchecked=desk.means.unchecked,
        submissions=desk.means.store.of_draft(draft.id),
        may_write=may_compose(found),
        site_names=site_names(service.city),
        area=AreaForm(
            draft=draft,
            gazetteer=service.gazetteer,
            town=town_key(service.settings, service.gazetteer),
            typed={} if refused is None else typed_in(refused),
            ticked=None if refused is None else ticked_in(refused),
            zones=None if refused is None else zones_in(refused),
            drawing=drawing,
        ),
    )


def _changed(draft: Draft, form: Form, service: Service) -> Draft:
    """With what the form says. Raises DeskRefused for what is no time or no choice of ours."""
    zone = service.settings.time_zone
    changes: dict[str, Any] = {"issuer": form.one("issuer"), "texts": _texts(form)}
    try:
        if draft.what is not What.LIFTING:
            changes["kind"] = Kind(form.one("kind"))
            changes["announces"] = announces_in(form, service.city)
        if draft.what is What.ORDER:
            changes["order"] = Order(form.one("order")) if form.one("order") else None
            changes["review"] = from_input(form.one("review"), zone)
        if draft.what is What.NOTICE:
            changes["strength"] = Strength(form.one("strength"))
            changes["expires"] = from_input(form.one("expires"), zone)
    except ValueError as error:
        raise DeskRefused(f"a choice or a time cannot be read ({error}); mend it") from error
    return msgspec.structs.replace(draft, **changes)


def _texts(form: Form) -> tuple[FreeText, ...]:
    typed = ((one, form.one(f"text-{one}")) for one in FIRST)
    return tuple(FreeText(language=language, text=text) for language, text in typed if text)


ROUTES = (draft_page, save, submit)
