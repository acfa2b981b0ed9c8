"""The demo's push services and the phones behind them: every message is checked and decrypted.

Runs in the thread of `HttpServers`; the lists are only appended to, so that other threads may
copy them at any time.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from service.demo.http_server import Request, Response
from service.demo.opening import CannotOpen, open_message
from service.demo.phones import Phone
from service.demo.push_rules import complaints, refusal

_PATH = "/push/"


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """One alert message as its phone decrypted it; `at` in epoch seconds, `phone` its number.

    `plaintext`: every byte of it, from which anybody can tell whether it is what was approved.
    """

    phone: int
    at: float
    alert_id: str
    revision: int
    notification: dict[str, Any]
    plaintext: bytes = b""

    @property
    def data(self) -> dict[str, Any]:
        """What the service put in for the worker (DESIGN section 6)."""
        return dict(self.notification["data"])


class PushServices:
    """All push services of the demo.

    `copies` says how often the phone with this number gets an alert message (1 is right; the
    demo's sabotage says 0 or 2). `on_nonce` takes a phone and the nonce of its confirmation.
    """

    def __init__(
        self, on_nonce: Callable[[Phone, str], None], copies: Callable[[int], int]
    ) -> None:
        self.received: list[Received] = []
        self.accepted: Counter[str] = Counter()
        self.defects: Counter[str] = Counter()
        self._on_nonce = on_nonce
        self._copies = copies
        self._phones: dict[tuple[str, str], Phone] = {}
        self._key = ""

    def subscribe(self, phones: Sequence[Phone], key: str) -> None:
        """The phones subscribe with this application server key (base64url, unpadded)."""
        self._phones = {(phone.push_origin, _PATH + phone.token): phone for phone in phones}
        self._key = key

    def answer(self, origin: str, request: Request) -> Response:
        """What one push service says to one request; never raises for what a sender may send."""
        phone = self._phones.get((origin, request.path))
        if phone is None:
            self._note("404: pushed to an address that no phone has")
            return Response(status=404, body="no such subscription")
        now = time.time()
        if found := refusal(request, origin, self._key, now):
            self._note(f"{found.status}: {found.reason}")
            return Response(status=found.status, body=found.reason)
        self.accepted[origin] += 1
        self._hand_over(phone, request, now)
        location = f"{origin}/message/{self.accepted[origin]}"
        return Response(status=201, headers={"Location": location, "TTL": request.headers["ttl"]})

    def _hand_over(self, phone: Phone, request: Request, now: float) -> None:
        try:
            plaintext = open_message(request.body, phone.private, phone.auth)
            notification = dict(msgspec.json.decode(plaintext)["notification"])
            data = dict(notification["data"])
        except CannotOpen as error:
            self._note(f"a phone could not open its message: {error}")
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            self._note(f"a phone could not read its message: {type(error).__name__}: {error}")
        else:
            if "nonce" in data:
                self._on_nonce(phone, str(data["nonce"]))
            else:
                self._show(phone, request, plaintext, notification, now)

    def _show(
        self,
        phone: Phone,
        request: Request,
        plaintext: bytes,
        notification: dict[str, Any],
        now: float,
    ) -> None:
        data = notification["data"]
        for complaint in complaints(request, plaintext, notification):
            self._note(complaint)
        received = Received(
            phone=phone.number,
            at=now,
            alert_id=str(data.get("id")),
            revision=int(data.get("rev", 0)),
            notification=notification,
            plaintext=plaintext,
        )
        self.received.extend([received] * self._copies(phone.number))

    def _note(self, defect: str) -> None:
        """Counted by its text, so that 2,000 like defects are one line."""
        self.defects[defect] += 1
