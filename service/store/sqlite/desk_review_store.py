"""Reviews of what one person sent, and what becomes of templates: part of `SqliteDeskStore`."""

import sqlite3
from datetime import datetime
from typing import Any

import msgspec

from alerts.desk.template import Template
from service.desk.desk_store import REVIEWERS, Review
from service.store.sqlite.desk_encoding import template_of
from service.store.sqlite.encoding import micros, moment, moment_or_none

TEMPLATES = """SELECT t.body, t.approved_by, t.approved_at,
    (SELECT max(l.at) FROM desk_template_looks l WHERE l.hash = t.hash), e.at
    FROM desk_templates t LEFT JOIN desk_template_ends e ON e.hash = t.hash """
UNREVIEWED = f"""WHERE state = 'issued' AND template IS NOT NULL AND
    (SELECT count(*) FROM desk_reviews r WHERE r.submission = desk_submissions.id) < {REVIEWERS}
    ORDER BY id LIMIT ?"""  # noqa: S608
REVIEWS = (
    "SELECT staff, at, was_right, note FROM desk_reviews WHERE submission = ? ORDER BY at, rowid"
)


def template_in(row: tuple[Any, ...]) -> Template:
    body, approved_by, approved_at, looked_at, retired_at = row
    return msgspec.structs.replace(
        template_of(body),
        approved_by=approved_by,
        approved_at=moment_or_none(approved_at),
        looked_at=moment_or_none(looked_at),
        retired_at=moment_or_none(retired_at),
    )


def review_in(row: tuple[Any, ...]) -> Review:
    staff, at, was_right, note = row
    return Review(staff=staff, at=moment(at), was_right=bool(was_right), note=note)


def add_review(connection: sqlite3.Connection, submission: int, review: Review) -> None:
    values = (submission, review.staff, micros(review.at), review.was_right, review.note)
    connection.execute(
        "INSERT INTO desk_reviews (submission, staff, at, was_right, note) VALUES (?, ?, ?, ?, ?)",
        values,
    )


def put_writers(connection: sqlite3.Connection, template: Template) -> None:
    """Who wrote any version of the draft that it was made from: none of them approves it."""
    connection.execute(
        "INSERT INTO desk_template_writers (hash, staff) SELECT DISTINCT ?, author "
        "FROM desk_drafts WHERE draft = ? AND version <= ?",
        (template.hash, template.draft.id, template.draft.version),
    )


def retire(connection: sqlite3.Connection, hash: bytes, by: int, now: datetime) -> None:
    connection.execute(
        "INSERT INTO desk_template_ends (hash, staff, at) VALUES (?, ?, ?)",
        (hash, by, micros(now)),
    )


def look_at(connection: sqlite3.Connection, hash: bytes, by: int, now: datetime) -> None:
    connection.execute(
        "INSERT INTO desk_template_looks (hash, staff, at) VALUES (?, ?, ?)",
        (hash, by, micros(now)),
    )
