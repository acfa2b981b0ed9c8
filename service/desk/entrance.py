"""How staff come in: a first passkey by invitation, logins, recovery, and leaving.

Every way in ends with a new session id; whatever id the browser brought along is ended and never
taken over. For names that exist and names that do not, the same is done and the same is said.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from service.desk.accounts import cannot_enrol, name_key
from service.desk.acting import Who
from service.desk.attempts import Attempts
from service.desk.ceremonies import Ceremonies, Purpose
from service.desk.invitations import CODE_BYTES, CODES, code_hash, code_of, token_hash
from service.desk.passkeys import (
    PasskeyRefused,
    Site,
    asserted,
    assertion_options,
    challenge_of,
    credential_id_of,
    registered,
    registration_options,
)
from service.desk.ports import Entry, Passkey, Spent, Staff, StaffStore, Strength
from service.desk.sessions import (
    SECRET_BYTES,
    Begun,
    end_of,
    id_hash_of,
    is_alive,
    is_fresh,
    new_session,
    owes_touch,
)
from service.desk.totp import SECRET_BYTES as TOTP_BYTES
from service.desk.totp import step_of

_WAIT = timedelta(hours=24)
_LINK_OVER = "this link was used already or has run out; ask an admin for another"
_WRONG_CODE = "the name or the code is wrong, or the code was used; try another code"
Random = Callable[[int], bytes]


class Entrance:
    """For any thread. `address`: the network address of who asks; counted by, never kept."""

    def __init__(self, store: StaffStore, site: Site, random: Random = secrets.token_bytes) -> None:
        self._store = store
        self._site = site
        self._random = random
        self._ceremonies = Ceremonies()
        self._attempts = Attempts()
        # In place of what an account has not got: the same work is done for every name.
        self._no_secret = random(TOTP_BYTES)

    def enrolment(self, token: str, now: datetime) -> dict[str, Any]:
        """Options for the first passkey. Raises Spent."""
        staff = self._invited(token, now)
        return self._registration(staff, "enrol", now)

    def enrol(self, token: str, answer: str, label: str, now: datetime) -> tuple[str, ...]:
        """Uses the link up; the recovery codes, told this once. Raises Spent, PasskeyRefused,
        Taken."""
        staff = self._invited(token, now)
        passkey = self._registered(staff.number, "enrol", answer, label, now)
        codes = tuple(code_of(self._random(CODE_BYTES)) for _ in range(CODES))
        entry = _entry(staff.number, "staff.enrol", now, passkey=label)
        hashes = tuple(map(code_hash, codes))
        self._store.accept(token_hash(token), passkey, hashes, entry)
        return codes

    def another(self, who: Who, now: datetime) -> dict[str, Any]:
        """Options for one more passkey, within ten minutes of a login with one. Raises
        PasskeyRefused."""
        needs_fresh_passkey(who, now)
        return self._registration(who.staff, "add", now)

    def add(self, who: Who, answer: str, label: str, now: datetime) -> None:
        """Raises Spent, PasskeyRefused, Taken."""
        needs_fresh_passkey(who, now)
        passkey = self._registered(who.number, "add", answer, label, now)
        entry = _entry(who.staff.number, "staff.passkey_add", now, passkey=label)
        self._store.add_passkey(passkey, entry)

    def login_options(self, now: datetime) -> dict[str, Any]:
        """Names no account and no passkey: the browser offers what it has for this site."""
        return assertion_options(self._site, self._ceremonies.begin("login", 0, now))

    def login(self, answer: str, cookie: str, now: datetime) -> Begun:
        """`cookie`: what the browser brought along, or "". Raises Spent, PasskeyRefused."""
        challenge = challenge_of(answer)
        self._ceremonies.check(challenge, "login", 0, now)
        passkey = self._store.passkey(credential_id_of(answer))
        staff = None if passkey is None else self._store.person(passkey.staff)
        if passkey is None or staff is None or not staff.active:
            raise PasskeyRefused("no active account has this passkey; ask an admin")
        count = asserted(self._site, passkey, answer, challenge)
        self._ceremonies.use(challenge, now)
        self._store.note_use(passkey.credential_id, count, now)
        return self._begin(staff, "passkey", cookie, now)

    def login_with_code(
        self, name: str, code: str, address: str, cookie: str, now: datetime
    ) -> Begun:
        """A one-time password: enough to compose, never to approve. Raises Spent, TooMany."""
        staff, account = self._named(name), _account(name)
        number = 0 if staff is None else staff.number
        self._attempts.begin(account, address, now)
        secret = self._store.totp(number)
        step = step_of(secret or self._no_secret, code, now)
        is_right = staff is not None and secret is not None and step is not None
        if not is_right or not self._store.use_totp_step(number, step or 0):
            raise Spent(_WRONG_CODE)
        assert staff is not None
        self._attempts.succeeded(account, address, now)
        return self._begin(staff, "totp", cookie, now)

    def recovery(self, name: str, now: datetime) -> dict[str, Any]:
        """Options for a passkey in place of a lost one: made of the name as it was typed alone, so
        that they tell nobody whether there is such an account. Raises PasskeyRefused."""
        shown, account = " ".join(name.split()), _account(name)
        if not shown:
            raise PasskeyRefused("no name was typed; type your name at the desk")
        challenge = self._ceremonies.begin("recover", _as_number(account), now)
        return registration_options(self._site, account, shown, (), challenge)

    def recover(
        self, name: str, code: str, answer: str, label: str, address: str, now: datetime
    ) -> Staff:
        """Uses a recovery code up for a new passkey; approving waits 24 h. Log in with it next.

        The person as stored. Raises Spent, PasskeyRefused, Taken, TooMany.
        """
        staff, account = self._named(name), _account(name)
        number = 0 if staff is None else staff.number
        self._attempts.check(account, address, now)
        ceremony = _as_number(account)
        passkey = self._registered(number, "recover", answer, label, now, ceremony)
        self._attempts.begin(account, address, now)
        entry = _entry(number, "staff.recover", now, passkey=label)
        try:
            # Nobody has the number 0, nor a code: a name without an account is looked up as well.
            self._store.recover(code_hash(code), passkey, now + _WAIT, entry)
        except Spent as error:
            raise Spent(_WRONG_CODE) from error
        self._attempts.succeeded(account, address, now)
        found = self._store.person(number)
        assert found is not None
        return found

    def who(self, cookie: str, now: datetime, *, touches: bool = True) -> Who | None:
        """None: nobody, or no longer. Notes the use, unless a page asks by itself."""
        id_hash = id_hash_of(cookie)
        session = None if id_hash is None else self._store.session(id_hash)
        if session is None or not is_alive(session, now):
            return None
        staff = self._store.person(session.staff)
        if staff is None or not staff.active:
            return None
        if touches and owes_touch(session, now):
            self._store.touch(session.id_hash, now)
        return Who(session=session, staff=staff)

    def ends(self, cookie: str, now: datetime) -> datetime | None:
        """When this session ends if nothing more is done in it; None if it has.

        To look is not to use it.
        """
        id_hash = id_hash_of(cookie)
        session = None if id_hash is None else self._store.session(id_hash)
        if session is None or not is_alive(session, now):
            return None
        return end_of(session)

    def logout(self, who: Who, now: datetime) -> None:
        entry = _entry(who.staff.number, "staff.logout", now)
        self._store.end_session(who.session.id_hash, entry)

    def logout_everywhere(self, who: Who, now: datetime) -> None:
        entry = _entry(who.staff.number, "staff.logout_everywhere", now)
        self._store.end_sessions(who.staff.number, entry)

    def _begin(self, staff: Staff, strength: Strength, cookie: str, now: datetime) -> Begun:
        begun = new_session(staff.number, strength, self._random(SECRET_BYTES), now)
        entry = _entry(staff.number, "staff.login", now, strength=strength)
        self._store.begin_session(begun.session, entry, replacing=id_hash_of(cookie))
        return begun

    def _invited(self, token: str, now: datetime) -> Staff:
        invitation = self._store.invitation(token_hash(token))
        if invitation is None or invitation.expires <= now:
            raise Spent(_LINK_OVER)
        staff = self._store.person(invitation.staff)
        if staff is None or not staff.active:
            raise Spent(_LINK_OVER)
        reason = cannot_enrol(self._store.everyone())
        if reason is not None:
            raise Spent(reason)
        return staff

    def _registration(self, staff: Staff, purpose: Purpose, now: datetime) -> dict[str, Any]:
        known = self._store.passkeys(staff.number)
        challenge = self._ceremonies.begin(purpose, staff.number, now)
        handle = staff.number.to_bytes(8, "big")
        return registration_options(self._site, handle, staff.name, known, challenge)

    def _registered(
        self,
        staff: int,
        purpose: Purpose,
        answer: str,
        label: str,
        now: datetime,
        ceremony: int | None = None,
    ) -> Passkey:
        """`ceremony`: what its challenge was made for, where that is not the account's number."""
        challenge = challenge_of(answer)
        self._ceremonies.check(challenge, purpose, staff if ceremony is None else ceremony, now)
        passkey = registered(self._site, staff, answer, challenge, label, now)
        self._ceremonies.use(challenge, now)
        return passkey

    def _named(self, name: str) -> Staff | None:
        key = name_key(name)
        found = [one for one in self._store.everyone() if one.active and name_key(one.name) == key]
        return found[0] if found else None


def _account(name: str) -> bytes:
    """32 bytes that stand for whoever is called so, whether there is somebody or not."""
    return hashlib.sha256(b"hansho-account-1\n" + name_key(name).encode()).digest()


def _as_number(account: bytes) -> int:
    return int.from_bytes(account[:8], "big")


def _entry(actor: int, act: str, now: datetime, **body: Any) -> Entry:
    return Entry(at=now, actor=actor, act=act, subject=f"staff:{actor}", body=body)


def needs_fresh_passkey(who: Who, now: datetime) -> None:
    """Raises PasskeyRefused unless they logged in with a passkey within ten minutes."""
    if not is_fresh(who.session, now):
        raise PasskeyRefused("log in with a passkey once more, then come back here")
