"""/desk/alerts/…: watch one go, take it back, end it, change it."""

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.model import Alert
from service.desk.following import Following, following
from service.desk.roles import Act, may_in
from service.desk_page.city_trouble import trouble as shown_trouble
from service.desk_page.watching import Watched, progress_parts, watching
from service.errors import NotFound
from service.page.markup import Html, join
from service.web.answers import Asked
from service.web.desk.asking import Form, Visitor, acting, visitor
from service.web.desk.city_asking import trouble
from service.web.desk.listing import may_compose
from service.web.desk.replying import goes_to, page
from service.wiring import Service


@get("/alerts/{alert_id:str}", sync_to_thread=True)
def watch_page(
    alert_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    found = visitor(request, service)
    return page(watching(found.scene, _watched(found, service, alert_id)))


@get("/alerts/{alert_id:str}/progress", sync_to_thread=True)
def progress(
    alert_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    """The part of the page that changes, for its script where events do not come through. That a
    page stands open keeps nobody logged in.
    """
    found = visitor(request, service, touches=False)
    parts = progress_parts(found.scene, glanced(service, alert_id, found))
    return page(join(*parts).encode())


@post("/alerts/{alert_id:str}/withdrawal", status_code=303, sync_to_thread=True)
def withdraw(
    alert_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """Freezes it and shows the confirm sheet; only the passkey there sends it."""
    found = acting(request, service, Form(body).one("csrf"))
    begun = service.desk.deciding.begin_withdrawal(found.who, alert_id, found.now)
    return goes_to(f"/desk/submissions/{begun.id}")


@post("/alerts/{alert_id:str}/all-clear", status_code=303, sync_to_thread=True)
def all_clear(
    alert_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    draft = service.desk.composing.begin_lifting(found.who, alert_id, found.now)
    return goes_to(f"/desk/drafts/{draft.id}")


@post("/alerts/{alert_id:str}/update", status_code=303, sync_to_thread=True)
def update(
    alert_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    mode = _alert(service, alert_id).latest.mode
    draft = service.desk.composing.begin_from_alert(
        found.who, alert_id, mode, found.now, changes=True
    )
    return goes_to(f"/desk/drafts/{draft.id}")


def _alert(service: Service, alert_id: str) -> Alert:
    found = service.alerts.alert(alert_id)
    if found is None:
        raise NotFound("there is no such alert; the list shows those that there are")
    return found


def followed(service: Service, alert_id: str, found: Visitor) -> Following:
    """Raises NotFound."""
    return following(
        _alert(service, alert_id),
        service.ledger,
        service.desk.means.store.issued_for(alert_id),
        service.dispatcher.sending(found.now),
        service.desk.reaching.rounding,
    )


def glanced(service: Service, alert_id: str, found: Visitor) -> Following:
    """`followed`, at most a second old: for pages that renew themselves. Raises NotFound."""
    return service.glances.at(alert_id, lambda: followed(service, alert_id, found))


def _watched(found: Visitor, service: Service, alert_id: str) -> Watched:
    alert = followed(service, alert_id, found)
    last, who = alert.alert.latest, found.who
    refusal = may_in(
        who.session, who.staff, Act.WITHDRAW, kind=last.kind, area=last.area, now=found.now
    )
    reason = found.scene.refusal(refusal or "")
    hurt = trouble(service, alert.alert)
    return Watched(
        following=alert,
        trouble=Html("") if hurt is None else shown_trouble(found.scene, hurt),
        may_not_withdraw=found.scene.say("watch.withdraw.not", reason=reason) if reason else "",
        may_compose=may_compose(found),
    )


ROUTES = (watch_page, progress, withdraw, all_clear, update)
