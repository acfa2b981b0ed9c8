"""What becomes of a report, in values: outcomes, whom this service listens to, and the gate.

Shared by both ways of triage: by reference (`alerts.triage`), by voices (`alerts.hearing`).
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from alerts.matching import Match
from alerts.meaning import Meaning, fault_of_desk
from alerts.model import Alert, Mode, Phase
from alerts.report import Hazard, MessageType, Report, ReportKey, Scope, Status, Verdict

# CAP leaves a warning without `expires` to the recipient; ours must not live for ever.
LIFETIME_WITHOUT_EXPIRY = timedelta(hours=24)


class Outcome(StrEnum):
    NEW = "new"
    UPDATE = "update"
    CANCEL = "cancel"
    DUPLICATE = "duplicate"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    UNMATCHED = "unmatched"
    NOT_PUBLIC = "not_public"
    QUARANTINED = "quarantined"
    ERROR = "error"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Whom this service listens to. `senders` None: any sender (only for looking, `hansho check`).

    `desks` are senders that speak for the mayor; `drill_desks` those whose exercises are ours.
    """

    mode: Mode
    desks: frozenset[str] = frozenset()
    drill_desks: frozenset[str] = frozenset()
    senders: frozenset[str] | None = None

    def is_desk(self, sender: str) -> bool:
        return sender in self.desks or sender in self.drill_desks

    def listens_to(self, sender: str) -> bool:
        return self.senders is None or self.is_desk(sender) or sender in self.senders


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What earlier reports left behind: this one read, this one replaced, what it refers to."""

    is_known: bool = False
    is_superseded: bool = False
    referenced: tuple[Alert, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One alert that results, or one reason why none does.

    `alert` is the one to revise (None: a new one); `hazard` None means that the issuer dropped or
    cancelled it without new words. `phase` is the phase after the step. `elsewhere`: known to be
    no ground of ours, so that no `match` is no news.
    """

    outcome: Outcome
    reason: str = ""
    hazard: Hazard | None = None
    match: Match | None = None
    meaning: Meaning | None = None
    alert: Alert | None = None
    phase: Phase = Phase.LIVE
    part: str = ""
    elsewhere: bool = False

    @property
    def acts(self) -> bool:
        """Whether people hear of it. An ending of something unknown has nobody to tell."""
        if self.outcome not in (Outcome.NEW, Outcome.UPDATE, Outcome.CANCEL):
            return False
        return self.phase is Phase.LIVE or self.alert is not None


def gate(report: Report, policy: Policy) -> str | None:
    """Why this report is not for the public, or None. Fails closed (DOMAIN sections 8 and 9)."""
    if report.scope is not Scope.PUBLIC:
        return f"its scope is {report.scope.value}: only Public warnings are shown"
    if report.status is Status.EXERCISE and report.sender not in policy.drill_desks:
        return "an exercise of a sender that is not our own drill desk never reaches phones"
    if report.status not in (Status.ACTUAL, Status.EXERCISE):
        return f"its status is {report.status.value}: only Actual warnings reach phones"
    if report.message_type in (MessageType.ACK, MessageType.ERROR):
        return f"a message of type {report.message_type.value} is for systems, not for people"
    return report.not_public or None


def mode_of(report: Report, policy: Policy) -> Mode:
    """A drill desk's exercise is a drill; in a training space everything is training."""
    if policy.mode is Mode.REAL and report.status is Status.EXERCISE:
        return Mode.DRILL
    return policy.mode


def is_heard(step: Step, report: Report) -> bool:
    """Whether the report counts as taken in, so that what it replaces cannot come after it.

    A cancel may overtake the warning it cancels: it has nobody to tell, but must be remembered.
    So must what replaces a warning by one for elsewhere.
    """
    if step.outcome is Outcome.ELSEWHERE:
        return bool(own_references(report))
    if step.outcome is Outcome.UNMATCHED:
        return report.message_type is MessageType.CANCEL and not report.hazards
    return step.outcome in (Outcome.NEW, Outcome.UPDATE, Outcome.CANCEL)


def own_references(report: Report) -> tuple[ReportKey, ...]:
    """What it replaces: only messages of its own sender, whatever else it names."""
    return tuple(key for key in report.references if key.sender == report.sender)


def expiry(hazard: Hazard, sent: datetime) -> datetime:
    return hazard.expires or sent + LIFETIME_WITHOUT_EXPIRY


def held_back(report: Report, policy: Policy) -> str | None:
    """Why a readable public report may not go out by itself."""
    if report.signature.verdict is Verdict.BROKEN:
        return f"its signature is broken: {report.signature.reason}"
    if report.faults:
        return "; ".join(report.faults)
    if not policy.listens_to(report.sender):
        return f"sender {report.sender} is not on this service's list (settings: senders)"
    return None


def desk_fault(hazard: Hazard, report: Report, policy: Policy) -> str | None:
    return fault_of_desk(hazard) if policy.is_desk(report.sender) else None
