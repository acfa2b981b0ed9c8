"""SqliteStaffStore: every act and the entry that tells of it in one transaction."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from service.desk.ports import (
    LONGEST_SESSION,
    Challenge,
    Change,
    DeskChanged,
    Entry,
    Invitation,
    Passkey,
    Proposal,
    Session,
    Spent,
    Staff,
    Taken,
)
from service.store.sqlite import challenges
from service.store.sqlite.audit_log import append_entry, newest_row
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import micros
from service.store.sqlite.staff_rows import (
    INVITATIONS,
    PASSKEYS,
    SESSIONS,
    STAFF,
    invitation_of,
    passkey_of,
    proposal_of,
    put_invitation,
    put_passkey,
    put_proposal,
    put_staff,
    session_of,
    staff_of,
)

_REMOVE_PASSKEY = """DELETE FROM passkeys WHERE credential_id = ? AND EXISTS (
    SELECT 1 FROM passkeys AS other
    WHERE other.staff = passkeys.staff AND other.id != passkeys.id)"""
T = TypeVar("T")
Row = tuple[Any, ...]


class SqliteStaffStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def everyone(self) -> tuple[Staff, ...]:
        return tuple(map(staff_of, self._all(f"{STAFF} ORDER BY number")))

    def person(self, number: int) -> Staff | None:
        row = self._one(f"{STAFF} WHERE number = ?", number)
        return None if row is None else staff_of(row)

    def proposals(self) -> tuple[Proposal, ...]:
        rows = self._all(
            "SELECT body FROM staff_proposals WHERE state = 'waiting' ORDER BY proposed_at, id"
        )
        return tuple(proposal_of((row[0],)) for row in rows)

    def apply(self, change: Change, entry: Entry, *, seen: int) -> Staff | None:
        def work(connection: sqlite3.Connection) -> Staff | None:
            newest = newest_row(connection)
            if (0 if newest is None else newest.n) != seen:
                raise DeskChanged("somebody else acted at the desk meanwhile; try once more")
            return _applied(connection, change)

        return self._write(work, entry)

    def invitation(self, token_hash: bytes) -> Invitation | None:
        row = self._one(f"{INVITATIONS} WHERE token_hash = ?", token_hash)
        return None if row is None else invitation_of(row)

    def open_invitation(self, staff: int) -> Invitation | None:
        row = self._one(f"{INVITATIONS} WHERE staff = ?", staff)
        return None if row is None else invitation_of(row)

    def accept(
        self, token_hash: bytes, passkey: Passkey, recovery: tuple[bytes, ...], entry: Entry
    ) -> None:
        def work(connection: sqlite3.Connection) -> None:
            used = connection.execute(
                "DELETE FROM staff_invitations WHERE token_hash = ? AND staff = ?",
                (token_hash, passkey.staff),
            )
            if used.rowcount != 1:
                raise Spent("this link was used already; ask an admin for another")
            _add_passkey(connection, passkey)
            _set_recovery(connection, passkey.staff, recovery)

        self._write(work, entry)

    def passkeys(self, staff: int) -> tuple[Passkey, ...]:
        rows = self._all(f"{PASSKEYS} WHERE staff = ? ORDER BY id", staff)
        return tuple(map(passkey_of, rows))

    def passkey(self, credential_id: bytes) -> Passkey | None:
        row = self._one(f"{PASSKEYS} WHERE credential_id = ?", credential_id)
        return None if row is None else passkey_of(row)

    def add_passkey(self, passkey: Passkey, entry: Entry) -> None:
        self._write(lambda connection: _add_passkey(connection, passkey), entry)

    def name_passkey(self, credential_id: bytes, label: str, entry: Entry) -> None:
        update = "UPDATE passkeys SET label = ? WHERE credential_id = ?"
        self._do(update, label, credential_id, entry=entry)

    def remove_passkey(self, credential_id: bytes, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            gone = connection.execute(_REMOVE_PASSKEY, (credential_id,))
            if gone.rowcount != 1:
                raise Spent("this is the only passkey, or it is gone; load the page again")

        self._write(work, entry)

    def note_use(self, credential_id: bytes, sign_count: int, at: datetime) -> None:
        update = "UPDATE passkeys SET sign_count = ?, used = ? WHERE credential_id = ?"
        self._do(update, sign_count, micros(at), credential_id)

    def set_recovery(self, staff: int, hashes: tuple[bytes, ...], entry: Entry) -> None:
        self._write(lambda connection: _set_recovery(connection, staff, hashes), entry)

    def recovery_left(self, staff: int) -> int:
        row = self._one("SELECT count(*) FROM recovery_codes WHERE staff = ?", staff)
        return 0 if row is None else int(row[0])

    def recover(
        self, code_hash: bytes, passkey: Passkey, may_approve_from: datetime, entry: Entry
    ) -> None:
        def work(connection: sqlite3.Connection) -> None:
            used = connection.execute(
                "DELETE FROM recovery_codes WHERE staff = ? AND code_hash = ?",
                (passkey.staff, code_hash),
            )
            if used.rowcount != 1:
                raise Spent("this code was used already or never given; take another of yours")
            _add_passkey(connection, passkey)
            connection.execute(
                "UPDATE staff SET may_approve_from = max(may_approve_from, ?) WHERE number = ?",
                (micros(may_approve_from), passkey.staff),
            )
            _end_sessions(connection, passkey.staff)

        self._write(work, entry)

    def totp(self, staff: int) -> bytes | None:
        row = self._one("SELECT secret FROM totp_secrets WHERE staff = ?", staff)
        return None if row is None else row[0]

    def set_totp(self, staff: int, secret: bytes | None, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM totp_secrets WHERE staff = ?", (staff,))
            if secret is not None:
                connection.execute(
                    "INSERT INTO totp_secrets (staff, secret) VALUES (?, ?)", (staff, secret)
                )

        self._write(work, entry)

    def use_totp_step(self, staff: int, step: int) -> bool:
        update = "UPDATE totp_secrets SET last_step = ? WHERE staff = ? AND last_step < ?"
        return self._do(update, step, staff, step) == 1

    def session(self, id_hash: bytes) -> Session | None:
        row = self._one(f"{SESSIONS} WHERE id_hash = ?", id_hash)
        return None if row is None else session_of(row)

    def sessions(self) -> tuple[Session, ...]:
        return tuple(map(session_of, self._all(f"{SESSIONS} ORDER BY begun DESC")))

    def begin_session(self, session: Session, entry: Entry, replacing: bytes | None = None) -> None:
        begun, used = micros(session.begun), micros(session.used)
        over = micros(session.begun - LONGEST_SESSION)

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "DELETE FROM desk_sessions WHERE id_hash = ? OR begun <= ?", (replacing, over)
            )
            connection.execute(
                "INSERT INTO desk_sessions (id_hash, staff, begun, used, strength) "
                "VALUES (?, ?, ?, ?, ?)",
                (session.id_hash, session.staff, begun, used, session.strength),
            )

        self._write(work, entry)

    def touch(self, id_hash: bytes, at: datetime) -> None:
        self._do("UPDATE desk_sessions SET used = ? WHERE id_hash = ?", micros(at), id_hash)

    def end_session(self, id_hash: bytes, entry: Entry) -> None:
        self._do("DELETE FROM desk_sessions WHERE id_hash = ?", id_hash, entry=entry)

    def end_sessions(self, staff: int, entry: Entry) -> None:
        self._write(lambda connection: _end_sessions(connection, staff), entry)

    def put_challenge(self, challenge: Challenge) -> None:
        self._database.write(lambda connection: challenges.put(connection, challenge))

    def challenge(self, nonce: bytes) -> Challenge | None:
        return self._database.read(lambda connection: challenges.found(connection, nonce))

    def consume(self, nonce: bytes, approver: int, content: bytes, now: datetime) -> Challenge:
        return self._database.write(
            lambda connection: challenges.consume(connection, nonce, approver, content, now)
        )

    def _one(self, query: str, *values: Any) -> Row | None:
        return next(iter(self._all(query, *values)), None)

    def _all(self, query: str, *values: Any) -> list[Row]:
        return self._database.read(lambda connection: connection.execute(query, values).fetchall())

    def _do(self, statement: str, *values: Any, entry: Entry | None = None) -> int:
        """Rows changed."""
        return self._write(lambda connection: connection.execute(statement, values).rowcount, entry)

    def _write(self, work: Callable[[sqlite3.Connection], T], entry: Entry | None) -> T:
        def whole(connection: sqlite3.Connection) -> T:
            done = work(connection)
            if entry is not None:
                append_entry(connection, _named(entry, done))
            return done

        return self._database.write(whole)


def _named(entry: Entry, done: object) -> Entry:
    """The entry of somebody who is new tells the number that they were given."""
    if entry.subject or not isinstance(done, Staff):
        return entry
    return msgspec.structs.replace(entry, subject=f"staff:{done.number}")


def _applied(connection: sqlite3.Connection, change: Change) -> Staff | None:
    staff = change.staff
    if staff is not None:
        try:
            staff = put_staff(connection, staff)
        except sqlite3.IntegrityError as error:
            raise Taken(f"somebody called {staff.name} is there; write the full name") from error
    if change.invitation is not None:
        invitation = change.invitation
        if staff is not None:
            invitation = msgspec.structs.replace(invitation, staff=staff.number)
        put_invitation(connection, invitation)
    if change.proposal is not None:
        put_proposal(connection, change.proposal)
    if change.ends_sessions and staff is not None:
        _end_sessions(connection, staff.number)
    if (change.ends_passkeys or change.ends_devices) and staff is not None:
        _end_devices(connection, staff.number)
    if change.ends_passkeys and staff is not None:
        connection.execute("DELETE FROM recovery_codes WHERE staff = ?", (staff.number,))
    return staff


def _add_passkey(connection: sqlite3.Connection, passkey: Passkey) -> None:
    try:
        put_passkey(connection, passkey)
    except sqlite3.IntegrityError as error:
        raise Taken("this passkey belongs to an account already; use another device") from error


def _set_recovery(connection: sqlite3.Connection, staff: int, hashes: tuple[bytes, ...]) -> None:
    connection.execute("DELETE FROM recovery_codes WHERE staff = ?", (staff,))
    connection.executemany(
        "INSERT INTO recovery_codes (staff, code_hash) VALUES (?, ?)",
        [(staff, one) for one in hashes],
    )


def _end_sessions(connection: sqlite3.Connection, staff: int) -> None:
    connection.execute("DELETE FROM desk_sessions WHERE staff = ?", (staff,))


def _end_devices(connection: sqlite3.Connection, staff: int) -> None:
    connection.execute("DELETE FROM passkeys WHERE staff = ?", (staff,))
    connection.execute("DELETE FROM totp_secrets WHERE staff = ?", (staff,))
