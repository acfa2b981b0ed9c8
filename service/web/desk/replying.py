"""How the desk answers: pages that nobody stores, redirects after a change, JSON, and refusals."""

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException

from geo.errors import HanshoError
from service.desk_page.page import refused
from service.desk_page.refusing import refusal, refusal_of
from service.desk_page.scene import Scene
from service.desk_page.words.refusals.frame import OF_THE_WEB, OF_THE_WEB_IN_ENGLISH
from service.errors import NotFound, OutOfRange
from service.web.answers import HEADERS, READ, Asked
from service.web.desk.asking import LARGEST, LoginNeeded, next_of, scene_of, visitor
from service.web.errors import EXCEPTION_HANDLERS, http_problem, problem
from service.wiring import Service

_HTML = "text/html"
_JSON = "application/json"
_FIRST_FAULT = 500
_NOT_HERE = 404
_log = logging.getLogger(__name__)
Handler = Callable[[Any, Any], Response[Any]]

# The desk's pages have forms, of which each goes to this site alone. `same-origin`: our own pages
# say where they come from, which `check_origin` asks for; others hear nothing.
OWN: Mapping[str, str] = {
    **HEADERS,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page(body: bytes, status: int = 200, cookie: str = "") -> Response[bytes]:
    return _response(body, _HTML, status, cookie)


def told(value: Any, cookie: str = "") -> Response[bytes]:
    return _response(msgspec.json.encode(value), _JSON, 200, cookie)


def goes_to(path: str, cookie: str = "") -> Response[bytes]:
    """After a form: the browser asks for the page, and loading it again repeats nothing."""
    response = _response(b"", _HTML, 303, cookie)
    response.headers["Location"] = path
    return response


def _response(body: bytes, media_type: str, status: int, cookie: str) -> Response[bytes]:
    headers = {**OWN, **({"Set-Cookie": cookie} if cookie else {})}
    return Response(body, media_type=media_type, status_code=status, headers=headers)


def refusals(service: Service) -> dict[int | type[Exception], Handler]:
    """Every refusal of the service, as a page for whoever asked for one."""
    handlers = {**EXCEPTION_HANDLERS, OverflowError: _out_of_range}
    return {error: _shown(handler, service) for error, handler in handlers.items()}


def _out_of_range(request: Asked, error: OverflowError) -> Response[Any]:
    """An address may name a number that no row of a store can have: nothing is there. Whatever else
    is too large was typed, and should have been refused where it is read: so it is logged."""
    numbers = [one for one in request.path_params.values() if isinstance(one, int)]
    if any(abs(one) > LARGEST for one in numbers):
        return problem(request, NotFound("nothing has this number; the list shows what there is"))
    _log.error("%s: a number or a time is out of range", request.url.path, exc_info=error)
    said = "a number or a time is out of range; go back, mend what you typed, and send it again"
    return problem(request, OutOfRange(said))


def _shown(handler: Handler, service: Service) -> Handler:
    def handle(request: Asked, error: Any) -> Response[Any]:
        answer = handler(request, error)
        status = answer.status_code or _FIRST_FAULT
        scene = _scene(request, service)
        why = _why(scene.language, error, answer.content["detail"])
        if "text/html" not in request.headers.get("accept", ""):
            if "accept-language" in request.headers:
                answer.content["detail"] = why
            answer.headers.update(OWN)
            return answer
        if isinstance(error, LoginNeeded):
            wanted = next_of(request)
            return goes_to(
                f"/desk/login?{urlencode({'next': wanted})}" if wanted else "/desk/login"
            )
        title = "missing.title" if status == _NOT_HERE else "refused.title"
        answered = page(refused(scene, why, title), status)
        # `Allow`, for a method that the address does not know.
        answered.headers.update(getattr(error, "headers", None) or {})
        return answered

    return handle


def of_the_desk(
    handlers: Mapping[int | type[Exception], Handler], service: Service
) -> dict[int | type[Exception], Handler]:
    """Those of the whole application, but an address below /desk that is no route answers as the
    desk does. Whoever wants to read it and is not in is sent to log in, as at every other door."""
    others, own = handlers[HTTPException], _shown(http_problem, service)

    def strayed(request: Asked, error: Any) -> Response[Any]:
        if not f"{request.url.path}/".startswith("/desk/"):
            return others(request, error)
        try:
            if error.status_code == _NOT_HERE and request.method in READ:
                visitor(request, service)
        except HanshoError as refusal:
            return _shown(problem, service)(request, refusal)
        return own(request, error)

    return {**handlers, HTTPException: strayed}


def _scene(request: Asked, service: Service) -> Scene:
    try:
        return visitor(request, service).scene
    except HanshoError:
        return scene_of(request, service)


def _why(language: str, error: Exception, detail: str) -> str:
    """In the page's language; a program that names none is told in English."""
    if isinstance(error, HTTPException):
        known = OF_THE_WEB if language == "ja" else OF_THE_WEB_IN_ENGLISH
        return known.get(error.status_code, refusal(language, detail))
    if isinstance(error, HanshoError):
        return refusal_of(language, error)
    return refusal(language, detail)
