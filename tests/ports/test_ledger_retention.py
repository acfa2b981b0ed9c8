"""Spec of `alerts.ports.Ledger`: what is counted, and when people are forgotten."""

from datetime import timedelta

from alerts.model import Phase, Relation
from alerts.ports import Result
from alerts.testing_examples import (
    ALERT_ID,
    NOON,
    issue,
    issue_of,
    warning,
    wave,
)
from tests.ports.phones import NOBODY, owed, phones

HOUR = timedelta(hours=1)


def settle_all(stores, result=Result.ACCEPTED, number=1, alert_id=ALERT_ID):
    for chunk in owed(stores, number, alert_id):
        stores.ledger.settle(chunk.id, bytes([result]) * len(chunk.numbers))


def test_acceptance_is_counted_by_language_and_rank(stores):
    ja, ko = phones(stores, 3), phones(stores, 2, language="ko")
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*ja[:2], *ko, rank=0))
    stores.ledger.record(ALERT_ID, 1, wave(ja[2], rank=5))
    first, second = owed(stores)
    stores.ledger.settle(first.id, bytes([1, Result.GONE, 1, 1]))
    stores.ledger.settle(second.id, bytes([Result.ACCEPTED]))
    stores.subscriptions.delete(ja[0])

    assert stores.ledger.counts(ALERT_ID, 1) == {**NOBODY, Result.ACCEPTED: 4, Result.GONE: 1}
    assert stores.ledger.counts_by(ALERT_ID, 1) == {("ja", 0): 1, ("ko", 0): 2, ("ja", 5): 1}


def test_recipients_are_forgotten_72_hours_after_the_end_and_counts_stay(stores):
    a, b, c, d = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a, b, c, last=True))
    stores.ledger.tell(ALERT_ID, 1, d, Relation.NEW)
    (chunk,) = owed(stores)
    stores.ledger.settle(chunk.id, bytes([Result.ACCEPTED, Result.OWED, Result.GONE]))
    ending = issue(number=2, phase=Phase.ALL_CLEAR, issued=NOON + HOUR)
    stores.alerts.issue([ending], None, [])
    stores.ledger.record(ALERT_ID, 2, wave(a, b))
    kept = {number: stores.ledger.counts(ALERT_ID, number) for number in (1, 2)}
    by = stores.ledger.counts_by(ALERT_ID, 1)

    early = stores.ledger.forget(NOON + 73 * HOUR - timedelta(seconds=1))
    due = stores.ledger.forget(NOON + 73 * HOUR)
    again = stores.ledger.forget(NOON + 99 * HOUR)

    assert (early, due, again) == (0, 1, 0)
    assert stores.ledger.recorded(ALERT_ID).tolist() == []
    assert {number: stores.ledger.counts(ALERT_ID, number) for number in (1, 2)} == kept
    assert stores.ledger.counts_by(ALERT_ID, 1) == by == {("ja", 2): 1}
    assert stores.ledger.open_revisions() == ()


def test_nobody_is_recorded_for_a_forgotten_alert_and_late_answers_are_dropped(stores):
    a, b = phones(stores, 2)
    stores.alerts.issue([issue_of(warning(phase=Phase.WITHDRAWN))], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a))
    (chunk,) = owed(stores)
    stores.ledger.forget(NOON + 72 * HOUR)

    stores.ledger.settle(chunk.id, bytes([Result.ACCEPTED]))
    stores.ledger.record(ALERT_ID, 1, wave(b))
    told = stores.ledger.tell(ALERT_ID, 1, b, Relation.NEW)

    assert not told
    assert stores.ledger.recorded(ALERT_ID).tolist() == []
    assert stores.ledger.counts(ALERT_ID, 1) == {**NOBODY, Result.OWED: 1}


def test_a_late_answer_to_a_forgotten_chunk_reaches_no_other_chunk(stores):
    a, b = phones(stores, 2)
    stores.alerts.issue([issue_of(warning(phase=Phase.WITHDRAWN))], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a))
    (chunk,) = owed(stores)
    stores.ledger.forget(NOON + 72 * HOUR)
    stores.alerts.issue([issue("other")], None, [])
    stores.ledger.record("other", 1, wave(b))

    stores.ledger.settle(chunk.id, bytes([Result.ACCEPTED]))

    assert stores.ledger.counts("other", 1) == {**NOBODY, Result.OWED: 1}


def test_a_warning_is_forgotten_after_its_expiry_and_an_order_never_without_its_end(stores):
    (a,) = phones(stores, 1)
    stores.alerts.issue([issue_of(warning("warning", expires=NOON + HOUR))], None, [])
    stores.alerts.issue([issue("order")], None, [])
    for alert_id in ("warning", "order"):
        stores.ledger.record(alert_id, 1, wave(a, last=True))

    early = stores.ledger.forget(NOON + 73 * HOUR - timedelta(seconds=1))
    due = stores.ledger.forget(NOON + 73 * HOUR)
    years = stores.ledger.forget(NOON + 50_000 * HOUR)

    assert (early, due, years) == (0, 1, 0)
    assert stores.ledger.recorded("warning").tolist() == []
    assert stores.ledger.recorded("order").tolist() == [a]


def test_an_alert_that_goes_on_after_it_was_forgotten_remembers_anew(stores):
    a, b = phones(stores, 2)
    stores.alerts.issue([issue_of(warning(expires=NOON + HOUR))], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a, last=True))
    settle_all(stores)
    stores.ledger.forget(NOON + 80 * HOUR)

    later = warning(number=2, issued=NOON + 81 * HOUR, expires=NOON + 90 * HOUR)
    stores.alerts.issue([issue_of(later)], None, [])
    stores.ledger.record(ALERT_ID, 2, wave(b, last=True))

    assert stores.ledger.recorded(ALERT_ID).tolist() == [b]
    assert stores.ledger.counts(ALERT_ID, 1) == {**NOBODY, Result.ACCEPTED: 1}
    assert stores.ledger.forget(NOON + 163 * HOUR) == 1
    assert stores.ledger.counts(ALERT_ID, 1) == {**NOBODY, Result.ACCEPTED: 1}
    assert stores.ledger.counts(ALERT_ID, 2) == {**NOBODY, Result.OWED: 1}
