"""Tables of what may go by itself: how each revision of a feed was handled, and the town's policy.

Rules that hold whatever code writes: a person decides once, on what waits for one; pushing takes a
passkey's challenge; nobody approves a policy that they proposed, and what was proposed never
changes (`IS NOT`, and the triggers on INSERT: see desk_tables.py).
"""

# revisions without a row were issued here, and so were pushed. Times in microseconds.
RELEASE_TABLES = (
    """CREATE TABLE releases (
        revision INTEGER PRIMARY KEY REFERENCES revisions (id),
        feed TEXT NOT NULL,
        handling TEXT NOT NULL CHECK (handling IN ('automatic', 'approval', 'show')),
        is_live INTEGER NOT NULL,
        at INTEGER NOT NULL,
        reasons TEXT NOT NULL,
        pushed INTEGER,
        decided_by INTEGER,
        decided_at INTEGER,
        why TEXT NOT NULL DEFAULT '',
        nonce BLOB UNIQUE,
        CHECK (pushed IS NULL OR (
            handling = 'approval' AND decided_by IS NOT NULL AND decided_by > 0
            AND decided_at IS NOT NULL)),
        CHECK (pushed IS NULL OR pushed = 0 OR (nonce IS NOT NULL AND length(nonce) = 32))
    )""",
    "CREATE INDEX releases_by_feed ON releases (feed, at)",
    """CREATE INDEX releases_waiting ON releases (revision)
        WHERE handling = 'approval' AND pushed IS NULL""",
    """CREATE TRIGGER releases_wait BEFORE INSERT ON releases WHEN NEW.pushed IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a warning waits before somebody decides on it'); END""",
    """CREATE TRIGGER releases_stay BEFORE UPDATE ON releases
        WHEN OLD.pushed IS NOT NULL OR NEW.revision IS NOT OLD.revision
          OR NEW.handling IS NOT OLD.handling OR NEW.feed IS NOT OLD.feed
        BEGIN SELECT RAISE(ABORT, 'this warning was decided on already'); END""",
    """CREATE TABLE desk_policies (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        proposed_by INTEGER NOT NULL CHECK (proposed_by >= 0),
        body BLOB NOT NULL,
        stage TEXT NOT NULL CHECK (
            stage IN ('draft', 'waiting', 'approved', 'rejected', 'dropped')),
        decided_by INTEGER,
        decided_at INTEGER,
        why TEXT NOT NULL DEFAULT '',
        nonce BLOB UNIQUE,
        approved_as INTEGER UNIQUE,
        CHECK (proposed_by > 0 OR stage NOT IN ('waiting', 'approved')),
        CHECK ((stage = 'approved') = (approved_as IS NOT NULL)),
        CHECK (stage <> 'approved' OR (
            decided_by IS NOT NULL AND decided_by > 0 AND decided_by <> proposed_by
            AND decided_at IS NOT NULL AND nonce IS NOT NULL AND length(nonce) = 32))
    )""",
    """CREATE TRIGGER desk_policies_wait BEFORE INSERT ON desk_policies
        WHEN NEW.stage NOT IN ('draft', 'waiting') OR NEW.nonce IS NOT NULL
          OR EXISTS (SELECT 1 FROM desk_policies p WHERE p.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'a policy waits for a second person'); END""",
    """CREATE TRIGGER desk_policies_stay BEFORE UPDATE ON desk_policies
        WHEN OLD.stage NOT IN ('draft', 'waiting') OR NEW.stage = 'waiting'
          OR NEW.id IS NOT OLD.id OR NEW.hash IS NOT OLD.hash OR NEW.body IS NOT OLD.body
          OR NEW.proposed_by IS NOT OLD.proposed_by
        BEGIN SELECT RAISE(ABORT, 'what was proposed is never changed; propose anew'); END""",
    """CREATE TRIGGER desk_policies_remain BEFORE DELETE ON desk_policies
        BEGIN SELECT RAISE(ABORT, 'what was proposed stays on record'); END""",
)
