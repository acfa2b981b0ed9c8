"""Tables of what each source says of each place, and the ground that they speak of."""

# Ground by the digest of its WKB: hundreds of voices say things of one municipality, every hour.
# body: the revision that the voice would make alone, without its ground. Times in microseconds.
VOICE_TABLES = (
    """CREATE TABLE voice_grounds (
        digest BLOB PRIMARY KEY,
        wkb BLOB NOT NULL
    )""",
    """CREATE TABLE voices (
        id INTEGER PRIMARY KEY,
        sender TEXT NOT NULL,
        stream TEXT NOT NULL,
        part TEXT NOT NULL,
        place TEXT NOT NULL,
        source TEXT NOT NULL,
        identifier TEXT NOT NULL,
        sent INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        phase TEXT NOT NULL,
        alert_id TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        ground BLOB,
        body BLOB,
        UNIQUE (sender, stream, part, place)
    )""",
    "CREATE INDEX voices_by_alert ON voices (alert_id)",
    "CREATE INDEX voices_by_end ON voices (expires)",
)
# What was heard before this was asked came by an operator's hand or is forgotten within days.
PROVEN_COLUMNS = ("ALTER TABLE voices ADD COLUMN is_proven INTEGER NOT NULL DEFAULT 1",)
