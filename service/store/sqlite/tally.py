"""Result bytes -> counts, and the counts that stay when the recipients are erased."""

import sqlite3

import numpy as np

from alerts.ports import Result


def results_of(connection: sqlite3.Connection, revision: int) -> dict[Result, int]:
    """Every result is a key."""
    found = dict.fromkeys(Result, 0)
    blobs = connection.execute("SELECT results FROM chunks WHERE revision = ?", (revision,))
    together = np.frombuffer(b"".join(row[0] for row in blobs), np.uint8)
    for result, count in enumerate(np.bincount(together, minlength=len(Result)).tolist()):
        found[Result(result)] += count
    found[Result.TOLD] += connection.execute(
        "SELECT count(*) FROM told WHERE revision = ?", (revision,)
    ).fetchone()[0]
    kept = connection.execute(
        "SELECT result, sum(count) FROM tallies WHERE revision = ? GROUP BY result", (revision,)
    )
    for result, count in kept:
        found[Result(result)] += count
    return found


def accepted_by(connection: sqlite3.Connection, revision: int) -> dict[tuple[str, int], int]:
    """Accepted recipients by the language they had when they were recorded, and rank."""
    tags: dict[int, str] = dict(connection.execute("SELECT id, tag FROM languages").fetchall())
    found: dict[tuple[str, int], int] = {}
    ranks = connection.execute("SELECT DISTINCT rank FROM chunks WHERE revision = ?", (revision,))
    for (rank,) in ranks.fetchall():
        for language, count in _accepted(connection, revision, rank):
            found[tags[language], rank] = count
    kept = connection.execute(
        "SELECT language, rank, count FROM tallies WHERE revision = ? AND result = ?",
        (revision, Result.ACCEPTED),
    )
    for tag, rank, count in kept:
        found[tag, rank] = found.get((tag, rank), 0) + count
    return found


def _accepted(connection: sqlite3.Connection, revision: int, rank: int) -> list[tuple[int, int]]:
    """Pairs (language, count), each count above 0."""
    rows = connection.execute(
        "SELECT results, languages FROM chunks WHERE revision = ? AND rank = ?", (revision, rank)
    ).fetchall()
    results = np.frombuffer(b"".join(row[0] for row in rows), np.uint8)
    languages = np.frombuffer(b"".join(row[1] for row in rows), np.uint8)
    counts = np.bincount(languages[results == Result.ACCEPTED])
    return [(language, int(counts[language])) for language in np.flatnonzero(counts).tolist()]


def tally_and_erase(connection: sqlite3.Connection, alert: int) -> None:
    """Forgets who was told of any revision of the alert; how many they were stays."""
    revisions = connection.execute("SELECT id FROM revisions WHERE alert = ?", (alert,)).fetchall()
    for (revision,) in revisions:
        tallies = _tallies(connection, revision)
        for table in ("tallies", "chunks", "told"):
            connection.execute(f"DELETE FROM {table} WHERE revision = ?", (revision,))  # noqa: S608
        connection.executemany("INSERT INTO tallies VALUES (?, ?, ?, ?, ?)", tallies)
    connection.execute("UPDATE revisions SET all_recorded = 1 WHERE alert = ?", (alert,))
    connection.execute("UPDATE alerts SET forgotten = 1 WHERE id = ?", (alert,))


def _tallies(connection: sqlite3.Connection, revision: int) -> list[tuple[int, int, str, int, int]]:
    accepted = accepted_by(connection, revision)
    rows = [
        (revision, int(Result.ACCEPTED), language, rank, count)
        for (language, rank), count in accepted.items()
    ]
    for result, count in results_of(connection, revision).items():
        if count and result is not Result.ACCEPTED:
            rows.append((revision, int(result), "", 0, count))
    return rows
