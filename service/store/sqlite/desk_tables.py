"""Tables of drafts, templates and submissions. The desk's rules hold here, whatever code writes.

- Nobody approves what they submitted or what any version of its draft was written by; a withdrawal
  alone needs one person (DOMAIN section 7).
- Without a second person goes out only what somebody else approved as a template beforehand.
- What was submitted is never changed afterwards, and a decision is final.
- A draft keeps the mode that it began with.

`IS NOT` where a value may be missing: NULL would pass a CHECK. INSERT OR REPLACE deletes without
asking a trigger on DELETE (`recursive_triggers` is off), so the triggers on INSERT refuse it.
"""

_ISSUED = """state <> 'issued' OR template IS NOT NULL OR (
    decided_by IS NOT NULL AND decided_by > 0 AND nonce IS NOT NULL AND length(nonce) = 32
    AND (phase = 'withdrawn' OR decided_by <> submitted_by))"""

DESK_TABLES = (
    """CREATE TABLE desk_drafts (
        draft TEXT NOT NULL,
        version INTEGER NOT NULL,
        mode TEXT NOT NULL,
        author INTEGER NOT NULL,
        saved INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (draft, version)
    )""",
    """CREATE TRIGGER desk_drafts_follow BEFORE INSERT ON desk_drafts
        WHEN EXISTS (SELECT 1 FROM desk_drafts d WHERE d.draft = NEW.draft
            AND (d.mode <> NEW.mode OR d.version >= NEW.version))
        BEGIN SELECT RAISE(ABORT, 'a draft keeps its mode; begin a new draft'); END""",
    """CREATE TRIGGER desk_drafts_stay BEFORE UPDATE ON desk_drafts
        BEGIN SELECT RAISE(ABORT, 'a version of a draft is never changed; save a new one'); END""",
    """CREATE TABLE desk_templates (
        hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
        name TEXT NOT NULL,
        made_by INTEGER NOT NULL,
        made_at INTEGER NOT NULL,
        body BLOB NOT NULL,
        approved_by INTEGER CHECK (approved_by IS NULL OR (
            approved_by > 0 AND approved_by <> made_by)),
        nonce BLOB UNIQUE CHECK ((nonce IS NULL) = (approved_by IS NULL))
    )""",
    """CREATE TRIGGER desk_templates_wait BEFORE INSERT ON desk_templates
        WHEN NEW.approved_by IS NOT NULL
          OR EXISTS (SELECT 1 FROM desk_templates t WHERE t.hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, 'a template is approved after it was stored'); END""",
    """CREATE TRIGGER desk_templates_stay BEFORE UPDATE ON desk_templates
        WHEN NEW.hash IS NOT OLD.hash OR NEW.body IS NOT OLD.body OR NEW.name IS NOT OLD.name
          OR NEW.made_by IS NOT OLD.made_by OR OLD.approved_by IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a template is never changed; make a new one'); END""",
    f"""CREATE TABLE desk_submissions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        draft TEXT NOT NULL,
        version INTEGER NOT NULL,
        mode TEXT NOT NULL,
        phase TEXT NOT NULL,
        alert_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        submitted_by INTEGER NOT NULL,
        template BLOB REFERENCES desk_templates (hash),
        body BLOB NOT NULL,
        frozen BLOB NOT NULL,
        audience INTEGER NOT NULL,
        asked INTEGER,
        agreed INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL CHECK (
            state IN ('waiting', 'issued', 'returned', 'rejected', 'expired')),
        decided_by INTEGER,
        decided_at INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        nonce BLOB UNIQUE,
        CHECK ({_ISSUED})
    )""",
    "CREATE INDEX desk_submissions_by_state ON desk_submissions (state, id)",
    "CREATE UNIQUE INDEX desk_submissions_issued ON desk_submissions (alert_id, number) "
    "WHERE state = 'issued'",
    """CREATE TRIGGER desk_submissions_wait BEFORE INSERT ON desk_submissions
        WHEN NEW.state <> 'waiting' OR NEW.nonce IS NOT NULL
          OR EXISTS (SELECT 1 FROM desk_submissions s WHERE s.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'what is submitted waits for a decision'); END""",
    """CREATE TRIGGER desk_submissions_stay BEFORE UPDATE ON desk_submissions
        WHEN OLD.state <> 'waiting'
          OR NEW.id IS NOT OLD.id OR NEW.draft IS NOT OLD.draft
          OR NEW.version IS NOT OLD.version OR NEW.mode IS NOT OLD.mode
          OR NEW.phase IS NOT OLD.phase OR NEW.alert_id IS NOT OLD.alert_id
          OR NEW.number IS NOT OLD.number OR NEW.hash IS NOT OLD.hash
          OR NEW.submitted_by IS NOT OLD.submitted_by OR NEW.template IS NOT OLD.template
          OR NEW.body IS NOT OLD.body OR NEW.frozen IS NOT OLD.frozen
          OR EXISTS (SELECT 1 FROM desk_submissions s WHERE s.nonce = NEW.nonce)
        BEGIN SELECT RAISE(ABORT, 'what was submitted is never changed; submit anew'); END""",
    """CREATE TRIGGER desk_submissions_two_people BEFORE UPDATE ON desk_submissions
        WHEN NEW.state = 'issued' AND NEW.template IS NULL AND NEW.phase <> 'withdrawn'
          AND EXISTS (SELECT 1 FROM desk_drafts d WHERE d.draft = NEW.draft
            AND d.version <= NEW.version AND d.author = NEW.decided_by)
        BEGIN SELECT RAISE(ABORT, 'another person than its authors must approve it'); END""",
    """CREATE TRIGGER desk_submissions_break_glass BEFORE UPDATE ON desk_submissions
        WHEN NEW.state = 'issued' AND NEW.template IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM desk_templates t
            WHERE t.hash = NEW.template AND t.approved_by IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'only an approved template goes out by one person'); END""",
    """CREATE TRIGGER desk_submissions_remain BEFORE DELETE ON desk_submissions
        BEGIN SELECT RAISE(ABORT, 'what was submitted is kept'); END""",
)
