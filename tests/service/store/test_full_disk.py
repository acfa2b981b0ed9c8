"""No room for what SQLite has to write: the reserve is given up once, and the write is done."""

import pytest

from alerts.ports import StoreUnavailable
from service.store.sqlite.store import open_store

LARGE = "x" * 200_000


def note(text):
    def work(connection):
        connection.execute("INSERT INTO quarantine (at, reason, raw) VALUES (0, ?, x'')", (text,))

    return work


def limit(store, pages):
    """SQLite itself says that there is no room beyond `pages` more of them."""

    def work(connection):
        there = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {there + pages}")

    store.database.write(work)


class Reserve:
    """Makes room once, as a ballast does: by raising the limit."""

    def __init__(self, makes_room=True):
        self.asked = 0
        self.connection = None
        self._makes_room = makes_room

    def give_up(self):
        self.asked += 1
        if self.asked > 1 or not self._makes_room:
            return False
        self.connection.execute("PRAGMA max_page_count = 1000000")
        return True

    def hold(self, connection):
        self.connection = connection


@pytest.fixture
def reserve():
    return Reserve()


@pytest.fixture
def store(path, reserve):
    store = open_store(path, on_full=reserve.give_up)
    store.database.write(reserve.hold)
    yield store
    store.close()


def notes(store):
    return [reason for _, reason, _ in store.alerts.quarantined()]


def test_a_write_that_finds_no_room_is_done_once_the_reserve_is_given_up(store, reserve):
    limit(store, pages=2)

    store.database.write(note(LARGE))

    assert (notes(store), reserve.asked) == ([LARGE], 1)


def test_without_a_reserve_nothing_is_stored_and_the_caller_hears_why(path):
    reserve = Reserve(makes_room=False)
    store = open_store(path, on_full=reserve.give_up)
    limit(store, pages=2)

    with pytest.raises(StoreUnavailable, match="disk is full"):
        store.database.write(note(LARGE))

    store.database.write(note("small"))
    assert (notes(store), reserve.asked) == (["small"], 1)
    store.close()
