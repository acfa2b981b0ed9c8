"""What anyone may read: the push key, the alerts, and one page that says how things stand."""

from typing import Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from alerts.languages import match as match_language
from alerts.model import Alert, Phase, Relation
from service.errors import NotFound
from service.status import StatusPage
from service.wiring import Service

_MOST_ALERTS = 50


class PushKeyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The key that phones subscribe with (`applicationServerKey`, base64url) and its id."""

    key_id: str
    public_key: str


class AlertSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One alert without its words; times in epoch seconds."""

    id: str
    rev: int
    kind: str
    strength: str
    phase: str
    mode: str
    issuer: str
    sent: int
    until: int
    review: int | None


class AlertsList(msgspec.Struct, frozen=True, kw_only=True):
    alerts: list[AlertSummary]


@get("/api/v1/push-key", sync_to_thread=False)
def push_key(service: NamedDependency[Service]) -> PushKeyAnswer:
    key = service.key
    return PushKeyAnswer(key_id=key.key_id, public_key=key.application_server_key)


@get("/api/v1/alerts", sync_to_thread=True)
def alerts(service: NamedDependency[Service]) -> AlertsList:
    """The newest alerts, live or over, newest first."""
    return AlertsList(alerts=[_summary(one) for one in service.alerts.recent(_MOST_ALERTS)])


@get("/api/v1/alerts/{alert_id:str}", sync_to_thread=True)
def alert(
    alert_id: FromPath[str], service: NamedDependency[Service], language: FromQuery[str] = "en"
) -> Response[bytes]:
    """The newest revision in one language: exactly the payload that was pushed."""
    found = service.alerts.alert(alert_id)
    if found is None:
        raise NotFound("no alert has this id; /api/v1/alerts lists the newest")
    return Response(
        _payload(service, found, match_language(language)), media_type="application/json"
    )


@get("/", sync_to_thread=False)
def start() -> Redirect:
    """The only address that redirects."""
    return Redirect("/status", status_code=302, headers={"Cache-Control": "no-store"})


@get("/status", sync_to_thread=True)
def status_page(service: NamedDependency[Service]) -> Response[bytes]:
    page = StatusPage(service).render()
    return Response(page, media_type="text/html; charset=utf-8", headers=PAGE_HEADERS)


@get("/status.css", sync_to_thread=False)
def status_style() -> Response[bytes]:
    return Response(StatusPage.STYLE, media_type="text/css; charset=utf-8")


PAGE_HEADERS: dict[str, Any] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def _summary(one: Alert) -> AlertSummary:
    latest = one.latest
    return AlertSummary(
        id=one.id,
        rev=latest.number,
        kind=latest.kind.value,
        strength=latest.strength.value,
        phase=latest.phase.value,
        mode=latest.mode.value,
        issuer=latest.issuer,
        sent=int(latest.sent.timestamp()),
        until=int(latest.valid_until.timestamp()),
        review=int(latest.review.timestamp()) if latest.review is not None else None,
    )


def _payload(service: Service, one: Alert, language: str) -> bytes:
    relation = Relation.NEW if one.latest.phase is Phase.LIVE else Relation.CHANGED
    for edition in service.alerts.editions(one.id, one.latest.number):
        if (edition.language, edition.relation) == (language, relation):
            return edition.payload
    raise NotFound(f"this alert has no text in {language}")
