"""What a person does about their own account, within ten minutes of a login with a passkey."""

import secrets
from base64 import b32decode, b32encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from service.desk import totp
from service.desk.acting import DeskRefused, Who
from service.desk.entrance import needs_fresh_passkey
from service.desk.invitations import CODE_BYTES, CODES, code_hash, code_of
from service.desk.ports import Entry, Spent, StaffStore


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A secret for an authenticator app: as text to type in, and as the address in a QR code."""

    secret: str
    address: str


class OwnAccount:
    def __init__(
        self, store: StaffStore, town: str, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._store = store
        self.town = town
        self._random = random

    def offer_totp(self, who: Who, now: datetime) -> Offered:
        """Stores nothing yet. Raises PasskeyRefused."""
        needs_fresh_passkey(who, now)
        secret = self._random(totp.SECRET_BYTES)
        address = totp.address(secret, who.staff.name, self.town)
        return Offered(secret=b32encode(secret).decode(), address=address)

    def take_totp(self, who: Who, secret: str, code: str, now: datetime) -> None:
        """Once the app shows a right code; that one then lets nobody in.

        Raises PasskeyRefused, Spent.
        """
        needs_fresh_passkey(who, now)
        try:
            raw = b32decode(secret)
        except ValueError as error:
            raise Spent("this is not the secret that was offered; begin again") from error
        step = totp.step_of(raw, code, now) if len(raw) == totp.SECRET_BYTES else None
        if step is None:
            raise Spent("the code does not fit; check the phone's clock and type the next one")
        self._store.set_totp(who.staff.number, raw, _entry(who, "staff.totp_set", now))
        self._store.use_totp_step(who.staff.number, step)

    def drop_totp(self, who: Who, now: datetime) -> None:
        """Raises PasskeyRefused."""
        needs_fresh_passkey(who, now)
        self._store.set_totp(who.staff.number, None, _entry(who, "staff.totp_drop", now))

    def new_codes(self, who: Who, now: datetime) -> tuple[str, ...]:
        """Ten recovery codes in place of all earlier ones, told once. Raises PasskeyRefused."""
        needs_fresh_passkey(who, now)
        codes = tuple(code_of(self._random(CODE_BYTES)) for _ in range(CODES))
        hashes = tuple(map(code_hash, codes))
        self._store.set_recovery(who.staff.number, hashes, _entry(who, "staff.codes", now))
        return codes

    def name(self, who: Who, credential_id: bytes, label: str, now: datetime) -> None:
        """Another name for one's own passkey. Raises PasskeyRefused, DeskRefused."""
        needs_fresh_passkey(who, now)
        own = {one.credential_id: one.label for one in self._store.passkeys(who.staff.number)}
        if credential_id not in own:
            raise DeskRefused("you have no such passkey; look at the list again")
        entry = _entry(who, "staff.passkey_name", now, passkey=own[credential_id], name=label)
        self._store.name_passkey(credential_id, label, entry)

    def remove(self, who: Who, credential_id: bytes, now: datetime) -> None:
        """One of one's own passkeys, but never the last. Raises PasskeyRefused, DeskRefused."""
        needs_fresh_passkey(who, now)
        own = {one.credential_id: one for one in self._store.passkeys(who.staff.number)}
        if credential_id not in own:
            raise DeskRefused("you have no such passkey; look at the list again")
        if len(own) == 1:
            raise DeskRefused("this is your only passkey; add another one first")
        label = own[credential_id].label
        entry = _entry(who, "staff.passkey_remove", now, passkey=label)
        self._store.remove_passkey(credential_id, entry)


def _entry(who: Who, act: str, now: datetime, **body: Any) -> Entry:
    number = who.staff.number
    return Entry(at=now, actor=number, act=act, subject=f"staff:{number}", body=body)
