"""/desk: the list; and beginning a draft."""

from collections.abc import Iterator

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import RawBody

from alerts.desk.draft import What
from alerts.desk.submission import State, Submission, came_too_late
from alerts.languages import described
from alerts.model import Kind, Phase
from service.desk.acting import DeskRefused
from service.desk.roles import ALLOWED, Act, holds
from service.desk_page.beginning import Beginnings, begin
from service.desk_page.city import waiting_items
from service.desk_page.listing import (
    Listed,
    Open,
    Owed,
    Waiting,
    about_draft,
    about_revision,
    listing,
)
from service.desk_page.reviewing import left, sent_by
from service.desk_page.scene import Scene
from service.desk_page.warnings import waiting_item
from service.page.markup import Html
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, mode_of, visitor
from service.web.desk.city_asking import here
from service.web.desk.replying import goes_to, page
from service.wiring import Service

_FINAL = frozenset({State.ISSUED, State.REJECTED})
_MOST_PAST = 30
_DIGITS = 3


@get("/", sync_to_thread=True)
def list_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    service.desk.reaching.warm(found.now)
    return page(listing(found.scene, _listed(found, service), _done(request, found.scene)))


@post("/drafts", status_code=303, sync_to_thread=True)
def begin_empty(
    request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
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


def _done(request: Asked, scene: Scene) -> str:
    """What came of the form that led here."""
    count = str(request.query_params.get("begun", ""))
    if count.isdecimal() and len(count) < _DIGITS:
        return scene.say("begin.several", count=count)
    return scene.say("list.reviewed") if request.query_params.get("reviewed") else ""


def _listed(found: Visitor, service: Service) -> Listed:
    desk, scene = service.desk, found.scene
    waiting = [
        one
        for one in desk.means.store.submissions(State.WAITING)
        if not came_too_late(one, service.alerts.alert(one.alert_id))
    ]
    room = service.warning_room
    undecided = {one.id: one for one in room.waiting(found.now)}
    return Listed(
        live=tuple(one for one in service.alerts.live(found.now) if one.id not in undecided),
        waiting=tuple(
            Waiting(submission=one, what=what_of(one, service, scene)) for one in waiting
        ),
        reopenings=_reopenings(found, service),
        unread=tuple(described(one).name for one in service.unread_words),
        warnings=tuple(waiting_item(scene, one, room.release(one)) for one in undecided.values()),
        owed=tuple(_owed(one, service, scene) for one in desk.templates.owed()),
        drafts=tuple(_open_drafts(service)),
        begin=begin(scene, _beginnings(service)) if may_compose(found) else Html(""),
    )


def _reopenings(found: Visitor, service: Service) -> tuple[Html, ...]:
    if service.city_room is None:
        return ()
    return waiting_items(found.scene, here(found, service))


def _beginnings(service: Service) -> Beginnings:
    return Beginnings(
        templates=tuple(one for one in service.desk.means.store.templates() if one.is_ready),
        alerts=service.alerts.recent(_MOST_PAST),
    )


def _owed(submission: Submission, service: Service, scene: Scene) -> Owed:
    reviews = service.desk.means.store.reviews(submission.id)
    return Owed(
        submission=submission,
        what=what_of(submission, service, scene),
        by=sent_by(scene, submission),
        left=left(len(reviews)),
    )


def _open_drafts(service: Service) -> Iterator[Open]:
    """Those that are still to be submitted: never submitted, come back, or changed since."""
    for draft in service.desk.means.store.drafts():
        submissions = service.desk.means.store.of_draft(draft.id)
        newest = submissions[0] if submissions else None
        is_final = any(one.state in _FINAL for one in submissions)
        waits = newest is not None and newest.state is State.WAITING
        if newest is not None and waits:
            waits = not came_too_late(newest, service.alerts.alert(newest.alert_id))
        if not is_final and not (waits and newest is not None and newest.version == draft.version):
            yield Open(draft=draft, returned=newest)


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


ROUTES = (list_page, begin_empty)
