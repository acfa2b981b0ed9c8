"""Whatever we seal, the phone it was sealed for reads, and nobody else."""

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alerts.push.envelope import MAX_PLAINTEXT, agree, public_bytes, seal

PRIVATE_KEYS = st.integers(1, 2**255).map(lambda n: ec.derive_private_key(n, ec.SECP256R1()))
PLAINTEXTS = st.one_of(
    st.binary(max_size=MAX_PLAINTEXT),
    st.text(max_size=900).map(str.encode),
    st.integers(0, MAX_PLAINTEXT).map(lambda length: b"\x02\x00" * (length // 2)),
)
AUTHS = SALTS = st.binary(min_size=16, max_size=16)


@settings(max_examples=60)
@given(PLAINTEXTS, PRIVATE_KEYS, PRIVATE_KEYS, AUTHS, SALTS)
def test_the_phone_reads_exactly_what_was_sealed(plaintext, phone, sender, auth, salt) -> None:
    key = agree(public_bytes(phone.public_key()), auth, sender)

    body = seal(plaintext, key, salt)

    assert http_ece.decrypt(body, private_key=phone, auth_secret=auth) == plaintext
    assert (len(body), body[:16]) == (len(plaintext) + 103, salt)


@settings(max_examples=60)
@given(PLAINTEXTS.filter(bool), PRIVATE_KEYS, PRIVATE_KEYS, AUTHS, SALTS)
def test_we_and_http_ece_write_the_same_bytes(plaintext, phone, sender, auth, salt) -> None:
    public = public_bytes(phone.public_key())

    theirs = http_ece.encrypt(plaintext, salt=salt, private_key=sender, dh=public, auth_secret=auth)

    assert seal(plaintext, agree(public, auth, sender), salt) == theirs


# The record size (bytes 16 to 19) says how to read, not what was written: not authenticated.
TURNED_BITS = st.integers(0, 16 * 8 - 1) | st.integers(20 * 8, 140 * 8 - 1)


@settings(max_examples=60)
@given(PRIVATE_KEYS, PRIVATE_KEYS, AUTHS, SALTS, TURNED_BITS)
def test_a_body_with_any_bit_turned_is_not_read(phone, sender, auth, salt, bit) -> None:
    key = agree(public_bytes(phone.public_key()), auth, sender)
    body = bytearray(seal(b"Leave dangerous places now. Go up now", key, salt))

    body[bit // 8] ^= 1 << bit % 8

    assert len(body) == 140
    with pytest.raises((http_ece.ECEException, ValueError)):
        http_ece.decrypt(bytes(body), private_key=phone, auth_secret=auth)


@settings(max_examples=30)
@given(PLAINTEXTS, PRIVATE_KEYS, PRIVATE_KEYS, PRIVATE_KEYS, AUTHS, SALTS)
def test_another_phone_reads_nothing(plaintext, phone, other, sender, auth, salt) -> None:
    assume(public_bytes(phone.public_key()) != public_bytes(other.public_key()))

    body = seal(plaintext, agree(public_bytes(phone.public_key()), auth, sender), salt)

    with pytest.raises(http_ece.ECEException):
        http_ece.decrypt(body, private_key=other, auth_secret=auth)
