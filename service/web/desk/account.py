"""/desk/account: what a person does about their own ways in; /desk/session: how long they stay."""

from base64 import b32decode

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from webauthn.helpers import base64url_to_bytes

from service.desk import totp
from service.desk.acting import DeskRefused
from service.desk.own_account import Offered
from service.desk.ports import Spent
from service.desk.sessions import ended_cookie, is_alive
from service.desk_page.account import Own, account, new_codes, totp_offer
from service.web.answers import Asked
from service.web.desk.areas import naming
from service.web.desk.asking import (
    Form,
    LoginNeeded,
    Visitor,
    acting,
    cookie_of,
    label_of,
    read_json,
    scene_of,
    visitor,
)
from service.web.desk.replying import goes_to, page, told
from service.wiring import Service

_DONE = ("named", "removed", "added", "totp", "dropped")


class Adding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`answer`: what `navigator.credentials.create` gave, as JSON."""

    answer: msgspec.Raw
    label: str


@get("/account", sync_to_thread=True)
def own_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service)
    done = request.query_params.get("done", "")
    said = found.scene.say(f"account.done.{done}") if done in _DONE else ""
    return page(account(found.scene, _own(found, service), done=said))


@post("/account/passkeys/options", status_code=200, sync_to_thread=True)
def add_options(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service)
    return told(service.entrance.another(found.who, found.now))


@post("/account/passkeys", status_code=200, sync_to_thread=True)
def add(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service)
    given = read_json(body, Adding)
    label = label_of(given.label)
    service.entrance.add(found.who, bytes(given.answer).decode(), label, found.now)
    return told({"next": "/desk/account?done=added"})


@post("/account/passkeys/{passkey:str}/name", status_code=303, sync_to_thread=True)
def name(
    passkey: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    label = label_of(form.one("label"))
    service.own_account.name(found.who, _credential_id(passkey), label, found.now)
    return goes_to("/desk/account?done=named")


@post("/account/passkeys/{passkey:str}/removal", status_code=303, sync_to_thread=True)
def remove(
    passkey: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.own_account.remove(found.who, _credential_id(passkey), found.now)
    return goes_to("/desk/account?done=removed")


@post("/account/totp/offer", status_code=200, sync_to_thread=True)
def offer_totp(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    return page(totp_offer(found.scene, service.own_account.offer_totp(found.who, found.now)))


@post("/account/totp", status_code=303, sync_to_thread=True)
def take_totp(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    secret = form.one("secret")
    try:
        service.own_account.take_totp(found.who, secret, form.one("code"), found.now)
    except Spent as error:
        offered = _offered_again(found, service, secret)
        return page(totp_offer(found.scene, offered, found.scene.refusal(str(error))), 409)
    return goes_to("/desk/account?done=totp")


@post("/account/totp/removal", status_code=303, sync_to_thread=True)
def drop_totp(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.own_account.drop_totp(found.who, found.now)
    return goes_to("/desk/account?done=dropped")


@post("/account/codes", status_code=200, sync_to_thread=True)
def codes(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """They stand in this answer and nowhere else."""
    found = acting(request, service, Form(body).one("csrf"))
    return page(new_codes(found.scene, service.own_account.new_codes(found.who, found.now)))


@post("/account/logout", status_code=303, sync_to_thread=True)
def leave(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """Everywhere."""
    found = acting(request, service, Form(body).one("csrf"))
    service.entrance.logout_everywhere(found.who, found.now)
    return goes_to("/desk/login", ended_cookie().header())


@get("/session", sync_to_thread=True)
def session(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """How long it lasts. To ask is no use of it: a page left open keeps nobody in for ever."""
    visitor(request, service, touches=False)
    return _left(request, service)


@post("/session", status_code=200, sync_to_thread=True)
def stay(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    acting(request, service)
    return _left(request, service)


def _left(request: Asked, service: Service) -> Response[bytes]:
    scene = scene_of(request, service)
    ends = service.entrance.ends(cookie_of(request), scene.now)
    if ends is None:
        raise LoginNeeded("you are not logged in, or no longer; log in, then come back")
    return told({"left_s": int((ends - scene.now).total_seconds()), "clock": scene.clock(ends)})


def _own(found: Visitor, service: Service) -> Own:
    store, number = service.staff, found.who.number
    alive = [one for one in store.sessions() if is_alive(one, found.now)]
    return Own(
        staff=found.who.staff,
        session=found.who.session,
        sessions=tuple(one for one in alive if one.staff == number),
        passkeys=store.passkeys(number),
        has_totp=store.totp(number) is not None,
        codes_left=store.recovery_left(number),
        name_area=naming(service, found.scene),
    )


def _offered_again(found: Visitor, service: Service, secret: str) -> Offered:
    """The same secret, that a wrong code need not be scanned anew. Raises DeskRefused."""
    try:
        raw = b32decode(secret)
    except ValueError as error:
        raise DeskRefused("this is not the secret that was offered; begin again") from error
    if len(raw) != totp.SECRET_BYTES:
        raise DeskRefused("this is not the secret that was offered; begin again")
    address = totp.address(raw, found.who.staff.name, service.own_account.town)
    return Offered(secret=secret, address=address)


def _credential_id(text: str) -> bytes:
    try:
        return base64url_to_bytes(text)
    except ValueError:
        return b""


ROUTES = (
    own_page,
    add_options,
    add,
    name,
    remove,
    offer_totp,
    take_totp,
    drop_totp,
    codes,
    leave,
    session,
    stay,
)
