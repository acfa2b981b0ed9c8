"""Tables of the desk's devices and rings; no two rings of one key go on at a time.

`ring_rung`: the devices on which a ring's notice may stand, until a quiet one has taken its place.
"""

RING_TABLES = (
    """CREATE TABLE ring_devices (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        staff INTEGER NOT NULL REFERENCES staff (number),
        label TEXT NOT NULL,
        language TEXT NOT NULL,
        endpoint TEXT NOT NULL UNIQUE,
        service TEXT NOT NULL,
        public_key BLOB NOT NULL,
        auth BLOB NOT NULL,
        key_id TEXT NOT NULL,
        added INTEGER NOT NULL,
        lost INTEGER
    )""",
    """CREATE TABLE rings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        why TEXT NOT NULL,
        subject TEXT NOT NULL,
        staff INTEGER,
        exercise INTEGER NOT NULL,
        about TEXT NOT NULL,
        begun INTEGER NOT NULL,
        ended INTEGER,
        unheard INTEGER
    )""",
    "CREATE UNIQUE INDEX rings_going_on ON rings (why, subject, coalesce(staff, 0)) "
    "WHERE ended IS NULL",
    "CREATE INDEX rings_ended ON rings (ended) WHERE ended IS NOT NULL",
    """CREATE TABLE ring_calls (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ring INTEGER NOT NULL REFERENCES rings (id) ON DELETE CASCADE,
        staff INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        at INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('calling', 'reached', 'failed', 'no_device')),
        detail TEXT NOT NULL
    )""",
    "CREATE INDEX ring_calls_by_ring ON ring_calls (ring, id)",
    "CREATE INDEX ring_calls_by_staff ON ring_calls (staff, at)",
    """CREATE TABLE ring_answers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ring INTEGER NOT NULL REFERENCES rings (id) ON DELETE CASCADE,
        staff INTEGER NOT NULL,
        at INTEGER NOT NULL,
        said TEXT NOT NULL CHECK (said IN ('coming', 'cannot', 'opened'))
    )""",
    "CREATE INDEX ring_answers_by_ring ON ring_answers (ring, id)",
)

RECALL_TABLES = (
    """CREATE TABLE ring_rung (
        ring INTEGER NOT NULL REFERENCES rings (id) ON DELETE CASCADE,
        device INTEGER NOT NULL,
        staff INTEGER NOT NULL,
        recall TEXT NOT NULL CHECK (recall IN ('owed', 'sending', 'taken', 'failed', 'kept')),
        at INTEGER,
        detail TEXT NOT NULL,
        PRIMARY KEY (ring, device)
    ) WITHOUT ROWID""",
    "CREATE INDEX ring_rung_owed ON ring_rung (ring) WHERE recall = 'owed'",
)

TRIES_COLUMNS = (
    "ALTER TABLE ring_rung ADD COLUMN tries INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE ring_rung ADD COLUMN due INTEGER",
)

CONCERNS_COLUMNS = (
    # JSON, as `service.store.sqlite.ring_store` packs it.
    "ALTER TABLE rings ADD COLUMN concerns BLOB NOT NULL DEFAULT x'5b5d'",
    "ALTER TABLE rings ADD COLUMN widened INTEGER",
)
