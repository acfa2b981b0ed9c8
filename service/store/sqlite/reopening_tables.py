"""The table of what waits to be given back to people. Its rules hold whatever code writes.

- Nobody carries out what they proposed; without a passkey's challenge nothing is carried out.
- What was proposed is never changed, and a decision is final (`IS NOT`, and the trigger on INSERT:
  see desk_tables.py).
"""

REOPENING_TABLES = (
    """CREATE TABLE desk_reopenings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        proposed_by INTEGER NOT NULL CHECK (proposed_by > 0),
        body BLOB NOT NULL,
        stage TEXT NOT NULL CHECK (
            stage IN ('waiting', 'done', 'rejected', 'dropped', 'expired')),
        decided_by INTEGER,
        decided_at INTEGER,
        why TEXT NOT NULL DEFAULT '',
        nonce BLOB UNIQUE,
        n INTEGER REFERENCES city_changes (n),
        CHECK (stage <> 'done' OR (
            decided_by IS NOT NULL AND decided_by > 0 AND decided_by <> proposed_by
            AND nonce IS NOT NULL AND length(nonce) = 32 AND n IS NOT NULL))
    )""",
    "CREATE INDEX desk_reopenings_by_stage ON desk_reopenings (stage, id)",
    """CREATE TRIGGER desk_reopenings_wait BEFORE INSERT ON desk_reopenings
        WHEN NEW.stage <> 'waiting' OR NEW.nonce IS NOT NULL
          OR EXISTS (SELECT 1 FROM desk_reopenings r WHERE r.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'what is given back waits for a second person'); END""",
    """CREATE TRIGGER desk_reopenings_stay BEFORE UPDATE ON desk_reopenings
        WHEN OLD.stage <> 'waiting'
          OR NEW.id IS NOT OLD.id OR NEW.hash IS NOT OLD.hash OR NEW.body IS NOT OLD.body
          OR NEW.proposed_by IS NOT OLD.proposed_by
          OR EXISTS (SELECT 1 FROM desk_reopenings r WHERE r.nonce = NEW.nonce)
        BEGIN SELECT RAISE(ABORT, 'what was proposed is never changed; propose anew'); END""",
    """CREATE TRIGGER desk_reopenings_remain BEFORE DELETE ON desk_reopenings
        BEGIN SELECT RAISE(ABORT, 'what was proposed stays on record'); END""",
)
