"""A push service's look at a VAPID header (RFC 8292), as strict as the strictest real ones."""

import base64
import binascii
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_LONGEST_LIFE_S = 24 * 3600


class BadVapid(Exception):
    """The header does not prove the sender; `status` is what a real push service answers."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def check_vapid(header: str, origin: str, subscribed_key: str, now: float) -> None:
    """Raises `BadVapid` unless this `Authorization` may push to a phone of `origin`.

    `subscribed_key` is the application server key that the phone subscribed with, base64url
    without padding; `now` in epoch seconds.
    """
    token, key = _parts(header)
    if key != subscribed_key:
        raise BadVapid(403, "VAPID key is not the one that the phone subscribed with")
    claims = _signed_claims(token, key)
    if claims.get("aud") != origin:
        raise BadVapid(403, f"VAPID aud is {claims.get('aud')!r}, not {origin!r}")
    _check_expiry(claims.get("exp"), now)
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise BadVapid(403, "VAPID sub is neither mailto: nor https:")


def _parts(header: str) -> tuple[str, str]:
    scheme, _, rest = header.partition(" ")
    fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme.lower() != "vapid" or not fields.get("t") or not fields.get("k"):
        raise BadVapid(401, "Authorization is not `vapid t=…, k=…`")
    return fields["t"], fields["k"]


def _check_expiry(exp: object, now: float) -> None:
    if not isinstance(exp, int | float):
        raise BadVapid(401, "VAPID exp is not a number")
    if exp <= now:
        raise BadVapid(401, "VAPID token has expired")
    if exp > now + _LONGEST_LIFE_S:
        raise BadVapid(401, "VAPID exp is more than 24 h ahead")


def _signed_claims(token: str, key: str) -> dict[str, Any]:
    """The claims of a JWT whose ES256 signature by `key` holds."""
    try:
        head, body, signature = token.split(".")
        algorithm = msgspec.json.decode(from_base64url(head), type=dict[str, Any]).get("alg")
        claims = msgspec.json.decode(from_base64url(body), type=dict[str, Any])
        point = from_base64url(key)
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        raw = from_base64url(signature)
    except (ValueError, msgspec.MsgspecError) as error:
        raise BadVapid(401, f"VAPID token or key is malformed: {error}") from None
    if algorithm != "ES256" or len(raw) != 64:
        raise BadVapid(401, "VAPID token is not signed by ES256")
    pair = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    try:
        public.verify(encode_dss_signature(*pair), f"{head}.{body}".encode(), _ES256)
    except InvalidSignature:
        raise BadVapid(401, "VAPID signature does not hold") from None
    return claims


_ES256 = ec.ECDSA(hashes.SHA256())


def from_base64url(text: str) -> bytes:
    """Bytes of unpadded base64url. Raises `ValueError` for anything else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def to_base64url(data: bytes) -> str:
    """Unpadded base64url, as browsers write keys."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
