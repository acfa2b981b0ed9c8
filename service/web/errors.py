"""Exceptions -> RFC 9457 problem details: one table; a test demands a row for each class."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from alerts.ports import RevisionOutOfOrder, StoreUnavailable
from geo.changes import ChangeRefused
from geo.errors import HanshoError
from geo.ports import ChangesOutOfOrder
from service.control import ServerUnreachable
from service.desk.acting import Changed, DeskRefused, Held, NotAllowed
from service.desk.desk_store import RuleBroken
from service.desk.passkeys import PasskeyRefused
from service.desk.ports import DeskChanged, Spent, Taken
from service.desk.staffing import StaffRefused
from service.errors import NotAuthorised, NotFound, OutOfRange, RegistrationRefused, TooMany
from service.keys import KeysRefused
from service.settings import SettingsRefused

_log = logging.getLogger(__name__)
_MEDIA_TYPE = "application/problem+json"
_UNAVAILABLE = 503
_TRY_AGAIN_AFTER_S = 30

STATUS_OF: dict[type[Exception], tuple[int, str]] = {
    NotFound: (404, "Not here"),
    OutOfRange: (400, "Out of range"),
    NotAuthorised: (401, "Not authorised"),
    RegistrationRefused: (400, "Registration refused"),
    TooMany: (429, "Too many requests"),
    StoreUnavailable: (503, "The store cannot be written now"),
    RevisionOutOfOrder: (409, "Another revision came first"),
    NotAllowed: (403, "Not for you"),
    Changed: (409, "Not what was approved"),
    Held: (409, "Not ready to be submitted"),
    ChangeRefused: (409, "The city does not change so"),
    ChangesOutOfOrder: (409, "Somebody else changed the city meanwhile"),
    DeskRefused: (409, "The desk does not do this"),
    RuleBroken: (409, "A rule of the desk"),
    DeskChanged: (409, "Somebody else acted meanwhile"),
    Spent: (409, "Used already, or run out"),
    Taken: (409, "Belongs to somebody else"),
    PasskeyRefused: (403, "The passkey does not hold"),
    StaffRefused: (409, "Not for this staff"),
    ServerUnreachable: (503, "The service does not answer"),
    SettingsRefused: (500, "The settings cannot be used"),
    KeysRefused: (500, "The push keys cannot be used"),
    HanshoError: (500, "The service failed"),
}


def problem(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """The answer for one of our exceptions, by its nearest class in the table."""
    status, title = next(STATUS_OF[cls] for cls in type(error).__mro__ if cls in STATUS_OF)
    answer = _response(status, title, str(error))
    if status == _UNAVAILABLE:
        answer.headers["Retry-After"] = str(_TRY_AGAIN_AFTER_S)
    if isinstance(error, TooMany) and error.retry_after_s:
        answer.headers["Retry-After"] = str(error.retry_after_s)
    return answer


def http_problem(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """The answer for the framework's own refusals: unknown route, bad body, wrong method."""
    extra = error.extra if isinstance(error.extra, list) else []
    answer = _response(error.status_code, error.detail, error.detail)
    # `Allow`, which a refused method must be told (RFC 9110, section 15.5.6).
    answer.headers.update(error.headers or {})
    if extra:
        answer.content["errors"] = [
            {"field": one.get("key", ""), "reason": one.get("message", "")} for one in extra
        ]
    return answer


def too_deep(_: Request[Any, Any, Any], _error: Exception) -> Response[dict[str, Any]]:
    """A body of brackets in brackets, which no client of ours sends."""
    return _response(400, "The body is nested too deeply", "send the fields of docs/formats.md")


def unexpected(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """A fault of ours: the log has it, the answer says nothing of it."""
    _log.error("a request failed", exc_info=error)
    return _response(500, "The service failed", "This is a fault of the service; its log says why")


def _response(status: int, title: str, detail: str) -> Response[dict[str, Any]]:
    content = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    return Response(content, status_code=status, media_type=_MEDIA_TYPE)


EXCEPTION_HANDLERS: dict[int | type[Exception], Any] = {
    HTTPException: http_problem,
    RecursionError: too_deep,
    Exception: unexpected,
    **dict.fromkeys(STATUS_OF, problem),
}
