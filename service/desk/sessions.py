"""Sessions: who is at a browser, and for how long. Values and rules; the store keeps them.

The browser holds 256 random bits, the store their SHA-256. The server alone makes ids: one that it
does not know is nobody's, and is never taken over (session fixation). A new id replaces the old at
login and whenever somebody comes to more rights.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from service.desk.ports import LONGEST_SESSION, Session, Strength

IDLE = timedelta(minutes=30)
ABSOLUTE = LONGEST_SESSION
FRESH = timedelta(minutes=10)
"""For so long after a login with a passkey one's account and other people's may be changed: whoever
took over a browser later cannot make themselves a passkey of their own."""

SECRET_BYTES = 32
_TOUCH_EVERY = timedelta(minutes=1)
_CSRF_MARK = b"hansho-csrf-1\n"


class Cookie(msgspec.Struct, frozen=True, kw_only=True):
    """A `Set-Cookie` header by its attributes (RFC 6265bis). `__Host-` binds it to one origin."""

    name: str
    value: str
    max_age: int
    path: str = "/"
    secure: bool = True
    httponly: bool = True
    samesite: Literal["strict"] = "strict"

    def header(self) -> str:
        parts = [f"{self.name}={self.value}", f"Max-Age={self.max_age}", f"Path={self.path}"]
        parts += ["Secure"] * self.secure + ["HttpOnly"] * self.httponly
        return "; ".join([*parts, f"SameSite={self.samesite.capitalize()}"])


COOKIE_NAME = "__Host-desk"


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A new session: `session` for the store, `cookie` for the browser, `csrf` for its pages."""

    session: Session
    cookie: Cookie
    csrf: str


def new_session(staff: int, strength: Strength, secret: bytes, now: datetime) -> Begun:
    """`secret`: 32 random bytes, never used before. Raises ValueError for fewer."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a session takes 32 random bytes")
    session = Session(id_hash=_hash(secret), staff=staff, begun=now, used=now, strength=strength)
    cookie = Cookie(name=COOKIE_NAME, value=secret.hex(), max_age=int(ABSOLUTE.total_seconds()))
    return Begun(session=session, cookie=cookie, csrf=_csrf(secret))


def ended_cookie() -> Cookie:
    """Takes the cookie away, at logout."""
    return Cookie(name=COOKIE_NAME, value="", max_age=0)


def id_hash_of(cookie: str) -> bytes | None:
    """What to look up for a cookie's value; None if it is none of ours."""
    secret = _secret_of(cookie)
    return None if secret is None else _hash(secret)


def is_alive(session: Session, now: datetime) -> bool:
    """False after 30 minutes without use, and 12 hours after login whatever happened."""
    return now - session.used < IDLE and now - session.begun < ABSOLUTE


def end_of(session: Session) -> datetime:
    """When it ends if it is not used any more."""
    return min(session.used + IDLE, session.begun + ABSOLUTE)


def is_fresh(session: Session, now: datetime) -> bool:
    return session.strength == "passkey" and now - session.begun < FRESH


def owes_touch(session: Session, now: datetime) -> bool:
    """Whether its use is to be noted: once a minute is enough."""
    return now - session.used >= _TOUCH_EVERY


def csrf_of(cookie: str) -> str | None:
    """The token that this session's pages send along; made of the cookie, kept nowhere."""
    secret = _secret_of(cookie)
    return None if secret is None else _csrf(secret)


def csrf_fits(cookie: str, token: str) -> bool:
    """Whether a change was asked for by a page of this session, in constant time."""
    expected = csrf_of(cookie)
    return expected is not None and hmac.compare_digest(expected.encode(), token.encode())


def _secret_of(cookie: str) -> bytes | None:
    try:
        secret = bytes.fromhex(cookie)
    except ValueError:
        return None
    return secret if len(secret) == SECRET_BYTES and cookie == secret.hex() else None


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _csrf(secret: bytes) -> str:
    return hmac.new(secret, _CSRF_MARK, hashlib.sha256).hexdigest()
