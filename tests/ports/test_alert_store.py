"""Spec of `alerts.ports.AlertStore`."""

from datetime import timedelta

import msgspec
import numpy as np
import pytest

from alerts.model import Alert, Authority, Holding, Kind, Order, Phase, Relation, Strength
from alerts.ports import Held, Result, RevisionOutOfOrder
from alerts.retention import MOST_HELD, MOST_HELD_BYTES
from alerts.testing_examples import (
    ALERT_ID,
    NOON,
    issue,
    issue_of,
    registration,
    report_key,
    revision,
    warning,
    wave,
)

OTHER_ID = "otherotherothero"
HOUR = timedelta(hours=1)


def ids(alerts):
    return [alert.id for alert in alerts]


def test_a_report_is_known_once_it_was_taken_in(stores):
    key = report_key("a")
    before = stores.alerts.is_known(key)

    stores.alerts.issue([issue()], key, [])

    assert not before
    assert stores.alerts.is_known(key)
    assert not stores.alerts.is_known(report_key("b"))
    assert not stores.alerts.is_known(report_key("a", sender="somebody else"))


def test_a_report_without_consequences_is_known_too(stores):
    stores.alerts.issue([], report_key("a"), [])

    assert stores.alerts.is_known(report_key("a"))
    assert stores.alerts.recent(10) == ()


def test_the_same_report_may_be_marked_twice(stores):
    stores.alerts.issue([issue()], report_key("a"), [report_key("z")])

    stores.alerts.issue([issue(number=2)], report_key("a"), [report_key("z")])

    assert ids(stores.alerts.alerts_of([report_key("a")])) == [ALERT_ID]


def test_an_operators_command_marks_no_report(stores):
    stores.alerts.issue([issue()], None, [report_key("a")])

    assert not stores.alerts.is_superseded(report_key("a"))
    assert ids(stores.alerts.recent(10)) == [ALERT_ID]


def test_a_report_is_superseded_once_another_names_it(stores):
    stores.alerts.issue([], report_key("b"), [report_key("a")])

    assert stores.alerts.is_superseded(report_key("a"))
    assert not stores.alerts.is_superseded(report_key("b"))
    assert not stores.alerts.is_known(report_key("a"))


def test_alerts_are_found_by_the_reports_that_made_or_changed_them(stores):
    stores.alerts.issue([issue(), issue(OTHER_ID)], report_key("a"), [])
    stores.alerts.issue([issue(OTHER_ID, 2, phase=Phase.ALL_CLEAR)], report_key("b"), [])

    assert ids(stores.alerts.alerts_of([report_key("a")])) == [ALERT_ID, OTHER_ID]
    assert ids(stores.alerts.alerts_of([report_key("b")])) == [OTHER_ID]
    assert ids(stores.alerts.alerts_of([report_key("b"), report_key("a")])) == [ALERT_ID, OTHER_ID]
    assert stores.alerts.alerts_of([report_key("c")]) == ()
    assert stores.alerts.alerts_of([]) == ()


def test_a_report_that_changes_nothing_is_linked_to_the_alert_it_repeats(stores):
    stores.alerts.issue([issue()], report_key("a"), [])

    stores.alerts.issue([], report_key("b"), [report_key("a")], [ALERT_ID])

    assert ids(stores.alerts.alerts_of([report_key("b")])) == [ALERT_ID]


def test_an_alert_comes_back_exactly_as_it_was_issued(stores):
    full = revision(
        onset=NOON + HOUR,
        note="by telephone",
        still_holds=(
            Holding(
                kind=Kind.LANDSLIDE,
                strength=Strength.PROTECT,
                authority=Authority.MAYOR,
                order=Order.EMERGENCY_SAFETY,
                place_names={"en": "by the hill"},
            ),
        ),
        lifetime_floor=NOON + 5 * HOUR,
        issued=NOON + timedelta(microseconds=123_457),
    )

    stores.alerts.issue([issue_of(full)], None, [])

    assert stores.alerts.alert(ALERT_ID) == Alert(
        id=ALERT_ID,
        origin=issue().origin,
        latest=full,
        first_issued=full.issued,
        longest_valid_until=full.valid_until,
    )
    assert stores.alerts.alert(OTHER_ID) is None


