"""Who may do what: a pure rule that denies whatever no grant allows.

One grant has to allow the whole of an act: its role, its period, its kinds, and all of the ground.
Two grants for two districts do not add up to one that covers both.
"""

from datetime import datetime
from enum import StrEnum

import shapely

from alerts.model import Kind
from geo.area import Area
from service.desk.ports import Grant, Role, Session, Staff
from service.desk.sessions import is_fresh


class Act(StrEnum):
    """What somebody at the desk can do. `all_clear`: release one that two people agreed on;
    `review`: look afterwards at what one person sent alone; `policy`: approve what may go by itself
    of a feed, which another person proposed; `review_words`: say that a sentence may go out."""

    VIEW = "view"
    TRANSLATE = "translate"
    COMPOSE = "compose"
    SUBMIT = "submit"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    ALL_CLEAR = "all_clear"
    INVITE = "invite"
    AUDIT = "audit"
    BREAK_GLASS = "break_glass"
    REVIEW = "review"
    SITE_STATE = "site_state"
    STREET = "street"
    PROPOSE_POLICY = "propose_policy"
    POLICY = "policy"
    REVIEW_WORDS = "review_words"


_SENDING = frozenset({Act.APPROVE, Act.WITHDRAW, Act.ALL_CLEAR, Act.BREAK_GLASS})
_APPROVING = _SENDING | {Act.POLICY}
_COMPOSING = frozenset({Act.COMPOSE, Act.SUBMIT, Act.SITE_STATE, Act.STREET, Act.PROPOSE_POLICY})
ALLOWED: dict[Role, frozenset[Act]] = {
    Role.VIEWER: frozenset({Act.VIEW}),
    Role.TRANSLATOR: frozenset({Act.VIEW, Act.TRANSLATE, Act.REVIEW_WORDS}),
    Role.COMPOSER: frozenset({Act.VIEW, Act.REVIEW, *_COMPOSING}),
    Role.APPROVER: frozenset({Act.VIEW, Act.AUDIT, Act.REVIEW, Act.PROPOSE_POLICY, *_APPROVING}),
    Role.ADMIN: frozenset({Act.VIEW, Act.AUDIT, Act.INVITE, Act.PROPOSE_POLICY}),
}
NEEDS_AREA = _SENDING | {Act.SUBMIT, Act.REVIEW, Act.SITE_STATE, Act.STREET}
"""Acts that are refused while it is not known where. Composing may begin with an empty map."""

NEEDS_KIND = _SENDING | {Act.SUBMIT, Act.REVIEW}
NEEDS_PASSKEY = _APPROVING | {Act.INVITE, Act.REVIEW_WORDS}
"""Acts that somebody who came in with a one-time password may not do."""

# About a centimetre: an area that was cut to the jurisdiction's edge lies on it but for rounding.
_ROUNDING_DEGREES = 1e-7


def may(
    staff: Staff, act: Act, *, kind: Kind | None, area: Area | None, now: datetime
) -> str | None:
    """None if `staff` may do `act` now, else the reason in a sentence, saying what to do.

    `kind`, `area`: what it is about; None where it is about none. Acts in `NEEDS_AREA` and
    `NEEDS_KIND` are refused without.
    """
    if not staff.active:
        return "This account is disabled. Ask an admin."
    grants = [grant for grant in staff.grants if act in ALLOWED[grant.role]]
    if not grants:
        return f"None of your roles allows this ({_roles_for(act)} may). Ask one of them."
    grants = [grant for grant in grants if holds(grant, now)]
    if not grants:
        return "Your role for this has not begun or has ended. Ask an admin."
    return _about(grants, act, kind, area) or _waiting(staff, act, now)


def may_in(
    session: Session,
    staff: Staff,
    act: Act,
    *,
    kind: Kind | None,
    area: Area | None,
    now: datetime,
) -> str | None:
    """`may`, for somebody in this session: some acts need a passkey, inviting a fresh login."""
    if session.staff != staff.number:
        return "This session belongs to somebody else. Log in again."
    if act in NEEDS_PASSKEY and session.strength != "passkey":
        return "This needs a passkey; you came in with a one-time password. Log in with a passkey."
    if act is Act.INVITE and not is_fresh(session, now):
        return "You logged in a while ago. Log in with your passkey once more."
    return may(staff, act, kind=kind, area=area, now=now)


def holds(grant: Grant, now: datetime) -> bool:
    return grant.begins <= now and (grant.ends is None or now < grant.ends)


def has_role(staff: Staff, role: Role, now: datetime) -> bool:
    """Whether an active account has the role now, for whatever area and kinds."""
    return staff.active and any(grant.role is role and holds(grant, now) for grant in staff.grants)


def speaks(staff: Staff, language: str, now: datetime) -> bool:
    """Whether a role of theirs as a translator is for this language."""
    own = [one for one in staff.grants if one.role is Role.TRANSLATOR and holds(one, now)]
    return any(one.languages is None or language in one.languages for one in own)


def _about(grants: list[Grant], act: Act, kind: Kind | None, area: Area | None) -> str | None:
    if kind is None and act in NEEDS_KIND:
        return "The hazard is not said yet. Choose it first."
    if area is None and act in NEEDS_AREA:
        return "There is no area yet. Draw or choose it first."
    fitting = [one for one in grants if one.kinds is None or kind is None or kind in one.kinds]
    if not fitting:
        return "Your role is not for this hazard. Ask somebody whose role is."
    if area is not None and not any(covers(one.area, area) for one in fitting):
        return "Part of the area lies outside your jurisdiction. Shrink it, or ask a neighbour."
    return None


def _waiting(staff: Staff, act: Act, now: datetime) -> str | None:
    if act not in _APPROVING:
        return None
    if staff.may_approve_from is None:
        return "Nobody has let you in as an approver. Ask two admins."
    if now < staff.may_approve_from:
        since = f"{staff.may_approve_from:%Y-%m-%d %H:%M} UTC"
        return f"You may approve from {since}. Until then, ask another approver."
    return None


def covers(jurisdiction: Area | None, area: Area) -> bool:
    """Whether all of `area` lies in the jurisdiction; None is the whole town."""
    if jurisdiction is None:
        return True
    outer, inner = jurisdiction.geometry, area.geometry
    if shapely.covers(outer, inner):
        return True
    return bool(shapely.covers(shapely.buffer(outer, _ROUNDING_DEGREES), inner))


def _roles_for(act: Act) -> str:
    return " or ".join(role.value for role in Role if act in ALLOWED[role])
