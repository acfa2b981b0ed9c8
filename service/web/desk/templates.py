"""/desk/templates/…: keep, approve, look through, retire; break the glass, and review it."""

from datetime import timedelta

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.desk.template import Template
from alerts.push.headers import LONGEST_TTL
from service.desk.acting import DeskRefused
from service.desk.roles import Act, may, may_in
from service.desk_page.ground import drawn
from service.desk_page.listing import place_of
from service.desk_page.reviewing import Reviewed, reviewing
from service.desk_page.templates import Kept, Opened, template_page, templates
from service.errors import NotFound
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, mode_of, visitor
from service.web.desk.beginning import hash_of
from service.web.desk.listing import may_compose, what_of
from service.web.desk.replying import goes_to, page, told
from service.web.desk.signing import signed_in, to_sign
from service.wiring import Service

_HOUR = timedelta(hours=1)
_DONE = frozenset({"kept", "looked", "gone"})


@get("/templates", sync_to_thread=True)
def templates_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    shown = tuple(_kept(service, one) for one in service.desk.means.store.templates())
    return page(templates(found.scene, shown, _done(request, found)))


@get("/templates/{hash:str}", sync_to_thread=True)
def one_template(
    hash: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found = visitor(request, service)
    template = service.desk.templates.template(hash_of(hash))
    opened = _opened(found, service, template)
    return page(template_page(found.scene, opened, _done(request, found)))


@post("/drafts/{draft_id:str}/template", status_code=303, sync_to_thread=True)
def keep(
    draft_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    made = service.desk.templates.save(
        found.who, draft_id, form.name("name"), _lasts(form), found.now
    )
    return goes_to(f"/desk/templates/{made.hash.hex()}?done=kept")


@post("/templates/{hash:str}/ask", status_code=200, sync_to_thread=True)
def ask(hash: FromPath[str], request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """What this approver's passkey is to sign: the template's hash, for ten minutes."""
    found = acting(request, service)
    asked = service.desk.templates.ask(found.who, hash_of(hash), found.now)
    return to_sign(asked)


@post("/templates/{hash:str}/approve", status_code=200, sync_to_thread=True)
def approve(
    hash: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service)
    nonce, answer = signed_in(body)
    made = service.desk.templates.approve(found.who, hash_of(hash), nonce, answer, found.now)
    return told({"next": f"/desk/templates/{made.hash.hex()}"})


@post("/templates/{hash:str}/look", status_code=303, sync_to_thread=True)
def look(
    hash: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.desk.templates.look_at(found.who, hash_of(hash), found.now)
    return goes_to(f"/desk/templates/{hash}?done=looked")


@post("/templates/{hash:str}/retirement", status_code=303, sync_to_thread=True)
def retire(
    hash: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.desk.templates.retire(found.who, hash_of(hash), found.now)
    return goes_to(f"/desk/templates/{hash}?done=gone")


@post("/templates/{hash:str}/glass", status_code=303, sync_to_thread=True)
def break_glass(
    hash: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """Freezes it and shows the sheet; only the passkey there sends it."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    mode = mode_of(form.one("mode"))
    begun = service.desk.templates.break_glass(found.who, hash_of(hash), mode, found.now)
    return goes_to(f"/desk/submissions/{begun.id}")


@get("/reviews/{number:int}", sync_to_thread=True)
def review_page(
    number: FromPath[int], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found = visitor(request, service)
    return page(reviewing(found.scene, _reviewed(found, service, number)))


@post("/reviews/{number:int}", status_code=303, sync_to_thread=True)
def review(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    if form.one("was") not in ("right", "wrong"):
        raise DeskRefused("say whether it was right to send it")
    was_right = form.one("was") == "right"
    service.desk.templates.review(found.who, number, was_right, form.reason("note"), found.now)
    return goes_to("/desk?reviewed=1")


def _done(request: Asked, found: Visitor) -> str:
    done = request.query_params.get("done")
    return found.scene.say(f"template.{done}") if done in _DONE else ""


def _lasts(form: Form) -> timedelta:
    """Raises DeskRefused for longer than phones keep anything."""
    hours, most = form.number("hours"), LONGEST_TTL // _HOUR
    if hours > most:
        raise DeskRefused(f"phones keep an alert for {most} hours at most; write fewer")
    return hours * _HOUR


def _kept(service: Service, template: Template) -> Kept:
    if template.retired_at is not None:
        return Kept(template=template)
    return Kept(template=template, refusal=service.desk.templates.lost_ground(template))


def _opened(found: Visitor, service: Service, template: Template) -> Opened:
    draft, who, scene = template.draft, found.who, found.scene
    assert draft.area is not None
    preview = service.desk.templates.preview(template, found.now)
    made = preview.rendered
    grants = {
        act: may_in(who.session, who.staff, act, kind=draft.kind, area=draft.area, now=found.now)
        for act in (Act.APPROVE, Act.BREAK_GLASS, Act.SUBMIT)
    }
    is_maker = who.number == template.made_by
    is_own = who.number in service.desk.templates.writers(template)
    hinders = scene.say("template.own") if is_own else scene.refusal(grants[Act.APPROVE] or "")
    return Opened(
        kept=Kept(template=template, refusal=preview.refusal),
        editions=() if made is None else made.frozen.alert,
        drawing=drawn(draft.area, service.gazetteer, place_of(scene, draft.place_names)),
        hinders=hinders,
        may_break_glass=grants[Act.BREAK_GLASS] is None,
        may_approve=grants[Act.APPROVE] is None,
        may_retire=grants[Act.SUBMIT if is_maker else Act.APPROVE] is None,
        may_compose=may_compose(found),
        unchecked=service.desk.means.unchecked,
    )


def _reviewed(found: Visitor, service: Service, number: int) -> Reviewed:
    """Raises NotFound for what was not sent by one person."""
    submission = service.desk.deciding.submission(number)
    frozen = service.desk.means.store.frozen(number)
    if submission.template is None or frozen is None or submission.decided_at is None:
        raise NotFound("nothing of this number was sent by one person; the list shows what was")
    draft = service.desk.composing.draft(submission.draft_id, submission.version)
    reviews = service.desk.means.store.reviews(number)
    who, own = found.who, found.scene.say("review.own")
    held = may(who.staff, Act.REVIEW, kind=draft.kind, area=frozen.area, now=found.now)
    is_own = who.number in (submission.submitted_by, submission.decided_by)
    return Reviewed(
        submission=submission,
        frozen=frozen,
        what=what_of(submission, service, found.scene),
        template=service.desk.templates.template(submission.template).name,
        drawing=drawn(frozen.area, service.gazetteer, place_of(found.scene, draft.place_names)),
        reviews=reviews,
        hinders=own if is_own else found.scene.refusal(held or ""),
        is_done=any(one.staff == who.number for one in reviews),
        unchecked=service.desk.means.unchecked,
    )


ROUTES = (
    templates_page,
    one_template,
    keep,
    ask,
    approve,
    look,
    retire,
    break_glass,
    review_page,
    review,
)
