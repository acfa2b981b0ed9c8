"""Coming in and leaving: /desk/login, /desk/enrol, /desk/logout."""

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from service.desk.passkeys import cannot_bind
from service.desk.ports import Spent
from service.desk.sessions import ended_cookie
from service.desk_page import entering
from service.desk_page.words import LANGUAGES
from service.errors import NotFound, TooMany
from service.web.answers import Asked
from service.web.desk.asking import (
    LANGUAGE_COOKIE,
    Form,
    acting,
    address_of,
    check_origin,
    cookie_of,
    label_of,
    read_json,
    scene_of,
    within_desk,
)
from service.web.desk.replying import goes_to, page, told
from service.wiring import Service

_YEAR_S = 31_536_000
_MOST_NAME = 80


class Invited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of an invitation's link."""

    token: str


class Enrolling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`answer`: what `navigator.credentials.create` gave, as JSON."""

    token: str
    answer: msgspec.Raw
    label: str


class Answered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`answer`: what `navigator.credentials.get` gave, as JSON."""

    answer: msgspec.Raw


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who says that they lost every passkey."""

    name: str


class Recovering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`answer`: what `navigator.credentials.create` gave, as JSON."""

    name: str
    code: str
    answer: msgspec.Raw
    label: str


@get("/login", sync_to_thread=True)
def login_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    scene = scene_of(request, service)
    following = within_desk(request.query_params.get("next", ""))
    cannot = scene.refusal(cannot_bind(service.settings.base_url) or "")
    return page(entering.login(scene, cannot, following))


@post("/login/options", status_code=200, sync_to_thread=True)
def login_options(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    check_origin(request, service)
    return told(service.entrance.login_options(scene_of(request, service).now))


@post("/login", status_code=200, sync_to_thread=True)
def login(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    check_origin(request, service)
    answer = bytes(read_json(body, Answered).answer).decode()
    now = scene_of(request, service).now
    begun = service.entrance.login(answer, cookie_of(request), now)
    return told({"next": "/desk"}, begun.cookie.header())


@post("/login/code", status_code=303, sync_to_thread=True)
def login_code(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    check_origin(request, service)
    form, scene = Form(body), scene_of(request, service)
    following = within_desk(form.one("next"))
    try:
        begun = service.entrance.login_with_code(
            form.one("name"), form.one("code"), address_of(request), cookie_of(request), scene.now
        )
    except (Spent, TooMany) as error:
        return page(entering.login(scene, scene.refusal(str(error)), following), 403)
    return goes_to(following or "/desk", begun.cookie.header())


@get("/recover", sync_to_thread=True)
def recover_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    return page(entering.recover(scene_of(request, service)))


@post("/recover/options", status_code=200, sync_to_thread=True)
def recover_options(
    request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """The same for a name that nobody has."""
    check_origin(request, service)
    name = read_json(body, Named).name[:_MOST_NAME]
    return told(service.entrance.recovery(name, scene_of(request, service).now))


@post("/recover", status_code=200, sync_to_thread=True)
def recover(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    check_origin(request, service)
    given, scene = read_json(body, Recovering), scene_of(request, service)
    answer, address = bytes(given.answer).decode(), address_of(request)
    label = label_of(given.label)
    staff = service.entrance.recover(given.name, given.code, answer, label, address, scene.now)
    left = str(service.staff.recovery_left(staff.number))
    said = [scene.say("recover.done", codes=left)]
    if staff.may_approve_from is not None and staff.may_approve_from > scene.now:
        said.append(scene.say("recover.wait", when=scene.clock(staff.may_approve_from)))
    return told({"said": " ".join(said)})


@get("/enrol", sync_to_thread=True)
def enrol_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    return page(entering.enrol(scene_of(request, service)))


@post("/enrol/options", status_code=200, sync_to_thread=True)
def enrol_options(
    request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    check_origin(request, service)
    token = read_json(body, Invited).token
    return told(service.entrance.enrolment(token, scene_of(request, service).now))


@post("/enrol", status_code=200, sync_to_thread=True)
def enrol(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    check_origin(request, service)
    given = read_json(body, Enrolling)
    now = scene_of(request, service).now
    label = label_of(given.label)
    answer = bytes(given.answer).decode()
    return told({"codes": service.entrance.enrol(given.token, answer, label, now)})


@post("/logout", status_code=303, sync_to_thread=True)
def logout(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.entrance.logout(found.who, found.now)
    return goes_to("/desk/login", ended_cookie().header())


@get("/language/{language:str}", sync_to_thread=False)
def language(language: FromPath[str]) -> Response[bytes]:
    if language not in LANGUAGES:
        raise NotFound("the desk speaks ja and en")
    cookie = f"{LANGUAGE_COOKIE}={language}; Max-Age={_YEAR_S}; Path=/desk; SameSite=Lax; HttpOnly"
    return goes_to("/desk", cookie)


ROUTES = (
    login_page,
    login_options,
    login,
    login_code,
    recover_page,
    recover_options,
    recover,
    enrol_page,
    enrol_options,
    enrol,
    logout,
    language,
)
