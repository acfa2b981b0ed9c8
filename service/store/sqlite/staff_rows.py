"""Rows of the staff's tables <-> what the desk knows. Grants are MessagePack, areas in them WKB."""

import sqlite3
from typing import Any

import msgspec

from geo.area import Area
from service.desk.accounts import name_key
from service.desk.ports import Grant, Invitation, Passkey, Proposal, Session, Staff
from service.store.sqlite.encoding import micros, moment, moment_or_none

STAFF = "SELECT number, name, grants, active, may_approve_from FROM staff"
INVITATIONS = "SELECT token_hash, staff, expires FROM staff_invitations"
PASSKEYS = """SELECT credential_id, staff, public_key, sign_count, label, backed_up, added, used
    FROM passkeys"""
SESSIONS = "SELECT id_hash, staff, begun, used, strength FROM desk_sessions"


def _encode_area(value: Any) -> bytes:
    if isinstance(value, Area):
        return value.to_wkb()
    raise NotImplementedError(f"{type(value).__name__} has no stored form")


def _decode_area(kind: type, value: Any) -> Any:
    if kind is Area:
        return Area.from_wkb(value)
    raise NotImplementedError(f"{kind.__name__} has no stored form")


_encoder = msgspec.msgpack.Encoder(enc_hook=_encode_area)
_grants = msgspec.msgpack.Decoder(tuple[Grant, ...], dec_hook=_decode_area)
_proposal = msgspec.msgpack.Decoder(Proposal, dec_hook=_decode_area)


def put_staff(connection: sqlite3.Connection, staff: Staff) -> Staff:
    """With its number; a `staff` of number 0 is new. Raises sqlite3.IntegrityError: name taken."""
    values = (
        staff.name,
        name_key(staff.name),
        _encoder.encode(staff.grants),
        staff.active,
        None if staff.may_approve_from is None else micros(staff.may_approve_from),
    )
    if staff.number:
        connection.execute(
            "UPDATE staff SET name = ?, name_key = ?, grants = ?, active = ?, may_approve_from = ? "
            "WHERE number = ?",
            (*values, staff.number),
        )
        return staff
    cursor = connection.execute(
        "INSERT INTO staff (name, name_key, grants, active, may_approve_from) "
        "VALUES (?, ?, ?, ?, ?)",
        values,
    )
    return msgspec.structs.replace(staff, number=cursor.lastrowid)


def staff_of(row: tuple[Any, ...]) -> Staff:
    number, name, grants, active, may_approve_from = row
    return Staff(
        number=number,
        name=name,
        grants=_grants.decode(grants),
        active=bool(active),
        may_approve_from=moment_or_none(may_approve_from),
    )


def put_invitation(connection: sqlite3.Connection, invitation: Invitation) -> None:
    connection.execute(
        "INSERT INTO staff_invitations (token_hash, staff, expires) VALUES (?, ?, ?) "
        "ON CONFLICT (staff) DO UPDATE SET token_hash = excluded.token_hash, "
        "expires = excluded.expires",
        (invitation.token_hash, invitation.staff, micros(invitation.expires)),
    )


def invitation_of(row: tuple[Any, ...]) -> Invitation:
    token_hash, staff, expires = row
    return Invitation(token_hash=token_hash, staff=staff, expires=moment(expires))


def put_proposal(connection: sqlite3.Connection, proposal: Proposal) -> None:
    connection.execute(
        "INSERT INTO staff_proposals (id, proposed_at, state, body) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body",
        (proposal.id, micros(proposal.proposed_at), proposal.state, _encoder.encode(proposal)),
    )


def proposal_of(row: tuple[bytes]) -> Proposal:
    return _proposal.decode(row[0])


def put_passkey(connection: sqlite3.Connection, passkey: Passkey) -> None:
    """Raises sqlite3.IntegrityError if the credential is known."""
    values = (
        passkey.credential_id,
        passkey.staff,
        passkey.public_key,
        passkey.sign_count,
        passkey.label,
        passkey.backed_up,
        micros(passkey.added),
        None if passkey.used is None else micros(passkey.used),
    )
    connection.execute(
        "INSERT INTO passkeys (credential_id, staff, public_key, sign_count, label, backed_up, "
        "added, used) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def passkey_of(row: tuple[Any, ...]) -> Passkey:
    credential_id, staff, public_key, sign_count, label, backed_up, added, used = row
    return Passkey(
        credential_id=credential_id,
        staff=staff,
        public_key=public_key,
        sign_count=sign_count,
        label=label,
        backed_up=bool(backed_up),
        added=moment(added),
        used=moment_or_none(used),
    )


def session_of(row: tuple[Any, ...]) -> Session:
    id_hash, staff, begun, used, strength = row
    return Session(
        id_hash=id_hash, staff=staff, begun=moment(begun), used=moment(used), strength=strength
    )
