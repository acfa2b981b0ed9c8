"""The pages' addresses: `/{language}/…`. Only `/` redirects. What fails here fails as a page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Response, route
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from service.page.accepted import wanted
from service.page.site import Page, Site
from service.web.answers import LIVE, READ, Asked, answer
from service.wiring import Service

_HTML = "text/html; charset=utf-8"
_NO_LANGUAGE = "error.language.title"
_NO_PAGE = "error.page.title"
_NO_ALERT = "error.alert.title"
_FOUND = 200
# For how long a proxy may show a page whose service does not answer. It says itself when it was
# so; one that may be read as "there is no danger" is shown five minutes at most (DOMAIN section 6).
_ON_FAILURE = f"{LIVE}, stale-if-error=86400"
_CALM_ON_FAILURE = f"{LIVE}, stale-if-error=240"
_FIRST_FAULT = 500
_NOBODY = "'none'"


@route("/", http_method=READ, sync_to_thread=False)
def entrance(request: Asked) -> Redirect:
    """To Now in the language that the browser asks for."""
    language = wanted(request.headers.get("accept-language", ""))
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    return Redirect(f"/{language}/", status_code=302, headers=headers)


@route("/{language:str}", http_method=READ, sync_to_thread=True)
def now_page(
    language: FromPath[str], request: Asked, site: NamedDependency[Site]
) -> Response[bytes]:
    now = datetime.now(UTC)
    if not site.knows(language):
        return _missing(request, site, _NO_LANGUAGE, "en", now)
    return _answer(request, site.now(language, now), site.holds_until(now))


@route("/{language:str}/alerts/{alert_id:str}", http_method=READ, sync_to_thread=True)
def alert_page(
    language: FromPath[str],
    alert_id: FromPath[str],
    request: Asked,
    site: NamedDependency[Site],
) -> Response[bytes]:
    now = datetime.now(UTC)
    if not site.knows(language):
        return _missing(request, site, _NO_LANGUAGE, "en", now)
    page = site.alert(alert_id, language, now)
    if page is None:
        return _missing(request, site, _NO_ALERT, language, now)
    return _answer(request, page, site.holds_until(now))


@route("/{language:str}/alerts/{alert_id:str}/way", http_method=READ, sync_to_thread=True)
def way_page(
    language: FromPath[str],
    alert_id: FromPath[str],
    request: Asked,
    site: NamedDependency[Site],
) -> Response[bytes]:
    now = datetime.now(UTC)
    if not site.knows(language):
        return _missing(request, site, _NO_LANGUAGE, "en", now)
    page = site.way(alert_id, language, now)
    if page is None:
        return _missing(request, site, _NO_ALERT, language, now)
    return _answer(request, page, site.holds_until(now))


@route("/{language:str}/situation", http_method=READ, sync_to_thread=True)
def situation_page(
    language: FromPath[str], request: Asked, site: NamedDependency[Site]
) -> Response[bytes]:
    """Named by itself: what lies below it has an address of its own."""
    now = datetime.now(UTC)
    if not site.knows(language):
        return _missing(request, site, _NO_LANGUAGE, "en", now)
    return _answer(request, site.situation(language, now), site.holds_until(now))


@route("/{language:str}/situation/embed", http_method=READ, sync_to_thread=True)
def embedded_page(
    language: FromPath[str],
    request: Asked,
    site: NamedDependency[Site],
    service: NamedDependency[Service],
) -> Response[bytes]:
    """How things stand, for the pages that the settings name; no other page may be framed."""
    now = datetime.now(UTC)
    if not site.knows(language):
        return _missing(request, site, _NO_LANGUAGE, "en", now)
    page = site.embedded(language, now)
    framed = {"Content-Security-Policy": embed_policy(service.settings.embed_origins)}
    until = site.holds_until(now)
    return answer(request, page.body, _HTML, cache=_CALM_ON_FAILURE, headers=framed, until=until)


def embed_policy(origins: Sequence[str]) -> str:
    """Nothing but styles and pictures of ours; framed by these origins, or by nobody."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {' '.join(origins) or _NOBODY}"
    )


@route("/{language:str}/{name:str}", http_method=READ, sync_to_thread=True)
def named_page(
    language: FromPath[str], name: FromPath[str], request: Asked, site: NamedDependency[Site]
) -> Response[bytes]:
    """history, map, start, settings, card, about."""
    now = datetime.now(UTC)
    if not site.knows(language):
        return _missing(request, site, _NO_LANGUAGE, "en", now)
    page = site.page(name, language, now)
    if page is None:
        return _missing(request, site, _NO_PAGE, language, now)
    return _answer(request, page, site.holds_until(now))


@route("/gallery", http_method=READ, sync_to_thread=True)
def gallery_page(request: Asked, site: NamedDependency[Site]) -> Response[bytes]:
    """Only a training space has it."""
    now = datetime.now(UTC)
    return _answer(request, site.gallery("en", now), site.holds_until(now))


Handler = Callable[[Any, Any], Response[Any]]


def as_pages(
    handlers: Mapping[int | type[Exception], Handler], site: Site
) -> dict[int | type[Exception], Handler]:
    """The same refusals, but as a page for whoever asked for a page."""
    return {error: _as_page(handler, site) for error, handler in handlers.items()}


def _as_page(handler: Handler, site: Site) -> Handler:
    def handle(request: Asked, error: Any) -> Response[Any]:
        problem = handler(request, error)
        if not _wants_page(request):
            return problem
        now, language = datetime.now(UTC), _language_of(request, site)
        status = problem.status_code or _FIRST_FAULT
        if status >= _FIRST_FAULT:
            page = site.unavailable(language, now)
            return _failed(request, page, status)
        missing = _missing(request, site, _NO_PAGE, language, now, status)
        missing.headers.update(getattr(error, "headers", None) or {})
        return missing

    return handle


def _wants_page(request: Asked) -> bool:
    path = request.url.path
    return not path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def _language_of(request: Asked, site: Site) -> str:
    first = request.url.path.split("/")[1]
    return first if site.knows(first) else "en"


def _missing(
    request: Asked, site: Site, title_id: str, language: str, now: datetime, status: int = 404
) -> Response[bytes]:
    return _failed(request, site.missing(title_id, language, now), status)


def _answer(request: Asked, page: Page, until: datetime) -> Response[bytes]:
    cache = _CALM_ON_FAILURE if page.is_calm else _ON_FAILURE
    return answer(request, page.body, _HTML, cache=cache, until=until)


def _failed(request: Asked, page: Page, status: int) -> Response[bytes]:
    """What is no page of ours today is never stored."""
    return answer(request, page.body, _HTML, status=status, cache="no-store")
