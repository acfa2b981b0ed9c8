"""Who asks the desk, and whether a page of ours asked: before anything else is looked at."""

from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import parse_qs

import msgspec

from alerts.model import Mode
from service.desk.acting import DeskRefused, NotAllowed, Who, allow
from service.desk.roles import Act, may_in
from service.desk.sessions import COOKIE_NAME, csrf_fits, csrf_of
from service.desk_page.scene import Scene
from service.desk_page.words import said, wanted
from service.errors import NotAuthorised
from service.web.answers import Asked
from service.wiring import Service

LANGUAGE_COOKIE = "desk-language"
_CSRF_HEADER = "x-desk-csrf"
_FROM_HERE = ("same-origin", "none")
Body = TypeVar("Body")


class LoginNeeded(NotAuthorised):
    """Nobody is logged in, or no longer; log in and come back."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is in, at one moment."""

    who: Who
    scene: Scene

    @property
    def now(self) -> datetime:
        return self.scene.now


def cookie_of(request: Asked) -> str:
    return str(request.cookies.get(COOKIE_NAME, ""))


def scene_of(request: Asked, service: Service) -> Scene:
    """For a page that anybody may see."""
    language = wanted(
        str(request.cookies.get(LANGUAGE_COOKIE, "")), request.headers.get("accept-language", "")
    )
    town = service.settings.town
    return Scene(
        language=language,
        now=datetime.now(UTC),
        time_zone=service.settings.time_zone,
        mode=service.means.policy.mode,
        town=town.get(language) or next(iter(town.values()), ""),
    )


def visitor(request: Asked, service: Service) -> Visitor:
    """Raises LoginNeeded, NotAllowed."""
    plain, cookie = scene_of(request, service), cookie_of(request)
    who = service.entrance.who(cookie, plain.now)
    if who is None:
        raise LoginNeeded("you are not logged in, or no longer; log in, then come back")
    allow(who, Act.VIEW, None, None, plain.now)
    scene = msgspec.structs.replace(
        plain,
        csrf=csrf_of(cookie) or "",
        number=who.number,
        name=who.staff.name,
        names={one.number: one.name for one in service.staff.everyone()},
        may_invite=may_in(who.session, who.staff, Act.INVITE, kind=None, area=None, now=plain.now)
        is None,
    )
    return Visitor(who=who, scene=scene)


def acting(request: Asked, service: Service, token: str | None = None) -> Visitor:
    """`visitor`, for whoever changes something. `token`: of a form; None: it is in a header.

    Raises NotAllowed unless a page of this session asked.
    """
    found = visitor(request, service)
    given = request.headers.get(_CSRF_HEADER, "") if token is None else token
    if not csrf_fits(cookie_of(request), given):
        raise NotAllowed(said(found.scene.language, "refused.csrf"))
    check_origin(request, service)
    return found


def check_origin(request: Asked, service: Service) -> None:
    """Where there is no session yet, this alone tells whose page asks. Raises NotAllowed."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    base = service.settings.base_url
    origin = request.headers.get("origin", "")
    is_ours = not origin or base == origin or base.startswith(f"{origin}/")
    if site not in _FROM_HERE or not is_ours:
        raise NotAllowed("another site asked for this; open the desk's own page and repeat it")


class Form:
    """The fields of a form that was sent (application/x-www-form-urlencoded)."""

    def __init__(self, body: bytes) -> None:
        try:
            self._fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=5_000)
        except (ValueError, UnicodeDecodeError) as error:
            raise DeskRefused("the form cannot be read; load the page again") from error

    def one(self, name: str) -> str:
        """The first value, "" if there is none."""
        return self._fields.get(name, [""])[0].strip()

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self._fields.get(name, ()))

    def number(self, name: str) -> int:
        """Raises DeskRefused for what is no whole number."""
        try:
            return int(self.one(name))
        except ValueError as error:
            raise DeskRefused(f"{name}: a whole number is missing; load the page again") from error


def read_json(body: bytes, type: type[Body]) -> Body:
    """Raises DeskRefused for another shape."""
    try:
        return msgspec.json.decode(body, type=type)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DeskRefused(f"the request cannot be read ({error}); load the page again") from error


def mode_of(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError as error:
        raise DeskRefused("choose real or drill") from error


Json = dict[str, Any]
