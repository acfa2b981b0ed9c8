"""What may go by itself: whether a feed's warning is pushed at once, waits, or is only shown.

The town's policy says which it would be; a source that may not be trusted so far falls back to a
person (DOMAIN sections 6, 7, 9, 10). Pure: what happened before comes in as `Past`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from alerts.feed import Feed
from alerts.model import Authority, Kind, Phase, Revision, Strength
from alerts.report import Report, Scope, Status, Verdict
from geo.extent import lies_in, square_km

FRESH = timedelta(minutes=10)
"""What was sent longer ago does not go by itself any more."""
HOUR = timedelta(hours=1)
# What is dated ahead of our clock by more is not of now: a clock is wrong, here or there.
_AHEAD = timedelta(minutes=1)


class Handling(StrEnum):
    """`AUTOMATIC`: pushed at once. `APPROVAL`: on the page at once, and one approver decides
    whether it is pushed. `SHOW`: on the page alone."""

    AUTOMATIC = "automatic"
    APPROVAL = "approval"
    SHOW = "show"


class ReleaseRule(msgspec.Struct, frozen=True, kw_only=True):
    """`part`: only for what its source calls so (`Origin.part`), such as 地震; "": for the rest."""

    kind: Kind
    strength: Strength
    handling: Handling
    part: str = ""


class ReleasePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What no rule names is only shown."""

    rules: tuple[ReleaseRule, ...] = ()

    def wanted(self, kind: Kind, strength: Strength, part: str) -> Handling:
        """By the rule for this very part, else by the one for the rest."""
        found = {
            one.part: one.handling
            for one in self.rules
            if (one.kind, one.strength) == (kind, strength)
        }
        return found.get(part, found.get("", Handling.SHOW))


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """`reasons`: English sentences: why it is not pushed, or why it is without a rule's word."""

    handling: Handling
    reasons: tuple[str, ...] = ()


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """How one revision of a feed's alert was handled; stored with it."""

    feed: str
    handling: Handling
    at: datetime
    reasons: tuple[str, ...] = ()


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """Of an alert: `told`, the newest revision that was pushed; `last`, the newest one of all.

    `handling`: how `last` was handled (None: it was issued here). `is_declined`: somebody at the
    desk decided that `last` is not pushed. `recent`: revisions that this feed had pushed by itself
    within the hour.
    """

    told: Revision | None = None
    last: Revision | None = None
    handling: Handling | None = None
    is_declined: bool = False
    recent: int = 0


def _rules() -> Iterator[ReleaseRule]:
    for strength in (Strength.PROTECT, Strength.LEAVE, Strength.READY):
        yield _rule(Kind.TSUNAMI, strength, Handling.AUTOMATIC)
    for strength in (Strength.LEAVE, Strength.LEAVE_IF_SLOW):
        yield _rule(Kind.EARTHQUAKE, strength, Handling.AUTOMATIC, part=SHAKING)
        yield _rule(Kind.EARTHQUAKE, strength, Handling.APPROVAL)
    for kind in Kind:
        if kind not in (Kind.TSUNAMI, Kind.EARTHQUAKE):
            yield _rule(kind, Strength.PROTECT, Handling.APPROVAL)
            yield _rule(kind, Strength.LEAVE, Handling.APPROVAL)


def _rule(kind: Kind, strength: Strength, handling: Handling, part: str = "") -> ReleaseRule:
    return ReleaseRule(kind=kind, strength=strength, handling=handling, part=part)


SHAKING = "地震"
"""震度速報 and what follows it. An early warning is another part, and asks to protect oneself."""

DEFAULT = ReleasePolicy(rules=tuple(_rules()))
"""Until two people of the town decide otherwise (DOMAIN section 10)."""


def policy_faults(policy: ReleasePolicy) -> tuple[str, ...]:
    """Why a town cannot have this policy, in sentences; () if it can."""
    return tuple(_faults(policy))


def _faults(policy: ReleasePolicy) -> Iterator[str]:
    seen: set[tuple[Kind, Strength, str]] = set()
    for rule in policy.rules:
        named = (rule.kind, rule.strength, rule.part)
        if named in seen:
            yield f"{rule.kind} {rule.strength} {rule.part} stands there twice; keep one"
        seen.add(named)
        is_early = (rule.kind, rule.strength) == (Kind.EARTHQUAKE, Strength.PROTECT)
        if is_early and rule.handling is Handling.AUTOMATIC:
            yield "earthquake protect is the early warning: a push comes after the shaking; show it"


