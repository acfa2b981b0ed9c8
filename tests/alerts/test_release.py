"""What may go by itself: the table of policy and of all that keeps a warning for a person."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from shapely.geometry import MultiPolygon, box

from alerts.feed import Feed
from alerts.model import Authority, Kind, Phase, Revision, Strength
from alerts.release import (
    DEFAULT,
    Handling,
    Judged,
    Past,
    ReleasePolicy,
    ReleaseRule,
    handled,
    judged,
    policy_faults,
)
from alerts.report import MessageType, Report, Scope, Signature, Status, Verdict
from alerts.testing_examples import NOON, warning
from geo.area import Area

SENDER = "warnings@agency.example"
WIDE = Area(MultiPolygon([box(135.0, 35.0, 138.0, 38.0)]))
SMALL = Area(MultiPolygon([box(136.0, 36.0, 136.1, 36.1)]))
FEED = Feed(
    name="agency",
    senders=frozenset({SENDER}),
    is_pinned=True,
    jurisdiction=WIDE,
    most_km2=5_000.0,
    most_per_hour=10,
)
REPORT = Report(
    format="cap",
    sender=SENDER,
    identifier="1",
    sent=NOON - timedelta(minutes=1),
    status=Status.ACTUAL,
    message_type=MessageType.ALERT,
    scope=Scope.PUBLIC,
)
TSUNAMI = warning(kind=Kind.TSUNAMI)
AUTOMATIC = Judged(handling=Handling.AUTOMATIC)


def _handled(revision: Revision = TSUNAMI, **other: Any) -> Judged:
    asked: dict[str, Any] = {"report": REPORT, "feed": FEED, "recent": 0, "part": "", **other}
    return handled(
        revision, asked["report"], asked["feed"], DEFAULT, asked["recent"], NOON, asked["part"]
    )


def test_a_trusted_tsunami_warning_goes_by_itself() -> None:
    assert _handled() == AUTOMATIC


@pytest.mark.parametrize(
    ("kind", "strength", "part", "wanted"),
    [
        (Kind.TSUNAMI, Strength.PROTECT, "津波", Handling.AUTOMATIC),
        (Kind.TSUNAMI, Strength.LEAVE, "津波", Handling.AUTOMATIC),
        (Kind.TSUNAMI, Strength.READY, "津波", Handling.AUTOMATIC),
        (Kind.TSUNAMI, Strength.KNOW, "津波", Handling.SHOW),
        (Kind.EARTHQUAKE, Strength.LEAVE, "地震", Handling.AUTOMATIC),
        (Kind.EARTHQUAKE, Strength.LEAVE_IF_SLOW, "地震", Handling.AUTOMATIC),
        (Kind.EARTHQUAKE, Strength.KNOW, "地震", Handling.SHOW),
        (Kind.EARTHQUAKE, Strength.PROTECT, "緊急地震速報", Handling.SHOW),
        (Kind.EARTHQUAKE, Strength.LEAVE_IF_SLOW, "南海トラフ地震", Handling.APPROVAL),
        (Kind.FLOOD, Strength.PROTECT, "氾濫", Handling.APPROVAL),
        (Kind.LANDSLIDE, Strength.LEAVE, "", Handling.APPROVAL),
        (Kind.FLOOD, Strength.LEAVE_IF_SLOW, "", Handling.SHOW),
        (Kind.STORM, Strength.READY, "", Handling.SHOW),
    ],
)
def test_the_defaults_say_what_goes_what_waits_and_what_is_shown(
    kind: Kind, strength: Strength, part: str, wanted: Handling
) -> None:
    assert _handled(warning(kind=kind, strength=strength), part=part).handling is wanted


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (
            {"feed": replace(FEED, is_pinned=False)},
            "Its source is not pinned, and it carries no valid signature.",
        ),
        (
            {"report": replace(REPORT, signature=Signature(verdict=Verdict.BROKEN))},
            "Its signature is broken.",
        ),
        (
            {"feed": replace(FEED, senders=frozenset())},
            f"Its sender {SENDER} is not on this feed's list.",
        ),
        (
            {"report": replace(REPORT, status=Status.EXERCISE)},
            "It is not both Actual and Public.",
        ),
        (
            {"report": replace(REPORT, scope=Scope.PRIVATE)},
            "It is not both Actual and Public.",
        ),
        (
            {"report": replace(REPORT, sent=NOON - timedelta(minutes=10, seconds=1))},
            "It was sent more than 10 minutes ago.",
        ),
        (
            {"report": replace(REPORT, sent=NOON + timedelta(minutes=2))},
            "It is dated in the future; look at the clocks.",
        ),
        ({"feed": replace(FEED, jurisdiction=None)}, "This feed has no jurisdiction."),
        (
            {"feed": replace(FEED, jurisdiction=SMALL)},
            "Part of its area is outside this feed's jurisdiction.",
        ),
        (
            {"feed": replace(FEED, most_km2=100.0)},
            "Its area is larger than the 100 km² that this feed may warn.",
        ),
        (
            {"recent": 10},
            "This feed had 10 warnings pushed within the hour, which is its limit.",
        ),
    ],
)
def test_whatever_is_doubtful_waits_for_a_person_with_its_reason(
    other: dict[str, Any], reason: str
) -> None:
    assert _handled(**other) == Judged(handling=Handling.APPROVAL, reasons=(reason,))


def test_a_valid_signature_does_instead_of_a_pin() -> None:
    signed = replace(REPORT, signature=Signature(verdict=Verdict.VALID))

    assert _handled(report=signed, feed=replace(FEED, is_pinned=False)) == AUTOMATIC


def test_whoever_decides_reads_what_else_is_doubtful() -> None:
    flood = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)

    found = _handled(flood, feed=replace(FEED, is_pinned=False))

    assert found.reasons == (
        "The town's policy wants a person to decide.",
        "Its source is not pinned, and it carries no valid signature.",
    )


def test_every_reason_is_said_at_once() -> None:
    found = _handled(feed=Feed(name="nobody"), report=replace(REPORT, sent=NOON - 2 * timedelta(1)))

    assert len(found.reasons) == 6


def test_what_is_only_shown_stays_so_from_any_source() -> None:
    shown = warning(kind=Kind.STORM, strength=Strength.READY)

    assert _handled(shown, feed=Feed(name="nobody")) == Judged(handling=Handling.SHOW)


def test_an_order_never_goes_by_itself() -> None:
    order = replace(TSUNAMI, authority=Authority.MAYOR)

    assert _handled(order).handling is Handling.APPROVAL


# --- by what was told of the alert before -------------------------------------------------------


def _judged(revision: Revision, past: Past, feed: Feed = FEED, report: Report = REPORT) -> Handling:
    return judged(revision, report, feed, DEFAULT, past, NOON, "").handling


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ending_goes_to_those_who_were_told_and_to_nobody_else(phase: Phase) -> None:
    ending = replace(TSUNAMI, number=2, phase=phase)

    assert _judged(ending, Past(told=TSUNAMI, last=TSUNAMI)) is Handling.AUTOMATIC
    assert _judged(ending, Past(last=TSUNAMI)) is Handling.SHOW


def test_an_ending_goes_to_those_who_were_told_whatever_its_source_may_do() -> None:
    ending = replace(TSUNAMI, number=2, phase=Phase.ALL_CLEAR)

    found = _judged(ending, Past(told=TSUNAMI, last=TSUNAMI), Feed(name="nobody"))

    assert found is Handling.AUTOMATIC


def test_those_who_were_told_hear_that_it_is_less_whatever_the_policy_shows() -> None:
    told = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)
    less = replace(told, number=2, strength=Strength.READY)

    assert _judged(less, Past(told=told, last=told)) is Handling.AUTOMATIC


def test_a_doubtful_source_lowers_nothing_by_itself() -> None:
    told = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)
    less = replace(told, number=2, strength=Strength.READY)

    found = _judged(less, Past(told=told, last=told), replace(FEED, is_pinned=False))

    assert found is Handling.APPROVAL


def test_a_raise_of_what_was_told_is_judged_anew() -> None:
    told = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)
    more = replace(told, number=2, strength=Strength.PROTECT)

    assert _judged(more, Past(told=told, last=told)) is Handling.APPROVAL


def test_more_ground_is_judged_anew() -> None:
    told = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)
    wider = replace(told, number=2, area=WIDE)

    assert _judged(wider, Past(told=told, last=told)) is Handling.APPROVAL


def test_a_raise_of_what_waits_is_no_old_news_though_less_was_told() -> None:
    told = warning(kind=Kind.FLOOD, strength=Strength.LEAVE_IF_SLOW)
    raised = replace(told, number=2, strength=Strength.LEAVE)
    again = replace(raised, number=3)

    past = Past(told=told, last=raised, handling=Handling.APPROVAL)

    assert _judged(again, past) is Handling.APPROVAL


def test_what_the_desk_declined_waits_no_more_until_it_says_more() -> None:
    declined = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)
    past = Past(last=declined, handling=Handling.APPROVAL, is_declined=True)

    assert _judged(replace(declined, number=2), past) is Handling.SHOW
    assert _judged(replace(declined, strength=Strength.PROTECT), past) is Handling.APPROVAL


def test_what_waits_goes_on_waiting_though_it_has_grown_less() -> None:
    waiting = warning(kind=Kind.FLOOD, strength=Strength.LEAVE)
    less = replace(waiting, number=2, strength=Strength.LEAVE_IF_SLOW)

    assert _judged(less, Past(last=waiting, handling=Handling.APPROVAL)) is Handling.APPROVAL


# --- the policy itself --------------------------------------------------------------------------


def test_the_default_is_a_policy_that_a_town_can_have() -> None:
    assert policy_faults(DEFAULT) == ()


def test_no_town_pushes_early_warnings_after_the_shaking() -> None:
    rule = ReleaseRule(kind=Kind.EARTHQUAKE, strength=Strength.PROTECT, handling=Handling.AUTOMATIC)

    assert policy_faults(ReleasePolicy(rules=(rule,))) == (
        "earthquake protect is the early warning: a push comes after the shaking; show it",
    )


def test_a_rule_that_stands_there_twice_is_no_rule() -> None:
    assert len(policy_faults(ReleasePolicy(rules=(*DEFAULT.rules, DEFAULT.rules[0])))) == 1
