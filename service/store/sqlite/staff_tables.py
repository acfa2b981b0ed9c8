"""Tables of the desk's staff and of its log. What may never happen is refused by the file itself.

`recursive_triggers` is off, so that INSERT OR REPLACE deletes without asking the trigger on DELETE;
the trigger on INSERT refuses it, because it takes the next number and nothing else.
"""

STAFF_TABLES = (
    """CREATE TABLE audit_entries (
        n INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        actor INTEGER NOT NULL,
        act TEXT NOT NULL,
        subject TEXT NOT NULL,
        body BLOB NOT NULL,
        previous BLOB NOT NULL CHECK (length(previous) = 32),
        hash BLOB NOT NULL CHECK (length(hash) = 32)
    )""",
    """CREATE TRIGGER audit_entries_follow BEFORE INSERT ON audit_entries
        WHEN NEW.n IS NOT (SELECT coalesce(max(n), 0) + 1 FROM audit_entries)
          OR NEW.previous IS NOT coalesce(
            (SELECT hash FROM audit_entries ORDER BY n DESC LIMIT 1), zeroblob(32))
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows, one entry after another'); END""",
    """CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows; no entry is changed'); END""",
    """CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows; no entry is taken out'); END""",
    """CREATE TABLE staff (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        grants BLOB NOT NULL,
        active INTEGER NOT NULL,
        may_approve_from INTEGER
    )""",
    "CREATE UNIQUE INDEX staff_names ON staff (name_key) WHERE active",
    """CREATE TRIGGER staff_remain BEFORE DELETE ON staff
        BEGIN SELECT RAISE(ABORT, 'accounts are disabled, never deleted'); END""",
    """CREATE TABLE staff_invitations (
        token_hash BLOB PRIMARY KEY,
        staff INTEGER NOT NULL UNIQUE REFERENCES staff (number),
        expires INTEGER NOT NULL
    )""",
    """CREATE TABLE staff_proposals (
        id TEXT PRIMARY KEY,
        proposed_at INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dropped')),
        body BLOB NOT NULL
    )""",
    """CREATE TABLE passkeys (
        id INTEGER PRIMARY KEY,
        credential_id BLOB NOT NULL UNIQUE,
        staff INTEGER NOT NULL REFERENCES staff (number),
        public_key BLOB NOT NULL,
        sign_count INTEGER NOT NULL,
        label TEXT NOT NULL,
        backed_up INTEGER NOT NULL,
        added INTEGER NOT NULL,
        used INTEGER
    )""",
    "CREATE INDEX passkeys_by_staff ON passkeys (staff)",
    """CREATE TABLE recovery_codes (
        staff INTEGER NOT NULL REFERENCES staff (number),
        code_hash BLOB NOT NULL,
        PRIMARY KEY (staff, code_hash)
    ) WITHOUT ROWID""",
    """CREATE TABLE totp_secrets (
        staff INTEGER PRIMARY KEY REFERENCES staff (number),
        secret BLOB NOT NULL,
        last_step INTEGER NOT NULL DEFAULT -1
    )""",
    """CREATE TABLE desk_sessions (
        id_hash BLOB PRIMARY KEY,
        staff INTEGER NOT NULL REFERENCES staff (number),
        begun INTEGER NOT NULL,
        used INTEGER NOT NULL,
        strength TEXT NOT NULL CHECK (strength IN ('passkey', 'totp'))
    ) WITHOUT ROWID""",
    "CREATE INDEX desk_sessions_by_staff ON desk_sessions (staff)",
    """CREATE TABLE desk_challenges (
        nonce BLOB PRIMARY KEY CHECK (length(nonce) = 32),
        approver INTEGER NOT NULL REFERENCES staff (number),
        content BLOB NOT NULL CHECK (length(content) = 32),
        expires INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX desk_challenges_ending ON desk_challenges (expires)",
)
