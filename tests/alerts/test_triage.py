"""Triage: what becomes of a report, by what is known of earlier ones."""

from datetime import timedelta

import msgspec
import pytest

from alerts.matching import Match
from alerts.model import Mode, Origin, Phase
from alerts.report import (
    Code,
    Hazard,
    MessageType,
    Report,
    Scope,
    Signature,
    Status,
    Text,
    Verdict,
)
from alerts.triage import Known, Outcome, Policy, Step, mode_of, triage
from geo.area import Refused
from tests.factories import AGENCY, DESK, NOW, alert, found, hazard, order_hazard, report, revision

OPEN = Policy(mode=Mode.REAL)
TOWN = Policy(
    mode=Mode.REAL,
    desks=frozenset({DESK}),
    drill_desks=frozenset({"drill@town.example"}),
    senders=frozenset({AGENCY}),
)


NOTHING = Known()


def judged(
    what: Report,
    known: Known = NOTHING,
    policy: Policy = OPEN,
    match: Match | Refused | None = None,
) -> tuple[Step, ...]:
    matches = [match or found() for _ in what.hazards]
    return triage(what, matches, known, policy, NOW)


def outcomes(*args: object, **kwargs: object) -> list[Outcome]:
    return [step.outcome for step in judged(*args, **kwargs)]  # type: ignore[arg-type]


def test_a_first_public_warning_is_new() -> None:
    assert outcomes(report()) == [Outcome.NEW]


@pytest.mark.parametrize("scope", [Scope.RESTRICTED, Scope.PRIVATE])
def test_only_public_warnings_are_shown(scope: Scope) -> None:
    assert outcomes(report(scope=scope)) == [Outcome.NOT_PUBLIC]


@pytest.mark.parametrize("status", [Status.TEST, Status.SYSTEM, Status.DRAFT, Status.EXERCISE])
def test_test_system_draft_and_foreign_exercises_never_reach_phones(status: Status) -> None:
    assert outcomes(report(status=status)) == [Outcome.NOT_PUBLIC]


@pytest.mark.parametrize("kind", [MessageType.ACK, MessageType.ERROR])
def test_acknowledgements_and_errors_are_for_systems(kind: MessageType) -> None:
    assert outcomes(report(message_type=kind)) == [Outcome.NOT_PUBLIC]


def test_an_exercise_of_our_own_drill_desk_is_a_drill() -> None:
    drill = report(status=Status.EXERCISE, sender="drill@town.example")

    assert outcomes(drill, policy=TOWN) == [Outcome.NEW]
    assert mode_of(drill, TOWN) is Mode.DRILL


def test_everything_in_a_training_space_is_training() -> None:
    assert mode_of(report(), Policy(mode=Mode.TRAINING)) is Mode.TRAINING


def test_a_warning_past_its_expiry_is_expired() -> None:
    late = report(hazards=(hazard(expires=NOW),))

    assert outcomes(late) == [Outcome.EXPIRED]


def test_a_warning_without_expiry_lives_for_24_hours() -> None:
    fresh = report(hazards=(hazard(expires=None),), sent=NOW - timedelta(hours=23))
    old = msgspec.structs.replace(fresh, sent=NOW - timedelta(hours=24))

    assert outcomes(fresh) == [Outcome.NEW]
    assert outcomes(old) == [Outcome.EXPIRED]


def test_an_order_never_expires_by_itself() -> None:
    old = report(sender=DESK, hazards=(order_hazard(),), sent=NOW - timedelta(days=3))

    assert outcomes(old, policy=TOWN) == [Outcome.NEW]


def test_a_warning_without_ground_is_unmatched_with_the_reason() -> None:
    steps = judged(report(), match=Refused("no such code"))

    assert [(one.outcome, one.reason) for one in steps] == [(Outcome.UNMATCHED, "no such code")]


def test_not_public_stands_before_expired_and_expired_before_unmatched() -> None:
    hidden = report(scope=Scope.PRIVATE, hazards=(hazard(expires=NOW),))
    late = report(hazards=(hazard(expires=NOW),))

    assert outcomes(hidden, match=Refused("x")) == [Outcome.NOT_PUBLIC]
    assert outcomes(late, match=Refused("x")) == [Outcome.EXPIRED]


def test_a_broken_signature_blocks_automatic_sending() -> None:
    broken = Signature(verdict=Verdict.BROKEN, reason="digest differs")

    steps = judged(report(signature=broken))

    assert [(one.outcome, one.reason) for one in steps] == [
        (Outcome.QUARANTINED, "its signature is broken: digest differs")
    ]


@pytest.mark.parametrize("verdict", [Verdict.ABSENT, Verdict.VALID, Verdict.NOT_CHECKABLE])
def test_a_signature_that_is_not_broken_blocks_nothing(verdict: Verdict) -> None:
    assert outcomes(report(signature=Signature(verdict=verdict))) == [Outcome.NEW]


def test_an_identity_that_would_break_references_is_quarantined() -> None:
    assert outcomes(report(faults=("identifier holds a comma",))) == [Outcome.QUARANTINED]


