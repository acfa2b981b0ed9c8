"""Removing phones and places whose time is over."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from alerts.places import HERE_ENDS_AFTER
from alerts.retention import PENDING_KEPT_FOR, TOMBSTONE_KEPT_FOR
from service.store.sqlite import slots
from service.store.sqlite.audience import CODE_HERE, CODE_STAY
from service.store.sqlite.encoding import micros
from service.store.sqlite.numbering import free_services

_OVER = """
    SELECT number FROM subscriptions WHERE NOT confirmed AND registered < ?
    UNION SELECT number FROM subscriptions WHERE buried IS NOT NULL AND buried < ?
"""
_ENDED = f"""
    SELECT cell, number, position, class FROM places WHERE until IS NOT NULL AND until <= :now
    UNION SELECT cell, number, position, class FROM places
    WHERE class = {CODE_HERE} AND since <= :ended_since
"""  # noqa: S608


def remove(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Deletes phones with their places and keys; unknown numbers are passed over."""
    for number in numbers:
        row = connection.execute(
            "DELETE FROM subscriptions WHERE number = ? RETURNING slot", (number,)
        ).fetchone()
        if row is not None:
            slots.clear(connection, row[0])
            connection.execute(
                "DELETE FROM keys_due WHERE used IN (0, 1) AND number = ?", (number,)
            )


Remove = Callable[[sqlite3.Connection, Sequence[int]], None]


def sweep(connection: sqlite3.Connection, now: datetime, remove: Remove = remove) -> int:
    """See `alerts.ports.SubscriptionStore.sweep`."""
    before = (micros(now - PENDING_KEPT_FOR), micros(now - TOMBSTONE_KEPT_FOR))
    phones = [number for (number,) in connection.execute(_OVER, before).fetchall()]
    remove(connection, phones)
    free_services(connection)
    ended = connection.execute(
        _ENDED, {"now": micros(now), "ended_since": micros(now - HERE_ENDS_AFTER)}
    ).fetchall()
    connection.executemany(
        "DELETE FROM places WHERE cell = ? AND number = ? AND position = ?",
        [(cell, number, position) for cell, number, position, _ in ended],
    )
    gone = _departed(connection, {number for _, number, _, kind in ended if kind == CODE_STAY})
    remove(connection, gone)
    places = {(number, position) for _, number, position, _ in ended}
    return len(phones) + len(gone) + len(places)


def _departed(connection: sqlite3.Connection, visitors: Collection[int]) -> list[int]:
    """Those whose stay was all that they had here: no phone outlives its trip."""
    left = "SELECT EXISTS (SELECT 1 FROM places WHERE number = ?)"
    return [
        number for number in sorted(visitors)
        if not connection.execute(left, (number,)).fetchone()[0]
    ]  # fmt: skip
