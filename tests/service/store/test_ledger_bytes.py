"""A recipient costs the ledger one byte for the result: a million of them are one megabyte."""

import numpy as np

from alerts.ports import Result
from alerts.testing_examples import ALERT_ID, NOON, home, issue, registration, wave

PEOPLE = 50


def stored(store):
    """(bytes of results, still owed) of each chunk."""
    return store.database.read(
        lambda c: c.execute("SELECT results, owed FROM chunks ORDER BY id").fetchall()
    )


def test_one_byte_for_each_recipient_says_what_became_of_them(store):
    for n in range(PEOPLE):
        number = store.subscriptions.register(registration(str(n)), b"s", b"n", NOON)
        store.subscriptions.confirm(number, b"n")
        store.subscriptions.set_places(number, (home(100),))
    store.alerts.issue([issue()], None, [])
    store.ledger.record(ALERT_ID, 1, wave(*range(1, PEOPLE + 1), last=True))
    assert stored(store) == [(bytes(PEOPLE), PEOPLE)]
    (chunk,) = store.ledger.owed(ALERT_ID, 1)

    results = np.full(PEOPLE, Result.ACCEPTED, np.uint8)
    results[3], results[4] = Result.OWED, Result.GONE
    store.ledger.settle(chunk.id, results.tobytes())

    assert stored(store) == [(results.tobytes(), 1)]
