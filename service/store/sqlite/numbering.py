"""Numbers and names that several tables share."""

import sqlite3


def highest_number(connection: sqlite3.Connection) -> int:
    """The highest subscription number ever given, deleted phones included; 0 before the first."""
    found = connection.execute(
        "SELECT seq FROM sqlite_sequence WHERE name = 'subscriptions'"
    ).fetchone()
    return int(found[0]) if found else 0


def service_id(connection: sqlite3.Connection, origin: str, proven: bool) -> int:
    """`proven`: if it is new, whether it is known to exist."""
    connection.execute(
        "INSERT OR IGNORE INTO services (origin, proven) VALUES (?, ?)", (origin, proven)
    )
    return _id(connection, "SELECT id FROM services WHERE origin = ?", origin)


def language_id(connection: sqlite3.Connection, tag: str) -> int:
    """At most 255 languages, so that one byte tells them apart in a chunk."""
    connection.execute("INSERT OR IGNORE INTO languages (tag) VALUES (?)", (tag,))
    number = _id(connection, "SELECT id FROM languages WHERE tag = ?", tag)
    if number > 255:
        raise ValueError(f"{tag}: more than 255 languages; register only those that we have")
    return number


def _id(connection: sqlite3.Connection, statement: str, name: str) -> int:
    return int(connection.execute(statement, (name,)).fetchone()[0])
