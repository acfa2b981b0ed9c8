"""Spec of `alerts.ports.Ledger`: many results at once, and what was recorded later."""

import pytest

from alerts.ports import Result, Settlement
from alerts.testing_examples import ALERT_ID, NOON, issue, wave
from tests.ports.phones import owed, phones

OWED, TAKEN, GONE = (bytes([one]) for one in (Result.OWED, Result.ACCEPTED, Result.GONE))


def two_chunks(stores):
    numbers = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*numbers[:2]))
    stores.ledger.record(ALERT_ID, 1, wave(*numbers[2:]))
    return owed(stores)


def test_results_of_many_chunks_are_written_together(stores):
    first, second = two_chunks(stores)

    stores.ledger.settle_many(
        [
            Settlement(chunk_id=first.id, results=TAKEN + OWED, at=NOON),
            Settlement(chunk_id=second.id, results=TAKEN + GONE, at=NOON),
        ]
    )

    assert [(one.id, one.results) for one in owed(stores)] == [(first.id, TAKEN + OWED)]
    assert stores.ledger.accepted_at(ALERT_ID, 1) == ((NOON, 2),)


def test_where_one_does_not_fit_none_is_written(stores):
    first, second = two_chunks(stores)

    with pytest.raises(ValueError, match="result"):
        stores.ledger.settle_many(
            [
                Settlement(chunk_id=first.id, results=TAKEN * 2),
                Settlement(chunk_id=second.id, results=TAKEN * 3),
            ]
        )

    assert [one.results for one in owed(stores)] == [OWED * 2, OWED * 2]


def test_only_what_was_recorded_later_is_read_if_that_is_asked(stores):
    first, second = two_chunks(stores)

    later = [list(stores.ledger.owed(ALERT_ID, 1, after)) for after in (0, first.id, second.id)]

    assert [[chunk.id for chunk in chunks] for chunks in later] == [
        [first.id, second.id],
        [second.id],
        [],
    ]
