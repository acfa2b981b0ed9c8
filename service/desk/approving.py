"""An approver's signature over exactly what will be sent: asked for, and verified.

Verifying uses nothing up: the transaction that issues does (`StaffStore.consume`), and refuses if
this challenge was used, has run out, or was over anything else.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from service.desk.approval_challenge import NONCE_BYTES, approval_challenge, signed_bytes
from service.desk.passkeys import Site, asserted, assertion_options, credential_id_of, parts_of
from service.desk.ports import Challenge, Spent, StaffStore


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`options` for the browser; `nonce` comes back with its answer."""

    nonce: bytes
    options: dict[str, Any]


class Approving:
    def __init__(
        self, store: StaffStore, site: Site, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._store = store
        self._site = site
        self._random = random

    def ask(self, content: bytes, approver: int, now: datetime) -> Asked:
        """`content`: the 32-byte hash of the submission. Good for ten minutes and one approval."""
        nonce = self._random(NONCE_BYTES)
        challenge = approval_challenge(content, approver, nonce, now)
        self._store.put_challenge(challenge)
        known = self._store.passkeys(approver)
        options = assertion_options(self._site, signed_bytes(challenge), known)
        return Asked(nonce=nonce, options=options)

    def verify(
        self, nonce: bytes, content: bytes, approver: int, answer: str, now: datetime
    ) -> dict[str, Any]:
        """What proves it, for the entry's body: with the approver's public key anybody can verify
        later who signed which hash. Raises Spent, PasskeyRefused."""
        challenge = self._challenge(nonce, content, approver, now)
        passkey = self._store.passkey(credential_id_of(answer))
        if passkey is None or passkey.staff != approver:
            raise Spent("this passkey is not yours; use one of your own")
        count = asserted(self._site, passkey, answer, signed_bytes(challenge))
        self._store.note_use(passkey.credential_id, count, now)
        return {
            "content": content.hex(),
            "nonce": nonce.hex(),
            "expires": int(challenge.expires.timestamp()),
            "public_key": passkey.public_key.hex(),
            "assertion": parts_of(answer),
        }

    def _challenge(self, nonce: bytes, content: bytes, approver: int, now: datetime) -> Challenge:
        challenge = self._store.challenge(nonce)
        if challenge is None or challenge.expires <= now:
            raise Spent("this was used already or took too long; begin again")
        if (challenge.approver, challenge.content) != (approver, content):
            raise Spent("this approval is for something else; read it again, then approve it")
        return challenge
