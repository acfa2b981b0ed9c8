"""How revisions of feeds were handled, within transactions of the alert store and the desk's."""

import json
import sqlite3
from datetime import datetime
from typing import Any

from alerts.model import Phase, Revision
from alerts.ports import Issue
from alerts.release import Handling, Past, Release
from service.store.sqlite.encoding import micros, moment, unpack_revision

WAITING = """
    JOIN releases x ON x.revision = r.id
    WHERE a.live AND a.valid_until > ? AND x.handling = 'approval' AND x.pushed IS NULL
    ORDER BY a.strength, a.id
"""
"""For the alert store's own statement: alerts `a` with their newest revisions `r`."""


def write(connection: sqlite3.Connection, revision: int | None, issue: Issue) -> None:
    """`revision`: its row."""
    release = issue.release
    if release is None:
        return
    connection.execute(
        "INSERT INTO releases (revision, feed, handling, is_live, at, reasons) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            revision,
            release.feed,
            release.handling.value,
            issue.revision.phase is Phase.LIVE,
            micros(release.at),
            json.dumps(release.reasons, ensure_ascii=False),
        ),
    )


def past(connection: sqlite3.Connection, alert_id: str) -> Past:
    rows = connection.execute(
        """SELECT r.body, x.handling, x.pushed FROM alerts a JOIN revisions r ON r.alert = a.id
           LEFT JOIN releases x ON x.revision = r.id WHERE a.alert_id = ? ORDER BY r.number DESC""",
        (alert_id,),
    )
    found, told = Past(), None
    for n, (body, handling, pushed) in enumerate(rows):
        revision = unpack_revision(body) if n == 0 or is_told(handling) else None
        if n == 0 and revision is not None:
            found = _newest(revision, handling, pushed)
        if is_told(handling):
            told = revision
            break
    return Past(told=told, last=found.last, handling=found.handling, is_declined=found.is_declined)


def is_told(handling: str | None) -> bool:
    return handling is None or handling == Handling.AUTOMATIC.value


def _newest(revision: Revision, handling: str | None, pushed: int | None) -> Past:
    return Past(
        last=revision,
        handling=None if handling is None else Handling(handling),
        is_declined=pushed == 0,
    )


def recent(connection: sqlite3.Connection, feed: str, since: datetime) -> int:
    count = connection.execute(
        "SELECT count(*) FROM releases "
        "WHERE feed = ? AND at > ? AND handling = 'automatic' AND is_live",
        (feed, micros(since)),
    ).fetchone()[0]
    return int(count)


def of_newest(connection: sqlite3.Connection, alert_id: str) -> Release | None:
    row = connection.execute(
        """SELECT x.feed, x.handling, x.at, x.reasons FROM alerts a
           JOIN revisions r ON r.alert = a.id AND r.number = a.latest
           JOIN releases x ON x.revision = r.id WHERE a.alert_id = ?""",
        (alert_id,),
    ).fetchone()
    return None if row is None else _release(row)


def _release(row: tuple[Any, ...]) -> Release:
    feed, handling, at, reasons = row
    return Release(
        feed=feed, handling=Handling(handling), at=moment(at), reasons=tuple(json.loads(reasons))
    )
