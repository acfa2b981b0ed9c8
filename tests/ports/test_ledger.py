"""Spec of `alerts.ports.Ledger`."""

import numpy as np
import pytest

from alerts.model import Mode, Phase, Relation, Strength
from alerts.ports import OpenRevision, Result, RevisionOutOfOrder
from alerts.testing_examples import (
    ALERT_ID,
    SERVICE,
    issue,
    wave,
)
from tests.ports.phones import NOBODY, owed, phones

OTHER_SERVICE = "https://push.example.org"


def people(chunks):
    return [chunk.numbers.tolist() for chunk in chunks]


def open_ids(stores):
    return [one.alert_id for one in stores.ledger.open_revisions()]


def settle_all(stores, result=Result.ACCEPTED, number=1, alert_id=ALERT_ID):
    for chunk in owed(stores, number, alert_id):
        stores.ledger.settle(chunk.id, bytes([result]) * len(chunk.numbers))


# --- open revisions ------------------------------------------------------------------------------


def test_an_issued_revision_is_open_before_its_first_wave(stores):
    phones(stores, 3)

    stores.alerts.issue([issue(mode=Mode.DRILL)], None, [])

    assert stores.ledger.open_revisions() == (
        OpenRevision(
            alert_id=ALERT_ID,
            number=1,
            mode=Mode.DRILL,
            cutoff=3,
            cursor=None,
            all_recorded=False,
        ),
    )


def test_a_revision_goes_on_at_its_cursor_and_stays_open_until_all_is_settled(stores):
    numbers = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])

    seen = []
    for part, last in ((numbers[:2], False), (numbers[2:], True)):
        stores.ledger.record(ALERT_ID, 1, wave(*part, cursor=part[-1], last=last))
        (one,) = stores.ledger.open_revisions()
        seen.append((one.cursor, one.all_recorded))
    settle_all(stores)

    assert seen == [(2, False), (4, True)]
    assert stores.ledger.open_revisions() == ()


def test_a_revision_for_nobody_is_closed_by_its_last_wave(stores):
    stores.alerts.issue([issue()], None, [])

    stores.ledger.record(ALERT_ID, 1, wave(last=True))

    assert stores.ledger.open_revisions() == ()
    assert stores.ledger.counts(ALERT_ID, 1) == NOBODY


def test_people_in_danger_come_first_and_real_warnings_before_drills(stores):
    kinds = [
        ("drill", Mode.DRILL, Strength.PROTECT),
        ("later", Mode.REAL, Strength.KNOW),
        ("ready", Mode.REAL, Strength.READY),
        ("leave", Mode.REAL, Strength.LEAVE),
        ("again", Mode.REAL, Strength.LEAVE),
    ]
    for alert_id, mode, strength in kinds:
        stores.alerts.issue([issue(alert_id, mode=mode, strength=strength)], None, [])

    assert open_ids(stores) == ["leave", "again", "ready", "later", "drill"]


def test_only_the_newest_revision_is_open(stores):
    numbers = phones(stores, 2)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*numbers))

    stores.alerts.issue([issue(number=2, phase=Phase.ALL_CLEAR)], None, [])

    (one,) = stores.ledger.open_revisions()
    assert (one.number, one.cursor, one.all_recorded) == (2, None, False)


# --- recording -----------------------------------------------------------------------------------


def test_a_wave_is_split_by_push_service_in_the_order_given(stores):
    first = phones(stores, 2)
    second = phones(stores, 2, service=OTHER_SERVICE)
    stores.alerts.issue([issue()], None, [])

    stores.ledger.record(ALERT_ID, 1, wave(second[1], first[1], second[0], first[0], rank=1))

    chunks = owed(stores)
    described = [(c.alert_id, c.number, c.service, c.rank, c.relation, c.results) for c in chunks]
    assert people(chunks) == [[second[1], second[0]], [first[1], first[0]]]
    assert described == [
        (ALERT_ID, 1, OTHER_SERVICE, 1, Relation.NEW, b"\0\0"),
        (ALERT_ID, 1, SERVICE, 1, Relation.NEW, b"\0\0"),
    ]


