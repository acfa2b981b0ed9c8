"""One-time passwords (RFC 6238), for the day on which no passkey is at hand.

They can be asked for on a false page, so whoever comes in with one may compose and never approve.
"""

import hmac
from base64 import b32encode
from datetime import datetime

import pyotp

STEP_SECONDS = 30
SECRET_BYTES = 20
_AROUND = (0, -1, 1)  # a phone's clock may be half a minute off


def step_of(secret: bytes, code: str, now: datetime) -> int | None:
    """The time step that `code` belongs to; None if to none near `now`. Use a step only once
    (`StaffStore.use_totp_step`)."""
    otp = _otp(secret)
    current = int(now.timestamp()) // STEP_SECONDS
    given = code.replace(" ", "").encode()
    for step in (current + shift for shift in _AROUND):
        if hmac.compare_digest(otp.at(step * STEP_SECONDS).encode(), given):
            return step
    return None


def address(secret: bytes, name: str, town: str) -> str:
    """The `otpauth://` address that an authenticator app reads from a QR code."""
    return _otp(secret).provisioning_uri(name=name, issuer_name=town)


def _otp(secret: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(b32encode(secret).decode(), interval=STEP_SECONDS)
