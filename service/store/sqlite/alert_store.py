"""SqliteAlertStore: `alerts.ports.AlertStore` over tables reports, alerts, revisions, editions."""

import json
import logging
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from typing import Any

import numpy as np

from alerts.model import Alert, Origin, Phase, Relation, Revision
from alerts.ports import Edition, Held, Issue, Result, RevisionOutOfOrder, Runs
from alerts.release import Past, Release
from alerts.report import ReportKey
from alerts.retention import ended_at
from alerts.voices import Voice
from service.store.sqlite import release_rows, voice_rows
from service.store.sqlite.database import Database
from service.store.sqlite.encoding import (
    micros,
    moment,
    pack,
    pack_revision,
    unpack_revision,
    unpack_runs,
)
from service.store.sqlite.numbering import highest_number
from service.store.sqlite.quarantine import held, set_aside

_log = logging.getLogger(__name__)
_ALERT = """
    SELECT a.alert_id, a.sender, a.source, a.part, a.first_issued, a.longest_valid_until, r.body
    FROM alerts a JOIN revisions r ON r.alert = a.id AND r.number = a.latest
"""
_REVISION = """
    SELECT r.id FROM alerts a JOIN revisions r ON r.alert = a.id
    WHERE a.alert_id = ? AND r.number = ?
"""
# An order lives until somebody ends it, whatever its time of review (DOMAIN section 1).
_FOR_GOOD = 2**62
_SUPERSEDE = bytes.maketrans(bytes([Result.OWED]), bytes([Result.SUPERSEDED]))


