"""Kill it anywhere and start again: the job finishes, nobody is lost, no answer is forgotten."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from alerts.ports import Result
from alerts.testing_examples import ALERT_ID
from service.store.sqlite.encoding import unpack
from service.store.sqlite.store import open_store

REPOSITORY = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("crash_child.py")
ROUNDS = 30
EVERYONE = list(range(1, 61))


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """Folders of stores whose process was killed at 30 places of its work and then resumed."""
    folder = tmp_path_factory.mktemp("crashes")
    subprocess.run(
        [sys.executable, "-W", "ignore", CHILD, folder, str(ROUNDS), "20260704"],
        check=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "OPENBLAS_NUM_THREADS": "1"},
    )
    return sorted(folder.glob("round-*"))


def sink_of(folder):
    return [line.split() for line in (folder / "sink").read_text().splitlines()]


def starts_of(folder):
    return sum(line[0] == "start" for line in sink_of(folder))


def test_every_round_was_killed_in_the_middle_and_finished_after(rounds):
    killed = [starts_of(folder) > 1 for folder in rounds]

    assert len(rounds) == ROUNDS
    assert sum(killed) >= 25
    assert all(sink_of(folder)[-1] == ["done"] for folder in rounds)


def test_the_kills_fell_into_every_part_of_the_work(rounds):
    """The last thing that the first life said before it died."""
    last_words = Counter()
    for folder in rounds:
        lines = sink_of(folder)
        second_start = [n for n, line in enumerate(lines) if line[0] == "start"][1:2]
        if second_start:
            last_words[lines[second_start[0] - 1][0]] += 1

    assert set(last_words) >= {"start", "issued", "sent", "settled"}


def test_everyone_is_recorded_exactly_once_and_accepted(rounds):
    for folder in rounds:
        store = open_store(folder / "hansho.db")
        blobs = store.database.read(
            lambda c: c.execute(
                """SELECT r.number, c.numbers FROM chunks c JOIN revisions r ON r.id = c.revision
                   ORDER BY r.number"""
            ).fetchall()
        )
        counts = store.ledger.counts(ALERT_ID, 2)
        still_open = store.ledger.open_revisions()
        store.close()

        first, second = (
            np.sort(unpack(b"".join(blob for number, blob in blobs if number == revision)))
            for revision in (1, 2)
        )
        assert second.tolist() == EVERYONE, folder
        assert len(first) == len(set(first.tolist())), folder
        assert counts == {**dict.fromkeys(Result, 0), Result.ACCEPTED: len(EVERYONE)}, folder
        assert still_open == (), folder


def test_everyone_was_sent_the_newest_revision(rounds):
    for folder in rounds:
        sent = {n for line in sink_of(folder) if line[:2] == ["sent", "2"] for n in line[2:]}
        assert sorted(map(int, sent)) == EVERYONE, folder


def test_nothing_that_was_settled_is_sent_again(rounds):
    for folder in rounds:
        settled = set()
        for word, *rest in sink_of(folder):
            entries = {(rest[0], number) for number in rest[1:]} if len(rest) > 1 else set()
            if word == "sent":
                assert not entries & settled, folder
            if word == "settled":
                settled |= entries


def test_at_most_the_chunk_in_hand_is_sent_again_after_a_kill(rounds):
    for folder in rounds:
        sent = Counter(tuple(line) for line in sink_of(folder) if line[0] == "sent")
        repeated = sum(count - 1 for count in sent.values())
        assert repeated <= starts_of(folder) - 1, folder


def test_what_was_issued_before_a_kill_is_there_after_it(rounds):
    for folder in rounds:
        issued = 0
        for line in sink_of(folder):
            if line[0] == "issued":
                assert int(line[1]) == issued + 1, folder
                issued += 1
            if line[0] == "start":
                # A commit may have been made whose word did not come out; never the reverse.
                assert int(line[1]) in (issued, issued + 1), folder
                issued = int(line[1])


def test_the_files_are_whole(rounds):
    for folder in rounds:
        connection = sqlite3.connect(folder / "hansho.db")
        found = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.close()
        assert (found, broken) == ([("ok",)], []), folder