def test_a_sender_that_is_not_listed_is_quarantined() -> None:
    assert outcomes(report(sender="who@else.example"), policy=TOWN) == [Outcome.QUARANTINED]


def test_the_same_report_twice_changes_nothing() -> None:
    assert outcomes(report(), Known(is_known=True)) == [Outcome.DUPLICATE]


def test_a_report_that_comes_after_its_replacement_changes_nothing() -> None:
    assert outcomes(report(), Known(is_superseded=True)) == [Outcome.DUPLICATE]


def test_an_update_revises_the_alert_it_refers_to() -> None:
    shown = alert()

    (step,) = judged(report(message_type=MessageType.UPDATE), Known(referenced=(shown,)))

    assert (step.outcome, step.alert, step.phase) == (Outcome.UPDATE, shown, Phase.LIVE)


def test_an_update_older_than_what_is_shown_changes_nothing() -> None:
    late = report(message_type=MessageType.UPDATE, sent=NOW - timedelta(hours=1))

    assert outcomes(late, Known(referenced=(alert(),))) == [Outcome.DUPLICATE]


def test_an_update_of_something_unknown_is_shown_as_new_and_says_so() -> None:
    (step,) = judged(report(message_type=MessageType.UPDATE))

    assert (step.outcome, step.alert) == (Outcome.UPDATE, None)
    assert step.acts
    assert "not known here" in step.reason


def test_only_the_same_sender_and_source_may_change_an_alert() -> None:
    foreign = alert(origin=Origin(sender="who@else.example", source="", part="flood:1"))
    other_source = alert(origin=Origin(sender=AGENCY, source="line 2", part="flood:1"))
    update = report(message_type=MessageType.UPDATE)

    for shown in (foreign, other_source):
        (step,) = judged(update, Known(referenced=(shown,)))
        assert step.alert is None


def test_only_the_same_sender_and_source_may_cancel_an_alert() -> None:
    foreign = alert(origin=Origin(sender="who@else.example", source="", part="flood:1"))
    cancel = report(message_type=MessageType.CANCEL, hazards=())

    (step,) = judged(cancel, Known(referenced=(foreign,)))

    assert not step.acts


def test_an_ended_alert_never_revives() -> None:
    over = alert(revision(phase=Phase.ALL_CLEAR))

    (step,) = judged(report(message_type=MessageType.UPDATE), Known(referenced=(over,)))

    assert step.alert is None


def test_what_has_expired_does_not_revive_but_is_told_anew() -> None:
    expired = alert(revision(sent=NOW - timedelta(hours=3), expires=NOW - timedelta(hours=1)))

    (step,) = judged(report(message_type=MessageType.UPDATE), Known(referenced=(expired,)))

    assert (step.outcome, step.alert, step.acts) == (Outcome.UPDATE, None, True)


def test_an_all_clear_after_the_expiry_still_reaches_those_who_were_told() -> None:
    expired = alert(revision(sent=NOW - timedelta(hours=3), expires=NOW - timedelta(hours=1)))
    over = hazard(response_types=("AllClear",), urgency="Past")
    update = report(message_type=MessageType.UPDATE, hazards=(over,))

    (step,) = judged(update, Known(referenced=(expired,)))

    assert (step.alert, step.phase, step.acts) == (expired, Phase.ALL_CLEAR, True)


@pytest.mark.parametrize("kind", [MessageType.UPDATE, MessageType.CANCEL])
@pytest.mark.parametrize(
    ("status", "shown_in"), [(Status.EXERCISE, Mode.REAL), (Status.ACTUAL, Mode.DRILL)]
)
def test_an_exercise_never_touches_what_is_real_nor_the_other_way_round(
    kind: MessageType, status: Status, shown_in: Mode
) -> None:
    drills = Policy(mode=Mode.REAL, drill_desks=frozenset({AGENCY}))
    shown = alert(revision(mode=shown_in))

    steps = judged(
        report(message_type=kind, status=status), Known(referenced=(shown,)), policy=drills
    )

    assert [step.alert for step in steps] == [None]


def test_a_late_cancel_does_not_withdraw_what_was_said_after_it() -> None:
    newer = alert(revision(number=2, sent=NOW - timedelta(minutes=1)))
    late = report(message_type=MessageType.CANCEL, hazards=(), sent=NOW - timedelta(minutes=2))

    (step,) = judged(late, Known(referenced=(newer,)))

    assert (step.outcome, step.acts) == (Outcome.DUPLICATE, False)


def test_a_cancel_withdraws_every_alert_of_the_report() -> None:
    first = alert(revision(alert_id="a" * 16))
    second = alert(
        revision(alert_id="b" * 16), origin=Origin(sender=AGENCY, source="", part="storm:1")
    )
    cancel = report(message_type=MessageType.CANCEL, hazards=())

    steps = judged(cancel, Known(referenced=(first, second)))

    assert [(one.outcome, one.alert, one.phase) for one in steps] == [
        (Outcome.CANCEL, first, Phase.WITHDRAWN),
        (Outcome.CANCEL, second, Phase.WITHDRAWN),
    ]


