"""Pushes with the town's own key what the service never sends: repeats, later versions, rubbish.

Sealed by libraries that the service does not use.
"""

import time
import urllib.request
from collections.abc import Mapping
from typing import Any

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from service.demo.vapid import from_base64url
from tests.browser.phone import SUBSCRIPTION, Phone


def send(phone: Phone, payload: Mapping[str, Any] | bytes, stand_ins: Mapping[str, str]) -> int:
    """To this phone's own endpoint, or to what stands in for its origin; the status."""
    subscription = phone.browser.run(SUBSCRIPTION)
    endpoint = str(subscription["endpoint"])
    origin = "/".join(endpoint.split("/")[:3])
    [key] = phone.town.keys.glob("training-*.pem")
    claims = {"aud": origin, "sub": "mailto:a@b.example", "exp": int(time.time()) + 3600}
    reached = endpoint.replace(origin, stand_ins.get(origin, origin))
    signed = Vapid02.from_file(key).sign(claims)["Authorization"]
    return post(reached, _sealed(subscription["keys"], payload), {"Authorization": signed})


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The push service's answer to a sealed body. Raises HTTPError where it refuses."""
    usual = {"Content-Encoding": "aes128gcm", "TTL": "3600"}
    request = urllib.request.Request(url, data=body, headers={**usual, **headers}, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


def _sealed(keys: Mapping[str, str], payload: Mapping[str, Any] | bytes) -> bytes:
    plaintext = payload if isinstance(payload, bytes) else msgspec.json.encode(payload)
    body: bytes = http_ece.encrypt(
        plaintext,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=from_base64url(keys["p256dh"]),
        auth_secret=from_base64url(keys["auth"]),
        version="aes128gcm",
    )
    return body