class SqliteAlertStore:
    """See `alerts.ports.AlertStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._decoded = lru_cache(maxsize=512)(unpack_revision)

    def is_known(self, key: ReportKey) -> bool:
        return self._names("reports", key)

    def is_superseded(self, key: ReportKey) -> bool:
        return self._names("report_references", key)

    def _names(self, table: str, key: ReportKey) -> bool:
        found = self._rows(
            f"SELECT 1 FROM {table} WHERE sender = ? AND identifier = ? AND sent = ?",  # noqa: S608
            _key(key),
        )
        return bool(found)

    def alerts_of(self, keys: Iterable[ReportKey]) -> tuple[Alert, ...]:
        named = json.dumps([_key(key) for key in keys])
        return self._alerts(
            """WHERE a.alert_id IN (
                SELECT m.alert_id FROM json_each(?) k CROSS JOIN reports p
                  ON p.sender = json_extract(k.value, '$[0]')
                 AND p.identifier = json_extract(k.value, '$[1]')
                 AND p.sent = json_extract(k.value, '$[2]')
                JOIN report_alerts m ON m.report = p.id
            ) ORDER BY a.id""",
            (named,),
        )

    def alert(self, alert_id: str) -> Alert | None:
        found = self._alerts("WHERE a.alert_id = ?", (alert_id,))
        return found[0] if found else None

    def live(self, now: datetime) -> tuple[Alert, ...]:
        return self._alerts(
            "WHERE a.live AND a.valid_until > ? ORDER BY a.strength, a.id", (micros(now),)
        )

    def recent(self, limit: int) -> tuple[Alert, ...]:
        return self._alerts("ORDER BY a.id DESC LIMIT ?", (limit,))

    def history(self, since: datetime, limit: int) -> tuple[Revision, ...]:
        def newest_first(connection: sqlite3.Connection) -> tuple[Revision, ...]:
            rows = connection.execute(
                "SELECT body FROM revisions ORDER BY id DESC LIMIT ?", (limit,)
            )
            found = (self._decoded(body) for (body,) in rows)
            # Rows come one by one: no more are read than are wanted, and one.
            return tuple(takewhile(lambda revision: revision.issued >= since, found))

        return self._database.read(newest_first)

    def _alerts(self, condition: str, values: Sequence[Any]) -> tuple[Alert, ...]:
        return tuple(self._alert(row) for row in self._rows(_ALERT + condition, values))

    def _alert(self, row: tuple[Any, ...]) -> Alert:
        alert_id, sender, source, part, first_issued, longest_valid_until, body = row
        return Alert(
            id=alert_id,
            origin=Origin(sender=sender, source=source, part=part),
            latest=self._decoded(body),
            first_issued=moment(first_issued),
            longest_valid_until=moment(longest_valid_until),
        )

    def issue(
        self,
        issues: Sequence[Issue],
        key: ReportKey | None,
        references: Sequence[ReportKey],
        linked: Sequence[str] = (),
        voices: Sequence[Voice] = (),
    ) -> None:
        def work(connection: sqlite3.Connection) -> None:
            write_issues(connection, issues, key, references, linked)
            voice_rows.write(connection, voices)

        self._database.write(work)

    def voices(self, alert_id: str) -> tuple[Voice, ...]:
        if not alert_id:
            return ()
        return self._database.read(lambda connection: voice_rows.of_alert(connection, alert_id))

    def voices_of(self, sender: str, stream: str) -> tuple[Voice, ...]:
        return self._database.read(
            lambda connection: voice_rows.of_stream(connection, sender, stream)
        )

    def forget_voices(self, before: datetime) -> int:
        return self._database.write(lambda connection: voice_rows.forget(connection, before))

    def past(self, alert_id: str) -> Past:
        return self._database.read(lambda connection: release_rows.past(connection, alert_id))

    def released(self, feed: str, since: datetime) -> int:
        return self._database.read(lambda connection: release_rows.recent(connection, feed, since))

    def release(self, alert_id: str) -> Release | None:
        return self._database.read(lambda connection: release_rows.of_newest(connection, alert_id))

    def waiting(self, now: datetime) -> tuple[Alert, ...]:
        return self._alerts(release_rows.WAITING, (micros(now),))

    def runs(self, alert_id: str) -> Runs:
        rows = self._rows(
            """SELECT r.runs FROM alerts a JOIN revisions r ON r.alert = a.id
               AND r.number = a.latest WHERE a.alert_id = ?""",
            (alert_id,),
        )
        return unpack_runs(rows[0][0]) if rows else np.empty((0, 2), np.int64)

    def editions(self, alert_id: str, number: int) -> tuple[Edition, ...]:
        rows = self._rows(
            f"""SELECT language, relation, payload FROM editions
                WHERE revision = ({_REVISION}) ORDER BY position""",  # noqa: S608
            (alert_id, number),
        )
        return tuple(
            Edition(language=language, relation=Relation(relation), payload=payload)
            for language, relation, payload in rows
        )

    def set_aside(self, raw: bytes, reason: str, at: datetime) -> None:
        def work(connection: sqlite3.Connection) -> None:
            set_aside(connection, raw, reason, at)

        # Before it is stored: what is dropped some day, or finds no room, has been said somewhere.
        _log.warning("set aside for a person: %r", reason)
        self._database.write(work)

    def quarantined(self) -> tuple[tuple[datetime, str, bytes], ...]:
        rows = self._rows("SELECT at, reason, raw FROM quarantine ORDER BY id", ())
        return tuple((moment(at), reason, raw) for at, reason, raw in rows)

    def held(self, newest: int) -> Held:
        return self._database.read(lambda connection: held(connection, newest))

    def _rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._database.read(
            lambda connection: connection.execute(statement, values).fetchall()
        )


def write_issues(
    connection: sqlite3.Connection,
    issues: Sequence[Issue],
    key: ReportKey | None,
    references: Sequence[ReportKey],
    linked: Sequence[str] = (),
) -> None:
    """`AlertStore.issue` within the transaction of a larger act: the desk's approval."""
    for issue in issues:
        _add(connection, issue)
    if key is not None:
        changed = [issue.revision.alert_id for issue in issues]
        _mark_known(connection, key, references, [*changed, *linked])


def _key(key: ReportKey) -> tuple[str, str, int]:
    return (key.sender, key.identifier, micros(key.sent))


