"""VAPID (RFC 8292): telling a push service who we are, with one signed token per origin.

Signing costs more than sealing a message, and RFC 8292 section 2 encourages reuse: tokens live for
12 hours and are renewed after 6. `now` is our clock corrected by `ServiceState.clock_offset`.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from alerts.push.envelope import public_bytes

LIFETIME = timedelta(hours=12)
RENEW_AFTER = timedelta(hours=6)
# RFC 8292 section 2: `exp` must not be more than 24 hours ahead.
LONGEST_LIFETIME = timedelta(hours=24)
TOLERATED_OFFSET = timedelta(seconds=60)

_KEY_ID_CHARACTERS = 16
_EARLIEST_YEAR, _LATEST_YEAR = 1970, 2199
_JOSE_HEADER = {"typ": "JWT", "alg": "ES256"}


class VapidKey(msgspec.Struct, frozen=True, kw_only=True):
    """A signing key. `public` is 65 bytes, what phones subscribe with (`applicationServerKey`)."""

    key_id: str
    public: bytes
    private: ec.EllipticCurvePrivateKey

    @property
    def application_server_key(self) -> str:
        """The public key as `pushManager.subscribe` takes it: base64url without padding."""
        return _base64url(self.public)


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """The value of an `Authorization` header, good for every endpoint of one origin."""

    header: str
    signed: datetime
    expires: datetime


def vapid_key(private: ec.EllipticCurvePrivateKey) -> VapidKey:
    """The key with its id: the first 16 characters of base64url(SHA-256(public key))."""
    public = public_bytes(private.public_key())
    key_id = _base64url(hashlib.sha256(public).digest())[:_KEY_ID_CHARACTERS]
    return VapidKey(key_id=key_id, public=public, private=private)


def authorization(
    origin: str, key: VapidKey, subject: str, now: datetime, lifetime: timedelta = LIFETIME
) -> Token:
    """Signs a token (ES256) for all endpoints of `origin`; `subject` is a mailto: or https: URL.

    Raises ValueError for a lifetime above 24 hours or another kind of subject: push services
    refuse both.
    """
    if not timedelta(0) < lifetime <= LONGEST_LIFETIME:
        raise ValueError(f"a VAPID token lives at most 24 hours, not {lifetime}")
    if not subject.startswith(("mailto:", "https://")) or any(mark in subject for mark in " <>"):
        raise ValueError(f"the VAPID subject must be mailto:name@host or https://…, not {subject}")
    expires = (now + lifetime).replace(microsecond=0)
    claims = {"aud": origin, "exp": int(expires.timestamp()), "sub": subject}
    signed = f"{_json64(_JOSE_HEADER)}.{_json64(claims)}"
    token = f"{signed}.{_base64url(_signature(key.private, signed.encode()))}"
    header = f"vapid t={token}, k={key.application_server_key}"
    return Token(header=header, signed=now, expires=expires)


class TokenCache:
    """One token per origin and key, renewed early. `serial` is `ServiceState.token_serial`.

    A higher serial asks for a new signature: the push service refused the token that we held.
    """

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self._held: dict[tuple[str, str], tuple[int, Token]] = {}

    def header(self, origin: str, key: VapidKey, now: datetime, serial: int = 0) -> str:
        held_serial, token = self._held.get((origin, key.key_id), (-1, None))
        if token is None or held_serial != serial or not is_fresh(token, now):
            token = authorization(origin, key, self._subject, now)
            self._held[(origin, key.key_id)] = (serial, token)
        return token.header


def is_fresh(token: Token, now: datetime) -> bool:
    """Signed less than 6 hours ago. A clock set back makes a token stale, too."""
    return token.signed <= now < token.signed + RENEW_AFTER


def clock_offset(date_header: str, now: datetime) -> timedelta | None:
    """How far the push service's clock is ahead of ours, if by more than 60 s either way.

    None within 60 s and for a header that is not a date: see `service_time` to tell them apart.
    """
    theirs = service_time(date_header)
    if theirs is None or abs(theirs - now) <= TOLERATED_OFFSET:
        return None
    return theirs - now


@lru_cache(maxsize=64)  # the same second comes with thousands of answers
def service_time(date_header: str) -> datetime | None:
    """A `Date` header (RFC 9110 section 5.6.7) as aware UTC, or None if it is not one."""
    try:
        parsed = parsedate_to_datetime(date_header)
        time = parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # Beyond these no clock is wrong by mistake, and adding to such times raises OverflowError.
    return time if _EARLIEST_YEAR <= time.year <= _LATEST_YEAR else None


def _signature(private: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    # JWS wants r and s side by side, 32 bytes each (RFC 7518 section 3.4), not DER.
    r, s = decode_dss_signature(private.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def _json64(value: Mapping[str, object]) -> str:
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
