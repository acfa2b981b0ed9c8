"""In-memory twins of the desk's ports: for tests and for trying things out.

`MemoryStaffStore(log)` writes its entries into the `MemoryAuditLog` it is given; so may others.
"""

import threading
from datetime import datetime, timedelta

import msgspec

from service.desk.accounts import name_key
from service.desk.audit import chained
from service.desk.ports import (
    LONGEST_SESSION,
    AuditRow,
    Challenge,
    Change,
    DeskChanged,
    Entry,
    Invitation,
    Passkey,
    Proposal,
    Session,
    Sought,
    Spent,
    Staff,
    Taken,
)

__all__ = ["MemoryAuditLog", "MemoryStaffStore"]

replace = msgspec.structs.replace


class MemoryAuditLog:
    """Forgets everything with the process; otherwise as the port says."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._rows: list[AuditRow] = []

    def append(self, entry: Entry) -> AuditRow:
        with self.lock:
            self._rows.append(chained(self.newest(), entry))
            return self._rows[-1]

    def newest(self) -> AuditRow | None:
        return self._rows[-1] if self._rows else None

    def rows(self, after: int = 0, most: int = 1_000) -> tuple[AuditRow, ...]:
        return tuple(self._rows[after : after + most])

    def latest(self, sought: Sought, most: int = 50) -> tuple[AuditRow, ...]:
        found = [row for row in reversed(self._rows) if _fits(row, sought)]
        return tuple(found[:most])


def _fits(row: AuditRow, sought: Sought) -> bool:
    return (
        (sought.before is None or row.n < sought.before)
        and (sought.actor is None or row.actor == sought.actor)
        and sought.act in ("", row.act)
        and sought.subject in ("", row.subject)
    )


class MemoryStaffStore:
    """Forgets everything with the process; otherwise as the port says."""

    def __init__(self, log: MemoryAuditLog) -> None:
        self._log = log
        self._lock = log.lock
        self._staff: dict[int, Staff] = {}
        self._proposals: dict[str, Proposal] = {}
        self._invitations: dict[int, Invitation] = {}
        self._passkeys: dict[bytes, Passkey] = {}
        self._recovery: dict[int, set[bytes]] = {}
        self._totp: dict[int, tuple[bytes, int]] = {}
        self._sessions: dict[bytes, Session] = {}
        self._challenges: dict[bytes, Challenge] = {}

    def everyone(self) -> tuple[Staff, ...]:
        return tuple(self._staff.values())

    def person(self, number: int) -> Staff | None:
        return self._staff.get(number)

    def proposals(self) -> tuple[Proposal, ...]:
        waiting = [one for one in self._proposals.values() if one.state == "waiting"]
        return tuple(sorted(waiting, key=lambda one: (one.proposed_at, one.id)))

    def apply(self, change: Change, entry: Entry, *, seen: int) -> Staff | None:
        with self._lock:
            newest = self._log.newest()
            if (0 if newest is None else newest.n) != seen:
                raise DeskChanged("somebody else acted at the desk meanwhile; try once more")
            staff = None if change.staff is None else self._put(change.staff)
            self._put_rest(change, staff)
            if staff is not None and not entry.subject:
                entry = replace(entry, subject=f"staff:{staff.number}")
            self._log.append(entry)
            return staff

    def _put(self, staff: Staff) -> Staff:
        key = name_key(staff.name)
        others = [one for one in self._staff.values() if one.active and one.number != staff.number]
        if staff.active and any(name_key(one.name) == key for one in others):
            raise Taken(f"somebody called {staff.name} is there; write the full name")
        numbered = replace(staff, number=staff.number or len(self._staff) + 1)
        self._staff[numbered.number] = numbered
        return numbered

    def _put_rest(self, change: Change, staff: Staff | None) -> None:
        if change.invitation is not None:
            number = change.invitation.staff if staff is None else staff.number
            self._invitations[number] = replace(change.invitation, staff=number)
        if change.proposal is not None:
            self._proposals[change.proposal.id] = change.proposal
        if change.ends_sessions and staff is not None:
            self._end_sessions(staff.number)
        if (change.ends_passkeys or change.ends_devices) and staff is not None:
            number = staff.number
            self._passkeys = {k: one for k, one in self._passkeys.items() if one.staff != number}
            self._totp.pop(number, None)
            if change.ends_passkeys:
                self._recovery.pop(number, None)

    def invitation(self, token_hash: bytes) -> Invitation | None:
        found = [one for one in self._invitations.values() if one.token_hash == token_hash]
        return found[0] if found else None

    def open_invitation(self, staff: int) -> Invitation | None:
        return self._invitations.get(staff)

    def accept(
        self, token_hash: bytes, passkey: Passkey, recovery: tuple[bytes, ...], entry: Entry
    ) -> None:
        with self._lock:
            invitation = self.invitation(token_hash)
            if invitation is None or invitation.staff != passkey.staff:
                raise Spent("this link was used already; ask an admin for another")
            self._put_passkey(passkey)
            del self._invitations[invitation.staff]
            self._recovery[passkey.staff] = set(recovery)
            self._log.append(entry)

    def passkeys(self, staff: int) -> tuple[Passkey, ...]:
        return tuple(one for one in self._passkeys.values() if one.staff == staff)

    def passkey(self, credential_id: bytes) -> Passkey | None:
        return self._passkeys.get(credential_id)

    def add_passkey(self, passkey: Passkey, entry: Entry) -> None:
        with self._lock:
            self._put_passkey(passkey)
            self._log.append(entry)

    def _put_passkey(self, passkey: Passkey) -> None:
        if passkey.credential_id in self._passkeys:
            raise Taken("this passkey belongs to an account already; use another device")
        self._passkeys[passkey.credential_id] = passkey

    def name_passkey(self, credential_id: bytes, label: str, entry: Entry) -> None:
        with self._lock:
            named = replace(self._passkeys[credential_id], label=label)
            self._passkeys[credential_id] = named
            self._log.append(entry)

    def remove_passkey(self, credential_id: bytes, entry: Entry) -> None:
        with self._lock:
            passkey = self._passkeys.get(credential_id)
            if passkey is None or len(self.passkeys(passkey.staff)) == 1:
                raise Spent("this is the only passkey, or it is gone; load the page again")
            del self._passkeys[credential_id]
            self._log.append(entry)

    def note_use(self, credential_id: bytes, sign_count: int, at: datetime) -> None:
        with self._lock:
            passkey = self._passkeys[credential_id]
            self._passkeys[credential_id] = replace(passkey, sign_count=sign_count, used=at)

    def set_recovery(self, staff: int, hashes: tuple[bytes, ...], entry: Entry) -> None:
        with self._lock:
            self._recovery[staff] = set(hashes)
            self._log.append(entry)

    def recovery_left(self, staff: int) -> int:
        return len(self._recovery.get(staff, ()))

    def recover(
        self, code_hash: bytes, passkey: Passkey, may_approve_from: datetime, entry: Entry
    ) -> None:
        with self._lock:
            codes = self._recovery.get(passkey.staff, set())
            if code_hash not in codes:
                raise Spent("this code was used already or never given; take another of yours")
            self._put_passkey(passkey)
            codes.remove(code_hash)
            person = self._staff[passkey.staff]
            if person.may_approve_from is not None:
                later = max(person.may_approve_from, may_approve_from)
                self._staff[person.number] = replace(person, may_approve_from=later)
            self._end_sessions(passkey.staff)
            self._log.append(entry)

    def totp(self, staff: int) -> bytes | None:
        return self._totp.get(staff, (None, 0))[0]

    def set_totp(self, staff: int, secret: bytes | None, entry: Entry) -> None:
        with self._lock:
            self._totp.pop(staff, None)
            if secret is not None:
                self._totp[staff] = (secret, -1)
            self._log.append(entry)

    def use_totp_step(self, staff: int, step: int) -> bool:
        with self._lock:
            if staff not in self._totp or self._totp[staff][1] >= step:
                return False
            self._totp[staff] = (self._totp[staff][0], step)
            return True

    def session(self, id_hash: bytes) -> Session | None:
        return self._sessions.get(id_hash)

    def sessions(self) -> tuple[Session, ...]:
        latest = sorted(self._sessions.values(), key=lambda one: one.begun, reverse=True)
        return tuple(latest)

    def begin_session(self, session: Session, entry: Entry, replacing: bytes | None = None) -> None:
        with self._lock:
            over = session.begun - LONGEST_SESSION
            self._sessions = {
                key: one
                for key, one in self._sessions.items()
                if key != replacing and one.begun > over
            }
            self._sessions[session.id_hash] = session
            self._log.append(entry)

    def touch(self, id_hash: bytes, at: datetime) -> None:
        with self._lock:
            session = self._sessions.get(id_hash)
            if session is not None:
                self._sessions[id_hash] = replace(session, used=at)

    def end_session(self, id_hash: bytes, entry: Entry) -> None:
        with self._lock:
            self._sessions.pop(id_hash, None)
            self._log.append(entry)

    def end_sessions(self, staff: int, entry: Entry) -> None:
        with self._lock:
            self._end_sessions(staff)
            self._log.append(entry)

    def _end_sessions(self, staff: int) -> None:
        self._sessions = {key: one for key, one in self._sessions.items() if one.staff != staff}

    def put_challenge(self, challenge: Challenge) -> None:
        with self._lock:
            long_over = challenge.expires - timedelta(hours=1)
            kept = {k: one for k, one in self._challenges.items() if one.expires >= long_over}
            self._challenges = {**kept, challenge.nonce: challenge}

    def challenge(self, nonce: bytes) -> Challenge | None:
        return self._challenges.get(nonce)

    def consume(self, nonce: bytes, approver: int, content: bytes, now: datetime) -> Challenge:
        with self._lock:
            found = self._challenges.get(nonce)
            if found is None or found.expires <= now:
                raise Spent("this was used already or took too long; begin again")
            if (found.approver, found.content) != (approver, content):
                raise Spent("this approval is for something else; read it again, then approve it")
            return self._challenges.pop(nonce)
