"""The envelope of one push: RFC 8291 (Message Encryption for Web Push) over RFC 8188, one record.

The costly half, elliptic curves, is `agree`: done once per phone in quiet time. `seal` is what
happens when people are in danger: three HMACs and one AES-GCM, no elliptic curve.
"""

import hmac
from hashlib import sha256

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from alerts.push.refusal import Refusal

PUBLIC_KEY_BYTES = 65
AUTH_BYTES = 16
SALT_BYTES = 16
# RFC 8291 section 4: 4,096 bytes of body, less header (86), padding delimiter (1) and tag (16).
MAX_PLAINTEXT = 3993

_RECORD_SIZE_AND_KEY_LENGTH = (4096).to_bytes(4) + bytes([PUBLIC_KEY_BYTES])
_LAST_RECORD = b"\x02"
_UNCOMPRESSED = 4
_BLOCK = 64
_INNER_PAD = bytes(one ^ 0x36 for one in range(256))
_OUTER_PAD = bytes(one ^ 0x5C for one in range(256))
# The trailing 1 is the block counter of HKDF-Expand (RFC 5869); one block is all we need.
_INFO_IKM = b"WebPush: info\0"
_INFO_KEY = b"Content-Encoding: aes128gcm\0\x01"
_INFO_NONCE = b"Content-Encoding: nonce\0\x01"


class AgreedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A sender key agreed with one phone in quiet time: 65 + 32 bytes (DESIGN section 6)."""

    sender_public: bytes
    ikm: bytes


class KeyRefused(ValueError):
    """A phone's keys were not checked by `refusal_of_keys` before they were stored."""


def refusal_of_keys(public_key: bytes, auth: bytes) -> Refusal | None:
    """None if a phone's `p256dh` and `auth` are usable; RFC 8291 section 7 demands this check."""
    point = _phone_point(public_key, auth)
    return point if isinstance(point, Refusal) else None


def agree(public_key: bytes, auth: bytes, private_key: ec.EllipticCurvePrivateKey) -> AgreedKey:
    """Agrees a key with one phone (RFC 8291 section 3.4).

    `public_key` (65 bytes) and `auth` (16 bytes) are the phone's; `private_key` is ours, on P-256,
    fresh for this phone, and never the VAPID key (RFC 8292 section 3.2).
    Raises `KeyRefused` for keys that `refusal_of_keys` refuses.
    """
    point = _phone_point(public_key, auth)
    if isinstance(point, Refusal):
        raise KeyRefused(point.reason)
    sender = public_bytes(private_key.public_key())
    pseudo_random = hmac.digest(auth, private_key.exchange(ec.ECDH(), point), "sha256")
    ikm = hmac.digest(pseudo_random, _INFO_IKM + public_key + sender + b"\x01", "sha256")
    return AgreedKey(sender_public=sender, ikm=ikm)


def seal(plaintext: bytes, key: AgreedKey, salt: bytes) -> bytes:
    """The body of a push, `Content-Encoding: aes128gcm`: 103 bytes longer than the plaintext.

    `salt` is 16 bytes and must never come twice with the same key (RFC 8188 section 2.1).
    Raises ValueError above `MAX_PLAINTEXT`: a second record is forbidden (RFC 8291 section 4).
    """
    return sealed_with(plaintext, key.sender_public, key.ikm, salt)


def sealed_with(plaintext: bytes, sender_public: bytes, ikm: bytes, salt: bytes) -> bytes:
    """`seal` for a key in its two parts, as a sender process is given it."""
    if len(plaintext) > MAX_PLAINTEXT:
        raise ValueError(f"{len(plaintext)} bytes do not fit a push: at most {MAX_PLAINTEXT}")
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    inner, outer = _pads(salt)
    inner, outer = _pads(sha256(outer + sha256(inner + ikm).digest()).digest())
    content_key = sha256(outer + sha256(inner + _INFO_KEY).digest()).digest()[:16]
    nonce = sha256(outer + sha256(inner + _INFO_NONCE).digest()).digest()[:12]
    record = AESGCM(content_key).encrypt(nonce, plaintext + _LAST_RECORD, None)
    return b"".join((salt, _RECORD_SIZE_AND_KEY_LENGTH, sender_public, record))


def _pads(key: bytes) -> tuple[bytes, bytes]:
    """What HMAC-SHA-256 puts before what it hashes (RFC 2104), for a key of ≤ 64 bytes.

    Written out because `hmac.digest` takes twice as long for messages as short as ours.
    """
    block = key.ljust(_BLOCK, b"\0")
    return block.translate(_INNER_PAD), block.translate(_OUTER_PAD)


def public_bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    """The uncompressed point: 65 bytes, the first of them 4."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _phone_point(public_key: bytes, auth: bytes) -> ec.EllipticCurvePublicKey | Refusal:
    if len(auth) != AUTH_BYTES:
        return Refusal(f"auth must be {AUTH_BYTES} bytes, not {len(auth)}")
    if len(public_key) != PUBLIC_KEY_BYTES or public_key[0] != _UNCOMPRESSED:
        return Refusal(f"p256dh must be an uncompressed P-256 point of {PUBLIC_KEY_BYTES} bytes")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
    except ValueError:
        return Refusal("p256dh is not a point on the curve P-256")
