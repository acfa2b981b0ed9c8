"""SqliteDeskStore: `service.desk.desk_store`. Its rows ride in the issuing transaction."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from alerts.desk.draft import Draft
from alerts.desk.submission import Frozen, State, Submission
from alerts.desk.template import Template
from service.desk.desk_store import Issuing, Review, RuleBroken, Swept
from service.desk.entries import sweeping_entry
from service.desk.ports import DeskChanged, Entry
from service.store.sqlite import challenges
from service.store.sqlite.alert_store import write_issues
from service.store.sqlite.audit_log import append_entry
from service.store.sqlite.database import Database
from service.store.sqlite.desk_encoding import (
    draft_of,
    frozen_of,
    packed,
    submission_of,
)
from service.store.sqlite.desk_review_store import (
    REVIEWS,
    TEMPLATES,
    UNREVIEWED,
    add_review,
    look_at,
    put_writers,
    retire,
    review_in,
    template_in,
)
from service.store.sqlite.desk_sweeping import sweep
from service.store.sqlite.encoding import micros, moment_or_none

T = TypeVar("T")

_SUBMISSION = (
    "SELECT id, body, audience, asked, agreed, state, decided_by, decided_at, reason "
    "FROM desk_submissions "
)
# One draft, and one revision of an alert, is sent once: of two at the same moment one was first.
_SENT_ONCE = "UNIQUE constraint failed: desk_submissions."
_NOT_WAITING = "somebody else has decided on this already; read what became of it"


class SqliteDeskStore:
    """Any thread, one process at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_draft(self, draft: Draft, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            newest = connection.execute(
                "SELECT coalesce(max(version), 0) FROM desk_drafts WHERE draft = ?", (draft.id,)
            ).fetchone()[0]
            if draft.version != newest + 1:
                raise DeskChanged(f"version {newest} of this draft was saved meanwhile; read it")
            values = (
                draft.id,
                draft.version,
                draft.mode.value,
                draft.author,
                micros(draft.saved),
                packed(draft),
            )
            connection.execute(
                "INSERT INTO desk_drafts (draft, version, mode, author, saved, body) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                values,
            )

        self._act(work, entry)

    def draft(self, draft_id: str, version: int | None = None) -> Draft | None:
        rows = self._rows(
            "SELECT body FROM desk_drafts WHERE draft = ? AND version = coalesce(?, version) "
            "ORDER BY version DESC LIMIT 1",
            (draft_id, version),
        )
        return draft_of(rows[0][0]) if rows else None

    def drafts(self, most: int = 100) -> tuple[Draft, ...]:
        rows = self._rows(
            "SELECT body, max(version) FROM desk_drafts GROUP BY draft "
            "ORDER BY saved DESC, draft LIMIT ?",
            (most,),
        )
        return tuple(draft_of(row[0]) for row in rows)

    def save_template(self, template: Template, entry: Entry) -> None:
        kept = msgspec.structs.replace(template, approved_by=None)
        values = (kept.hash, kept.name, kept.made_by, micros(kept.made_at), packed(kept))
        if self.template(kept.hash) is not None:
            return

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO desk_templates (hash, name, made_by, made_at, body) "
                "VALUES (?, ?, ?, ?, ?)",
                values,
            )
            put_writers(connection, kept)

        self._act(work, entry)

    def approve_template(
        self, hash: bytes, approver: int, nonce: bytes, now: datetime, entry: Entry
    ) -> None:
        def work(connection: sqlite3.Connection) -> None:
            challenges.consume(connection, nonce, approver, hash, now)
            changed = connection.execute(
                "UPDATE desk_templates SET approved_by = ?, approved_at = ?, nonce = ? "
                "WHERE hash = ?",
                (approver, micros(now), nonce, hash),
            )
            if not changed.rowcount:
                raise LookupError("there is no such template; the list shows those that there are")

        self._act(work, entry)

    def template(self, hash: bytes) -> Template | None:
        rows = self._rows(f"{TEMPLATES} WHERE t.hash = ?", (hash,))
        return template_in(rows[0]) if rows else None

    def templates(self) -> tuple[Template, ...]:
        rows = self._rows(f"{TEMPLATES} ORDER BY t.name, t.made_at, t.hash", ())
        return tuple(map(template_in, rows))

    def retire_template(self, hash: bytes, entry: Entry) -> None:
        self._known(hash)
        self._act(lambda connection: retire(connection, hash, entry.actor, entry.at), entry)

    def look_at_template(self, hash: bytes, entry: Entry) -> None:
        self._act(lambda connection: look_at(connection, hash, entry.actor, entry.at), entry)

    def _known(self, hash: bytes) -> None:
        if self.template(hash) is None:
            raise LookupError("there is no such template; the list shows those that there are")

    def submit(self, submission: Submission, frozen: Frozen, entry: Entry) -> Submission:
        columns = {
            "draft": submission.draft_id,
            "version": submission.version,
            "mode": submission.mode.value,
            "phase": submission.phase.value,
            "alert_id": submission.alert_id,
            "number": submission.number,
            "hash": submission.hash,
            "submitted_by": submission.submitted_by,
            "template": submission.template,
            "body": packed(submission),
            "frozen": packed(frozen),
            "audience": submission.audience,
            "state": State.WAITING.value,
        }
        names, marks = ", ".join(columns), ", ".join("?" for _ in columns)
        statement = f"INSERT INTO desk_submissions ({names}) VALUES ({marks})"  # noqa: S608

        def work(connection: sqlite3.Connection) -> int:
            added = connection.execute(statement, tuple(columns.values())).lastrowid
            assert added is not None
            return added

        return msgspec.structs.replace(submission, id=self._act(work, entry), state=State.WAITING)

    def submission(self, id: int) -> Submission | None:
        found = self._submissions("WHERE id = ?", (id,))
        return found[0] if found else None

    def frozen(self, id: int) -> Frozen | None:
        rows = self._rows("SELECT frozen FROM desk_submissions WHERE id = ?", (id,))
        return frozen_of(rows[0][0]) if rows and rows[0][0] else None

    def submissions(self, state: State | None = None, most: int = 100) -> tuple[Submission, ...]:
        named = None if state is None else state.value
        return self._submissions(
            "WHERE state = coalesce(?, state) ORDER BY id DESC LIMIT ?", (named, most)
        )

    def of_draft(self, draft_id: str) -> tuple[Submission, ...]:
        return self._submissions("WHERE draft = ? ORDER BY id DESC", (draft_id,))

    def unreviewed(self, most: int = 100) -> tuple[Submission, ...]:
        return self._submissions(UNREVIEWED, (most,))

    def reviews(self, id: int) -> tuple[Review, ...]:
        return tuple(map(review_in, self._rows(REVIEWS, (id,))))

    def review(self, id: int, review: Review, entry: Entry) -> None:
        self._act(lambda connection: add_review(connection, id, review), entry)

    def issued_for(self, alert_id: str) -> tuple[Submission, ...]:
        return self._submissions(
            "WHERE alert_id = ? AND state = 'issued' ORDER BY id DESC", (alert_id,)
        )

    def _submissions(self, condition: str, values: Sequence[Any]) -> tuple[Submission, ...]:
        return tuple(map(_submission, self._rows(_SUBMISSION + condition, values)))

    def decide(
        self, id: int, state: State, by: int, at: datetime, reason: str, entry: Entry
    ) -> None:
        values = (state.value, by, micros(at), reason, id)
        self._change(
            "state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?", values, entry
        )

    def ask(self, id: int, audience: int, entry: Entry) -> None:
        self._change("asked = ?, agreed = 0 WHERE id = ?", (audience, id), entry)

    def agree(self, id: int, entry: Entry) -> None:
        self._change("agreed = 1 WHERE id = ? AND asked IS NOT NULL", (id,), entry)

    def _change(self, what: str, values: Sequence[Any], entry: Entry) -> None:
        statement = f"UPDATE desk_submissions SET {what} AND state = 'waiting'"  # noqa: S608

        def work(connection: sqlite3.Connection) -> None:
            if not connection.execute(statement, values).rowcount:
                raise DeskChanged(_NOT_WAITING)

        self._act(work, entry)

    def issue(self, issuing: Issuing, entry: Entry) -> None:
        def work(connection: sqlite3.Connection) -> None:
            content = _waiting_hash(connection, issuing.submission)
            if issuing.approver is not None and issuing.nonce is not None:
                challenges.consume(connection, issuing.nonce, issuing.approver, content, issuing.at)
            values = (issuing.approver, micros(issuing.at), issuing.nonce, issuing.submission)
            connection.execute(
                "UPDATE desk_submissions SET state = 'issued', decided_by = ?, decided_at = ?, "
                "nonce = ? WHERE id = ?",
                values,
            )
            write_issues(connection, issuing.issues, issuing.key, issuing.references)

        self._act(work, entry)

    def sweep(self, before: datetime, at: datetime) -> Swept:
        def work(connection: sqlite3.Connection) -> Swept:
            swept = sweep(connection, before)
            if swept.drafts or swept.texts:
                append_entry(connection, sweeping_entry(swept, at))
            return swept

        return self._database.write(work)

    def _act(self, work: Callable[[sqlite3.Connection], T], entry: Entry) -> T:
        """One act and its entry in the log, in one transaction."""

        def both(connection: sqlite3.Connection) -> T:
            try:
                done = work(connection)
            except sqlite3.IntegrityError as error:
                if str(error).startswith(_SENT_ONCE):
                    raise DeskChanged(_NOT_WAITING) from error
                raise RuleBroken(f"the desk's rules forbid this: {error}") from error
            append_entry(connection, entry)
            return done

        return self._database.write(both)

    def _rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._database.read(
            lambda connection: connection.execute(statement, values).fetchall()
        )


def _waiting_hash(connection: sqlite3.Connection, id: int) -> bytes:
    found = connection.execute(
        "SELECT hash FROM desk_submissions WHERE id = ? AND state = 'waiting'", (id,)
    ).fetchone()
    if found is None:
        raise DeskChanged(_NOT_WAITING)
    return bytes(found[0])


def _submission(row: tuple[Any, ...]) -> Submission:
    id, body, audience, asked, agreed, state, decided_by, decided_at, reason = row
    return msgspec.structs.replace(
        submission_of(body),
        id=id,
        audience=audience,
        asked=asked,
        agreed=bool(agreed),
        state=State(state),
        decided_by=decided_by,
        decided_at=moment_or_none(decided_at),
        reason=reason,
    )
