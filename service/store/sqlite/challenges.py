"""Challenges in SQLite: looked up by their nonce, gone once used. For any store's transaction."""

import sqlite3
from datetime import datetime, timedelta

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


def consume(
    connection: sqlite3.Connection, nonce: bytes, approver: int, content: bytes, now: datetime
) -> Challenge:
    """Raises Spent. What the transaction does afterwards decides whether it stays used."""
    found = connection.execute(
        "DELETE FROM desk_challenges WHERE nonce = ? AND expires > ? "
        "RETURNING nonce, approver, content, expires",
        (nonce, micros(now)),
    ).fetchone()
    if found is None:
        raise Spent("this was used already or took too long; begin again")
    if (found[1], found[2]) != (approver, content):
        raise Spent("this approval is for something else; read it again, then approve it")
    return Challenge(nonce=found[0], approver=found[1], content=found[2], expires=moment(found[3]))