def judged(
    revision: Revision,
    report: Report,
    feed: Feed,
    policy: ReleasePolicy,
    past: Past,
    now: datetime,
    part: str,
) -> Judged:
    """How this revision of a feed's alert goes out, by what was told of the alert before."""
    if revision.phase is not Phase.LIVE:
        return _ending(past)
    if past.told is not None and not _says_more(revision, past.told):
        doubts = tuple(_doubts(report, feed))
        if not doubts:
            return Judged(
                handling=Handling.AUTOMATIC,
                reasons=("People were told of it, and it says no more than they know.",),
            )
        return Judged(handling=Handling.APPROVAL, reasons=doubts)
    if past.told is None and past.last is not None and not _says_more(revision, past.last):
        if past.is_declined:
            return Judged(
                handling=Handling.SHOW,
                reasons=("The desk decided not to push it, and it says no more since.",),
            )
        if past.handling is Handling.APPROVAL:
            return Judged(handling=Handling.APPROVAL, reasons=_still())
    return handled(revision, report, feed, policy, past.recent, now, part)


def handled(
    revision: Revision,
    report: Report,
    feed: Feed,
    policy: ReleasePolicy,
    recent: int,
    now: datetime,
    part: str = "",
) -> Judged:
    """By policy, and by what this feed may do; whatever was told before. Fails closed."""
    wanted = policy.wanted(revision.kind, revision.strength, part)
    if revision.authority is Authority.MAYOR:
        return Judged(handling=Handling.APPROVAL, reasons=_by_desk())
    if wanted is Handling.SHOW:
        return Judged(handling=Handling.SHOW)
    doubts = (*_doubts(report, feed), *_age(report, now), *_ground(revision, feed))
    if wanted is Handling.APPROVAL:
        # Whoever decides has to know what else keeps it from going by itself.
        return Judged(handling=Handling.APPROVAL, reasons=(*_by_policy(), *doubts))
    hindrances = (*doubts, *_rate(feed, recent))
    if hindrances:
        return Judged(handling=Handling.APPROVAL, reasons=hindrances)
    return Judged(handling=Handling.AUTOMATIC)


def _still() -> tuple[str, ...]:
    return ("It waits already, and says no more since.",)


def _by_desk() -> tuple[str, ...]:
    return ("An order goes out through the desk: take it over as a draft.",)


def _by_policy() -> tuple[str, ...]:
    return ("The town's policy wants a person to decide.",)


def _ending(past: Past) -> Judged:
    if past.told is None:
        return Judged(handling=Handling.SHOW, reasons=("Nobody was told of it.",))
    return Judged(
        handling=Handling.AUTOMATIC, reasons=("An ending goes to everyone who was told.",)
    )


def _says_more(after: Revision, before: Revision) -> bool:
    """Stronger, or of ground where nothing was said, or of something else."""
    return (
        after.strength.rank < before.strength.rank
        or (after.kind, after.authority) != (before.kind, before.authority)
        or not (after.area == before.area or lies_in(after.area, before.area))
    )


def is_proven(report: Report, feed: Feed | None) -> bool:
    """Whether what it says is certainly said by its sender; an operator's own hand vouches for it.

    What is not proven neither ends nor replaces what is, and no clock of it makes that too old.
    """
    return feed is None or not any(_doubts(report, feed))


def _doubts(report: Report, feed: Feed) -> Iterator[str]:
    """Whether it is what it says it is."""
    if report.status is not Status.ACTUAL or report.scope is not Scope.PUBLIC:
        yield "It is not both Actual and Public."
    if report.signature.verdict is Verdict.BROKEN:
        yield "Its signature is broken."
    elif not (feed.is_pinned or report.signature.verdict is Verdict.VALID):
        yield "Its source is not pinned, and it carries no valid signature."
    if report.sender not in feed.senders:
        yield f"Its sender {report.sender} is not on this feed's list."


def _age(report: Report, now: datetime) -> Iterator[str]:
    if now - report.sent > FRESH:
        yield "It was sent more than 10 minutes ago."
    elif report.sent - now > _AHEAD:
        yield "It is dated in the future; look at the clocks."


def _ground(revision: Revision, feed: Feed) -> Iterator[str]:
    if feed.jurisdiction is None:
        yield "This feed has no jurisdiction."
    elif not lies_in(revision.area, feed.jurisdiction):
        yield "Part of its area is outside this feed's jurisdiction."
    if square_km(revision.area) > feed.most_km2:
        yield f"Its area is larger than the {feed.most_km2:g} km² that this feed may warn."


def _rate(feed: Feed, recent: int) -> Iterator[str]:
    if recent >= feed.most_per_hour:
        yield f"This feed had {recent} warnings pushed within the hour, which is its limit."


def by_kind(policy: ReleasePolicy) -> Mapping[Kind, Mapping[Strength, Handling]]:
    """The whole table, for everything without a rule for its part."""
    return {
        kind: {strength: policy.wanted(kind, strength, "") for strength in Strength}
        for kind in Kind
    }
