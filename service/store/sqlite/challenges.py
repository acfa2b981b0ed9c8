"""Challenges in SQLite: looked up by their nonce, gone once used. For any store's transaction."""

import sqlite3
from datetime import datetime, timedelta
from typing import Any

from service.desk.ports import Challenge, Spent
from service.store.sqlite.encoding import micros, moment

_KEPT = timedelta(hours=1)


def put(connection: sqlite3.Connection, challenge: Challenge) -> None:
    long_over = micros(challenge.expires - _KEPT)
    connection.execute("DELETE FROM desk_challenges WHERE expires < ?", (long_over,))
    values = (challenge.nonce, challenge.approver, challenge.content, micros(challenge.expires))
    connection.execute(
        "INSERT INTO desk_challenges (nonce, approver, content, expires) VALUES (?, ?, ?, ?)",
        values,
    )


def found(connection: sqlite3.Connection, nonce: bytes) -> Challenge | None:
    row = connection.execute(
        "SELECT nonce, approver, content, expires FROM desk_challenges WHERE nonce = ?", (nonce,)
    ).fetchone()
    return None if row is None else _challenge(row)


def consume(
    connection: sqlite3.Connection, nonce: bytes, approver: int, content: bytes, now: datetime
) -> Challenge:
    """Raises Spent. What the transaction does afterwards decides whether it stays used."""
    row = connection.execute(
        "DELETE FROM desk_challenges WHERE nonce = ? AND expires > ? "
        "RETURNING nonce, approver, content, expires",
        (nonce, micros(now)),
    ).fetchone()
    if row is None:
        raise Spent("this was used already or took too long; begin again")
    challenge = _challenge(row)
    if (challenge.approver, challenge.content) != (approver, content):
        raise Spent("this approval is for something else; read it again, then approve it")
    return challenge


def _challenge(row: tuple[Any, ...]) -> Challenge:
    nonce, approver, content, expires = row
    return Challenge(nonce=nonce, approver=approver, content=content, expires=moment(expires))
