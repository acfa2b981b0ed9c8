"""Numbers and names that several tables share."""

import sqlite3

_TAKE_FREE = """
    UPDATE services SET origin = ?, proven = ? WHERE id = (
        SELECT id FROM services WHERE origin >= 'free:' AND origin < 'free;' LIMIT 1
    ) RETURNING id
"""
_FREE = """
    UPDATE services SET origin = 'free:' || id WHERE NOT proven AND origin NOT LIKE 'free:%'
    AND id NOT IN (SELECT service FROM subscriptions WHERE NOT confirmed)
"""


def highest_number(connection: sqlite3.Connection) -> int:
    """The highest subscription number ever given, deleted phones included; 0 before the first."""
    found = connection.execute(
        "SELECT seq FROM sqlite_sequence WHERE name = 'subscriptions'"
    ).fetchone()
    return int(found[0]) if found else 0


def service_id(connection: sqlite3.Connection, origin: str, proven: bool) -> int:
    """`proven`: if it is new, whether it is known to exist."""
    known = connection.execute("SELECT id FROM services WHERE origin = ?", (origin,)).fetchone()
    if known is None:
        known = connection.execute(_TAKE_FREE, (origin, proven)).fetchone()
    if known is None:
        statement = "INSERT INTO services (origin, proven) VALUES (?, ?) RETURNING id"
        known = connection.execute(statement, (origin, proven)).fetchone()
    return int(known[0])


def free_services(connection: sqlite3.Connection) -> None:
    """Forgets push services that nobody has shown to exist and no phone names any more.

    Their rows are given to others: to delete one SQLite would look for it at every phone. No chunk
    and no confirmed phone is of an unproven service.
    """
    connection.execute(_FREE)


def language_id(connection: sqlite3.Connection, tag: str) -> int:
    """At most 255 languages, so that one byte tells them apart in a chunk."""
    connection.execute("INSERT OR IGNORE INTO languages (tag) VALUES (?)", (tag,))
    number = _id(connection, "SELECT id FROM languages WHERE tag = ?", tag)
    if number > 255:
        raise ValueError(f"{tag}: more than 255 languages; register only those that we have")
    return number


def _id(connection: sqlite3.Connection, statement: str, name: str) -> int:
    return int(connection.execute(statement, (name,)).fetchone()[0])
