"""One connection writes; what waits is committed together, and each caller learns its own fate."""

import sqlite3
import threading

import pytest

from alerts.ports import StoreUnavailable


def note(text):
    def work(connection):
        connection.execute("INSERT INTO quarantine (at, reason, raw) VALUES (0, ?, x'')", (text,))
        return text

    return work


def notes(store):
    return [reason for _, reason, _ in store.alerts.quarantined()]


def traced(store, lines):
    """Notes each statement of the writing connection in `lines`."""
    store.database.write(lambda connection: connection.set_trace_callback(lines.append))


def in_thread(function, *args):
    outcome = []

    def run():
        try:
            outcome.append(function(*args))
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, outcome


def test_a_lone_write_is_committed_before_it_returns(store, path):
    assert store.database.write(note("alone")) == "alone"

    elsewhere = sqlite3.connect(path)
    found = elsewhere.execute("SELECT reason FROM quarantine").fetchall()
    elsewhere.close()
    assert found == [("alone",)]


def test_writes_that_wait_share_a_commit(store):
    lines, started, go = [], threading.Event(), threading.Event()
    traced(store, lines)
    first, _ = in_thread(store.database.write, lambda _: (started.set(), go.wait()))
    started.wait()
    others = [in_thread(store.database.write, note(str(n))) for n in range(5)]
    while store.database._writer._queue.qsize() < 5:
        pass

    lines.clear()
    go.set()
    for thread, _ in [(first, None), *others]:
        thread.join()

    assert lines.count("COMMIT") <= 2
    assert [outcome for _, outcome in others] == [[str(n)] for n in range(5)]
    assert sorted(notes(store)) == [str(n) for n in range(5)]


def test_a_write_that_fails_undoes_only_itself(store):
    started, go = threading.Event(), threading.Event()

    def fail(connection):
        note("half done")(connection)
        raise KeyError("mine")

    first, _ = in_thread(store.database.write, lambda _: (started.set(), go.wait()))
    started.wait()
    works = (note("before"), fail, note("after"))
    threads = []
    for count, work in enumerate(works, 1):
        threads.append(in_thread(store.database.write, work))
        while store.database._writer._queue.qsize() < count:
            pass
    go.set()
    for thread, _ in [(first, None), *threads]:
        thread.join()

    outcomes = [outcome[0] for _, outcome in threads]
    assert outcomes[0] == "before"
    assert isinstance(outcomes[1], KeyError)
    assert outcomes[2] == "after"
    assert notes(store) == ["before", "after"]


def test_a_fault_of_our_own_is_not_blamed_on_the_disk(store):
    with pytest.raises(sqlite3.IntegrityError):
        store.database.write(lambda c: c.execute("INSERT INTO quarantine VALUES (1, 0, NULL, x'')"))


def test_a_full_disk_stores_nothing_says_what_to_do_and_is_got_over(store):
    def limit(pages):
        return lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchone()

    def fill(connection):
        note("begun")(connection)
        connection.execute("INSERT INTO quarantine VALUES (99, 0, 'big', zeroblob(10000000))")

    used = store.database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.database.write(limit(used + 10))
    with pytest.raises(StoreUnavailable, match="the disk is full; free space"):
        store.database.write(fill)
    store.database.write(limit(2**30))
    store.database.write(note("later"))

    assert notes(store) == ["later"]


def test_another_writing_program_is_named_as_the_cause(store, path):
    store.database.write(lambda c: c.execute("PRAGMA busy_timeout = 0").fetchone())
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreUnavailable, match="another program holds the store"):
        store.database.write(note("blocked"))

    stranger.close()
    assert store.database.write(note("free")) == "free"


def test_a_write_within_a_write_is_refused_instead_of_waiting_for_itself(store):
    with pytest.raises(RuntimeError, match="inside a write"):
        store.database.write(lambda _: store.database.write(note("inner")))


def test_what_waits_when_the_store_closes_is_still_committed(path, store):
    started, go = threading.Event(), threading.Event()
    first, _ = in_thread(store.database.write, lambda _: (started.set(), go.wait()))
    started.wait()
    waiting, outcome = in_thread(store.database.write, note("in time"))
    while store.database._writer._queue.qsize() < 1:
        pass
    closing, _ = in_thread(store.close)
    while not store.database._writer._closing:
        pass
    go.set()
    for thread in (first, waiting, closing):
        thread.join()

    assert outcome == ["in time"]
    with pytest.raises(StoreUnavailable, match="closed"):
        store.database.write(note("too late"))
    with pytest.raises(StoreUnavailable, match="closed"):
        notes(store)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_a_writer_that_broke_down(store, monkeypatch):
    def break_down():
        raise MemoryError

    monkeypatch.setattr(store.database._writer, "_truncate", break_down)
    store.database.write(note("the last one"))
    store.database._writer._thread.join()

    with pytest.raises(StoreUnavailable, match="closed"):
        store.database.write(note("never"))
