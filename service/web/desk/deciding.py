"""/desk/submissions/…: read what waits; return it, or approve it with a passkey."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.desk.submission import Submission, came_too_late
from alerts.model import Kind, Phase
from geo.area import Area
from service.desk.acting import Who
from service.desk.deciding import AskedAgain
from service.desk.roles import Act, may_in
from service.desk_page.deciding import Case, deciding
from service.desk_page.ground import explained, square_km
from service.desk_page.listing import phones_in_words, place_of
from service.errors import NotFound
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.closed_accounts import closed_accounts, refuse_unread
from service.web.desk.listing import what_of
from service.web.desk.replying import goes_to, page, told
from service.web.desk.signing import signed_in, to_sign
from service.wiring import Service

_ACT = {Phase.ALL_CLEAR: Act.ALL_CLEAR, Phase.WITHDRAWN: Act.WITHDRAW}
_CONFLICT = 409


@get("/submissions/{number:int}", sync_to_thread=True)
def submission_page(
    number: FromPath[int], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found = visitor(request, service)
    submission = service.desk.deciding.submission(number)
    return page(deciding(found.scene, _case(found, service, submission)))


@post("/submissions/{number:int}/return", status_code=303, sync_to_thread=True)
def give_back(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    service.desk.deciding.give_back(found.who, number, form.reason("reason"), found.now)
    return goes_to("/desk")


@post("/submissions/{number:int}/reject", status_code=303, sync_to_thread=True)
def reject(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    service.desk.deciding.reject(found.who, number, form.reason("reason"), found.now)
    return goes_to("/desk")


@post("/submissions/{number:int}/take-back", status_code=303, sync_to_thread=True)
def take_back(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.desk.deciding.take_back(found.who, number, found.now)
    return goes_to("/desk")


@post("/submissions/{number:int}/agreement", status_code=303, sync_to_thread=True)
def agree(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.desk.deciding.agree(found.who, number, found.now)
    return goes_to(f"/desk/submissions/{number}")


@post("/submissions/{number:int}/ask", status_code=200, sync_to_thread=True)
def ask(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """What this approver's passkey is to sign: over the frozen bytes, for ten minutes."""
    found = acting(request, service)
    writers = _writers(service.desk.deciding.submission(number), service)
    refuse_unread(body, closed_accounts(found.scene, service, writers))
    asked = service.desk.deciding.ask(found.who, number, found.now)
    return to_sign(asked)


@post("/submissions/{number:int}/approve", status_code=200, sync_to_thread=True)
def approve(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """`{"next": …}` where the alert is watched, or `{"grown": …}`: nothing was sent yet."""
    found = acting(request, service)
    nonce, answer = signed_in(body)
    came = service.desk.deciding.approve(found.who, number, nonce, answer, found.now)
    if isinstance(came, AskedAgain):
        before = phones_in_words(found.scene, came.before)
        today = phones_in_words(found.scene, came.now)
        is_alone = service.desk.deciding.submission(number).template is not None
        id = "glass.sheet.grown" if is_alone else "submission.grown"
        return told({"grown": found.scene.say(id, before=before, now=today)})
    return told({"next": f"/desk/alerts/{came.alert_id}"})


def _case(found: Visitor, service: Service, submission: Submission) -> Case:
    desk, scene = service.desk, found.scene
    frozen = desk.means.store.frozen(submission.id)
    if frozen is None:
        raise NotFound("its texts were deleted when their time was over; the log keeps the rest")
    kind, names = _about(submission, service)
    template = (
        None if submission.template is None else desk.means.store.template(submission.template)
    )
    who = found.who
    area = desk.means.touched(submission.alert_id, frozen.area)
    may_return = may_in(who.session, who.staff, Act.APPROVE, kind=kind, area=area, now=found.now)
    return Case(
        submission=submission,
        frozen=frozen,
        what=what_of(submission, service, scene),
        kind=scene.say(f"kind.{kind.value}"),
        place=place_of(scene, names),
        square_km=square_km(frozen.area),
        drawing=explained(scene, frozen.area, service.gazetteer, place_of(scene, names)),
        hinders=_hindrance(found, service, submission, kind, area),
        is_mine=submission.submitted_by == who.number,
        may_return=may_return is None,
        template="" if template is None else template.name,
        unchecked=desk.means.unchecked,
        closed=closed_accounts(scene, service, _writers(submission, service)),
        too_late=came_too_late(submission, service.alerts.alert(submission.alert_id)),
    )


def _about(submission: Submission, service: Service) -> tuple[Kind, dict[str, str]]:
    if submission.draft_id:
        draft = service.desk.composing.draft(submission.draft_id, submission.version)
        return draft.kind, draft.place_names
    alert = service.alerts.alert(submission.alert_id)
    assert alert is not None
    return alert.latest.kind, alert.latest.place_names


def _hindrance(
    found: Visitor, service: Service, submission: Submission, kind: Kind, area: Area
) -> str:
    """Why this person is shown no button. The button's absence guards nothing; `ask` does."""
    act = _ACT.get(submission.phase, Act.APPROVE)
    act = act if submission.template is None else Act.BREAK_GLASS
    who: Who = found.who
    if act in (Act.APPROVE, Act.ALL_CLEAR) and who.number in _writers(submission, service):
        return found.scene.say("submission.own")
    held = may_in(who.session, who.staff, act, kind=kind, area=area, now=found.now)
    return found.scene.refusal(held or "")


def _writers(submission: Submission, service: Service) -> set[int]:
    versions = range(1, submission.version + 1)
    drafts = (service.desk.composing.draft(submission.draft_id, one) for one in versions)
    return {submission.submitted_by, *(one.author for one in drafts)}


ROUTES = (submission_page, give_back, reject, take_back, agree, ask, approve)
