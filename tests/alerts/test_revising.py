"""Revising: the next state of an alert."""

from datetime import UTC, datetime, timedelta

import msgspec

from alerts.meaning import meaning
from alerts.model import Authority, Kind, Mode, Order, Phase, Revision, Strength
from alerts.report import Code, Hazard, Report, Text
from alerts.revising import (
    DEFAULT_REVIEW_AFTER,
    Setting,
    ending,
    first_revision,
    is_unchanged,
    next_revision,
)
from alerts.triage import Outcome, Step
from tests.factories import (
    AGENCY,
    DESK,
    NOW,
    alert,
    box,
    found,
    hazard,
    order_hazard,
    report,
    revision,
)

SETTING = Setting(mode=Mode.REAL, time_zone="Asia/Tokyo", now=NOW)


def step(what: Hazard, **changes: object) -> Step:
    start = Step(
        outcome=Outcome.NEW,
        hazard=what,
        match=found(),
        meaning=meaning(what, from_desk=False),
        part="flood:1",
    )
    return msgspec.structs.replace(start, **changes)


def first(what: Hazard, said: Report | None = None, *, desk: bool = False) -> Revision:
    taken = step(what, meaning=meaning(what, from_desk=desk))
    return first_revision("a" * 16, said or report(), taken, SETTING)


def test_a_first_revision_says_what_the_report_said() -> None:
    made = first(hazard())

    assert (made.number, made.phase, made.kind) == (1, Phase.LIVE, Kind.FLOOD)
    assert (made.sent, made.issued, made.expires) == (
        NOW - timedelta(minutes=5),
        NOW,
        NOW + timedelta(hours=6),
    )
    assert (made.authority, made.issuer) == (Authority.AGENCY, AGENCY)


def test_an_order_has_a_review_time_and_no_expiry() -> None:
    order = order_hazard(expires=NOW + timedelta(hours=1))

    made = first(order, report(sender=DESK), desk=True)

    assert (made.order, made.strength) == (Order.EVACUATE, Strength.LEAVE)
    assert made.expires is None
    assert made.review == made.sent + DEFAULT_REVIEW_AFTER
    assert made.valid_until == made.review + timedelta(hours=24)


def test_a_desk_may_name_the_review_time() -> None:
    named = Code(name="hansho:review", value="2026-11-22T21:00:00+09:00")

    made = first(order_hazard(parameters=(named,)), report(sender=DESK), desk=True)

    assert made.review == datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_only_an_alert_that_says_so_is_for_walking_the_way() -> None:
    says = hazard(parameters=(Code(name="hansho:drill", value="walk"),))
    says_else = hazard(parameters=(Code(name="hansho:drill", value="phones"),))

    assert [first(one).walks for one in (says, says_else, hazard())] == [True, False, False]


def test_a_review_time_that_cannot_be_read_falls_back_to_the_usual_one() -> None:
    named = Code(name="hansho:review", value="tonight")

    made = first(order_hazard(parameters=(named,)), report(sender=DESK), desk=True)

    assert made.review == made.sent + DEFAULT_REVIEW_AFTER


def test_a_warning_without_expiry_ends_24_hours_after_it_was_sent() -> None:
    made = first(hazard(expires=None))

    assert made.expires == made.sent + timedelta(hours=24)


def test_a_change_keeps_id_and_mode_and_counts_on() -> None:
    shown = alert(revision(mode=Mode.DRILL))

    made = next_revision(shown, report(), step(hazard()), SETTING, [])

    assert (made.alert_id, made.number, made.mode) == (shown.id, 2, Mode.DRILL)


def test_an_ending_outlives_the_longest_expiry_sent_for_the_alert_by_24_hours() -> None:
    longest = NOW + timedelta(hours=30)

    made = ending(alert(longest_valid_until=longest), Phase.ALL_CLEAR, NOW, SETTING, [])

    assert made.valid_until == longest + timedelta(hours=24)


def test_an_all_clear_says_what_still_holds_for_the_same_place() -> None:
    flood = revision(alert_id="a" * 16)
    slide = revision(
        alert_id="b" * 16,
        kind=Kind.LANDSLIDE,
        strength=Strength.LEAVE,
        authority=Authority.MAYOR,
        order=Order.EVACUATE,
    )
    elsewhere = revision(alert_id="c" * 16, area=box(140.0, 36.0))
    exercise = revision(alert_id="d" * 16, mode=Mode.DRILL)
    advice = revision(alert_id="e" * 16, kind=Kind.HEAT, strength=Strength.KNOW)
    standing = [flood, slide, elsewhere, exercise, advice]

    made = ending(alert(flood), Phase.ALL_CLEAR, NOW, SETTING, standing)

    assert [(one.kind, one.order) for one in made.still_holds] == [
        (Kind.LANDSLIDE, Order.EVACUATE),
        (Kind.HEAT, None),
    ]


def test_an_ending_keeps_the_strength_so_that_whoever_was_woken_is_woken_again() -> None:
    order = alert(revision(strength=Strength.LEAVE))

    assert ending(order, Phase.WITHDRAWN, NOW, SETTING, []).strength is Strength.LEAVE


def test_a_re_issue_with_the_same_words_is_unchanged() -> None:
    shown = first(hazard())
    again = msgspec.structs.replace(shown, number=2, sent=NOW, issued=NOW + timedelta(hours=1))

    assert is_unchanged(shown, again)


def test_other_words_ground_strength_or_expiry_are_a_change() -> None:
    shown = first(hazard())
    text = Text(language="en", event="Flood warning", headline="Higher now")

    changes = (
        {"texts": (text,)},
        {"area": box(139.0, 35.0, 0.02)},
        {"strength": Strength.PROTECT},
        {"expires": NOW + timedelta(hours=9)},
        {"phase": Phase.ALL_CLEAR},
    )

    assert not any(is_unchanged(shown, msgspec.structs.replace(shown, **one)) for one in changes)
