"""Spec of `alerts.ports.Ledger`: when push services accepted."""

from datetime import timedelta

from alerts.ports import Result
from alerts.testing_examples import ALERT_ID, NOON, issue, wave
from tests.ports.phones import owed, phones

SECOND = timedelta(seconds=1)
OWED, TAKEN, GONE = (bytes([one]) for one in (Result.OWED, Result.ACCEPTED, Result.GONE))


def recorded(stores, count):
    numbers = phones(stores, count)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*numbers, last=True))
    (chunk,) = owed(stores)
    return chunk


def test_what_is_accepted_counts_for_its_second(stores):
    chunk = recorded(stores, 4)

    stores.ledger.settle(chunk.id, TAKEN + OWED * 3, NOON)
    stores.ledger.settle(chunk.id, OWED + TAKEN + OWED * 2, NOON + SECOND / 2)
    stores.ledger.settle(chunk.id, OWED * 2 + TAKEN + GONE, NOON + 3 * SECOND)

    assert stores.ledger.accepted_at(ALERT_ID, 1) == ((NOON, 2), (NOON + 3 * SECOND, 1))


def test_what_is_settled_again_counts_once(stores):
    chunk = recorded(stores, 2)

    for later in range(3):
        stores.ledger.settle(chunk.id, TAKEN * 2, NOON + later * SECOND)

    assert stores.ledger.accepted_at(ALERT_ID, 1) == ((NOON, 2),)


def test_before_anything_is_accepted_there_are_no_times(stores):
    chunk = recorded(stores, 1)

    stores.ledger.settle(chunk.id, GONE, NOON)

    assert stores.ledger.accepted_at(ALERT_ID, 1) == ()


def test_times_stay_when_it_is_forgotten_who_was_told(stores):
    chunk = recorded(stores, 1)
    stores.ledger.settle(chunk.id, TAKEN, NOON)

    stores.ledger.forget(NOON + timedelta(days=365))

    assert stores.ledger.accepted_at(ALERT_ID, 1) == ((NOON, 1),)
