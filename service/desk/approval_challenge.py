"""What an approver's passkey signs: exactly one content, by one person, once, for ten minutes.

The signed bytes are SHA-256(content hash, approver's number in eight bytes, nonce of 32 bytes,
expiry in epoch seconds in eight bytes; numbers big-endian). `StaffStore.consume` uses a challenge
up within the transaction that issues; whatever changes in between makes another hash.
"""

import hashlib
from datetime import datetime, timedelta

from service.desk.ports import Challenge

LIFETIME = timedelta(minutes=10)
NONCE_BYTES = 32
HASH_BYTES = 32


def approval_challenge(content: bytes, approver: int, nonce: bytes, now: datetime) -> Challenge:
    """A challenge over the 32-byte hash `content`. `nonce`: 32 random bytes, never used before.

    Raises ValueError for other lengths, and for an approver who is nobody.
    """
    if len(content) != HASH_BYTES or len(nonce) != NONCE_BYTES or approver < 1:
        raise ValueError("a challenge takes a 32-byte hash, a 32-byte nonce and a staff number")
    expires = (now + LIFETIME).replace(microsecond=0)
    return Challenge(nonce=nonce, approver=approver, content=content, expires=expires)


def signed_bytes(challenge: Challenge) -> bytes:
    """The challenge that the browser hands to the passkey: 32 bytes."""
    approver = challenge.approver.to_bytes(8, "big")
    expiry = int(challenge.expires.timestamp()).to_bytes(8, "big")
    return hashlib.sha256(challenge.content + approver + challenge.nonce + expiry).digest()
