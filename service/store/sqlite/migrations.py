"""The tables, and how older files become like them. Applied only when the store is opened."""

import sqlite3

import sqlite_utils
from sqlite_utils.migrations import Migrations

from service.store.sqlite.acceptance import ACCEPTANCE_TABLES
from service.store.sqlite.desk_retention_tables import DESK_RETENTION_TABLES
from service.store.sqlite.desk_review_tables import DESK_REVIEW_TABLES
from service.store.sqlite.desk_tables import DESK_TABLES
from service.store.sqlite.desk_writers_tables import DESK_WRITERS_TABLES
from service.store.sqlite.lineage_tables import LINEAGE_TABLES
from service.store.sqlite.release_tables import RELEASE_TABLES
from service.store.sqlite.reopening_tables import REOPENING_TABLES
from service.store.sqlite.ring_tables import (
    CONCERNS_COLUMNS,
    RECALL_TABLES,
    RING_TABLES,
    TRIES_COLUMNS,
)
from service.store.sqlite.seen_tables import SEEN_TABLES
from service.store.sqlite.staff_tables import STAFF_TABLES
from service.store.sqlite.voice_tables import PROVEN_COLUMNS, VOICE_TABLES
from service.store.sqlite.word_tables import WORD_TABLES

migrations = Migrations("hansho")