def test_the_longest_validity_is_that_of_all_live_revisions(stores):
    stores.alerts.issue([issue_of(warning(expires=NOON + 5 * HOUR))], None, [])
    stores.alerts.issue([issue_of(warning(number=2, expires=NOON + 2 * HOUR))], None, [])
    ending = warning(number=3, phase=Phase.ALL_CLEAR, lifetime_floor=NOON + 5 * HOUR)
    stores.alerts.issue([issue_of(ending)], None, [])

    alert = stores.alerts.alert(ALERT_ID)

    assert alert.longest_valid_until == NOON + 5 * HOUR
    assert alert.first_issued == NOON
    assert alert.latest == ending


def test_live_alerts_come_strongest_first(stores):
    strengths = [Strength.READY, Strength.PROTECT, Strength.LEAVE, Strength.PROTECT]
    for place, strength in enumerate(strengths):
        stores.alerts.issue([issue(f"alert{place}", strength=strength)], None, [])

    live = stores.alerts.live(NOON)

    assert ids(live) == ["alert1", "alert3", "alert2", "alert0"]


def test_an_expired_alert_is_not_live_and_an_order_lives_until_somebody_ends_it(stores):
    stores.alerts.issue([issue("order", review=NOON + HOUR)], None, [])
    stores.alerts.issue([issue_of(warning("warning", expires=NOON + HOUR))], None, [])

    moments = [NOON, NOON + HOUR, NOON + 25 * HOUR, NOON + 9_000 * HOUR]
    live = [ids(stores.alerts.live(moment)) for moment in moments]

    assert live == [["order", "warning"], ["order"], ["order"], ["order"]]


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ended_alert_is_not_live(stores, phase):
    stores.alerts.issue([issue()], None, [])

    stores.alerts.issue([issue(number=2, phase=phase)], None, [])

    assert stores.alerts.live(NOON) == ()
    assert ids(stores.alerts.recent(10)) == [ALERT_ID]


def test_recent_alerts_come_newest_first_and_no_more_than_asked_for(stores):
    for alert_id in ("one", "two", "three"):
        stores.alerts.issue([issue(alert_id)], None, [])
    stores.alerts.issue([issue("one", 2)], None, [])

    assert ids(stores.alerts.recent(2)) == ["three", "two"]


def test_the_history_holds_every_revision_since_a_moment_newest_first(stores):
    told = [
        revision(issued=NOON - HOUR),
        revision(OTHER_ID, issued=NOON),
        revision(number=2, issued=NOON + HOUR),
        revision(number=3, issued=NOON + 2 * HOUR, phase=Phase.ALL_CLEAR),
    ]
    for one in told:
        stores.alerts.issue([issue_of(one)], None, [])

    assert stores.alerts.history(NOON, 10) == tuple(told[:0:-1])
    assert stores.alerts.history(NOON, 2) == (told[3], told[2])
    assert stores.alerts.history(NOON + 3 * HOUR, 10) == ()


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_revision_that_does_not_follow_is_refused_with_all_that_came_with_it(stores, number):
    stores.alerts.issue([issue()], None, [])

    with pytest.raises(RevisionOutOfOrder):
        stores.alerts.issue([issue(OTHER_ID), issue(number=number)], report_key("a"), [])

    assert ids(stores.alerts.recent(10)) == [ALERT_ID]
    assert stores.alerts.alert(ALERT_ID).latest.number == 1
    assert not stores.alerts.is_known(report_key("a"))


def test_a_new_alert_starts_at_one(stores):
    with pytest.raises(RevisionOutOfOrder):
        stores.alerts.issue([issue(number=2)], None, [])

    assert stores.alerts.alert(ALERT_ID) is None


def test_two_revisions_of_one_alert_may_come_at_once(stores):
    stores.alerts.issue([issue(), issue(number=2)], None, [])

    assert stores.alerts.alert(ALERT_ID).latest.number == 2


def test_the_cells_are_those_of_the_newest_revision(stores):
    stores.alerts.issue([issue_of(revision(), runs=((1, 5), (9, 9)))], None, [])
    stores.alerts.issue([issue_of(revision(number=2), runs=((2**40, 2**40 + 7),))], None, [])

    runs = stores.alerts.runs(ALERT_ID)

    assert runs.dtype == np.int64
    assert runs.tolist() == [[2**40, 2**40 + 7]]
    assert stores.alerts.runs(OTHER_ID).shape == (0, 2)


