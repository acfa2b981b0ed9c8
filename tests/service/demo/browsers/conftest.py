"""A page of three lines and a sender of its own: the rigs are proved without the service."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import http_ece
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from service.demo.http_server import HttpServers, Request, Response
from service.demo.opening import point_of
from service.demo.vapid import from_base64url, to_base64url

PAGE = "<!doctype html><meta charset=utf-8><title>rig</title><p>rig</p>"
WORKER = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => {
  const {title, ...options} = event.data.json();
  event.waitUntil(self.registration.showNotification(title, options));
});
"""
# Keys are base64url; the answer is PushSubscription.toJSON().
SUBSCRIBE = """
  await navigator.serviceWorker.register("/worker.js");
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe(
    {userVisibleOnly: true, applicationServerKey: "%s"});
  return subscription.toJSON();
"""
SHOWN = """
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({title, body, lang, tag}) => [title, body, lang, tag]);
"""


class RigSender:
    """Sends as a correct service would, by libraries that the service itself does not use."""

    def __init__(self, aud: str, reached: str) -> None:
        """`aud` is the endpoints' origin, `reached` where it is found."""
        self._aud, self._reached = aud, reached
        self._vapid = Vapid02(ec.generate_private_key(ec.SECP256R1()))
        self.key = to_base64url(point_of(self._vapid.private_key))

    def send(self, subscription: dict[str, Any], payload: object, **headers: str) -> int:
        """The push service's status. Headers are named as in Python: `topic="x"`."""
        claims = {"aud": self._aud, "sub": "mailto:a@b.example", "exp": int(time.time()) + 3600}
        usual = {
            "Authorization": self._vapid.sign(claims)["Authorization"],
            "Content-Encoding": "aes128gcm",
            "TTL": "3600",
        }
        request = urllib.request.Request(
            subscription["endpoint"].replace(self._aud, self._reached),
            data=_sealed(subscription["keys"], msgspec.json.encode(payload)),
            headers=usual | headers,
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code


def _sealed(keys: dict[str, str], plaintext: bytes) -> bytes:
    body: bytes = http_ece.encrypt(
        plaintext,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=from_base64url(keys["p256dh"]),
        auth_secret=from_base64url(keys["auth"]),
        version="aes128gcm",
    )
    return body


@pytest.fixture(scope="session")
def page_url() -> Iterator[str]:
    def answer(_: str, request: Request) -> Response:
        kind, text = "text/html", PAGE
        if request.path == "/worker.js":
            kind, text = "text/javascript", WORKER
        return Response(status=200, headers={"Content-Type": kind}, body=text)

    with HttpServers(1, answer) as servers:
        yield f"{servers.origins[0]}/"
