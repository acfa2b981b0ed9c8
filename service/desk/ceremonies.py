"""Challenges of logins and registrations: bytes that we alone can make, each good for one answer.

Nothing is stored when one is asked for, so nobody can fill or crowd out anything by asking. What a
right answer used up is remembered until it would have run out anyway; a restart ends them all.
Approvals have challenges of their own, in the store (`service.desk.approval_challenge`).
"""

import hashlib
import hmac
import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import Literal

from service.desk.ports import Spent

LIFETIME = timedelta(minutes=5)
_NONCE_BYTES = 16
_EXPIRY_BYTES = 8
_KEY_BYTES = 32
_AGAIN = "this was used already or took too long; begin again"

Purpose = Literal["login", "enrol", "add", "recover"]


class Ceremonies:
    """For any thread of one process."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(_KEY_BYTES)
        self._lock = threading.Lock()
        self._used: dict[bytes, datetime] = {}

    def begin(self, purpose: Purpose, staff: int, now: datetime) -> bytes:
        """56 bytes: nonce, expiry in epoch seconds, and our mark over both. `staff` 0: anybody."""
        expires = int((now + LIFETIME).timestamp()).to_bytes(_EXPIRY_BYTES, "big")
        told = secrets.token_bytes(_NONCE_BYTES) + expires
        return told + self._mark(told, purpose, staff)

    def check(self, challenge: bytes, purpose: Purpose, staff: int, now: datetime) -> None:
        """Raises Spent unless we made it for this, lately, and it is unused."""
        told = challenge[: _NONCE_BYTES + _EXPIRY_BYTES]
        if not hmac.compare_digest(challenge, told + self._mark(told, purpose, staff)):
            raise Spent(_AGAIN)
        if _expiry(challenge) <= now or challenge in self._used:
            raise Spent(_AGAIN)

    def use(self, challenge: bytes, now: datetime) -> None:
        """For a right answer to a checked challenge. Raises Spent if another one was faster."""
        with self._lock:
            self._used = {one: until for one, until in self._used.items() if until > now}
            if challenge in self._used:
                raise Spent(_AGAIN)
            self._used[challenge] = _expiry(challenge)

    def _mark(self, told: bytes, purpose: Purpose, staff: int) -> bytes:
        message = told + staff.to_bytes(8, "big") + purpose.encode()
        return hmac.new(self._key, message, hashlib.sha256).digest()


def _expiry(challenge: bytes) -> datetime:
    seconds = challenge[_NONCE_BYTES : _NONCE_BYTES + _EXPIRY_BYTES]
    return datetime.fromtimestamp(int.from_bytes(seconds, "big"), UTC)
