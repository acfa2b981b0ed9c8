"""What the town lets go by itself, as two people agreed on it: content, hash, differences."""

import hashlib
from datetime import datetime
from enum import StrEnum

import msgspec

from alerts.model import Kind, Strength
from alerts.release import Handling, ReleasePolicy, ReleaseRule, policy_faults
from service.desk.acting import DeskRefused

_MARK = b"hansho-release-policy-1\n"


class Stage(StrEnum):
    """`DRAFT`: brought by a command; somebody at the desk has still to propose it. `DROPPED`: taken
    back by who proposed it."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    DROPPED = "dropped"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of it. `replaces`: the hash of what held when it was proposed, b"" for the
    built-in one. `proposed_by` 0: a command."""

    id: int = 0
    policy: ReleasePolicy
    reason: str
    proposed_by: int
    proposed_at: datetime
    replaces: bytes = b""
    stage: Stage = Stage.WAITING
    decided_by: int | None = None
    decided_at: datetime | None = None
    why: str = ""

    @property
    def hash(self) -> bytes:
        """SHA-256 over what would hold, why, and what it would replace."""
        body = {"policy": self.policy, "reason": self.reason, "replaces": self.replaces.hex()}
        return hashlib.sha256(_MARK + msgspec.json.encode(body, order="sorted")).digest()


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One line of two policies in which they are not the same."""

    kind: Kind
    strength: Strength
    part: str
    before: Handling
    after: Handling


def differences(before: ReleasePolicy, after: ReleasePolicy) -> tuple[Difference, ...]:
    """By kind, strength, part. A rule that says what the rest says is no difference."""
    parts = {one.part for one in (*before.rules, *after.rules)} | {""}
    found = (
        Difference(
            kind=kind,
            strength=strength,
            part=part,
            before=before.wanted(kind, strength, part),
            after=after.wanted(kind, strength, part),
        )
        for kind in Kind
        for strength in Strength
        for part in sorted(parts)
        if part == "" or _is_named(kind, strength, part, before, after)
    )
    return tuple(one for one in found if one.before is not one.after)


def _is_named(kind: Kind, strength: Strength, part: str, *policies: ReleasePolicy) -> bool:
    return any(
        (one.kind, one.strength, one.part) == (kind, strength, part)
        for policy in policies
        for one in policy.rules
    )


def changed(
    policy: ReleasePolicy, kind: Kind, strength: Strength, part: str, handling: Handling
) -> ReleasePolicy:
    """With one line as `handling`, in its place or at the end."""
    rule = ReleaseRule(kind=kind, strength=strength, handling=handling, part=part)
    named = (kind, strength, part)
    rules = [rule if _name(one) == named else one for one in policy.rules]
    if rule not in rules:
        rules.append(rule)
    return ReleasePolicy(rules=tuple(rules))


def _name(rule: ReleaseRule) -> tuple[Kind, Strength, str]:
    return rule.kind, rule.strength, rule.part


def refuse_faulty(policy: ReleasePolicy) -> None:
    """Raises DeskRefused."""
    for reason in policy_faults(policy):
        raise DeskRefused(reason)
