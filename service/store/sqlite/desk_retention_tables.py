"""What was submitted may be emptied of its texts long afterwards, and of nothing else.

The texts of a decided submission become no bytes at all; hash, roots, people, times and reasons
stay, and so does its CAP, by which later messages name it. Everything else about a decision is as
final as before (desk_tables.py).
"""

_SAME = " AND ".join(
    f"NEW.{column} IS OLD.{column}"
    for column in (
        "id",
        "draft",
        "version",
        "mode",
        "phase",
        "alert_id",
        "number",
        "hash",
        "submitted_by",
        "template",
        "body",
    )
)
_SAME_DECISION = " AND ".join(
    f"NEW.{column} IS OLD.{column}"
    for column in (
        "audience",
        "asked",
        "agreed",
        "state",
        "decided_by",
        "decided_at",
        "reason",
        "nonce",
    )
)
_EMPTIED = f"OLD.state <> 'waiting' AND length(NEW.frozen) = 0 AND {_SAME} AND {_SAME_DECISION}"

DESK_RETENTION_TABLES = (
    "DROP TRIGGER desk_submissions_stay",
    f"""CREATE TRIGGER desk_submissions_stay BEFORE UPDATE ON desk_submissions
        WHEN NOT ({_EMPTIED}) AND (
          OLD.state <> 'waiting' OR NOT ({_SAME}) OR NEW.frozen IS NOT OLD.frozen
          OR EXISTS (SELECT 1 FROM desk_submissions s WHERE s.nonce = NEW.nonce))
        BEGIN SELECT RAISE(ABORT, 'what was submitted is never changed; submit anew'); END""",  # noqa: S608
    "DROP TRIGGER desk_submissions_not_retired",
    """CREATE TRIGGER desk_submissions_not_retired BEFORE UPDATE ON desk_submissions
        WHEN OLD.state = 'waiting' AND NEW.state = 'issued' AND EXISTS (
            SELECT 1 FROM desk_template_ends e WHERE e.hash = NEW.template)
        BEGIN SELECT RAISE(ABORT, 'a retired template is not sent; choose another'); END""",
)
