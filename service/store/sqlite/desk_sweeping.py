"""Drafts and frozen texts whose time is over."""

import sqlite3
from datetime import datetime

from service.desk.desk_store import REVIEWERS, Swept
from service.store.sqlite.encoding import micros

# An alert that lives, or ended later than that, keeps all that was written of it.
_REMAINS = """EXISTS (SELECT 1 FROM alerts a WHERE a.alert_id = s.alert_id
    AND (a.ended_at IS NULL OR a.ended_at >= :before))"""
_UNREVIEWED = f"""(s.template IS NOT NULL AND (
    SELECT count(*) FROM desk_reviews r WHERE r.submission = s.id) < {REVIEWERS})"""  # noqa: S608
_NEEDED = f"""(s.state = 'waiting'
    OR (s.state = 'issued' AND ({_REMAINS} OR {_UNREVIEWED}))
    OR s.decided_at >= :before)"""
_OLD_DRAFTS = f"""SELECT draft FROM desk_drafts GROUP BY draft HAVING max(saved) < :before
    EXCEPT SELECT s.draft FROM desk_submissions s WHERE {_NEEDED}"""  # noqa: S608
_OLD_TEXTS = f"""SELECT s.id FROM desk_submissions s
    WHERE length(s.frozen) > 0 AND NOT {_NEEDED}"""  # noqa: S608


def sweep(connection: sqlite3.Connection, before: datetime) -> Swept:
    """See `service.desk.desk_store.DeskStore.sweep`."""
    moment = {"before": micros(before)}
    drafts = connection.execute(_OLD_DRAFTS, moment).fetchall()
    texts = connection.execute(_OLD_TEXTS, moment).fetchall()
    connection.executemany("DELETE FROM desk_drafts WHERE draft = ?", drafts)
    connection.executemany("UPDATE desk_submissions SET frozen = x'' WHERE id = ?", texts)
    return Swept(drafts=len(drafts), texts=len(texts))