def test_a_revision_keeps_its_own_editions(stores):
    first, second = issue(), issue(number=2)
    changed = msgspec.structs.replace(second.editions[0], relation=Relation.CHANGED)
    second = msgspec.structs.replace(second, editions=(changed, *second.editions))
    stores.alerts.issue([first], None, [])
    stores.alerts.issue([second], None, [])

    assert stores.alerts.editions(ALERT_ID, 1) == first.editions
    assert stores.alerts.editions(ALERT_ID, 2) == second.editions
    assert stores.alerts.editions(ALERT_ID, 3) == ()
    assert stores.alerts.editions(OTHER_ID, 1) == ()


def test_the_cutoff_is_the_highest_number_given_even_if_that_phone_is_gone(stores):
    for name in ("a", "b"):
        number = stores.subscriptions.register(registration(name), b"s", b"n", NOON)
    stores.subscriptions.delete(number)

    stores.alerts.issue([issue()], None, [])

    assert [one.cutoff for one in stores.ledger.open_revisions()] == [2]


def test_what_an_older_revision_still_owes_is_superseded_by_a_newer_one(stores):
    numbers = [
        stores.subscriptions.register(registration(str(n)), b"s", b"n", NOON) for n in range(3)
    ]
    stores.alerts.issue([issue()], None, [])
    stores.ledger.record(ALERT_ID, 1, wave(*numbers))
    (chunk,) = stores.ledger.owed(ALERT_ID, 1)
    stores.ledger.settle(chunk.id, bytes([Result.OWED, Result.ACCEPTED, Result.OWED]))

    stores.alerts.issue([issue(number=2)], None, [])

    counts = stores.ledger.counts(ALERT_ID, 1)
    assert (counts[Result.SUPERSEDED], counts[Result.ACCEPTED], counts[Result.OWED]) == (2, 1, 0)
    assert list(stores.ledger.owed(ALERT_ID, 1)) == []


def test_an_ending_that_nobody_is_told_owes_nothing_and_stops_what_was_owed(stores):
    stores.alerts.issue([issue()], None, [])
    number = stores.subscriptions.register(registration(), b"s" * 32, b"n" * 32, NOON)
    stores.ledger.record(ALERT_ID, 1, wave(number, last=True))
    ending = msgspec.structs.replace(issue(number=2, phase=Phase.WITHDRAWN), untold=True)

    stores.alerts.issue([ending], None, [])

    assert stores.ledger.open_revisions() == ()
    assert stores.ledger.counts(ALERT_ID, 1)[Result.SUPERSEDED] == 1
    assert sum(stores.ledger.counts(ALERT_ID, 2).values()) == 0
    assert stores.alerts.live(NOON) == ()


def test_what_is_set_aside_is_kept_with_its_reason(stores):
    stores.alerts.set_aside(b"<alert", "no XML", NOON)
    stores.alerts.set_aside(b"\x00\xff", "not public", NOON + HOUR)

    assert stores.alerts.quarantined() == (
        (NOON, "no XML", b"<alert"),
        (NOON + HOUR, "not public", b"\x00\xff"),
    )


def test_the_newest_are_told_by_their_reasons_and_all_are_counted(stores):
    before = stores.alerts.held(2)
    for minute in range(3):
        stores.alerts.set_aside(b"raw", f"reason {minute}", NOON + minute * HOUR)

    assert before == Held(total=0, dropped=0, newest=())
    newest = ((NOON + HOUR, "reason 1"), (NOON + 2 * HOUR, "reason 2"))
    assert stores.alerts.held(2) == Held(total=3, dropped=0, newest=newest)


def test_a_flood_is_kept_within_bounds_and_what_is_dropped_is_counted(stores):
    half = bytes(MOST_HELD_BYTES // 2)
    for name in ("oldest", "older", "newer", "newest"):
        stores.alerts.set_aside(half, name, NOON)

    assert [(reason, len(raw)) for _, reason, raw in stores.alerts.quarantined()] == [
        ("oldest", 0),
        ("older", 0),
        ("newer", len(half)),
        ("newest", len(half)),
    ]

    stores.alerts.set_aside(bytes(MOST_HELD_BYTES + 1), "huge", NOON)
    whole = len(stores.alerts.quarantined()[-1][2])
    for _ in range(MOST_HELD - 3):
        stores.alerts.set_aside(b"", "flood", NOON)

    kept = stores.alerts.quarantined()
    assert (whole, len(kept)) == (MOST_HELD_BYTES + 1, MOST_HELD)
    assert [(reason, len(raw)) for _, reason, raw in kept[:4]] == [
        ("newer", 0),
        ("newest", 0),
        ("huge", 0),
        ("flood", 0),
    ]
    assert stores.alerts.held(0) == Held(total=MOST_HELD + 2, dropped=2, newest=())
