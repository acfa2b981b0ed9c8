"""Tables of the watch: how far each feed was read, and which of its warnings were taken in."""

# key: 16 bytes of a digest (service/watch/rounds.py). Times in microseconds.
SEEN_TABLES = (
    """CREATE TABLE feeds_kept (
        feed TEXT PRIMARY KEY,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        newest INTEGER,
        answered INTEGER
    ) WITHOUT ROWID""",
    """CREATE TABLE feeds_seen (
        feed TEXT NOT NULL,
        key BLOB NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (feed, key)
    ) WITHOUT ROWID""",
)
