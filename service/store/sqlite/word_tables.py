"""The table of corrections of sentences.

Rules that hold whatever code writes: nobody reviews what they wrote, one correction waits at a
place, what was written is never changed, and what was decided stays decided (`IS NOT`, and the
trigger on INSERT: see desk_tables.py).
"""

# `reviewed_as` counts reviews: the highest of a place is what is said. Times in microseconds.
WORD_TABLES = (
    """CREATE TABLE desk_words (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        language TEXT NOT NULL,
        phrase TEXT NOT NULL,
        words TEXT NOT NULL CHECK (words <> ''),
        before TEXT NOT NULL,
        source_ja TEXT NOT NULL,
        source_en TEXT NOT NULL,
        note TEXT NOT NULL,
        written_by INTEGER NOT NULL CHECK (written_by >= 0),
        written_at INTEGER NOT NULL,
        stage TEXT NOT NULL CHECK (
            stage IN ('waiting', 'reviewed', 'returned', 'dropped', 'replaced')),
        decided_by INTEGER,
        decided_at INTEGER,
        why TEXT NOT NULL DEFAULT '',
        reviewed_as INTEGER UNIQUE,
        CHECK ((stage = 'reviewed') = (reviewed_as IS NOT NULL)),
        CHECK (stage = 'waiting' OR (decided_by IS NOT NULL AND decided_at IS NOT NULL)),
        CHECK (stage <> 'reviewed' OR (decided_by > 0 AND decided_by <> written_by))
    )""",
    "CREATE UNIQUE INDEX desk_words_waiting ON desk_words (language, phrase) "
    "WHERE stage = 'waiting'",
    "CREATE INDEX desk_words_by_place ON desk_words (language, phrase, reviewed_as)",
    """CREATE TRIGGER desk_words_wait BEFORE INSERT ON desk_words
        WHEN NEW.stage <> 'waiting' OR EXISTS (SELECT 1 FROM desk_words w WHERE w.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'a correction waits for a second speaker'); END""",
    """CREATE TRIGGER desk_words_stay BEFORE UPDATE ON desk_words
        WHEN OLD.stage <> 'waiting' OR NEW.stage = 'waiting' OR NEW.id IS NOT OLD.id
          OR NEW.language IS NOT OLD.language OR NEW.phrase IS NOT OLD.phrase
          OR NEW.words IS NOT OLD.words OR NEW.before IS NOT OLD.before
          OR NEW.source_ja IS NOT OLD.source_ja OR NEW.source_en IS NOT OLD.source_en
          OR NEW.note IS NOT OLD.note OR NEW.written_by IS NOT OLD.written_by
          OR NEW.written_at IS NOT OLD.written_at
        BEGIN SELECT RAISE(ABORT, 'a written correction is never changed; write anew'); END""",
    """CREATE TRIGGER desk_words_remain BEFORE DELETE ON desk_words
        BEGIN SELECT RAISE(ABORT, 'a correction stays on record'); END""",
)
