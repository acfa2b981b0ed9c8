"""/desk/rings: devices, a test, answers; what open pages ask every few seconds; the ring worker."""

from base64 import urlsafe_b64decode
from functools import cache

import msgspec
from litestar import Response, get, post, route
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from pwa.serving import Served, ring_worker
from service.desk.acting import DeskRefused
from service.desk.ring_people import approves
from service.desk.rings import Ring, Said
from service.desk_page.ring_words import subject_at
from service.desk_page.ringing import Listed, Shown, ringing
from service.web.answers import READ, Asked, answer_file
from service.web.desk.asking import (
    Form,
    Visitor,
    acting,
    label_of,
    read_json,
    visitor,
)
from service.web.desk.replying import goes_to, page, told
from service.wiring import Service

_DONE = frozenset({"added", "removed", "tested", "cannot"})
_LAST = 20
_worker = cache(ring_worker)


class Keys(msgspec.Struct, frozen=True):
    """As a browser's PushSubscription has them: base64url."""

    p256dh: str
    auth: str


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    endpoint: str
    keys: Keys
    label: str
    language: str


class Opened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`path`: of the page that was opened."""

    path: str


@route("/ring-worker.js", http_method=READ, sync_to_thread=False)
def worker(request: Asked) -> Response[bytes]:
    """Under /desk/, so that this is all that it sees."""
    found: Served = _worker()
    return answer_file(request, found, cache="no-cache")


@get("/rings", sync_to_thread=True)
def rings_page(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    found = visitor(request, service, touches="renew" not in request.query_params)
    done = request.query_params.get("done", "")
    return page(ringing(found.scene, _shown(found, service), done if done in _DONE else ""))


@get("/rings/mine", sync_to_thread=True)
def mine(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    """Asked by every open page. It is no use of the session: a page left open ends it all the same.

    `?sound=on`: the page would sound. Raises LoginNeeded.
    """
    found = visitor(request, service, touches=False)
    rings, number = service.rings, found.who.number
    if request.query_params.get("sound") == "on":
        rings.ringing.listening.note(number, found.now)
    return told([rings.words.said(one, found.scene) for one in rings.ringing.mine(number)])


@post("/rings/opened", status_code=200, sync_to_thread=True)
def opened(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    """A page tells that it was opened: whoever looks at what a ring is about has answered it."""
    found = acting(request, service)
    subject = subject_at(read_json(body, Opened).path)
    if subject:
        service.rings.ringing.opened(found.who, subject, found.now)
    return told({})


@post("/rings/devices", status_code=200, sync_to_thread=True)
def add_device(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service)
    wish = read_json(body, Wish)
    keys = (_bytes(wish.keys.p256dh), _bytes(wish.keys.auth))
    language = wish.language if wish.language == "en" else "ja"
    service.rings.ringing.add(
        found.who, wish.endpoint, keys, label_of(wish.label), language, found.now
    )
    return told({"next": "/desk/rings?done=added"})


@post("/rings/removal", status_code=303, sync_to_thread=True)
def remove_device(
    request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    service.rings.ringing.remove(found.who, form.number("device"), found.now)
    return goes_to("/desk/rings?done=removed")


@post("/rings/test", status_code=303, sync_to_thread=True)
def test(request: Asked, body: RawBody, service: NamedDependency[Service]) -> Response[bytes]:
    found = acting(request, service, Form(body).one("csrf"))
    service.rings.ringing.test(found.who, found.now)
    return goes_to("/desk/rings?done=tested")


@post("/rings/{number:int}/answer", status_code=303, sync_to_thread=True)
def answer(
    number: FromPath[int], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """Whoever comes is led to what it is about."""
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    try:
        said = Said(form.one("said"))
    except ValueError as error:
        raise DeskRefused("say whether you come; load the page again") from error
    ring = service.rings.ringing.answer(found.who, number, said, found.now)
    if said is Said.CANNOT:
        return goes_to("/desk/rings?done=cannot")
    return goes_to(service.rings.words.said(ring, found.scene).href)


def _shown(found: Visitor, service: Service) -> Shown:
    rings, number = service.rings, found.who.number
    every = rings.ringing.store.devices()
    own = tuple(one for one in every if one.staff == number)
    called = {one.staff for one in every if rings.ringing.works(one)}
    return Shown(
        devices=own,
        works=frozenset(one.id for one in own if rings.ringing.works(one)),
        mine=tuple(_rung(one, found, service) for one in rings.ringing.mine(number)),
        last=tuple(_rung(one, found, service) for one in rings.ringing.store.recent(_LAST)),
        deaf=tuple(
            one.name
            for one in service.staff.everyone()
            if approves(one, found.now) and one.number not in called
        ),
        key=rings.key.application_server_key,
    )


def _rung(ring: Ring, found: Visitor, service: Service) -> Listed:
    return Listed(ring=ring, said=service.rings.words.said(ring, found.scene))


def _bytes(text: str) -> bytes:
    """What is no base64url is no key, and is refused as such."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


ROUTES = (worker, rings_page, mine, opened, add_device, remove_device, test, answer)
