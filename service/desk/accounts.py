"""Who is let in and how roles change: pure rules over the staff as it is.

The first two admins and two approvers are *founded* by a command on the machine, at once, until
somebody of the staff acts for the first time. Everybody after them is *proposed*, and endorsed by
admins:
one of them for an invitation that lets nobody send; two, and 24 hours after the second, for an
approver, an admin, any change of role, and a new link for somebody who lost every passkey.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from service.desk.ports import Grant, Proposal, Role, Staff
from service.desk.roles import covers, has_role, holds

FOUNDERS = {Role.ADMIN: 2, Role.APPROVER: 2}
WAIT = timedelta(hours=24)
_POWERFUL = frozenset({Role.ADMIN, Role.APPROVER})

replace = msgspec.structs.replace


def name_key(name: str) -> str:
    """Names that people would take for one another have the same key."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def cannot_found(has_begun: bool, staff: Iterable[Staff], role: Role) -> str | None:
    """None if `role` may be founded now, else why not. `has_begun`: somebody of the staff acted."""
    if has_begun:
        return "the desk has begun to work; propose the invitation, and admins endorse it"
    most = FOUNDERS.get(role, 0)
    if _count(staff, role) >= most:
        return f"a desk is founded with {most} of the role {role}; begin with the others"
    return None


def founder(name: str, role: Role, now: datetime) -> Staff:
    """For the whole town and every hazard, from now on."""
    return Staff(
        number=0,
        name=name,
        grants=(Grant(role=role, begins=now),),
        may_approve_from=now if role is Role.APPROVER else None,
    )


def cannot_enrol(staff: Iterable[Staff]) -> str | None:
    """One admin alone could never let anybody else in, so the first link waits for the second."""
    if _count(staff, Role.ADMIN) < FOUNDERS[Role.ADMIN]:
        return "a desk needs two admins first: hansho staff invite NAME --role admin"
    return None


def needed(proposal: Proposal) -> int:
    """How many admins have to endorse it."""
    return 2 if _is_grave(proposal) else 1


def cannot_endorse(proposal: Proposal, admin: Staff, now: datetime) -> str | None:
    """None if `admin` may add their endorsement, else why not."""
    if proposal.state != "waiting":
        return "this was decided already; look at the list of the staff"
    if proposal.staff == admin.number:
        return "nobody endorses their own rights; ask another admin"
    if admin.number in proposal.endorsed_by:
        return "you endorsed this already; it waits for another admin"
    held = [one for one in admin.grants if one.role is Role.ADMIN and holds(one, now)]
    if not admin.active or not held:
        return "only an admin may endorse this; ask one"
    if not all(any(_within(grant, own) for own in held) for grant in proposal.grants):
        return "this gives more than your own jurisdiction; ask an admin of the whole town"
    return None


def endorsed(proposal: Proposal, admin: int) -> Proposal:
    """With one more endorsement; `done` once there are enough."""
    names = (*proposal.endorsed_by, admin)
    state = "done" if len(names) >= needed(proposal) else proposal.state
    return replace(proposal, endorsed_by=names, state=state)


def effect(proposal: Proposal, person: Staff | None, now: datetime) -> Staff:
    """The account once the proposal is done. Earlier grants go on until the new ones begin."""
    begins = now + WAIT if _is_grave(proposal) else now
    grants = tuple(replace(one, begins=max(one.begins, begins)) for one in proposal.grants)
    approves = any(one.role is Role.APPROVER for one in grants)
    if person is None:
        until = begins if approves else None
        return Staff(number=0, name=proposal.name, grants=grants, may_approve_from=until)
    running = [one for one in person.grants if person.active and not _is_over(one, now)]
    kept = tuple(_ending(one, begins) for one in running)
    allowed = person.may_approve_from
    if approves and (allowed is None or proposal.invites):
        allowed = begins if allowed is None else max(begins, allowed)
    return replace(person, grants=(*kept, *grants), active=True, may_approve_from=allowed)


def cannot_disable(person: Staff, everyone: Iterable[Staff], now: datetime) -> str | None:
    """At once and by one admin, because a phone may be stolen; but never the last admin."""
    if not person.active:
        return "this account is disabled already"
    others = [one for one in everyone if one.number != person.number]
    if has_role(person, Role.ADMIN, now) and not any(
        has_role(one, Role.ADMIN, now) for one in others
    ):
        return "this is the last admin; let in another one first"
    return None


def _is_grave(proposal: Proposal) -> bool:
    return proposal.staff is not None or bool({one.role for one in proposal.grants} & _POWERFUL)


def _is_over(grant: Grant, now: datetime) -> bool:
    return grant.ends is not None and grant.ends <= now


def _ending(grant: Grant, at: datetime) -> Grant:
    return replace(grant, ends=at if grant.ends is None else min(grant.ends, at))


def _within(given: Grant, own: Grant) -> bool:
    """Whether an admin whose grant is `own` may give `given`."""
    ground = given.area is not None and covers(own.area, given.area)
    kinds = own.kinds is None or (given.kinds is not None and given.kinds <= own.kinds)
    time = own.ends is None or (given.ends is not None and given.ends <= own.ends)
    return (own.area is None or ground) and kinds and time


def _count(staff: Iterable[Staff], role: Role) -> int:
    return sum(one.active and role in {grant.role for grant in one.grants} for one in staff)
