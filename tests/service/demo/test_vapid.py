import time

import msgspec
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from service.demo.vapid import BadVapid, check_vapid, to_base64url

DAY = 24 * 3600


def test_a_token_for_this_origin_and_key_is_taken(sender):
    check_vapid(sender.authorization(), sender.origin, sender.key, time.time())


@pytest.mark.parametrize(
    ("claims", "status", "reason"),
    [
        ({"aud": "http://127.0.0.1:9002"}, 403, "aud is"),
        ({"sub": "mallory"}, 403, "sub is neither"),
        ({"exp": 1_000_000}, 401, "expired"),
        ({"exp": time.time() + 2 * DAY}, 401, "more than 24 h"),
    ],
)
def test_a_wrong_claim_is_refused_as_real_services_do(sender, claims, status, reason):
    # Signed by hand: py_vapid would not write some of these claims.
    header = sign_freely(sender, claims)

    with pytest.raises(BadVapid, match=reason) as refused:
        check_vapid(header, sender.origin, sender.key, time.time())

    assert refused.value.status == status


def test_an_expiry_that_is_no_number_is_refused(sender):
    header = sign_freely(sender, {"exp": "tomorrow"})

    with pytest.raises(BadVapid, match="not a number"):
        check_vapid(header, sender.origin, sender.key, time.time())


def test_another_key_than_the_subscribed_one_is_refused(sender):
    with pytest.raises(BadVapid, match="not the one that the phone subscribed with") as refused:
        check_vapid(sender.authorization(), sender.origin, "B" * 87, time.time())

    assert refused.value.status == 403


def test_a_changed_token_is_refused(sender):
    header = sender.authorization()
    start = header.index("t=") + 2
    token = header[start:].split(",")[0]
    head, body, signature = token.split(".")
    other = sender.authorization(aud=sender.origin, sub="mailto:other@minatohama.example")
    foreign_body = other[other.index("t=") + 2 :].split(".")[1]

    forged = header.replace(token, f"{head}.{foreign_body}.{signature}")

    with pytest.raises(BadVapid, match="signature does not hold"):
        check_vapid(forged, sender.origin, sender.key, time.time())

    assert body != foreign_body


@pytest.mark.parametrize("header", ["", "Bearer x", "vapid t=a.b.c", "vapid k=BA", "vapid t=,k="])
def test_a_header_of_another_form_is_refused(sender, header):
    with pytest.raises(BadVapid) as refused:
        check_vapid(header, sender.origin, sender.key, time.time())

    assert refused.value.status == 401


@pytest.mark.parametrize("token", ["a.b", "!.!.!", "e30.e30.AA"])
def test_a_token_that_is_no_jwt_is_refused(sender, token):
    with pytest.raises(BadVapid) as refused:
        check_vapid(f"vapid t={token}, k={sender.key}", sender.origin, sender.key, time.time())

    assert refused.value.status == 401


def sign_freely(sender, claims):
    """A token with any claims, by the primitives of `cryptography`."""
    usual = {"aud": sender.origin, "sub": "mailto:a@b.example", "exp": time.time() + 3600}
    parts = ({"typ": "JWT", "alg": "ES256"}, usual | claims)
    signed = ".".join(to_base64url(msgspec.json.encode(part)) for part in parts)
    der = sender.vapid.private_key.sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
    pair = (number.to_bytes(32, "big") for number in decode_dss_signature(der))
    return f"vapid t={signed}.{to_base64url(b''.join(pair))}, k={sender.key}"
