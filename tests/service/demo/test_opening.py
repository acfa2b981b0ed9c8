import base64

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pywebpush import WebPusher

from service.demo.opening import CannotOpen, open_message, point_of
from service.demo.vapid import from_base64url, to_base64url

PRIVATE = ec.generate_private_key(ec.SECP256R1())
AUTH = bytes(range(16))


def encrypted(text: bytes, **options: int) -> bytes:
    return http_ece.encrypt(
        text,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=point_of(PRIVATE),
        auth_secret=AUTH,
        version="aes128gcm",
        **options,
    )


def test_the_example_of_rfc_8291_is_opened():
    private = ec.derive_private_key(
        int.from_bytes(from_base64url("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"),
        ec.SECP256R1(),
    )
    body = from_base64url(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAm"
        "S6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_"
        "Qulcy4a-fN"
    )

    text = open_message(body, private, from_base64url("BTBZMqHH6r4Tts7J_aSIgg"))

    assert text == b"When I grow up, I want to be a watermelon"


def test_what_http_ece_encrypts_is_opened():
    text = "津波 ".encode() * 90

    assert open_message(encrypted(text), PRIVATE, AUTH) == text


def test_what_pywebpush_encrypts_is_opened():
    keys = {"p256dh": to_base64url(point_of(PRIVATE)), "auth": to_base64url(AUTH)}
    text = "洪水".encode()

    body = WebPusher({"endpoint": "https://push.example/1", "keys": keys}).encode(text)["body"]

    assert open_message(body, PRIVATE, AUTH) == text


def test_a_message_for_another_phone_stays_shut():
    stranger = ec.generate_private_key(ec.SECP256R1())

    with pytest.raises(CannotOpen, match="does not belong to this phone"):
        open_message(encrypted(b"for somebody else"), stranger, AUTH)


def test_two_records_are_refused():
    body = encrypted(b"x" * 300, rs=200)

    with pytest.raises(CannotOpen, match="more than one record"):
        open_message(body, PRIVATE, AUTH)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "too few"),
        (bytes(16) + bytes([0, 0, 16, 0, 20]) + bytes(200), "key id has 20 bytes"),
        (bytes(16) + bytes([0, 0, 16, 0, 65]) + bytes(200), "not a point"),
    ],
)
def test_a_body_that_is_no_message_is_refused_with_its_reason(body, reason):
    with pytest.raises(CannotOpen, match=reason):
        open_message(body, PRIVATE, AUTH)


def test_the_point_is_what_browsers_call_p256dh():
    padded = base64.urlsafe_b64encode(point_of(PRIVATE))

    assert len(from_base64url(padded.rstrip(b"=").decode())) == 65
