"""The envelope beside RFC 8291's own example, a second implementation, and two libraries."""

import os
from base64 import urlsafe_b64decode

import http_ece
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pywebpush import WebPusher

from alerts.ports import AgreedKey
from alerts.push.envelope import (
    MAX_PLAINTEXT,
    KeyRefused,
    agree,
    public_bytes,
    refusal_of_keys,
    seal,
)
from alerts.push.refusal import Refusal


def unbase64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unbase64(text)), ec.SECP256R1())


# RFC 8291 section 5 and appendix A
PLAINTEXT = b"When I grow up, I want to be a watermelon"
SENDER = private_key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
PHONE = private_key("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
PHONE_PUBLIC = unbase64(
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
)
AUTH = unbase64("BTBZMqHH6r4Tts7J_aSIgg")
SALT = unbase64("DGv6ra1nlYgDCS1FRnbzlw")
IKM = unbase64("S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg")
BODY = unbase64(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
    "lcy4a-fN"
)


def opened(body: bytes, phone: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a phone does, written a second time and in other words than the envelope."""
    salt, size, key_length = body[:16], int.from_bytes(body[16:20]), body[20]
    sender, record = body[21 : 21 + key_length], body[21 + key_length :]
    assert len(record) <= size
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
    info = b"WebPush: info\0" + public_bytes(phone.public_key()) + sender
    ikm = HKDF(hashes.SHA256(), 32, auth, info).derive(phone.exchange(ec.ECDH(), point))
    key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(ikm)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(ikm)
    padded = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0")
    assert padded[-1:] == b"\x02"
    return padded[:-1]


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    key = agree(PHONE_PUBLIC, AUTH, SENDER)

    body = seal(PLAINTEXT, key, SALT)

    assert key == AgreedKey(sender_public=public_bytes(SENDER.public_key()), ikm=IKM)
    assert body == BODY


def test_our_test_phone_opens_the_example_of_rfc_8291() -> None:
    assert opened(BODY, PHONE, AUTH) == PLAINTEXT


@pytest.mark.parametrize("length", [0, 1, 41, 2600, MAX_PLAINTEXT])
def test_http_ece_opens_what_we_seal(length: int) -> None:
    plaintext = os.urandom(length)

    body = seal(plaintext, agree(PHONE_PUBLIC, AUTH, SENDER), os.urandom(16))

    assert http_ece.decrypt(body, private_key=PHONE, auth_secret=AUTH) == plaintext
    assert len(body) == length + 103 <= 4096


def test_a_phone_opens_what_http_ece_seals_and_it_equals_ours() -> None:
    theirs = http_ece.encrypt(
        PLAINTEXT, salt=SALT, private_key=SENDER, dh=PHONE_PUBLIC, auth_secret=AUTH
    )

    assert opened(theirs, PHONE, AUTH) == PLAINTEXT
    assert theirs == seal(PLAINTEXT, agree(PHONE_PUBLIC, AUTH, SENDER), SALT)


def test_a_phone_opens_what_pywebpush_seals_and_it_equals_ours_of_the_same_key() -> None:
    subscription = {
        "endpoint": "https://push.example.org/1",
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    }

    theirs = bytes(WebPusher(subscription).encode(PLAINTEXT)["body"])

    ours = seal(PLAINTEXT, agree(PHONE_PUBLIC, AUTH, SENDER), SALT)
    assert opened(theirs, PHONE, AUTH) == opened(ours, PHONE, AUTH) == PLAINTEXT
    assert (len(theirs), theirs[16:21]) == (len(ours), ours[16:21])


def test_one_agreed_key_serves_many_messages_with_salts_of_their_own() -> None:
    key = agree(PHONE_PUBLIC, AUTH, SENDER)
    messages = [b"first", b"second", b"first"]

    bodies = [seal(text, key, bytes([n]) * 16) for n, text in enumerate(messages)]

    assert [opened(body, PHONE, AUTH) for body in bodies] == messages
    assert len(set(bodies)) == 3


def test_a_push_that_would_need_a_second_record_is_refused() -> None:
    key = agree(PHONE_PUBLIC, AUTH, SENDER)

    with pytest.raises(ValueError, match="3994 bytes do not fit a push: at most 3993"):
        seal(b"x" * 3994, key, SALT)


def test_a_salt_of_another_length_is_refused() -> None:
    key = agree(PHONE_PUBLIC, AUTH, SENDER)

    with pytest.raises(ValueError, match="a salt has 16 bytes, not 12"):
        seal(PLAINTEXT, key, SALT[:12])


OFF_THE_CURVE = PHONE_PUBLIC[:-1] + bytes([PHONE_PUBLIC[-1] ^ 1])
ON_ANOTHER_CURVE = public_bytes(ec.derive_private_key(3, ec.SECP256K1()).public_key())


@pytest.mark.parametrize(
    ("public_key", "auth", "reason"),
    [
        (OFF_THE_CURVE, AUTH, "p256dh is not a point on the curve P-256"),
        (ON_ANOTHER_CURVE, AUTH, "p256dh is not a point on the curve P-256"),
        (b"\x04" + bytes(64), AUTH, "p256dh is not a point on the curve P-256"),
        (b"\x04" + b"\xff" * 64, AUTH, "p256dh is not a point on the curve P-256"),
        (b"", AUTH, "p256dh must be an uncompressed P-256 point of 65 bytes"),
        (b"\0", AUTH, "p256dh must be an uncompressed P-256 point of 65 bytes"),
        (PHONE_PUBLIC[:64], AUTH, "p256dh must be an uncompressed P-256 point of 65 bytes"),
        (PHONE_PUBLIC + b"\0", AUTH, "p256dh must be an uncompressed P-256 point of 65 bytes"),
        (
            b"\x02" + PHONE_PUBLIC[1:33],
            AUTH,
            "p256dh must be an uncompressed P-256 point of 65 bytes",
        ),
        (
            b"\x06" + PHONE_PUBLIC[1:],
            AUTH,
            "p256dh must be an uncompressed P-256 point of 65 bytes",
        ),
        (PHONE_PUBLIC, b"", "auth must be 16 bytes, not 0"),
        (PHONE_PUBLIC, AUTH + b"\0", "auth must be 16 bytes, not 17"),
    ],
)
def test_keys_that_rfc_8291_forbids_are_refused_with_a_reason(
    public_key: bytes, auth: bytes, reason: str
) -> None:
    refusal = refusal_of_keys(public_key, auth)

    assert refusal == Refusal(reason)
    with pytest.raises(KeyRefused, match=reason):
        agree(public_key, auth, SENDER)


def test_good_keys_are_not_refused() -> None:
    assert refusal_of_keys(PHONE_PUBLIC, AUTH) is None
