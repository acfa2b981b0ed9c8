"""Deleting a subscription leaves its endpoint in no live file: database, WAL, index, lock."""

import random
import shutil
import threading

import numpy as np

from alerts.testing_examples import NOON, agreed_key, home, registration
from service.store.sqlite import sweeping
from service.store.sqlite.store import open_store


def live_bytes(path):
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}


def files_with(path, *secrets):
    return [
        name
        for name, content in live_bytes(path).items()
        if any(secret in content for secret in secrets)
    ]


def secrets_of(name):
    """What must not be found again. Endpoints are told apart by their last, random half."""
    phone = registration(name)
    key = agreed_key(name)
    endpoint = phone.endpoint[-64:].encode()
    return (endpoint, phone.public_key[1:], phone.auth, key.sender_public[1:], key.ikm)


def content(path, store):
    """The database file with everything in it, the WAL being empty."""
    store.database.clear_wal()
    return path.read_bytes()


def register(store, name):
    number = store.subscriptions.register(registration(name), b"s", b"n", NOON)
    store.subscriptions.store_agreed_keys([(number, agreed_key(name))])
    return number


def test_a_deleted_endpoint_is_in_no_live_file(store, path):
    number, kept = register(store, "gone"), register(store, "kept")
    store.subscriptions.set_places(number, (home(1, 2, 3),))
    before = files_with(path, *secrets_of("gone"))

    store.subscriptions.delete(number)

    assert before == ["hansho.db-wal"]
    assert files_with(path, *secrets_of("gone")) == []
    assert (path.parent / "hansho.db-wal").stat().st_size == 0
    assert store.subscriptions.addresses(np.array([kept]))[0].endpoint.endswith(
        secrets_of("kept")[0].decode()
    )


def test_a_replaced_or_swept_phone_is_in_no_live_file(store, path):
    register(store, "phone")
    stale = register(store, "stale")
    same = store.subscriptions.register(registration("phone"), b"s", b"n", NOON)
    store.subscriptions.confirm(same, b"n")
    store.subscriptions.delete(same)
    after_replacing = files_with(path, *secrets_of("phone"))
    store.subscriptions.bury(np.array([stale]), NOON)
    store.subscriptions.sweep(NOON.replace(year=2027))

    assert after_replacing == []
    assert files_with(path, *secrets_of("stale")) == []


def test_hundreds_that_come_move_and_go_leave_nothing_behind(store, path):
    """SQLite alone would leave about one in ten thousand: copies made when rows change pages."""
    choice = random.Random(5)
    present, gone, names = {}, [], iter(range(10**6))

    def come(connection_free_store, count):
        for _ in range(count):
            name = f"{next(names)}" + "x" * choice.choice([0, 40, 90])
            present[register(connection_free_store, name)] = name

    come(store, 400)
    before = content(path, store)
    settled = {number: before.index(secrets_of(name)[0]) for number, name in present.items()}
    for _ in range(10):
        come(store, 30)
        leaving = choice.sample(sorted(present), 60)
        store.database.write(lambda c, leaving=leaving: sweeping.remove(c, leaving))
        gone += [present.pop(number) for number in leaving]
        for number in choice.sample(sorted(present), 30):
            store.subscriptions.set_language(number, choice.choice(["ja", "ko", "zh-Hant"]))

    after = content(path, store)
    left = [name for name in gone if any(secret in after for secret in secrets_of(name))]
    stayed = {number: place for number, place in settled.items() if number in present}
    assert len(gone) == 600
    assert left == []
    assert all(after.count(secrets_of(name)[0]) == 1 for name in present.values())
    assert {n: after.index(secrets_of(present[n])[0]) for n in stayed} == stayed, "a row moved"


def test_deleting_waits_for_a_read_in_its_way_and_others_do_not_wait_for_it(store, path):
    number = register(store, "gone")
    reading, read_on, deleted = threading.Event(), threading.Event(), threading.Event()

    def look(connection):
        connection.execute("SELECT count(*) FROM addresses").fetchone()
        reading.set()
        read_on.wait()

    reader = threading.Thread(target=store.database.read, args=(look,), daemon=True)
    reader.start()
    reading.wait()
    deleter = threading.Thread(
        target=lambda: (store.subscriptions.delete(number), deleted.set()), daemon=True
    )
    deleter.start()
    while store.subscriptions.subscriber(number) is not None:
        pass
    other = register(store, "other")

    waited = not deleted.is_set()
    read_on.set()
    deleter.join()
    reader.join()
    assert waited
    assert store.subscriptions.subscriber(other) is not None
    assert files_with(path, *secrets_of("gone")) == []


def test_what_a_crash_left_in_the_wal_is_cleared_at_the_next_start(store, path, tmp_path):
    number = register(store, "gone")
    store.database.write(lambda connection: sweeping.remove(connection, [number]))
    copy = tmp_path / "after the crash" / "hansho.db"
    copy.parent.mkdir()
    for name in ("hansho.db", "hansho.db-wal"):
        shutil.copy(path.with_name(name), copy.with_name(name))
    before = files_with(copy, *secrets_of("gone"))

    again = open_store(copy)
    after = files_with(copy, *secrets_of("gone"))
    again.close()

    assert before == ["hansho.db-wal"]
    assert after == []
