"""100,000 fakes *here*: what the audience reads of them, and where they come."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from alerts.audience import is_pending
from alerts.pipeline import record_waves
from alerts.testing_examples import ALERT_ID, NOON, home, issue, registration
from service.store.sqlite.encoding import micros

FAKES, PROVEN, CELL = 100_000, 20, 150


def confirmed(store, count):
    """Phones at home, registered after all fakes."""
    for index in range(count):
        number = store.subscriptions.register(registration(f"p{index}"), b"s", b"n", NOON)
        store.subscriptions.confirm(number, b"n")
        store.subscriptions.set_places(number, [home(CELL)])


def fakes(store, count):
    """As `count` registrations leave them, written at once."""
    first = store.subscriptions.register(registration("fake"), b"s", b"n", NOON)
    numbers = range(first + 1, first + count)
    at = micros(NOON)

    def work(connection):
        connection.executemany(
            """INSERT INTO subscriptions SELECT ?, slot, ?, service, language, key_id, secret_hash,
               nonce_hash, registered, 0, NULL FROM subscriptions WHERE number = ?""",
            ((number, number.to_bytes(32), first) for number in numbers),
        )
        connection.executemany(
            "INSERT INTO places VALUES (?, ?, 0, 0, ?, NULL)",
            ((CELL, number, at) for number in (first, *numbers)),
        )

    store.database.write(work)


@pytest.fixture
def besieged(store):
    fakes(store, FAKES)
    confirmed(store, PROVEN)
    return store


def test_all_confirmed_phones_are_recorded_and_owed_before_any_fake(besieged):
    besieged.alerts.issue([issue()], None, [])
    (open_revision,) = besieged.ledger.open_revisions()
    stores = (besieged.alerts, besieged.subscriptions, besieged.ledger)

    waves = list(record_waves(open_revision, *stores, NOON))
    chunks = list(besieged.ledger.owed(ALERT_ID, 1))

    assert [(is_pending(one.rank), len(one.numbers)) for one in waves[:2]] == [
        (False, PROVEN),
        (True, 4_000),
    ]
    assert is_pending(chunks[0].rank) is False
    assert all(is_pending(one.rank) for one in chunks[1:])
    assert Counter(is_pending(one.rank) for one in chunks for _ in one.numbers) == {
        False: PROVEN,
        True: FAKES,
    }


def test_a_day_later_they_are_gone_and_nobody_else(besieged):
    runs = np.array([[CELL, CELL]], np.int64)

    besieged.subscriptions.sweep(NOON + timedelta(hours=24, seconds=1))
    numbers, ranks = besieged.subscriptions.audience(runs, 10**6, NOON + timedelta(hours=25))

    assert len(numbers) == PROVEN
    assert set(ranks.tolist()) == {2}
