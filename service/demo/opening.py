"""A phone opens its push message: RFC 8291 over RFC 8188, one record, the receiving side only.

Written apart from the service's envelope, so that a mistake there cannot hide behind itself here.
"""

import hmac
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SALT_BYTES = 16
_POINT_BYTES = 65
_TAG_BYTES = 16
_HEADER_BYTES = _SALT_BYTES + 4 + 1 + _POINT_BYTES
_LAST_RECORD = 0x02


class CannotOpen(Exception):
    """The phone could not open a message that was pushed to it; the text says at which step."""


def open_message(body: bytes, private: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """The plaintext of one `aes128gcm` body. Raises `CannotOpen`."""
    salt, sender_point, record = _parts(body)
    key, nonce = _key_and_nonce(salt, sender_point, private, auth)
    try:
        padded = AESGCM(key).decrypt(nonce, record, None)
    except InvalidTag:
        raise CannotOpen("the text does not belong to this phone's keys") from None
    text = padded.rstrip(b"\0")
    if not text or text[-1] != _LAST_RECORD:
        raise CannotOpen("the padding does not mark the last record (0x02)")
    return text[:-1]


def _parts(body: bytes) -> tuple[bytes, bytes, bytes]:
    """Salt, the sender's point and the one record of a body."""
    if len(body) < _HEADER_BYTES + _TAG_BYTES + 1:
        raise CannotOpen(f"{len(body)} bytes are too few for a header and a record")
    salt = body[:_SALT_BYTES]
    record_size, key_length = struct.unpack_from("!LB", body, _SALT_BYTES)
    if key_length != _POINT_BYTES:
        raise CannotOpen(f"the key id has {key_length} bytes, not {_POINT_BYTES}")
    record = body[_HEADER_BYTES:]
    if len(record) > record_size:
        raise CannotOpen("more than one record (RFC 8291 section 4 allows one)")
    return salt, body[_SALT_BYTES + 5 : _HEADER_BYTES], record


def _key_and_nonce(
    salt: bytes, sender_point: bytes, private: ec.EllipticCurvePrivateKey, auth: bytes
) -> tuple[bytes, bytes]:
    """Content key (16 bytes) and nonce (12 bytes), by RFC 8291 section 3.4."""
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender_point)
    except ValueError:
        raise CannotOpen("the sender's key is not a point of P-256") from None
    shared = private.exchange(ec.ECDH(), sender)
    info = b"WebPush: info\0" + point_of(private) + sender_point
    material = _derive(auth, shared, info, 32)
    return (
        _derive(salt, material, b"Content-Encoding: aes128gcm\0", 16),
        _derive(salt, material, b"Content-Encoding: nonce\0", 12),
    )


def _derive(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256 (RFC 5869) for at most one block of output."""
    extracted = hmac.digest(salt, material, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")[:length]


def point_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key as an uncompressed point, 65 bytes: what a browser shows as `p256dh`."""
    numbers = private.public_key().public_numbers()
    return b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
