"""Tables of what follows break-glass and templates; and rules that came after the first tables.

- A draft is submitted in its own mode, so that an exercise never becomes real on the way.
- What was rejected is not submitted once more; one draft is sent once, whoever clicks twice.
- What one person sent is reviewed by others, each once; a review is never changed.
- A retired template is not sent; retiring is for good.

`IS NOT` where a value may be missing (see desk_tables.py). INSERT OR REPLACE deletes without asking
a trigger on DELETE, so the triggers on INSERT refuse what is there already.
"""

DESK_REVIEW_TABLES = (
    "CREATE INDEX desk_submissions_by_draft ON desk_submissions (draft, id)",
    """CREATE TRIGGER desk_submissions_mode BEFORE INSERT ON desk_submissions
        WHEN NEW.draft <> '' AND NOT EXISTS (
            SELECT 1 FROM desk_drafts d
            WHERE d.draft = NEW.draft AND d.version = NEW.version AND d.mode = NEW.mode)
        BEGIN SELECT RAISE(ABORT, 'a draft is submitted in the mode that it began with'); END""",
    """CREATE TRIGGER desk_submissions_rejected BEFORE INSERT ON desk_submissions
        WHEN NEW.draft <> '' AND EXISTS (
            SELECT 1 FROM desk_submissions s WHERE s.draft = NEW.draft AND s.state = 'rejected')
        BEGIN SELECT RAISE(ABORT, 'this draft was rejected for good; begin a new one'); END""",
    "CREATE UNIQUE INDEX desk_submissions_once ON desk_submissions (draft) "
    "WHERE state = 'issued' AND draft <> ''",
    "ALTER TABLE desk_templates ADD COLUMN approved_at INTEGER",
    """CREATE TABLE desk_template_looks (
        hash BLOB NOT NULL REFERENCES desk_templates (hash),
        staff INTEGER NOT NULL CHECK (staff > 0),
        at INTEGER NOT NULL
    )""",
    "CREATE INDEX desk_template_looks_by_hash ON desk_template_looks (hash, at)",
    """CREATE TRIGGER desk_template_looks_fit BEFORE INSERT ON desk_template_looks
        WHEN NOT EXISTS (SELECT 1 FROM desk_templates t
            WHERE t.hash = NEW.hash AND t.approved_by IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'only an approved template is looked through again'); END""",
    """CREATE TABLE desk_template_ends (
        hash BLOB PRIMARY KEY REFERENCES desk_templates (hash),
        staff INTEGER NOT NULL CHECK (staff > 0),
        at INTEGER NOT NULL
    )""",
    """CREATE TRIGGER desk_template_ends_once BEFORE INSERT ON desk_template_ends
        WHEN EXISTS (SELECT 1 FROM desk_template_ends e WHERE e.hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, 'this template was retired already'); END""",
    """CREATE TRIGGER desk_template_ends_stay BEFORE UPDATE ON desk_template_ends
        BEGIN SELECT RAISE(ABORT, 'a template is retired for good'); END""",
    """CREATE TRIGGER desk_template_ends_remain BEFORE DELETE ON desk_template_ends
        BEGIN SELECT RAISE(ABORT, 'a template is retired for good'); END""",
    """CREATE TRIGGER desk_submissions_not_retired BEFORE UPDATE ON desk_submissions
        WHEN NEW.state = 'issued' AND EXISTS (
            SELECT 1 FROM desk_template_ends e WHERE e.hash = NEW.template)
        BEGIN SELECT RAISE(ABORT, 'a retired template is not sent; choose another'); END""",
    """CREATE TABLE desk_reviews (
        submission INTEGER NOT NULL REFERENCES desk_submissions (id),
        staff INTEGER NOT NULL CHECK (staff > 0),
        at INTEGER NOT NULL,
        was_right INTEGER NOT NULL CHECK (was_right IN (0, 1)),
        note TEXT NOT NULL CHECK (length(trim(note)) > 0),
        PRIMARY KEY (submission, staff)
    )""",
    """CREATE TRIGGER desk_reviews_by_others BEFORE INSERT ON desk_reviews
        WHEN NOT EXISTS (SELECT 1 FROM desk_submissions s
            WHERE s.id = NEW.submission AND s.state = 'issued' AND s.template IS NOT NULL
              AND s.submitted_by <> NEW.staff AND s.decided_by IS NOT NEW.staff)
        BEGIN SELECT RAISE(ABORT, 'who sent it alone does not review it; ask two others'); END""",
    """CREATE TRIGGER desk_reviews_once BEFORE INSERT ON desk_reviews
        WHEN EXISTS (SELECT 1 FROM desk_reviews r
            WHERE r.submission = NEW.submission AND r.staff = NEW.staff)
        BEGIN SELECT RAISE(ABORT, 'you have reviewed this already; it waits for another'); END""",
    """CREATE TRIGGER desk_reviews_stay BEFORE UPDATE ON desk_reviews
        BEGIN SELECT RAISE(ABORT, 'a review is never changed'); END""",
    """CREATE TRIGGER desk_reviews_remain BEFORE DELETE ON desk_reviews
        BEGIN SELECT RAISE(ABORT, 'a review is kept'); END""",
)