def test_a_chunk_holds_at_most_a_thousand(stores):
    numbers = phones(stores, 1_001)
    stores.alerts.issue([issue()], None, [])

    stores.ledger.record(ALERT_ID, 1, wave(*numbers))

    assert people(owed(stores)) == [numbers[:1_000], numbers[1_000:]]


def test_nobody_is_recorded_twice_for_a_revision(stores):
    a, b, c, d = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a, c))
    stores.ledger.tell(ALERT_ID, 1, d, Relation.NEW)

    stores.ledger.record(ALERT_ID, 1, wave(d, c, b, b, a, rank=3))

    assert people(owed(stores)) == [[a, c], [b]]


def test_deleted_phones_are_left_out(stores):
    a, b = phones(stores, 2)
    stores.alerts.issue([issue()], None, [])
    stores.subscriptions.delete(a)

    stores.ledger.record(ALERT_ID, 1, wave(a, b, 99))

    assert people(owed(stores)) == [[b]]


def test_a_wave_for_a_superseded_revision_records_nobody(stores):
    numbers = phones(stores, 2)
    stores.alerts.issue([issue()], None, [])
    stores.alerts.issue([issue(number=2)], None, [])

    stores.ledger.record(ALERT_ID, 1, wave(*numbers, last=True))

    assert stores.ledger.recorded(ALERT_ID).tolist() == []
    assert [one.number for one in stores.ledger.open_revisions()] == [2]


@pytest.mark.parametrize(("alert_id", "number"), [(ALERT_ID, 2), (ALERT_ID, 0), ("unknown", 1)])
def test_a_revision_never_issued_is_an_error(stores, alert_id, number):
    stores.alerts.issue([issue()], None, [])

    with pytest.raises(LookupError):
        stores.ledger.record(alert_id, number, wave(1))
    with pytest.raises(LookupError):
        stores.ledger.tell(alert_id, number, 1, Relation.NEW)
    with pytest.raises(LookupError):
        list(stores.ledger.owed(alert_id, number))
    with pytest.raises(LookupError):
        stores.ledger.counts(alert_id, number)
    with pytest.raises(LookupError):
        stores.ledger.counts_by(alert_id, number)


def test_everyone_ever_recorded_is_remembered_sorted_and_once(stores):
    a, b, c, d = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(c, a))
    stores.alerts.issue([issue(number=2)], None, [])
    stores.ledger.record(ALERT_ID, 2, wave(c, b))
    stores.ledger.tell(ALERT_ID, 2, d, Relation.NEW)
    stores.subscriptions.delete(a)

    found = [stores.ledger.recorded(ALERT_ID, before=n) for n in (None, 3, 2, 1)]

    assert [one.tolist() for one in found] == [[a, b, c, d], [a, b, c, d], [a, c], []]
    assert {one.dtype for one in found} == {np.dtype(np.int64)}
    assert stores.ledger.recorded("unknown").tolist() == []


def test_a_phone_that_got_the_alert_in_an_answer_is_recorded_once(stores):
    a, b = phones(stores, 2)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a, last=True))

    told = [stores.ledger.tell(ALERT_ID, 1, number, Relation.NEW) for number in (a, b, b)]

    assert told == [False, True, False]
    assert stores.ledger.recorded(ALERT_ID).tolist() == [a, b]
    assert stores.ledger.counts(ALERT_ID, 1) == {**NOBODY, Result.OWED: 1, Result.TOLD: 1}
    assert people(owed(stores)) == [[a]]


def test_no_phone_is_told_of_a_superseded_revision(stores):
    (a,) = phones(stores, 1)
    stores.alerts.issue([issue(), issue(number=2)], None, [])

    with pytest.raises(RevisionOutOfOrder):
        stores.ledger.tell(ALERT_ID, 1, a, Relation.NEW)

    assert stores.ledger.recorded(ALERT_ID).tolist() == []


