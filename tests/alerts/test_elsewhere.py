"""Triage of warnings for elsewhere: quiet, and never a reason to end or keep quiet what is here."""

from datetime import timedelta

import pytest

from alerts.matching import ELSEWHERE, Match
from alerts.model import Mode, Origin, Phase
from alerts.report import MessageType, Report, ReportKey, Scope
from alerts.triage import Known, Outcome, Policy, Step, is_heard, triage
from geo.area import Refused
from tests.factories import AGENCY, NOW, alert, found, hazard, report, revision

OPEN = Policy(mode=Mode.REAL)
EARLIER = ReportKey(sender=AGENCY, identifier="r-0", sent=NOW - timedelta(hours=1))


def judged(what: Report, *matches: Match | Refused, known: Known | None = None) -> tuple[Step, ...]:
    return triage(what, matches, known or Known(), OPEN, NOW)


def test_a_warning_all_of_whose_areas_are_elsewhere_is_no_alert_and_nothing_is_missing() -> None:
    (step,) = judged(report(), ELSEWHERE)

    assert (step.outcome, step.reason, step.acts) == (
        Outcome.ELSEWHERE,
        "its areas are elsewhere: the town's table of codes knows them as not ours",
        False,
    )


def test_not_public_and_expired_stand_before_elsewhere() -> None:
    hidden = report(scope=Scope.PRIVATE)
    late = report(hazards=(hazard(expires=NOW),))

    outcomes = [judged(one, ELSEWHERE)[0].outcome for one in (hidden, late)]

    assert outcomes == [Outcome.NOT_PUBLIC, Outcome.EXPIRED]


def test_an_unknown_code_beside_elsewhere_stays_unmatched() -> None:
    both = report(hazards=(hazard(part="a"), hazard(part="b")))

    steps = judged(both, ELSEWHERE, Refused("no such code"))

    assert [one.outcome for one in steps] == [Outcome.ELSEWHERE, Outcome.UNMATCHED]


@pytest.mark.parametrize("kind", [MessageType.ALERT, MessageType.UPDATE])
def test_an_all_clear_for_elsewhere_of_something_unknown_is_elsewhere(kind: MessageType) -> None:
    over = hazard(response_types=("AllClear",), urgency="Past")

    (step,) = judged(report(message_type=kind, hazards=(over,)), ELSEWHERE)

    assert (step.outcome, step.acts) == (Outcome.ELSEWHERE, False)


def test_an_all_clear_for_elsewhere_never_ends_the_same_hazard_here() -> None:
    here = alert(origin=Origin(sender=AGENCY, source="", part="wave"))
    over = hazard(part="wave", response_types=("AllClear",), urgency="Past")
    update = report(message_type=MessageType.UPDATE, hazards=(over, hazard(part="wave")))

    steps = judged(update, ELSEWHERE, found(), known=Known(referenced=(here,)))

    assert [(one.outcome, one.alert, one.phase) for one in steps] == [
        (Outcome.ELSEWHERE, None, Phase.ALL_CLEAR),
        (Outcome.UPDATE, here, Phase.LIVE),
    ]


def test_an_update_that_names_only_elsewhere_leaves_what_stands_here_and_says_so_loudly() -> None:
    update = report(message_type=MessageType.UPDATE)

    (step,) = judged(update, ELSEWHERE, known=Known(referenced=(alert(),)))

    assert (step.outcome, step.acts) == (Outcome.UNMATCHED, False)
    assert "it replaces what is shown here" in step.reason


def test_an_update_for_elsewhere_of_what_is_over_here_is_quiet() -> None:
    over = alert(revision(phase=Phase.ALL_CLEAR))

    (step,) = judged(
        report(message_type=MessageType.UPDATE), ELSEWHERE, known=Known(referenced=(over,))
    )

    assert step.outcome is Outcome.ELSEWHERE


def test_a_repeated_report_for_here_and_elsewhere_rings_nobody() -> None:
    both = report(message_type=MessageType.UPDATE, hazards=(hazard(), hazard(part="b")))

    steps = judged(both, found(), ELSEWHERE, known=Known(is_known=True, referenced=(alert(),)))

    assert [one.outcome for one in steps] == [Outcome.DUPLICATE, Outcome.ELSEWHERE]


def test_a_cancel_for_elsewhere_tells_nobody() -> None:
    (step,) = judged(report(message_type=MessageType.CANCEL), ELSEWHERE)

    assert (step.outcome, step.acts) == (Outcome.ELSEWHERE, False)


def test_what_a_warning_for_elsewhere_replaces_cannot_come_after_it() -> None:
    replacing = report(message_type=MessageType.UPDATE, references=(EARLIER,))
    (step,) = judged(replacing, ELSEWHERE)

    assert is_heard(step, replacing)
    assert not is_heard(step, report())
