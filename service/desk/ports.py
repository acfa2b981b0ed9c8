"""What the desk needs from outside: somewhere to keep its staff, and a log that only grows.

Port, adapter and spec share one name: `StaffStore` -> service/store/sqlite/staff_store.py ->
tests/ports/test_staff_store.py; the in-memory twins are in service/desk/testing.py. Times are
aware UTC. Secrets are stored as SHA-256 only; each is random with 80 bits or more.

Every write takes the `Entry` that tells of it: both are stored in one transaction, or neither.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Protocol

import msgspec

from alerts.model import Kind
from geo.area import Area
from geo.errors import HanshoError

LONGEST_SESSION = timedelta(hours=12)
"""However much it is used: then its person logs in anew."""

MACHINE = 0
"""The actor of what is done on the machine itself, by a command and not by a person of the desk."""


class DeskChanged(HanshoError):
    """Somebody else acted at the desk meanwhile. Read again, and decide anew."""


class Spent(HanshoError):
    """A link, code or challenge was used, has run out or was never given; ask for another."""


class Taken(HanshoError):
    """The name or the passkey belongs to another account; choose another."""


class Role(StrEnum):
    """What a person of the desk is there for; `service.desk.roles` says what each may do."""

    VIEWER = "viewer"
    TRANSLATOR = "translator"
    COMPOSER = "composer"
    APPROVER = "approver"
    ADMIN = "admin"


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """One role, where and for what: `area` None is the whole town, `kinds` None every hazard.

    `languages` limit what a translator writes and reviews; None: every language of ours.
    Holds from `begins` (included) to `ends` (excluded; None: until it is taken away).
    """

    role: Role
    area: Area | None = None
    kinds: frozenset[Kind] | None = None
    begins: datetime
    ends: datetime | None = None
    languages: frozenset[str] | None = None


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the desk. Accounts are disabled and never deleted: the log names their numbers.

    `may_approve_from`: None means never, whatever the grants say. Set by those who let approvers
    in, and put off by 24 h where somebody came back with a recovery code.
    """

    number: int
    name: str
    grants: tuple[Grant, ...] = ()
    active: bool = True
    may_approve_from: datetime | None = None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """A link that lets one person register a first passkey, once."""

    token_hash: bytes
    staff: int
    expires: datetime


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A change of accounts that waits for admins to endorse it.

    `staff` None: somebody new. `invites`: once it is endorsed, a link for a passkey is given out.
    """

    id: str
    staff: int | None
    name: str
    grants: tuple[Grant, ...]
    proposed_by: int
    proposed_at: datetime
    invites: bool = False
    endorsed_by: tuple[int, ...] = ()
    state: Literal["waiting", "done", "dropped"] = "waiting"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one act does to accounts. A `staff` with number 0 is new; so is its invitation's.

    `ends_passkeys`: takes away every passkey, recovery code and one-time password of the person.
    `ends_devices`: the same, but leaves the recovery codes, which lie elsewhere than a lost phone.
    """

    staff: Staff | None = None
    invitation: Invitation | None = None
    proposal: Proposal | None = None
    ends_sessions: bool = False
    ends_passkeys: bool = False
    ends_devices: bool = False


class Passkey(msgspec.Struct, frozen=True, kw_only=True):
    """A WebAuthn credential. `sign_count` is 0 where the authenticator does not count."""

    credential_id: bytes
    staff: int
    public_key: bytes
    sign_count: int
    label: str
    backed_up: bool
    added: datetime
    used: datetime | None = None


Strength = Literal["passkey", "totp"]


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A person at a browser. `strength`: how they came in; with a TOTP nobody may approve."""

    id_hash: bytes
    staff: int
    begun: datetime
    used: datetime
    strength: Strength


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """What an approver is asked to sign, once; made by `service.desk.approval_challenge`.

    `content`: the 32-byte hash of exactly what will be sent. `expires` in whole seconds.
    """

    nonce: bytes
    approver: int
    content: bytes
    expires: datetime


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the log is to say of one act. `actor`: a staff number, or `MACHINE`.

    `act` is a short word with dots (`staff.invite`), `subject` what it was done to (`staff:3`,
    `draft:…`; left empty for somebody new, whose number the store fills in), `body` whatever else
    belongs to it, as JSON values. No secrets.
    """

    at: datetime
    actor: int
    act: str
    subject: str
    body: Mapping[str, Any] = {}


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as stored: `n` from 1 without gaps, `body` JSON bytes, hashes of 32 bytes."""

    n: int
    at: datetime
    actor: int
    act: str
    subject: str
    body: bytes
    previous: bytes
    hash: bytes


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries somebody looks for: all that is given has to fit. `before`: only lower n."""

    before: int | None = None
    actor: int | None = None
    act: str = ""
    subject: str = ""