def test_a_cancel_of_something_over_is_a_duplicate() -> None:
    over = alert(revision(phase=Phase.WITHDRAWN))
    cancel = report(message_type=MessageType.CANCEL, hazards=())

    assert outcomes(cancel, Known(referenced=(over,))) == [Outcome.DUPLICATE]


def test_a_cancel_standing_alone_tells_nobody() -> None:
    bare = report(message_type=MessageType.CANCEL, hazards=())
    worded = report(message_type=MessageType.CANCEL)

    (without_info,) = judged(bare)
    (with_info,) = judged(worded)

    assert without_info.outcome is Outcome.UNMATCHED
    assert with_info.outcome is Outcome.CANCEL
    assert not without_info.acts
    assert not with_info.acts


def test_a_cancel_with_a_broken_signature_ends_nothing() -> None:
    broken = Signature(verdict=Verdict.BROKEN, reason="digest differs")
    cancel = report(message_type=MessageType.CANCEL, hazards=(), signature=broken)

    (step,) = judged(cancel, Known(referenced=(alert(),)))

    assert (step.outcome, step.acts) == (Outcome.QUARANTINED, False)


def test_an_update_with_all_clear_ends_the_alert() -> None:
    over = hazard(response_types=("AllClear",), urgency="Past")
    update = report(message_type=MessageType.UPDATE, hazards=(over,))

    (step,) = judged(update, Known(referenced=(alert(),)))

    assert (step.outcome, step.phase, step.acts) == (Outcome.UPDATE, Phase.ALL_CLEAR, True)


def test_an_all_clear_of_something_unknown_tells_nobody() -> None:
    over = hazard(response_types=("AllClear",), urgency="Past")

    (step,) = judged(report(message_type=MessageType.UPDATE, hazards=(over,)))

    assert not step.acts
    assert "nobody to tell" in step.reason


def test_expiry_or_silence_is_never_an_all_clear() -> None:
    late = report(message_type=MessageType.UPDATE, hazards=(hazard(expires=NOW),))

    (step,) = judged(late, Known(referenced=(alert(),)))

    assert (step.outcome, step.phase, step.acts) == (Outcome.EXPIRED, Phase.LIVE, False)


def storm(**changes: object) -> Hazard:
    text = Text(language="en", event="Wind warning")
    return hazard(texts=(text,), **changes)


def test_two_hazards_of_one_report_are_two_alerts() -> None:
    steps = judged(report(hazards=(hazard(), storm())))

    assert [(one.outcome, one.part) for one in steps] == [
        (Outcome.NEW, "flood:1"),
        (Outcome.NEW, "storm:1"),
    ]


def test_an_update_continues_each_part_and_withdraws_what_it_dropped() -> None:
    flood = alert(revision(alert_id="a" * 16))
    wind = alert(
        revision(alert_id="b" * 16), origin=Origin(sender=AGENCY, source="", part="storm:1")
    )
    update = report(message_type=MessageType.UPDATE, hazards=(storm(), storm()))

    steps = judged(update, Known(referenced=(flood, wind)))

    assert [(one.outcome, one.alert, one.phase) for one in steps] == [
        (Outcome.UPDATE, wind, Phase.LIVE),
        (Outcome.UPDATE, None, Phase.LIVE),
        (Outcome.CANCEL, flood, Phase.WITHDRAWN),
    ]


def test_an_update_that_cannot_be_placed_withdraws_nothing() -> None:
    wind = alert(origin=Origin(sender=AGENCY, source="", part="storm:1"))
    update = report(message_type=MessageType.UPDATE, hazards=(hazard(), hazard()))

    steps = judged(update, Known(referenced=(wind,)), match=Refused("no ground"))

    assert [one.outcome for one in steps] == [Outcome.UNMATCHED, Outcome.UNMATCHED]


@pytest.mark.parametrize(
    ("name", "value"), [("hansho:order", "evacuate!"), ("hansho:kind", "floods")]
)
def test_a_slip_in_an_order_is_held_and_never_sent_as_something_weaker(
    name: str, value: str
) -> None:
    slipped = hazard(event_codes=(Code(name=name, value=value),))

    (from_desk,) = judged(report(sender=DESK, hazards=(slipped,)), policy=TOWN)
    (from_agency,) = judged(report(hazards=(slipped,)), policy=TOWN)

    assert (from_desk.outcome, from_desk.acts) == (Outcome.QUARANTINED, False)
    assert value in from_desk.reason
    assert from_agency.outcome is Outcome.NEW


def test_an_order_comes_only_from_a_desk() -> None:
    (from_agency,) = judged(report(hazards=(order_hazard(expires=NOW + timedelta(hours=1)),)))
    (from_desk,) = judged(report(sender=DESK, hazards=(order_hazard(),)), policy=TOWN)

    assert from_agency.meaning is not None
    assert from_desk.meaning is not None
    assert from_agency.meaning.order is None
    assert from_desk.meaning.order is not None
