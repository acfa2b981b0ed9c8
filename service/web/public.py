"""What anyone may read: the push key, the alerts, and one page that says how things stand."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, get, route
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from alerts.languages import match as match_language
from alerts.languages import names_for
from pwa.serving import served
from service.errors import NotFound
from service.page.site import Site
from service.status import StatusPage
from service.watch.feed_state import FeedState
from service.web.answers import LIVE, READ, Asked, answer, answer_file
from service.web.described import answering
from service.wiring import Service

_JSON = "application/json"


class PushKeyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The key that phones subscribe with (`applicationServerKey`, base64url) and its id."""

    key_id: str
    public_key: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A feed of the town. `silent_since`: epoch seconds of its last answer; None while it answers.

    Of a feed that never answered it is the server's minute: nothing is known from it, and `heard`
    is false. `title`: its name in the language that was asked for.
    """

    id: str
    title: str
    silent_since: int | None
    heard: bool


class AlertsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`now`: the server's minute, epoch seconds; `sources` are the feeds that are watched.

    `alerts` are payloads as they were pushed, `data.say` in all, newest first (docs/formats.md).
    """

    now: int
    sources: list[Source]
    alerts: list[msgspec.Raw]


@route(
    "/api/v1/push-key",
    http_method=READ,
    sync_to_thread=False,
    responses=answering(PushKeyAnswer),
)
def push_key(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    key = service.key
    told = PushKeyAnswer(key_id=key.key_id, public_key=key.application_server_key)
    return answer(request, msgspec.json.encode(told), _JSON)


@route(
    "/api/v1/alerts",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(AlertsAnswer, 400, 503),
)
def alerts(
    request: Asked, site: NamedDependency[Site], language: FromQuery[str] = "en"
) -> Response[bytes]:
    """Live alerts, and those over within 72 hours."""
    now = datetime.now(UTC)
    wanted = match_language(language)
    told = site.reader.listed(wanted, now)
    minute = now.replace(second=0, microsecond=0)
    payloads = [msgspec.Raw(one.payload) for one in told]
    sources = [_source(one, wanted, minute) for one in site.feeds(now)]
    listed = AlertsAnswer(now=int(minute.timestamp()), sources=sources, alerts=payloads)
    return answer(request, msgspec.json.encode(listed), _JSON, until=site.holds_until(now))


def _source(feed: FeedState, language: str, minute: datetime) -> Source:
    since = None if feed.freshness == "fresh" else feed.answered or minute
    return Source(
        id=feed.name,
        title=feed.title(*names_for(language)),
        silent_since=None if since is None else int(since.timestamp()),
        heard=feed.answered is not None,
    )


@route(
    "/api/v1/alerts/{alert_id:str}",
    http_method=READ,
    sync_to_thread=True,
    responses=answering(dict[str, Any], 400, 404, 503),
)
def alert(
    alert_id: FromPath[str],
    request: Asked,
    site: NamedDependency[Site],
    language: FromQuery[str] = "en",
) -> Response[bytes]:
    """The newest revision in one language: the payload that was pushed, with its `data.say`."""
    told = site.reader.one(alert_id, match_language(language), datetime.now(UTC))
    if told is None:
        raise NotFound("no alert has this id; /api/v1/alerts lists the newest")
    return answer_file(request, served("alert.json", told.payload), cache=LIVE)


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
