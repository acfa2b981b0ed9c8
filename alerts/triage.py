"""Report -> what becomes of it: new, update, cancel, or a reason why nothing does.

The way of reports that refer to each other (CAP, the desk); reports of a stream go by voices
(`alerts.hearing`).

Pure: what is known of earlier reports comes in as values. The order of questions is the
precedence of outcomes: not_public, expired, elsewhere or unmatched, quarantined, duplicate, cancel,
update, new.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from alerts.matching import Elsewhere, Match
from alerts.meaning import meaning
from alerts.model import Alert, Kind, Phase
from alerts.outcome import (
    LIFETIME_WITHOUT_EXPIRY,
    Known,
    Outcome,
    Policy,
    Step,
    desk_fault,
    expiry,
    gate,
    held_back,
    is_heard,
    mode_of,
    own_references,
)
from alerts.report import Hazard, MessageType, Report
from geo.area import Refused

__all__ = [
    "LIFETIME_WITHOUT_EXPIRY",
    "Known",
    "Outcome",
    "Policy",
    "Step",
    "expiry",
    "gate",
    "is_heard",
    "mode_of",
    "own_references",
    "triage",
]

_LEFT = "it replaces what is shown here, names only areas elsewhere and ends nothing: look at it"
_NOBODY = "it ends an alert that is not known here: there is nobody to tell"


def triage(
    report: Report,
    matches: Sequence[Match | Refused],
    known: Known,
    policy: Policy,
    now: datetime,
) -> tuple[Step, ...]:
    """Every step that the report leads to; `matches` stand in the order of `report.hazards`."""
    refusal = gate(report, policy)
    if refusal is not None:
        return hidden(report, matches, refusal)
    ours = tuple(one for one in known.referenced if _same_voice(one, report, policy))
    if report.message_type is MessageType.CANCEL:
        return _cancel(report, matches, known, ours, policy, now)
    steps = _place(report, matches, ours, policy, now)
    judged = [_judge(step, report, known, policy, now) for step in steps]
    if any(step.acts for step in judged):
        judged += _dropped(steps, ours, report, now)
    elif _leaves_over(judged, ours, report, now):
        left = {"outcome": Outcome.UNMATCHED, "reason": _LEFT}
        judged = [msgspec.structs.replace(step, **left) for step in judged]
    return tuple(judged)


def _leaves_over(
    judged: Sequence[Step], ours: Sequence[Alert], report: Report, now: datetime
) -> bool:
    """Whether something stands here still that its issuer now says of elsewhere alone.

    Absence is no all-clear, so it does not end; nor is it quiet, for people hold replaced words.
    """
    return all(step.outcome is Outcome.ELSEWHERE for step in judged) and any(
        one.is_live(now) and one.latest.sent <= report.sent for one in ours
    )


def hidden(report: Report, matches: Sequence[Match | Refused], reason: str) -> tuple[Step, ...]:
    hidden = Step(outcome=Outcome.NOT_PUBLIC, reason=reason)
    if not report.hazards:
        return (hidden,)
    return tuple(
        msgspec.structs.replace(
            hidden, hazard=hazard, match=found if isinstance(found, Match) else None
        )
        for hazard, found in zip(report.hazards, matches, strict=True)
    )


def _same_voice(alert: Alert, report: Report, policy: Policy) -> bool:
    """Only the sender and source that spoke first may change or end what was said.

    Nor may an exercise touch what is real, nor the other way round, whatever it refers to.
    """
    spoke = (alert.origin.sender, alert.origin.source, alert.latest.mode)
    return spoke == (report.sender, report.source, mode_of(report, policy))


def _place(
    report: Report,
    matches: Sequence[Match | Refused],
    ours: Sequence[Alert],
    policy: Policy,
    now: datetime,
) -> list[Step]:
    """Each hazard beside the alert it continues: same part, or the only one on both sides.

    What is said of elsewhere continues nothing: an all-clear there must not end a warning here.
    What has expired is continued by an all-clear alone: phones have dropped it, so new words about
    it are a new alert, and heard.
    """
    open_alerts = [one for one in ours if one.latest.phase is Phase.LIVE]
    steps: list[Step] = []
    seen: dict[Kind, int] = {}
    for hazard, found in zip(report.hazards, matches, strict=True):
        said = meaning(hazard, from_desk=policy.is_desk(report.sender))
        seen[said.kind] = seen.get(said.kind, 0) + 1
        part = hazard.part or f"{said.kind.value}:{seen[said.kind]}"
        phase = _phase(hazard, report)
        candidates = [one for one in open_alerts if phase is not Phase.LIVE or one.is_live(now)]
        elsewhere = isinstance(found, Elsewhere)
        alone = len(report.hazards) == 1
        alert = None if elsewhere else _continued(part, candidates, alone=alone)
        if alert is not None:
            open_alerts.remove(alert)
        steps.append(
            Step(
                outcome=Outcome.NEW if alert is None else Outcome.UPDATE,
                reason=found.reason if isinstance(found, Refused) else "; ".join(found.unmatched),
                hazard=hazard,
                match=None if isinstance(found, Refused) else found,
                meaning=said,
                alert=alert,
                phase=phase,
                part=part if alert is None else alert.origin.part,
                elsewhere=elsewhere,
            )
        )
    return steps


def _phase(hazard: Hazard, report: Report) -> Phase:
    """CAP out writes an all-clear as `Update` + responseType AllClear; we read the same."""
    is_update = report.message_type is MessageType.UPDATE
    return Phase.ALL_CLEAR if is_update and "AllClear" in hazard.response_types else Phase.LIVE


def _continued(part: str, candidates: Sequence[Alert], *, alone: bool) -> Alert | None:
    same = [one for one in candidates if one.origin.part == part]
    if same:
        return same[-1]
    return candidates[0] if alone and len(candidates) == 1 else None


def _judge(step: Step, report: Report, known: Known, policy: Policy, now: datetime) -> Step:
    hazard, reason, outcome = step.hazard, step.reason, step.outcome
    assert hazard is not None
    ends = step.phase is Phase.ALL_CLEAR
    is_order = step.meaning is not None and step.meaning.order is not None
    if not is_order and not (ends and step.alert) and expiry(hazard, report.sent) <= now:
        outcome = Outcome.EXPIRED
        reason = f"it expired at {expiry(hazard, report.sent):%Y-%m-%dT%H:%M:%SZ}" + (
            "" if hazard.expires else " (24 h after it was sent; it names no expiry)"
        )
    elif step.elsewhere:
        outcome = Outcome.ELSEWHERE
    elif step.match is None and not ends:
        outcome = Outcome.UNMATCHED
    elif (held := held_back(report, policy) or desk_fault(hazard, report, policy)) is not None:
        outcome, reason = Outcome.QUARANTINED, held
    elif known.is_known:
        outcome, reason = Outcome.DUPLICATE, "this very report was taken in before"
    elif known.is_superseded:
        outcome, reason = Outcome.DUPLICATE, "a newer report that replaces it was taken in before"
    elif step.alert is not None and report.sent < step.alert.latest.sent:
        outcome, reason = Outcome.DUPLICATE, "it is older than what is shown"
    elif step.alert is None and report.message_type is MessageType.UPDATE:
        # Shown as new, never guessed (DOMAIN section 9); in name it stays what the issuer calls it.
        outcome = Outcome.UPDATE
        reason = _and(reason, _NOBODY if ends else "what it refers to is not known here or over")
    return msgspec.structs.replace(step, outcome=outcome, reason=reason)


def _dropped(
    steps: Sequence[Step], ours: Sequence[Alert], report: Report, now: datetime
) -> list[Step]:
    """Live alerts of the replaced reports that the new one no longer contains: withdrawn by it."""
    if report.message_type is not MessageType.UPDATE:
        return []
    kept = {step.alert.id for step in steps if step.alert is not None}
    return [
        Step(
            outcome=Outcome.CANCEL,
            reason="the issuer's newest report no longer contains this warning",
            alert=one,
            phase=Phase.WITHDRAWN,
            part=one.origin.part,
        )
        for one in ours
        if one.is_live(now) and one.id not in kept and one.latest.sent <= report.sent
    ]


def _cancel(
    report: Report,
    matches: Sequence[Match | Refused],
    known: Known,
    ours: Sequence[Alert],
    policy: Policy,
    now: datetime,
) -> tuple[Step, ...]:
    """Ends what it refers to. Standing alone it is judged by its own words, and tells nobody."""
    shown = [one for one in ours if one.latest.phase is Phase.LIVE]
    if not shown:
        return _cancel_of_nothing(report, matches, known, ours, policy, now)
    targets = [one for one in shown if one.latest.sent <= report.sent]
    if not targets:
        reason = "it is older than what is shown"
        return (Step(outcome=Outcome.DUPLICATE, reason=reason, phase=Phase.WITHDRAWN),)
    held = held_back(report, policy)
    outcome = Outcome.CANCEL if held is None else Outcome.QUARANTINED
    return tuple(
        Step(
            outcome=outcome, reason=held or "", alert=one,
            phase=Phase.WITHDRAWN, part=one.origin.part,
        )
        for one in targets
    )  # fmt: skip


def _cancel_of_nothing(
    report: Report,
    matches: Sequence[Match | Refused],
    known: Known,
    ours: Sequence[Alert],
    policy: Policy,
    now: datetime,
) -> tuple[Step, ...]:
    if ours or known.is_known:
        reason = "what it cancels is already over"
        return (Step(outcome=Outcome.DUPLICATE, reason=reason, phase=Phase.WITHDRAWN),)
    unknown = "what it cancels is not known here: there is nobody to tell"
    if not report.hazards:
        held = held_back(report, policy)
        outcome = Outcome.UNMATCHED if held is None else Outcome.QUARANTINED
        reason = held or f"{unknown}, and it names no area of its own"
        return (Step(outcome=outcome, reason=reason, phase=Phase.WITHDRAWN),)
    steps = [
        msgspec.structs.replace(step, outcome=Outcome.CANCEL, phase=Phase.WITHDRAWN)
        for step in _place(report, matches, (), policy, now)
    ]
    judged = (_judge(step, report, known, policy, now) for step in steps)
    return tuple(
        msgspec.structs.replace(step, reason=_and(step.reason, unknown))
        if step.outcome is Outcome.CANCEL
        else step
        for step in judged
    )


def _and(first: str, second: str) -> str:
    return f"{first}; {second}" if first else second
