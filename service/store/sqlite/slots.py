"""Slots of table addresses: where an endpoint and its keys stand, and are overwritten when they go.

Rows never move or change their length (migrations.py says why), so nothing of a deleted phone is
left elsewhere in the file.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from alerts.ports import Address, AgreedKey, Registration
from service.store.sqlite.encoding import pack_endpoint, unpack_endpoint

_SENDER_PUBLIC_BYTES = 65
_IKM_BYTES = 32

ADDRESS = """
    SELECT s.number, d.endpoint, v.origin, l.tag, s.key_id, d.public_key, d.auth,
           d.keyed, d.sender_public, d.ikm
    FROM {source} CROSS JOIN subscriptions s ON s.number = {number}
    CROSS JOIN addresses d ON d.slot = s.slot
    JOIN services v ON v.id = s.service JOIN languages l ON l.id = s.language
    WHERE s.buried IS NULL
"""


def fill(connection: sqlite3.Connection, registration: Registration) -> int:
    """Puts the phone into a free slot of its endpoint's length, else a new one; returns which."""
    endpoint = pack_endpoint(registration.endpoint)
    found = connection.execute(
        "SELECT slot FROM addresses WHERE free AND length(endpoint) = ? LIMIT 1", (len(endpoint),)
    ).fetchone()
    if found is None:
        return _add(connection, endpoint, registration)
    connection.execute(
        "UPDATE addresses SET free = 0, endpoint = ?, public_key = ?, auth = ? WHERE slot = ?",
        (endpoint, registration.public_key, registration.auth, found[0]),
    )
    return int(found[0])


def _add(connection: sqlite3.Connection, endpoint: bytes, registration: Registration) -> int:
    cursor = connection.execute(
        """INSERT INTO addresses (free, keyed, endpoint, public_key, auth, sender_public, ikm)
           VALUES (0, 0, ?, ?, ?, zeroblob(?), zeroblob(?))""",
        (
            endpoint,
            registration.public_key,
            registration.auth,
            _SENDER_PUBLIC_BYTES,
            _IKM_BYTES,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def clear(connection: sqlite3.Connection, slot: int) -> None:
    connection.execute(
        """UPDATE addresses SET free = 1, keyed = 0, endpoint = zeroblob(length(endpoint)),
           public_key = zeroblob(length(public_key)), auth = zeroblob(length(auth)),
           sender_public = zeroblob(length(sender_public)), ikm = zeroblob(length(ikm))
           WHERE slot = ?""",
        (slot,),
    )


def agree(connection: sqlite3.Connection, number: int, key: AgreedKey) -> None:
    """Nothing happens for a phone that was deleted meanwhile. Raises ValueError for odd lengths."""
    if (len(key.sender_public), len(key.ikm)) != (_SENDER_PUBLIC_BYTES, _IKM_BYTES):
        raise ValueError("an agreed key is 65 bytes of public key and 32 bytes of key material")
    connection.execute(
        """UPDATE addresses SET keyed = 1, sender_public = ?, ikm = ?
           WHERE slot = (SELECT slot FROM subscriptions WHERE number = ?)""",
        (key.sender_public, key.ikm, number),
    )


def address(row: Sequence[Any]) -> Address:
    number, endpoint, service, language, key_id, public_key, auth, keyed, sender_public, ikm = row
    return Address(
        number=number,
        endpoint=unpack_endpoint(endpoint),
        service=service,
        language=language,
        key_id=key_id,
        public_key=public_key,
        auth=auth,
        agreed=AgreedKey(sender_public=sender_public, ikm=ikm) if keyed else None,
    )
