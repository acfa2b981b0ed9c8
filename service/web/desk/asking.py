"""Who asks the desk, and whether a page of ours asked: before anything else is looked at."""

import re
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import msgspec

from alerts.model import Mode
from service.desk.acting import DeskRefused, NotAllowed, Who, allow
from service.desk.ports import Role
from service.desk.roles import Act, has_role, may
from service.desk.sessions import ABSOLUTE, COOKIE_NAME, IDLE, csrf_fits, csrf_of, is_fresh
from service.desk_page.log_alarms import alarms
from service.desk_page.ring_words import in_words, subject_at
from service.desk_page.scene import Scene, Stay
from service.desk_page.words import said, wanted
from service.errors import NotAuthorised
from service.web.answers import Asked
from service.wiring import Service

LANGUAGE_COOKIE = "desk-language"
_CSRF_HEADER = "x-desk-csrf"
_FROM_HERE = ("same-origin", "none")
_PAGE = re.compile(r"/desk/[A-Za-z0-9_\-/]{1,200}(\?[A-Za-z0-9_\-=&.:%]{0,400})?")
_ENTRANCES = ("/desk/login", "/desk/enrol", "/desk/recover", "/desk/logout", "/desk/session")
_OPEN = ("warnings", "templates", "policy", "city", "words", "rings")
# Controls (C0, DEL, C1), and marks that turn the direction of what follows: nobody sees them, and
# a text with them can read as another than it is. A line's end stays; a tab becomes a space.
_HINTS = (0x061C, 0x200E, 0x200F)
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = (*range(0x20), *range(0x7F, 0xA0), *_HINTS, *_TURNS)
_SEEN: dict[int, str | None] = {**dict.fromkeys(_UNSEEN), 0x09: " ", 0x0A: "\n"}
_KEPT: dict[int, str | None] = {key: to for key, to in _SEEN.items() if key not in _HINTS}
_LOST = frozenset(map(chr, _UNSEEN)) - frozenset("\t\n\r")
_TURNING = frozenset(map(chr, _TURNS))
_MOST_LABEL = 80
LARGEST = 2**63 - 1
"""The largest whole number that a store holds."""
Body = TypeVar("Body")


class LoginNeeded(NotAuthorised):
    """Nobody is logged in, or no longer; log in and come back."""


def address_of(request: Asked) -> str:
    """To count wrong codes by; kept nowhere."""
    return request.client.host if request.client else ""


def next_of(request: Asked) -> str:
    """Where somebody wanted to go who has to log in first; "" for the list.

    A form that came too late leads back to the page that it stood on.
    """
    if request.method in ("GET", "HEAD"):
        query = str(request.url.query or "")
        return within_desk(f"{request.url.path}?{query}" if query else request.url.path)
    came_from = urlsplit(request.headers.get("referer", ""))
    is_ours = came_from.netloc == request.headers.get("host", "")
    return within_desk(came_from.path) if is_ours else ""


def within_desk(path: str) -> str:
    """`path` if it is one of the desk's pages, else "": nobody is led elsewhere after a login."""
    return path if _PAGE.fullmatch(path) and not path.startswith(_ENTRANCES) else ""


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


def visitor(request: Asked, service: Service, *, touches: bool = True) -> Visitor:
    """`touches` False: a page asks by itself, which keeps nobody in.

    Raises LoginNeeded, NotAllowed.
    """
    plain, cookie = scene_of(request, service), cookie_of(request)
    who = service.entrance.who(cookie, plain.now, touches=touches)
    if who is None:
        raise LoginNeeded("you are not logged in, or no longer; log in, then come back")
    allow(who, Act.VIEW, None, None, plain.now)
    scene = msgspec.structs.replace(
        plain,
        csrf=csrf_of(cookie) or "",
        number=who.number,
        name=who.staff.name,
        names={one.number: one.name for one in service.staff.everyone()},
        rooms=_rooms(who, plain.now),
        alarms=_alarms(request, who, plain, service),
        stay=_stay(who, plain.now),
    )
    return Visitor(who=who, scene=scene)


