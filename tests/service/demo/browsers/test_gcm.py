"""The stand-in keeps to check-in, registration and MCS, as Chromium and a sender see them."""

import socket
import ssl
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from service.demo.browsers import protobuf
from service.demo.browsers.gcm import Gcm
from service.demo.opening import point_of
from service.demo.vapid import to_base64url
from tests.service.demo.browsers.conftest import RigSender

LOGIN, DATA = 2, 8
DEVICE = 4711


@pytest.fixture
def push(tmp_path: Path) -> Iterator[Gcm]:
    with Gcm(tmp_path) as rig:
        yield rig


def post(url: str, body: bytes) -> bytes:
    with urllib.request.urlopen(url, data=body, timeout=10) as answer:
        return bytes(answer.read())


def registered(push: Gcm, key: str, **more: str) -> dict:
    form = {"app": "org.chromium.linux", "X-subtype": "wp:page#1-V2", "sender": key}
    form |= {"device": str(DEVICE), **more}
    url = f"{push.origin}/c2dm/register3"
    token = post(url, urllib.parse.urlencode(form).encode()).decode().removeprefix("token=")
    point = point_of(ec.derive_private_key(7, ec.SECP256R1()))
    keys = {"p256dh": to_base64url(point), "auth": to_base64url(bytes(16))}
    return {"endpoint": f"{push.endpoint_origin}/fcm/send/{token}", "keys": keys}


def stanza(push: Gcm) -> dict[int, object]:
    """Logs in as the device and reads its first push."""
    port = int(next(s for s in push.switches if "mcs" in s).rpartition(":")[2])
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    login = protobuf.text(4, str(DEVICE))
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        context.wrap_socket(plain) as line,
        line.makefile("rb") as read,
    ):
        line.sendall(bytes([41, LOGIN]) + protobuf.varint(len(login)) + login)
        assert read.read(2) == bytes([38, 3])
        read.read(_length(read))
        assert read.read(1) == bytes([DATA])
        data = read.read(_length(read))
    return {field.number: field.value for field in protobuf.fields(data)}


def _length(read: object) -> int:
    """A varint off a file."""
    result = shift = 0
    while True:
        byte = read.read(1)[0]
        result |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return result


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 2**64 - 1) | st.binary())))
def test_what_is_written_is_read(written: list[tuple[int, int | bytes]]) -> None:
    data = b"".join(
        protobuf.number(field, value) if isinstance(value, int) else protobuf.text(field, value)
        for field, value in written
    )

    read = [(field.number, field.value) for field in protobuf.fields(data)]

    assert read == written


@pytest.mark.parametrize("data", [b"\x80", b"\x0a\x05ab", b"\x0b"])
def test_what_does_not_end_is_no_message(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"wire type|does not end"):
        list(protobuf.fields(data))


def test_a_device_keeps_its_id_at_the_next_check_in(push: Gcm) -> None:
    first = {f.number: f.value for f in protobuf.fields(post(f"{push.origin}/checkin", b""))}
    known = protobuf.number(2, first[7]) + protobuf.fixed64(13, first[8])

    again = {f.number: f.value for f in protobuf.fields(post(f"{push.origin}/checkin", known))}

    assert (again[7], again[8]) == (first[7], first[8])


def test_a_push_waits_for_the_login_and_a_topic_replaces_what_waits(push: Gcm) -> None:
    sender = RigSender(push.endpoint_origin, push.origin)
    subscription = registered(push, sender.key)
    for _ in range(2):
        sender.send(subscription, {"title": "a"}, Topic="t")

    told = stanza(push)

    assert told[9] == push.log.accepted[-1].message.encode()
    assert (told[3], told[5]) == (sender.key.encode(), b"org.chromium.linux")


def test_senders_are_refused_as_a_real_service_refuses_them(push: Gcm) -> None:
    sender, stranger = (RigSender(push.endpoint_origin, push.origin) for _ in range(2))
    # A token for the stand-in's own address is not one for the endpoint's.
    elsewhere = RigSender(push.origin, push.origin)
    subscription = registered(push, sender.key)
    near = {
        **subscription,
        "endpoint": subscription["endpoint"].replace(push.endpoint_origin, push.origin),
    }
    statuses = [stranger.send(subscription, {}), elsewhere.send(near, {})]
    registered(push, sender.key, delete="true")
    statuses.append(sender.send(subscription, {}))

    assert statuses == [403, 403, 410]
    assert push.log.accepted == ()