class AuditLog(Protocol):
    """Only grows. Each row's hash covers it and the hash before it (`service.desk.audit.chained`).

    Inside a transaction of another SQLite store: `service.store.sqlite.audit_log.append_entry`.
    """

    def append(self, entry: Entry) -> AuditRow:
        """For acts that change nothing else; durable when it returns."""
        ...

    def newest(self) -> AuditRow | None: ...

    def rows(self, after: int = 0, most: int = 1_000) -> tuple[AuditRow, ...]:
        """Rows with n > `after` in their stored order, at most `most`."""
        ...

    def latest(self, sought: Sought, most: int = 50) -> tuple[AuditRow, ...]:
        """The newest rows that fit, newest first, at most `most`."""
        ...


class StaffStore(Protocol):
    """Accounts, how they come in, and who is in."""

    def everyone(self) -> tuple[Staff, ...]:
        """By number."""
        ...

    def person(self, number: int) -> Staff | None: ...

    def proposals(self) -> tuple[Proposal, ...]:
        """Those that wait, oldest first."""
        ...

    def apply(self, change: Change, entry: Entry, *, seen: int) -> Staff | None:
        """Stores the change; the person as stored.

        `seen`: number of the log's newest row (0: none) *before* what the decision rests on was
        read. Raises DeskChanged if the log has grown since, Taken if another active account has the
        name (compared without case and width). A new invitation ends earlier ones of that person.
        """
        ...

    def invitation(self, token_hash: bytes) -> Invitation | None:
        """None once it was used or replaced. It may have run out: see `expires`."""
        ...

    def open_invitation(self, staff: int) -> Invitation | None:
        """The link that this person was given and has not used."""
        ...

    def accept(
        self, token_hash: bytes, passkey: Passkey, recovery: tuple[bytes, ...], entry: Entry
    ) -> None:
        """Uses the invitation up, adds the passkey, sets the recovery codes' hashes.

        Raises Spent if it was used meanwhile, Taken if the passkey is known.
        """
        ...

    def passkeys(self, staff: int) -> tuple[Passkey, ...]:
        """In the order in which they were added."""
        ...

    def passkey(self, credential_id: bytes) -> Passkey | None: ...

    def add_passkey(self, passkey: Passkey, entry: Entry) -> None:
        """Raises Taken if the credential is known, to whomever it belongs."""
        ...

    def name_passkey(self, credential_id: bytes, label: str, entry: Entry) -> None: ...

    def remove_passkey(self, credential_id: bytes, entry: Entry) -> None:
        """Raises Spent if its person has no other one: two removals at once leave one, too."""
        ...

    def note_use(self, credential_id: bytes, sign_count: int, at: datetime) -> None:
        """Without an entry: the act that the passkey was used for has one."""
        ...

    def set_recovery(self, staff: int, hashes: tuple[bytes, ...], entry: Entry) -> None:
        """Replaces all earlier codes."""
        ...

    def recovery_left(self, staff: int) -> int: ...

    def recover(
        self, code_hash: bytes, passkey: Passkey, may_approve_from: datetime, entry: Entry
    ) -> None:
        """Uses one code of `passkey.staff` up, adds the passkey, ends all sessions.

        `may_approve_from` becomes the person's, unless theirs is None or later.
        Raises Spent, Taken.
        """
        ...

    def totp(self, staff: int) -> bytes | None:
        """The shared secret (RFC 6238), as bytes."""
        ...

    def set_totp(self, staff: int, secret: bytes | None, entry: Entry) -> None: ...

    def use_totp_step(self, staff: int, step: int) -> bool:
        """Marks a time step as used: False if it or a later one was used before."""
        ...

    def session(self, id_hash: bytes) -> Session | None: ...

    def sessions(self) -> tuple[Session, ...]:
        """All that are kept, the latest login first. They may be over: see `is_alive`."""
        ...

    def begin_session(self, session: Session, entry: Entry, replacing: bytes | None = None) -> None:
        """Also ends the session whose id hashes to `replacing`, in the same transaction, and
        forgets all that began more than `LONGEST_SESSION` before this one."""
        ...

    def touch(self, id_hash: bytes, at: datetime) -> None: ...

    def end_session(self, id_hash: bytes, entry: Entry) -> None: ...

    def end_sessions(self, staff: int, entry: Entry) -> None:
        """All of one person's: logout everywhere."""
        ...

    def put_challenge(self, challenge: Challenge) -> None:
        """Also forgets those that ran out more than an hour before this one will."""
        ...

    def challenge(self, nonce: bytes) -> Challenge | None:
        """To verify the signature against, before `consume`. It may have run out."""
        ...

    def consume(self, nonce: bytes, approver: int, content: bytes, now: datetime) -> Challenge:
        """Uses a challenge up. Raises Spent: unknown, used, run out, another approver or content.

        Within the issuing transaction: `service.store.sqlite.challenges.consume(connection, …)`
        with the same arguments; what raises afterwards leaves the challenge unused.
        """
        ...
