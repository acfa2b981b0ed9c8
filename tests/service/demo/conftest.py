"""A sender for the push service's tests, made of the libraries that the simulator itself avoids."""

import time
from typing import Any

import http_ece
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from service.demo.http_server import Request
from service.demo.opening import point_of
from service.demo.phones import Phone, make_phones
from service.demo.vapid import to_base64url


class Sender:
    """Makes what a correct service would send; each argument spoils one thing."""

    origin = "http://127.0.0.1:9001"
    alert = "abcdefghijklmnop"

    def __init__(self) -> None:
        self.vapid = Vapid02(ec.generate_private_key(ec.SECP256R1()))
        self.key = to_base64url(point_of(self.vapid.private_key))

    def phones(self, count: int) -> tuple[Phone, ...]:
        return make_phones([(139.5, 35.3)], [self.origin], count, seed=1, now=time.time())

    def authorization(self, **claims: Any) -> str:
        usual = {"aud": self.origin, "sub": "mailto:desk@minatohama.example"}
        exp = {"exp": int(time.time()) + 3600}
        header: str = self.vapid.sign(usual | exp | claims)["Authorization"]
        return header

    def payload(self, **data: Any) -> dict[str, Any]:
        usual = {"id": self.alert, "rev": 1, "strength": "leave", "mode": "training"}
        said = {"title": "DRILL", "body": "DRILL", "silent": True, "data": usual | data}
        return {"notification": said}

    def push(self, phone: Phone, payload: object, **headers: str | None) -> Request:
        """A request that any push service takes; a header given as None is left out."""
        usual = {
            "authorization": self.authorization(),
            "content-encoding": "aes128gcm",
            "ttl": "3600",
            "topic": self.alert,
            "urgency": "high",
        }
        body = http_ece.encrypt(
            msgspec.json.encode(payload),
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=phone.point,
            auth_secret=phone.auth,
            version="aes128gcm",
        )
        changed = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        chosen = {name: value for name, value in changed.items() if value is not None}
        return Request(method="POST", path=f"/push/{phone.token}", headers=chosen, body=body)


@pytest.fixture
def sender() -> Sender:
    return Sender()
