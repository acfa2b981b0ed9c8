"""A backup: one state of the store, in one file of our own, taken while it is being written."""

import sqlite3
import stat
from contextlib import closing

import pytest

from alerts.ports import StoreUnavailable
from alerts.testing_examples import NOON, registration
from service.store.sqlite.store import open_store


def register(store, name):
    return store.subscriptions.register(registration(name), b"s", b"n", NOON)


def test_a_copy_holds_what_was_committed_and_is_marked(store, tmp_path):
    file = tmp_path / "copy.sqlite"
    number = register(store, "one")

    store.lineage.copy(file, NOON)

    register(store, "two")
    with closing(open_store(file)) as copy:
        assert copy.subscriptions.counts()["total"] == 1
        assert copy.subscriptions.subscriber(number) is not None
        assert copy.lineage.mark().copied == NOON
    assert store.lineage.mark().copied is None


def test_a_copy_is_one_whole_file_that_only_its_owner_reads(store, tmp_path):
    file = tmp_path / "backups" / "copy.sqlite"
    file.parent.mkdir()

    store.lineage.copy(file, NOON)

    assert [one.name for one in file.parent.iterdir()] == ["copy.sqlite"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_there_is_never_written_over(store, tmp_path):
    file = tmp_path / "copy.sqlite"
    file.write_text("somebody's")

    with pytest.raises(StoreUnavailable, match="name a new file"):
        store.lineage.copy(file, NOON)

    assert file.read_text() == "somebody's"
    assert [one.name for one in tmp_path.glob(".copy*")] == []


def test_a_place_that_cannot_be_written_is_named(store, tmp_path):
    with pytest.raises(StoreUnavailable, match="nowhere"):
        store.lineage.copy(tmp_path / "nowhere" / "copy.sqlite", NOON)
