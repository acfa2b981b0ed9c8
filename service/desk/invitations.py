"""Links and codes that are given to a person once: random, and kept as a hash only.

They carry 80 bits or more, so that a plain SHA-256 of them cannot be tried backwards.
"""

import hashlib
from base64 import b32encode, urlsafe_b64encode
from datetime import datetime, timedelta

from service.desk.ports import Invitation

TOKEN_BYTES = 32
CODE_BYTES = 10
CODES = 10
LIFETIME = timedelta(hours=72)
_GROUP = 4


def token_of(secret: bytes) -> str:
    """32 random bytes as they stand in a link. Raises ValueError for another length."""
    if len(secret) != TOKEN_BYTES:
        raise ValueError("an invitation takes 32 random bytes")
    return urlsafe_b64encode(secret).decode().rstrip("=")


def invitation_for(staff: int, token: str, now: datetime) -> Invitation:
    """Runs out after 72 hours."""
    return Invitation(token_hash=token_hash(token), staff=staff, expires=now + LIFETIME)


def link(base_url: str, token: str) -> str:
    """The token stands behind `#`: it reaches no server log and no `Referer`."""
    return f"{base_url.rstrip('/')}/desk/enrol#{token}"


def token_hash(token: str) -> bytes:
    return hashlib.sha256(b"hansho-invitation-1\n" + token.encode()).digest()


def code_of(secret: bytes) -> str:
    """A recovery code as people write it, `ABCD-EFGH-…`: 80 bits. Raises ValueError."""
    if len(secret) != CODE_BYTES:
        raise ValueError("a recovery code takes 10 random bytes")
    text = b32encode(secret).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def code_hash(code: str) -> bytes:
    """However it was written: spaces, dashes and case do not count, and 0, 1, 8 are O, I, B."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum()).translate(_MISREAD)
    return hashlib.sha256(b"hansho-recovery-1\n" + plain.encode()).digest()


_MISREAD = str.maketrans("018", "OIB")
