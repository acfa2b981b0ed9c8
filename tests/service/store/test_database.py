"""One file, one process, one writing connection; what is wrong with the file is said at the start."""

import logging
import os
import sqlite3
import subprocess
import sys

import pytest
import sqlite_utils

from alerts.ports import StoreUnavailable
from alerts.testing_examples import ALERT_ID, NOON, home, issue, registration, wave
from service.store.sqlite.database import note_version
from service.store.sqlite.migrations import migrations
from service.store.sqlite.schema import MIGRATIONS
from service.store.sqlite.store import open_store


def test_a_second_process_is_refused_and_told_what_to_do(store, path):
    with pytest.raises(StoreUnavailable, match=f"process {os.getpid()}; give the command to"):
        open_store(path)


def test_the_store_can_be_opened_again_once_it_is_closed(store, path):
    store.close()

    again = open_store(path)
    again.close()
    store.close()

    assert sorted(file.name for file in path.parent.iterdir()) == ["hansho.db", "hansho.db.lock"]


def test_everything_is_there_after_opening_again(path):
    store = open_store(path)
    number = store.subscriptions.register(registration(), b"s", b"n", NOON)
    store.subscriptions.set_places(number, (home(150),))
    store.alerts.issue([issue()], None, [])
    store.ledger.record(ALERT_ID, 1, wave(number, cursor=7))
    before = (
        store.alerts.alert(ALERT_ID),
        store.subscriptions.subscriber(number),
        store.ledger.open_revisions(),
    )
    store.close()

    store = open_store(path)
    after = (
        store.alerts.alert(ALERT_ID),
        store.subscriptions.subscriber(number),
        store.ledger.open_revisions(),
    )
    store.close()

    assert after == before


def test_the_writing_connection_waits_for_the_disk_and_clears_what_it_frees(store):
    names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")

    found = store.database.write(
        lambda c: {name: c.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    )

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 5_000,
    }


def test_reading_connections_can_only_look(store):
    with pytest.raises(StoreUnavailable, match="READONLY"):
        store.database.read(lambda c: c.execute("DELETE FROM alerts"))

    checkpoints = store.database.read(
        lambda c: c.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
    )
    assert checkpoints == 0


def test_a_read_sees_one_state_throughout(store):
    def look_twice(connection):
        before = connection.execute("SELECT count(*) FROM alerts").fetchone()
        store.alerts.issue([issue()], None, [])
        return before, connection.execute("SELECT count(*) FROM alerts").fetchone()

    assert store.database.read(look_twice) == ((0,), (0,))
    assert len(store.alerts.recent(10)) == 1


def test_a_store_of_a_newer_version_is_refused(store, path):
    store.close()
    newer = sqlite3.connect(path)
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('hansho', 'from_the_future', '')"
    )
    newer.commit()
    newer.close()

    with pytest.raises(StoreUnavailable, match="newer version of hansho"):
        open_store(path)


def test_a_store_that_is_up_to_date_is_opened_without_the_library_that_migrates(store, path):
    store.close()
    opens = f"from pathlib import Path; open_store(Path({str(path)!r})).close()"
    says = "import sys; print('sqlite_utils' in sys.modules)"
    script = f"from service.store.sqlite.store import open_store; {opens}; {says}"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.stdout == "False\n", done.stderr


def test_every_migration_is_known_by_its_name():
    new = sqlite_utils.Database(memory=True)

    assert {one.name for one in migrations.pending(new)} == MIGRATIONS


def test_a_file_that_is_no_store_is_refused_and_not_locked(path):
    path.write_bytes(b"a letter to my aunt, which is long enough to be read as a header " * 20)

    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="this file is no store of hansho"):
            open_store(path)


def test_a_folder_that_is_not_there_is_named(path):
    with pytest.raises(StoreUnavailable, match="check its folder"):
        open_store(path.parent / "absent" / "hansho.db")


@pytest.mark.parametrize(
    ("version", "warns"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 54, 1), False),
    ],
)
def test_a_sqlite_that_two_writers_could_bring_to_corrupt_the_file_is_named(caplog, version, warns):
    with caplog.at_level(logging.WARNING):
        note_version(version)

    assert ["let no other program write" in record.message for record in caplog.records] == (
        [True] if warns else []
    )
