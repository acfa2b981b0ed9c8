"""How many phones of which kind: the numbers on the status page."""

import sqlite3

from service.store.sqlite.audience import CODE_HOME, CODE_STAY

_PHONES = "SELECT count(*), coalesce(sum(NOT confirmed), 0) FROM subscriptions WHERE buried IS NULL"
_VISITORS = f"""
    SELECT count(*) FROM (
        SELECT p.number FROM places p JOIN subscriptions s ON s.number = p.number
        WHERE s.buried IS NULL GROUP BY p.number
        HAVING max(p.class = {CODE_STAY}) AND NOT max(p.class = {CODE_HOME})
    )
"""  # noqa: S608
_LANGUAGES = """
    SELECT tag, count(*) FROM subscriptions s JOIN languages l ON l.id = s.language
    WHERE s.buried IS NULL GROUP BY s.language
"""


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """See `alerts.ports.SubscriptionStore.counts`."""
    total, pending = connection.execute(_PHONES).fetchone()
    visitors = connection.execute(_VISITORS).fetchone()[0]
    languages = connection.execute(_LANGUAGES).fetchall()
    return {
        "total": total,
        "pending": pending,
        "residents": total - visitors,
        "visitors": visitors,
        **{f"language:{tag}": count for tag, count in languages},
    }
