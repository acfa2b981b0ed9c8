"""/desk: the list; and beginning a draft."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from alerts.desk.draft import Draft, What
from alerts.desk.submission import State, Submission
from alerts.model import Kind, Phase
from service.desk.acting import DeskRefused
from service.desk.roles import ALLOWED, Act, holds
from service.desk_page.listing import Listed, Waiting, about_draft, about_revision, listing
from service.desk_page.scene import Scene
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, mode_of, visitor
from service.web.desk.replying import goes_to, page
from service.wiring import Service

_CLOSED = frozenset({State.WAITING, State.ISSUED, State.REJECTED})


@get("/", sync_to_thread=True)
def list_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    service.desk.reaching.warm(found.now)
    return page(listing(found.scene, _listed(found, service)))


@post("/drafts", status_code=303, sync_to_thread=True)
def begin(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    try:
        what, kind = What(form.one("what")), Kind(form.one("kind"))
    except ValueError as error:
        raise DeskRefused("choose what it is, and which hazard") from error
    if what is What.LIFTING:
        raise DeskRefused("an all-clear begins at the alert that it ends")
    mode = mode_of(form.one("mode"))
    draft = service.desk.composing.begin_empty(found.who, what, kind, mode, found.now)
    return goes_to(f"/desk/drafts/{draft.id}")


def _listed(found: Visitor, service: Service) -> Listed:
    desk, scene = service.desk, found.scene
    waiting = desk.means.store.submissions(State.WAITING)
    return Listed(
        live=service.alerts.live(found.now),
        waiting=tuple(
            Waiting(submission=one, what=what_of(one, service, scene)) for one in waiting
        ),
        drafts=tuple(one for one in desk.means.store.drafts() if _is_open(one, service)),
        may_compose=may_compose(found),
    )


def _is_open(draft: Draft, service: Service) -> bool:
    """Whether its newest version is still to be submitted, or came back."""
    closed = (
        one.draft_id == draft.id and one.version >= draft.version and one.state in _CLOSED
        for one in service.desk.means.store.submissions(most=500)
    )
    return not any(closed)


def what_of(submission: Submission, service: Service, scene: Scene) -> str:
    """What a submission is about, in a few words."""
    if submission.draft_id:
        draft = service.desk.composing.draft(submission.draft_id, submission.version)
        return about_draft(scene, draft)
    alert = service.alerts.alert(submission.alert_id)
    about = "" if alert is None else about_revision(scene, alert.latest)
    is_withdrawal = submission.phase is Phase.WITHDRAWN
    return f"{scene.say('what.withdrawal')} · {about}" if is_withdrawal else about


def may_compose(found: Visitor) -> bool:
    """Whether any grant lets this person compose now; each act still asks for itself."""
    grants = found.who.staff.grants
    return any(Act.COMPOSE in ALLOWED[one.role] and holds(one, found.now) for one in grants)


ROUTES = (list_page, begin)
