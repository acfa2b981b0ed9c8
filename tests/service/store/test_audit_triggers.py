"""The file itself refuses whatever would make the log say something else."""

import sqlite3

import pytest

from service.store.sqlite.store import SqliteStore
from tests.ports.test_audit_log import entry


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor = 9",
        "UPDATE audit_entries SET n = n + 10",
        "DELETE FROM audit_entries",
        "DELETE FROM audit_entries WHERE n = 3",
        "INSERT OR REPLACE INTO audit_entries SELECT 1, at, 9, act, subject, body, previous, hash "
        "FROM audit_entries WHERE n = 1",
        "INSERT INTO audit_entries SELECT 9, at, actor, act, subject, body, hash, hash "
        "FROM audit_entries WHERE n = 3",
        "INSERT INTO audit_entries SELECT 4, at, actor, act, subject, body, previous, hash "
        "FROM audit_entries WHERE n = 3",
        "INSERT INTO audit_entries SELECT NULL, at, actor, act, subject, body, hash, hash "
        "FROM audit_entries WHERE n = 3",
        "DELETE FROM staff",
    ],
)
def test_the_file_refuses_to_change_drop_or_slip_in_an_entry(store: SqliteStore, statement: str):
    rows = tuple(store.audit.append(entry(number)) for number in range(3))
    store.database.write(
        lambda connection: connection.execute(
            "INSERT INTO staff (name, name_key, grants, active) VALUES ('a', 'a', x'90', 1)"
        )
    )

    with pytest.raises(sqlite3.IntegrityError):
        store.database.write(lambda connection: connection.execute(statement))

    assert store.audit.rows() == rows
