"""Chromium's push service in the small: check-in, registration, MCS over TLS, senders' endpoints.

Chromium writes Google's host into every endpoint, so the service that is tried out is told that
`endpoint_origin` is to be found at `origin` (setting `push_resolve`); tokens are for the former.
"""

import secrets
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs

import msgspec

from service.demo.browsers.mcs import Mcs, Stanza
from service.demo.browsers.post_log import PostLog
from service.demo.browsers.protobuf import fields, fixed64, number, text
from service.demo.http_server import HttpServers, Request, Response
from service.demo.push_rules import refusal

ENDPOINT_ORIGIN = "https://jmt17.google.com"
"""Where Debian's Chromium sends senders; other builds say fcm.googleapis.com."""

_PATH = "/fcm/send/"


class _Registration(msgspec.Struct, frozen=True):
    """Whose token it is: device, Chromium's app id and subtype, the sender's key (base64url)."""

    device: int
    app: str
    subtype: str
    sender: str


class Gcm:
    """A context manager. `folder` is for the certificate; `log` holds every POST."""

    endpoint_origin = ENDPOINT_ORIGIN

    def __init__(self, folder: Path) -> None:
        self.log = PostLog()
        self.origin = ""
        self._mcs = Mcs(folder, self.log.note_connected)
        self._registrations: dict[str, _Registration] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._mcs)
        self.origin = self._stack.enter_context(HttpServers(1, self._answer)).origins[0]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def switches(self) -> tuple[str, ...]:
        """What to start Chromium with, so that it finds all of this here."""
        return (
            f"--gcm-checkin-url={self.origin}/checkin",
            f"--gcm-registration-url={self.origin}/c2dm/register3",
            f"--gcm-mcs-endpoint=https://127.0.0.1:{self._mcs.port}",
            "--ignore-certificate-errors",
        )

    def _answer(self, _: str, request: Request) -> Response:
        if request.path == "/checkin":
            return Response(status=200, body=_checked_in(request.body))
        if request.path == "/c2dm/register3":
            return Response(status=200, body=self._register(request))
        return self._take(request)

    def _register(self, request: Request) -> str:
        form = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}
        if form.get("delete") == "true":
            owner = (int(form["device"]), form.get("X-subtype", ""))
            gone = [t for t, r in self._registrations.items() if (r.device, r.subtype) == owner]
            for token in gone:
                del self._registrations[token]
            return f"token={form.get('app', '')}"
        token = f"{uuid.uuid4().hex}:{secrets.token_urlsafe(24)}"
        self._registrations[token] = _Registration(
            int(form["device"]),
            form["app"],
            form.get("X-subtype", ""),
            form.get("sender", "").rstrip("="),
        )
        return f"token={token}"

    def _take(self, request: Request) -> Response:
        owner = self._registrations.get(request.path.removeprefix(_PATH))
        if owner is None:
            return self._refuse(request, 410, "no such registration")
        if found := refusal(request, self.endpoint_origin, owner.sender, time.time()):
            return self._refuse(request, found.status, found.reason)
        message = uuid.uuid4().hex
        self.log.note(request, message, 201, "")
        self._mcs.push(_stanza(owner, message, request))
        headers = {"Location": f"{self.endpoint_origin}/{message}", "TTL": request.headers["ttl"]}
        return Response(status=201, headers=headers)

    def _refuse(self, request: Request, status: int, reason: str) -> Response:
        self.log.note(request, "", status, reason)
        return Response(status=status, body=reason)


def _checked_in(body: bytes) -> bytes:
    """AndroidCheckinResponse. A device that has an id already keeps it."""
    known = {field.number: field.value for field in fields(body)}
    device, token = known.get(2), known.get(13)
    return (
        number(1, 1)
        + number(3, int(time.time() * 1000))
        + fixed64(7, device if isinstance(device, int) and device else secrets.randbits(62) | 1)
        + fixed64(8, token if isinstance(token, int) and token else secrets.randbits(62) | 1)
        + text(11, "hansho")
    )


def _stanza(owner: _Registration, message: str, request: Request) -> Stanza:
    """DataMessageStanza: the encrypted body as it came, with what Chromium decrypts it by."""
    pairs = {"subtype": owner.subtype, "content-encoding": request.headers["content-encoding"]}
    data = (
        text(3, owner.sender)
        + text(5, owner.app)
        + b"".join(text(7, text(1, key) + text(2, value)) for key, value in pairs.items())
        + text(9, message)
        + number(17, int(request.headers["ttl"]))
        + number(18, int(time.time() * 1000))
        + text(21, request.body)
    )
    topic = request.headers.get("topic", "")
    return Stanza(device=owner.device, message=message, key=(owner.subtype, topic), data=data)