def _rooms(who: Who, now: datetime) -> tuple[str, ...]:
    """The ways that are shown; each room still asks for itself who may come in."""
    staff = ("staff",) if has_role(who.staff, Role.ADMIN, now) else ()
    audit = may(who.staff, Act.AUDIT, kind=None, area=None, now=now) is None
    return (*_OPEN, *staff, *(("audit",) if audit else ()))


def _alarms(request: Asked, who: Who, scene: Scene, service: Service) -> tuple[str, ...]:
    """Whoever has the page open that nobody was reached for has been reached: they read the page
    instead of the alarm."""
    rings, here = service.rings, subject_at(request.url.path)
    unheard = rings.ringing.unheard_but(who.number, here, scene.now)
    log = alarms(scene, service.exporter.state(scene.now), service.audit_watch.state)
    store = (in_words(one.said, scene.language) for one in service.troubles())
    return (*store, *rings.words.unheard(unheard, scene), *log)


def _stay(who: Who, now: datetime) -> Stay:
    return Stay(
        idle_ends=now + IDLE, ends=who.session.begun + ABSOLUTE, fresh=is_fresh(who.session, now)
    )


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


def seen(text: str) -> str:
    """`text` without what nobody sees in it."""
    return text.translate(_SEEN)


def label_of(text: str) -> str:
    """What a person calls a device; nothing that is not printed."""
    return "".join(sign for sign in text if sign.isprintable()).strip()[:_MOST_LABEL]


class Form:
    """The fields of a form that was sent (application/x-www-form-urlencoded).

    Lines end with one line feed; other controls and marks of direction are left out, which
    `has_lost` says: somebody who pasted a text cannot see them, and it may read otherwise now.
    """

    def __init__(self, body: bytes) -> None:
        try:
            sent = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=5_000)
        except (ValueError, UnicodeDecodeError) as error:
            raise DeskRefused("the form cannot be read; load the page again") from error
        self._sent = sent
        self._fields = {name: [seen(one) for one in values] for name, values in sent.items()}
        typed = "".join(one for values in sent.values() for one in values)
        self.has_lost = not _LOST.isdisjoint(typed)

    def one(self, name: str) -> str:
        """The first value, "" if there is none."""
        return self._fields.get(name, [""])[0].strip()

    def reason(self, name: str) -> str:
        """The first value as a person wrote it, to stand in the log: with marks that only hint at
        a direction. Raises DeskRefused for those that turn it: it would read otherwise than it is.
        """
        typed = self._sent.get(name, [""])[0]
        if not _TURNING.isdisjoint(typed):
            raise DeskRefused(
                "the text has invisible marks that turn its direction, so that it can read as "
                "another; take them out, or type it anew"
            )
        return typed.translate(_KEPT).strip()

    def name(self, name: str) -> str:
        """The first value, by which something is told from others. Raises DeskRefused for any mark
        that nobody sees: two names must not look alike."""
        typed = self._sent.get(name, [""])[0]
        if not _LOST.isdisjoint(typed):
            raise DeskRefused(
                "the name has invisible marks, so that it can look like another; take them out, "
                "or type it anew"
            )
        return self.one(name)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self._fields.get(name, ()))

    def everything(self) -> dict[str, tuple[str, ...]]:
        """Every field with all its values, to show a form again as it was filled in."""
        return {name: tuple(values) for name, values in self._fields.items()}

    def number(self, name: str) -> int:
        """Raises DeskRefused for what is no whole number, or more than a store can hold."""
        try:
            found = int(self.one(name))
        except ValueError as error:
            raise DeskRefused(f"{name}: a whole number is missing; load the page again") from error
        if abs(found) > LARGEST:
            raise DeskRefused(f"{name}: this number is too large; write a smaller one")
        return found


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