def test_holders_are_those_whom_a_revision_reached_and_did_not_send_away(stores):
    a, b, c, d, _ = phones(stores, 5)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a, b, relation=Relation.NEW))
    stores.ledger.record(ALERT_ID, 1, wave(c, relation=Relation.LEFT))
    stores.ledger.tell(ALERT_ID, 1, d, Relation.NEW)
    for chunk in owed(stores):
        results = [Result.REFUSED if one == b else Result.ACCEPTED for one in chunk.numbers]
        stores.ledger.settle(chunk.id, bytes(results))

    stores.alerts.issue([issue(number=2)], None, [])

    found = [stores.ledger.holders(ALERT_ID, number) for number in (1, 2)]
    assert [one.tolist() for one in found] == [[a, d], []]
    assert {one.dtype for one in found} == {np.dtype(np.int64)}


# --- settling ------------------------------------------------------------------------------------


def test_chunks_come_by_rank_then_as_recorded_and_only_while_they_owe(stores):
    a, b, c, d = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])
    for number, rank in ((a, 2), (b, 0), (c, 2), (d, 1)):
        stores.ledger.record(ALERT_ID, 1, wave(number, rank=rank))
    chunks = owed(stores)

    stores.ledger.settle(chunks[1].id, bytes([Result.REFUSED]))

    assert people(chunks) == [[b], [d], [a], [c]]
    assert people(owed(stores)) == [[b], [a], [c]]


def test_settling_leaves_what_is_not_answered_as_it_is(stores):
    numbers = phones(stores, 4)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*numbers))
    (chunk,) = owed(stores)

    stores.ledger.settle(chunk.id, bytes([Result.ACCEPTED, Result.OWED, Result.GONE, 0]))
    stores.ledger.settle(chunk.id, bytes([Result.OWED, Result.OWED, Result.REFUSED, 0]))

    (left,) = owed(stores)
    assert left.results == bytes([Result.ACCEPTED, Result.OWED, Result.REFUSED, Result.OWED])
    assert (left.id, left.numbers.tolist()) == (chunk.id, numbers)


def test_an_answer_that_comes_after_supersession_still_counts(stores):
    numbers = phones(stores, 2)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*numbers))
    (chunk,) = owed(stores)
    stores.alerts.issue([issue(number=2)], None, [])

    stores.ledger.settle(chunk.id, bytes([Result.ACCEPTED, Result.OWED]))

    assert stores.ledger.counts(ALERT_ID, 1) == {
        **NOBODY,
        Result.ACCEPTED: 1,
        Result.SUPERSEDED: 1,
    }


@pytest.mark.parametrize("results", [b"\1", b"\1\1\1", b"\1\x08"])
def test_results_that_do_not_fit_their_recipients_are_an_error(stores, results):
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*phones(stores, 2)))
    (chunk,) = owed(stores)

    with pytest.raises(ValueError, match="result"):
        stores.ledger.settle(chunk.id, results)

    assert owed(stores)[0].results == b"\0\0"


def test_settling_while_chunks_are_read_is_safe(stores):
    a, b = phones(stores, 2)
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(a))
    stores.ledger.record(ALERT_ID, 1, wave(b))
    reading = stores.ledger.owed(ALERT_ID, 1)
    first = next(reading)

    settle_all(stores)

    assert first.numbers.tolist() == [a]
    assert list(reading) == []


def test_those_told_first_are_the_first_chunk_with_whoever_of_it_holds_the_alert(stores):
    one, two, three = phones(stores, 3)
    stores.alerts.issue([issue()], None, [])
    before = [found.tolist() for found in stores.ledger.first_told(ALERT_ID, 1)]

    stores.ledger.record(ALERT_ID, 1, wave(two, one))
    stores.ledger.record(ALERT_ID, 1, wave(three, rank=0, cursor=3, last=True))
    (_, first) = owed(stores)
    at_two = bytes(Result.ACCEPTED if n == two else Result.OWED for n in first.numbers.tolist())
    stores.ledger.settle(first.id, at_two)

    assert before == [[], []]
    found = [found.tolist() for found in stores.ledger.first_told(ALERT_ID, 1)]
    assert found == [[one, two], [two]]
