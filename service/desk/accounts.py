"""Who is let in and how roles change: pure rules over the staff as it is.

The first two admins and two approvers are *founded* by a command on the machine, at once, until
somebody of the staff acts for the first time. Everybody after them is *proposed*, and endorsed by
admins:
one of them for an invitation that lets nobody send; two, and 24 hours after the second, for an
approver, an admin, a translator, any change of role, and a new link for somebody who lost every
passkey.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from service.desk.ports import Grant, Proposal, Role, Staff
from service.desk.roles import covers, has_role, holds

FOUNDERS = {Role.ADMIN: 2, Role.APPROVER: 2}
FEWEST = {Role.ADMIN: 2, Role.APPROVER: 1}
"""How many of a role have to stay, for the whole town and without end, whatever is taken from
whom at the desk: two admins let others in, and one approver can still send and withdraw."""

WAIT = timedelta(hours=24)
# What two translators agree on is said to everybody, also by what goes by itself.
_POWERFUL = frozenset({Role.ADMIN, Role.APPROVER, Role.TRANSLATOR})

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
    begins = now + after_proposal(proposal)
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


def cannot_lose(
    before: Staff, after: Staff | None, everyone: Iterable[Staff], at: datetime
) -> str | None:
    """Why nobody may turn `before` into `after` (None: shut out) at `at`; None if they may.

    Whoever disables or demotes the last of those who could undo it locks the desk for good.
    """
    others = [one for one in everyone if one.number != before.number]
    lost = [one for one in FEWEST if lasting(before, one, at) and not lasting(after, one, at)]
    for role in lost:
        if sum(lasting(one, role, at) for one in others) < FEWEST[role]:
            return (
                f"{FEWEST[role]} of the role {role.value} for the whole town have to stay; let in "
                "another one first, or end a lost device alone"
            )
    return None


def cannot_take(admin: Staff, person: Staff, now: datetime) -> str | None:
    """None if `admin` may take power from `person`: no admin of a part does so elsewhere."""
    own = [one for one in admin.grants if one.role is Role.ADMIN and holds(one, now)]
    theirs = [one for one in person.grants if not _is_over(one, now)]
    if all(any(_reaches(one, grant) for one in own) for grant in theirs):
        return None
    return "this person's roles reach beyond your own; ask an admin of the whole town"


def after_proposal(proposal: Proposal) -> timedelta:
    """How long after its last endorsement it takes effect."""
    return WAIT if _is_grave(proposal) else timedelta(0)


def lasting(staff: Staff | None, role: Role, at: datetime) -> bool:
    """Whether somebody has the role at `at` for the whole town, every hazard and for good."""
    if staff is None or not staff.active:
        return False
    whole = (one for one in staff.grants if one.area is None and one.kinds is None)
    return any(one.role is role and one.ends is None and one.begins <= at for one in whole)


def _is_grave(proposal: Proposal) -> bool:
    return proposal.staff is not None or bool({one.role for one in proposal.grants} & _POWERFUL)


def _is_over(grant: Grant, now: datetime) -> bool:
    return grant.ends is not None and grant.ends <= now


def _ending(grant: Grant, at: datetime) -> Grant:
    return replace(grant, ends=at if grant.ends is None else min(grant.ends, at))


def _within(given: Grant, own: Grant) -> bool:
    """Whether an admin whose grant is `own` may give `given`."""
    time = own.ends is None or (given.ends is not None and given.ends <= own.ends)
    return _reaches(own, given) and time


def _reaches(own: Grant, given: Grant) -> bool:
    """Whether ground and hazards of `given` lie within those of `own`."""
    ground = given.area is not None and covers(own.area, given.area)
    kinds = own.kinds is None or (given.kinds is not None and given.kinds <= own.kinds)
    return (own.area is None or ground) and kinds


def _count(staff: Iterable[Staff], role: Role) -> int:
    return sum(one.active and role in {grant.role for grant in one.grants} for one in staff)