# A row of `addresses` is a slot: it never moves, grows or goes. SQLite's secure_delete clears what
# a DELETE frees, but not the copies that it leaves behind when it moves rows between pages (seen
# in about 1 of 10,000 deletions); so an endpoint is overwritten where it stands, by as many zeros,
# and its slot is given to a later phone whose endpoint has as many blocks.
_TABLES = (
    """CREATE TABLE reports (
        id INTEGER PRIMARY KEY,
        sender TEXT NOT NULL,
        identifier TEXT NOT NULL,
        sent INTEGER NOT NULL,
        UNIQUE (sender, identifier, sent)
    )""",
    """CREATE TABLE report_references (
        sender TEXT NOT NULL,
        identifier TEXT NOT NULL,
        sent INTEGER NOT NULL,
        PRIMARY KEY (sender, identifier, sent)
    ) WITHOUT ROWID""",
    """CREATE TABLE report_alerts (
        report INTEGER NOT NULL REFERENCES reports (id),
        alert_id TEXT NOT NULL,
        PRIMARY KEY (report, alert_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE alerts (
        id INTEGER PRIMARY KEY,
        alert_id TEXT NOT NULL UNIQUE,
        sender TEXT NOT NULL,
        source TEXT NOT NULL,
        part TEXT NOT NULL,
        first_issued INTEGER NOT NULL,
        longest_valid_until INTEGER NOT NULL,
        latest INTEGER NOT NULL,
        live INTEGER NOT NULL,
        strength INTEGER NOT NULL,
        valid_until INTEGER NOT NULL,
        ended_at INTEGER,
        forgotten INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX alerts_live ON alerts (valid_until) WHERE live",
    "CREATE INDEX alerts_remembered ON alerts (ended_at) WHERE NOT forgotten",
    """CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        alert INTEGER NOT NULL REFERENCES alerts (id),
        number INTEGER NOT NULL,
        mode TEXT NOT NULL,
        exercise INTEGER NOT NULL,
        strength INTEGER NOT NULL,
        cutoff INTEGER NOT NULL,
        cursor INTEGER,
        all_recorded INTEGER NOT NULL DEFAULT 0,
        runs BLOB NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (alert, number)
    )""",
    "CREATE INDEX revisions_open ON revisions (id) WHERE NOT all_recorded",
    """CREATE TABLE editions (
        revision INTEGER NOT NULL REFERENCES revisions (id),
        position INTEGER NOT NULL,
        language TEXT NOT NULL,
        relation TEXT NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (revision, position)
    )""",
    """CREATE TABLE quarantine (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        reason TEXT NOT NULL,
        raw BLOB NOT NULL
    )""",
    "CREATE TABLE services (id INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE)",
    "CREATE TABLE languages (id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE)",
    """CREATE TABLE addresses (
        slot INTEGER PRIMARY KEY,
        free INTEGER NOT NULL,
        keyed INTEGER NOT NULL,
        endpoint BLOB NOT NULL,
        public_key BLOB NOT NULL,
        auth BLOB NOT NULL,
        sender_public BLOB NOT NULL,
        ikm BLOB NOT NULL
    )""",
    "CREATE INDEX addresses_free ON addresses (length(endpoint)) WHERE free",
    """CREATE TABLE subscriptions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        slot INTEGER NOT NULL REFERENCES addresses (slot),
        endpoint_hash BLOB NOT NULL,
        service INTEGER NOT NULL REFERENCES services (id),
        language INTEGER NOT NULL REFERENCES languages (id),
        key_id TEXT NOT NULL,
        secret_hash BLOB NOT NULL,
        nonce_hash BLOB NOT NULL,
        registered INTEGER NOT NULL,
        confirmed INTEGER NOT NULL DEFAULT 0,
        buried INTEGER
    )""",
    "CREATE INDEX subscriptions_by_endpoint ON subscriptions (endpoint_hash)",
    "CREATE INDEX subscriptions_pending ON subscriptions (registered) WHERE NOT confirmed",
    "CREATE INDEX subscriptions_buried ON subscriptions (buried) WHERE buried IS NOT NULL",
    "CREATE INDEX subscriptions_by_key ON subscriptions (key_id)",
    """CREATE TABLE keys_due (
        used INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (used, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE places (
        cell INTEGER NOT NULL,
        number INTEGER NOT NULL REFERENCES subscriptions (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        class INTEGER NOT NULL,
        since INTEGER NOT NULL,
        until INTEGER,
        PRIMARY KEY (cell, number, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX places_by_number ON places (number, position)",
    "CREATE INDEX places_ending ON places (until) WHERE until IS NOT NULL",
    "CREATE INDEX places_here ON places (since) WHERE class = 0",
    """CREATE TABLE chunks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        revision INTEGER NOT NULL REFERENCES revisions (id),
        service INTEGER NOT NULL REFERENCES services (id),
        rank INTEGER NOT NULL,
        relation TEXT NOT NULL,
        lowest INTEGER NOT NULL,
        highest INTEGER NOT NULL,
        owed INTEGER NOT NULL,
        results BLOB NOT NULL,
        languages BLOB NOT NULL,
        numbers BLOB NOT NULL
    )""",
    "CREATE INDEX chunks_by_reach ON chunks (revision, lowest, highest)",
    "CREATE INDEX chunks_owed ON chunks (revision, rank, id) WHERE owed > 0",
    """CREATE TABLE told (
        revision INTEGER NOT NULL REFERENCES revisions (id),
        subscription INTEGER NOT NULL,
        relation TEXT NOT NULL,
        PRIMARY KEY (revision, subscription)
    ) WITHOUT ROWID""",
    """CREATE TABLE tallies (
        revision INTEGER NOT NULL REFERENCES revisions (id),
        result INTEGER NOT NULL,
        language TEXT NOT NULL,
        rank INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (revision, result, language, rank)
    ) WITHOUT ROWID""",
)


@migrations()
def create_tables(db: sqlite_utils.Database) -> None:
    for statement in _TABLES:
        db.execute(statement)


@migrations()
def create_city_changes(db: sqlite_utils.Database) -> None:
    """Every state is kept: afterwards somebody asks which streets were closed when."""
    db.execute(
        """CREATE TABLE city_changes (
            n INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            body BLOB NOT NULL
        )"""
    )


@migrations()
def create_staff(db: sqlite_utils.Database) -> None:
    for statement in STAFF_TABLES:
        db.execute(statement)


@migrations()
def create_desk(db: sqlite_utils.Database) -> None:
    for statement in DESK_TABLES:
        db.execute(statement)


@migrations()
def create_reopenings(db: sqlite_utils.Database) -> None:
    for statement in REOPENING_TABLES:
        db.execute(statement)


@migrations()
def create_rings(db: sqlite_utils.Database) -> None:
    for statement in RING_TABLES:
        db.execute(statement)


@migrations()
def create_desk_reviews(db: sqlite_utils.Database) -> None:
    for statement in DESK_REVIEW_TABLES:
        db.execute(statement)


@migrations()
def create_acceptances(db: sqlite_utils.Database) -> None:
    for statement in ACCEPTANCE_TABLES:
        db.execute(statement)


@migrations()
def create_desk_retention(db: sqlite_utils.Database) -> None:
    for statement in DESK_RETENTION_TABLES:
        db.execute(statement)


@migrations()
def create_desk_writers(db: sqlite_utils.Database) -> None:
    for statement in DESK_WRITERS_TABLES:
        db.execute(statement)


@migrations()
def create_lineage(db: sqlite_utils.Database) -> None:
    for statement in LINEAGE_TABLES:
        db.execute(statement)


@migrations()
def doubt_services(db: sqlite_utils.Database) -> None:
    """A name under a listed one is no push service until a phone there has shown that it is."""
    db.execute("ALTER TABLE services ADD COLUMN proven INTEGER NOT NULL DEFAULT 1")


@migrations()
def create_ring_recalls(db: sqlite_utils.Database) -> None:
    for statement in RECALL_TABLES:
        db.execute(statement)


@migrations()
def add_ring_concerns(db: sqlite_utils.Database) -> None:
    for statement in CONCERNS_COLUMNS:
        db.execute(statement)


@migrations()
def create_seen(db: sqlite_utils.Database) -> None:
    for statement in SEEN_TABLES:
        db.execute(statement)


@migrations()
def create_voices(db: sqlite_utils.Database) -> None:
    for statement in VOICE_TABLES:
        db.execute(statement)


@migrations()
def create_releases(db: sqlite_utils.Database) -> None:
    for statement in RELEASE_TABLES:
        db.execute(statement)


@migrations()
def create_desk_words(db: sqlite_utils.Database) -> None:
    for statement in WORD_TABLES:
        db.execute(statement)


@migrations()
def prove_voices(db: sqlite_utils.Database) -> None:
    for statement in PROVEN_COLUMNS:
        db.execute(statement)


@migrations()
def count_ring_recalls(db: sqlite_utils.Database) -> None:
    for statement in TRIES_COLUMNS:
        db.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the file up to date."""
    migrations.apply(sqlite_utils.Database(connection, execute_plugins=False))
