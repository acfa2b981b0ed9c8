"""Nobody approves a template of which they wrote any version, whoever kept it (desk_tables.py)."""

DESK_WRITERS_TABLES = (
    """CREATE TABLE desk_template_writers (
        hash BLOB NOT NULL REFERENCES desk_templates (hash),
        staff INTEGER NOT NULL,
        PRIMARY KEY (hash, staff)
    )""",
    """CREATE TRIGGER desk_template_writers_stay BEFORE UPDATE ON desk_template_writers
        BEGIN SELECT RAISE(ABORT, 'who wrote a template is never changed'); END""",
    """CREATE TRIGGER desk_template_writers_remain BEFORE DELETE ON desk_template_writers
        BEGIN SELECT RAISE(ABORT, 'who wrote a template stays on record'); END""",
    """CREATE TRIGGER desk_templates_by_others BEFORE UPDATE ON desk_templates
        WHEN NEW.approved_by IS NOT NULL AND EXISTS (
            SELECT 1 FROM desk_template_writers w
            WHERE w.hash = NEW.hash AND w.staff = NEW.approved_by)
        BEGIN SELECT RAISE(ABORT, 'another person than its writers must approve it'); END""",
)
