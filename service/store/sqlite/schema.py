"""Which migrations a store has had, asked without the library that applies them.

sqlite-utils takes a second to load, with all of pandas: a service that starts again does without.
"""

import sqlite3

from alerts.ports import StoreUnavailable

MIGRATIONS = frozenset(
    {
        "create_tables",
        "create_city_changes",
        "create_staff",
        "create_desk",
        "create_rings",
        "create_reopenings",
        "create_desk_reviews",
        "create_acceptances",
        "create_desk_retention",
        "create_desk_writers",
        "create_lineage",
        "doubt_services",
        "create_ring_recalls",
        "add_ring_concerns",
        "create_seen",
        "create_voices",
        "create_releases",
        "create_desk_words",
        "prove_voices",
        "count_ring_recalls",
    }
)
"""Names of those in migrations.py."""


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether nothing is left to apply. Raises StoreUnavailable if a newer version wrote it."""
    try:
        rows = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = 'hansho'"
        ).fetchall()
    except sqlite3.OperationalError:  # a new file has no such table
        return False
    applied = {name for (name,) in rows}
    if unknown := applied - MIGRATIONS:
        raise StoreUnavailable(
            "this store was written by a newer version of hansho "
            f"({', '.join(sorted(unknown))}); install that version, or restore a backup"
        )
    return applied == MIGRATIONS
