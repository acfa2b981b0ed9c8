"""The victim of test_crash.py: issues, records, sends and settles until it is killed; then resumes.

Usage: crash_child.py FOLDER ROUNDS SEED. Each round has a folder of its own. "Sending" is a line in
the round's `sink`, which is on the disk before the ledger hears of it: the judge of what went out.
The process forks for each attempt, so that Python starts only once.
"""

import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from alerts.ports import Result
from alerts.testing_examples import ALERT_ID, NOON, home, issue, registration, wave
from service.store.sqlite.store import SqliteStore, open_store

PHONES = 60
WAVE = 12
SERVICES = ("https://push.example.net", "https://push.example.org")
# A tick is this many steps of SQLite's machine, or one line in the sink.
STEPS_PER_TICK = 20

Tick = Callable[[], None]


def prepare(path: Path) -> None:
    store = open_store(path)
    for n in range(PHONES):
        phone = registration(str(n), service=SERVICES[n % 2])
        number = store.subscriptions.register(phone, b"s", b"n", NOON)
        store.subscriptions.set_places(number, (home(100 + n),))
    store.close()


class Sink:
    """Lines that are on the disk when `write` returns."""

    def __init__(self, path: Path, tick: Tick) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._tick = tick

    def write(self, *words: object) -> None:
        self._tick()
        os.write(self._file, (" ".join(map(str, words)) + "\n").encode())
        os.fsync(self._file)
        self._tick()


def work(folder: Path, tick: Tick) -> None:
    """All that there is to do: two revisions, the first one cut short by the second."""
    store = open_store(folder / "hansho.db")
    store.database.write(lambda c: c.set_progress_handler(tick, STEPS_PER_TICK))
    sink = Sink(folder / "sink", tick)
    sink.write("start", latest(store))
    if latest(store) == 0:
        issue_number(store, sink, 1)
    if latest(store) == 1:
        record(store, 1, most=PHONES // 2)
        send(store, sink, 1, most=3)
        issue_number(store, sink, 2)
    record(store, 2)
    send(store, sink, 2)
    sink.write("done")
    store.close()


def latest(store: SqliteStore) -> int:
    alert = store.alerts.alert(ALERT_ID)
    return 0 if alert is None else alert.latest.number


def issue_number(store: SqliteStore, sink: Sink, number: int) -> None:
    store.alerts.issue([issue(number=number)], None, [])
    sink.write("issued", number)


def record(store: SqliteStore, number: int, most: int = PHONES) -> None:
    """From the start each time, as after any crash: the ledger skips whom it has already."""
    people, _ = store.subscriptions.audience(np.array([[100, 199]], np.int64), 10**6, NOON)
    for start in range(0, most, WAVE):
        part = people[start : start + WAVE].tolist()
        last = start + WAVE >= PHONES
        store.ledger.record(ALERT_ID, number, wave(*part, cursor=start, last=last))


def send(store: SqliteStore, sink: Sink, number: int, most: int = PHONES) -> None:
    for _, chunk in zip(range(most), store.ledger.owed(ALERT_ID, number), strict=False):
        results = np.frombuffer(chunk.results, np.uint8)
        owed = chunk.numbers[results == Result.OWED]
        sink.write("sent", number, *owed.tolist())
        store.ledger.settle(chunk.id, bytes([Result.ACCEPTED]) * len(results))
        sink.write("settled", number, *owed.tolist())


def attempt(folder: Path, tick: Tick) -> bool:
    """Runs in a fork; False if it was killed. Raises if it failed in any other way."""
    child = os.fork()
    if child == 0:
        try:
            work(folder, tick)
        except BaseException as error:
            os.write(2, f"{folder.name}: {error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status not in (0, signal.SIGKILL):
        raise SystemExit(f"an attempt in {folder} ended with {status}")
    return status == 0


def killed_at(tick_number: int, beside: bool) -> Tick:
    """Dies at that tick: there and then, or `beside`, from another thread while work goes on."""
    left = [tick_number]
    lock = threading.Lock()

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def tick() -> None:
        with lock:
            left[0] -= 1
            due = left[0] == 0
        if due:
            threading.Thread(target=die).start() if beside else die()

    return tick


def count_ticks(folder: Path) -> int:
    """How many ticks an undisturbed run has: its log is the number of bytes of a file."""
    log = os.open(folder / "ticks", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    attempt(folder, lambda: os.write(log, b".") and None)
    os.close(log)
    return (folder / "ticks").stat().st_size


def main(folder: Path, rounds: int, seed: int) -> None:
    choice = random.Random(seed)
    fresh = folder / "fresh"
    fresh.mkdir()
    prepare(fresh / "hansho.db")
    ticks = count_ticks(Path(shutil.copytree(fresh, folder / "undisturbed")))
    for number in range(rounds):
        own = Path(shutil.copytree(fresh, folder / f"round-{number:02}"))
        # Spread over the whole run, with chance within each part; every third dies twice.
        first = int(ticks * (number + choice.random()) / rounds) + 1
        attempt(own, killed_at(first, beside=number % 2 == 1))
        if number % 3 == 0:
            attempt(own, killed_at(choice.randrange(1, ticks), beside=False))
        if not attempt(own, lambda: None):
            raise SystemExit(f"{own} was killed by somebody else")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