def _mark_known(
    connection: sqlite3.Connection,
    key: ReportKey,
    references: Sequence[ReportKey],
    alert_ids: Sequence[str],
) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO reports (sender, identifier, sent) VALUES (?, ?, ?)", _key(key)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO report_references VALUES (?, ?, ?)",
        [_key(reference) for reference in references],
    )
    connection.executemany(
        """INSERT OR IGNORE INTO report_alerts
           SELECT id, ? FROM reports WHERE sender = ? AND identifier = ? AND sent = ?""",
        [(alert_id, *_key(key)) for alert_id in alert_ids],
    )


def _add(connection: sqlite3.Connection, issue: Issue) -> None:
    revision = issue.revision
    alert, latest = _alert_row(connection, issue)
    if revision.number != latest + 1:
        raise RevisionOutOfOrder(
            f"{revision.alert_id}: revision {revision.number} was offered, {latest + 1} is next"
        )
    _supersede(connection, alert)
    _take_over(connection, alert, revision)
    cursor = connection.execute(
        """INSERT INTO revisions
           (alert, number, mode, exercise, strength, cutoff, runs, body, all_recorded)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            alert,
            revision.number,
            revision.mode.value,
            revision.mode.is_exercise,
            revision.strength.rank,
            highest_number(connection),
            pack(issue.runs),
            pack_revision(revision),
            issue.untold,
        ),
    )
    release_rows.write(connection, cursor.lastrowid, issue)
    connection.executemany(
        "INSERT INTO editions VALUES (?, ?, ?, ?, ?)",
        [
            (cursor.lastrowid, position, edition.language, edition.relation.value, edition.payload)
            for position, edition in enumerate(issue.editions)
        ],
    )


def _alert_row(connection: sqlite3.Connection, issue: Issue) -> tuple[int, int]:
    """The alert's row and the number of its newest revision; a new alert has 0."""
    revision = issue.revision
    found = connection.execute(
        "SELECT id, latest FROM alerts WHERE alert_id = ?", (revision.alert_id,)
    ).fetchone()
    if found is not None:
        return found[0], found[1]
    origin = issue.origin
    valid_until = micros(revision.valid_until)
    cursor = connection.execute(
        """INSERT INTO alerts (alert_id, sender, source, part, first_issued, longest_valid_until,
           latest, live, strength, valid_until) VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0)""",
        (
            revision.alert_id,
            origin.sender,
            origin.source,
            origin.part,
            micros(revision.issued),
            valid_until,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid, 0


def _take_over(connection: sqlite3.Connection, alert: int, revision: Revision) -> None:
    """An ending does not count towards the longest validity: it is measured from it."""
    live = revision.phase is Phase.LIVE
    end = ended_at(revision)
    connection.execute(
        """UPDATE alerts SET latest = ?, live = ?, strength = ?, valid_until = ?, ended_at = ?,
           forgotten = 0, longest_valid_until = max(longest_valid_until, ?) WHERE id = ?""",
        (
            revision.number,
            live,
            revision.strength.rank,
            _FOR_GOOD if live and end is None else micros(revision.valid_until),
            None if end is None else micros(end),
            micros(revision.valid_until) if live else 0,
            alert,
        ),
    )


def _supersede(connection: sqlite3.Connection, alert: int) -> None:
    """Closes the older revisions: nobody more is recorded, what is owed is not sent any more."""
    connection.execute("UPDATE revisions SET all_recorded = 1 WHERE alert = ?", (alert,))
    owing = connection.execute(
        """SELECT c.id, c.results FROM revisions r CROSS JOIN chunks c ON c.revision = r.id
           WHERE r.alert = ? AND c.owed > 0""",
        (alert,),
    ).fetchall()
    connection.executemany(
        "UPDATE chunks SET results = ?, owed = 0 WHERE id = ?",
        [(results.translate(_SUPERSEDE), chunk) for chunk, results in owing],
    )
