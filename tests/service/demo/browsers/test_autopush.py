"""The stand-in keeps to autopush's protocol, as a browser and as a sender see it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from websockets.sync.client import ClientConnection, connect

from service.demo.browsers.autopush import Autopush
from service.demo.opening import point_of
from service.demo.vapid import to_base64url
from tests.service.demo.browsers.conftest import RigSender


@pytest.fixture
def push() -> Iterator[Autopush]:
    with Autopush() as rig:
        yield rig


class Browser:
    """What Firefox says, one message at a time."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def tell(self, **message: Any) -> None:
        self._socket.send(json.dumps(message))

    def hear(self) -> dict[str, Any]:
        return dict(json.loads(self._socket.recv(timeout=10)))

    def hello(self, uaid: str = "") -> str:
        self.tell(
            messageType="hello", use_webpush=True, broadcasts={}, **({"uaid": uaid} if uaid else {})
        )
        return str(self.hear()["uaid"])

    def register(self, key: str) -> dict[str, Any]:
        """A subscription, as a page would hand it to the service."""
        self.tell(messageType="register", channelID="c1", key=f"{key}=")
        keys = {"p256dh": to_base64url(point_of(PRIVATE)), "auth": to_base64url(bytes(16))}
        return {"endpoint": self.hear()["pushEndpoint"], "keys": keys}


PRIVATE = ec.derive_private_key(7, ec.SECP256R1())


@contextmanager
def browser(push: Autopush) -> Iterator[Browser]:
    with connect(push.socket_url, subprotocols=["push-notification"], proxy=None) as socket:
        assert socket.subprotocol == "push-notification"
        yield Browser(socket)


def test_a_push_goes_to_the_browser_and_its_answer_is_written_down(push: Autopush) -> None:
    sender = RigSender(push.origin, push.origin)
    with browser(push) as firefox:
        firefox.hello()
        status = sender.send(firefox.register(sender.key), {"title": "a"})
        message = firefox.hear()
        firefox.tell(messageType="ack", updates=[{"version": message["version"], "code": 101}])
        push.log.wait(lambda log: log.opened, "the answer", 10)

    assert (status, message["channelID"]) == (201, "c1")
    assert push.log.opened == {message["version"]: 101}
    assert [post.message for post in push.log.accepted] == [message["version"]]


def test_unanswered_pushes_are_sent_again_and_a_topic_replaces_what_waits(push: Autopush) -> None:
    sender = RigSender(push.origin, push.origin)
    with browser(push) as firefox:
        uaid = firefox.hello()
        subscription = firefox.register(sender.key)
        sender.send(subscription, {"title": "unanswered"})
        unanswered = firefox.hear()["version"]
    deadline = time.monotonic() + 10
    while push.is_connected(uaid):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    for _ in range(2):
        sender.send(subscription, {"title": "waits"}, Topic="t")

    with browser(push) as firefox:
        again = firefox.hello(uaid)
        heard = [firefox.hear()["version"] for _ in range(2)]

    assert again == uaid
    assert heard == [unanswered, push.log.accepted[-1].message]


def test_senders_are_refused_as_a_real_service_refuses_them(push: Autopush) -> None:
    sender, stranger = (RigSender(push.origin, push.origin) for _ in range(2))
    elsewhere = RigSender("https://push.example", push.origin)
    with browser(push) as firefox:
        firefox.hello()
        subscription = firefox.register(sender.key)
        unknown = {**subscription, "endpoint": f"{push.origin}/wpush/v2/nobody"}
        statuses = [
            stranger.send(subscription, {}),
            elsewhere.send(subscription, {}),
            sender.send(subscription, {}, TTL=""),
            sender.send(unknown, {}),
        ]
        firefox.tell(messageType="unregister", channelID="c1")
        firefox.hear()
        statuses.append(sender.send(subscription, {}))

    assert statuses == [403, 403, 400, 404, 410]
    assert push.log.accepted == ()
    assert all(post.reason for post in push.log.posts)
