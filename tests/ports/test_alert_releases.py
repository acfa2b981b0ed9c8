"""Spec of `alerts.ports.AlertStore`: how a feed's revisions were handled, and what waits."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from alerts.model import Phase
from alerts.ports import Issue
from alerts.release import Handling, Past, Release
from alerts.testing_examples import ALERT_ID, NOON, issue, issue_of, warning

OTHER_ID = "otherotherothero"
MINUTE = timedelta(minutes=1)


def released(
    handling: Handling, number: int = 1, alert_id: str = ALERT_ID, at: datetime = NOON, **changes
) -> Issue:
    release = Release(feed="agency", handling=handling, at=at, reasons=("because",))
    untold = handling is not Handling.AUTOMATIC
    made = issue_of(warning(alert_id, number, **changes))
    return replace(made, untold=untold, release=release)


def test_nothing_was_told_of_what_is_not_known(stores):
    assert stores.alerts.past(ALERT_ID) == Past()
    assert stores.alerts.release(ALERT_ID) is None


def test_what_was_issued_here_was_told(stores):
    first = issue()
    stores.alerts.issue([first], None, [])

    assert stores.alerts.past(ALERT_ID) == Past(told=first.revision, last=first.revision)
    assert stores.alerts.release(ALERT_ID) is None


def test_what_is_shown_or_waits_was_told_to_nobody(stores):
    told, shown = released(Handling.AUTOMATIC), released(Handling.SHOW, 2)
    waits = released(Handling.APPROVAL, 3)

    stores.alerts.issue([told], None, [])
    stores.alerts.issue([shown], None, [])
    stores.alerts.issue([waits], None, [])

    assert stores.alerts.past(ALERT_ID) == Past(
        told=told.revision, last=waits.revision, handling=Handling.APPROVAL
    )
    assert stores.alerts.release(ALERT_ID) == waits.release


def test_what_only_waits_was_never_told(stores):
    waits = released(Handling.APPROVAL)

    stores.alerts.issue([waits], None, [])

    assert stores.alerts.past(ALERT_ID) == Past(last=waits.revision, handling=Handling.APPROVAL)


def test_nobody_is_recorded_for_what_is_not_pushed(stores):
    stores.alerts.issue([released(Handling.APPROVAL)], None, [])
    stores.alerts.issue([released(Handling.AUTOMATIC, alert_id=OTHER_ID)], None, [])

    assert [one.alert_id for one in stores.ledger.open_revisions()] == [OTHER_ID]


def test_only_what_a_feed_had_pushed_by_itself_counts_towards_its_rate(stores):
    stores.alerts.issue(
        [
            released(Handling.AUTOMATIC, 1, "aaaaaaaaaaaaaaaa"),
            released(Handling.APPROVAL, 1, "bbbbbbbbbbbbbbbb"),
            released(Handling.SHOW, 1, "cccccccccccccccc"),
            issue(alert_id="dddddddddddddddd"),
        ],
        None,
        [],
    )
    stores.alerts.issue(
        [released(Handling.AUTOMATIC, 2, "aaaaaaaaaaaaaaaa", phase=Phase.ALL_CLEAR)], None, []
    )

    assert stores.alerts.released("agency", NOON - MINUTE) == 1
    assert stores.alerts.released("agency", NOON) == 0
    assert stores.alerts.released("another", NOON - MINUTE) == 0


def test_what_waits_is_found_until_it_says_something_else_or_is_over(stores):
    stores.alerts.issue([released(Handling.APPROVAL)], None, [])
    stores.alerts.issue([released(Handling.SHOW, alert_id=OTHER_ID)], None, [])

    before = [one.id for one in stores.alerts.waiting(NOON)]
    over = stores.alerts.waiting(NOON + timedelta(hours=3))
    stores.alerts.issue([released(Handling.AUTOMATIC, 2)], None, [])

    assert before == [ALERT_ID]
    assert over == ()
    assert stores.alerts.waiting(NOON) == ()
