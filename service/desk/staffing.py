"""Letting people in, changing what they may do, and disabling accounts: decide, then store."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from geo.errors import HanshoError
from service.desk import accounts
from service.desk.invitations import TOKEN_BYTES, invitation_for, link, token_of
from service.desk.passkeys import cannot_bind
from service.desk.ports import (
    MACHINE,
    AuditLog,
    Change,
    DeskChanged,
    Entry,
    Grant,
    Invitation,
    Proposal,
    Role,
    Staff,
    StaffStore,
)

_ATTEMPTS = 5
Random = Callable[[int], bytes]


class StaffRefused(HanshoError):
    """This cannot be done to the staff; the message says why and what to do."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: whom it made or changed, what waits, and a link to hand over, once."""

    staff: Staff | None = None
    proposal: Proposal | None = None
    link: str | None = None


class Staffing:
    """The acts of admins, and of the machine's operator (`MACHINE`).

    A page asks `service.desk.acting.allow(who, Act.INVITE, …)` first: whether this session may.
    """

    def __init__(
        self,
        store: StaffStore,
        log: AuditLog,
        base_url: str,
        random: Random = secrets.token_bytes,
    ) -> None:
        self._store = store
        self._log = log
        self._base_url = base_url
        self._random = random

    def cannot_found(self, role: Role) -> str | None:
        """None if the next of this role may be founded, else why not."""
        return accounts.cannot_found(self._has_begun(), self._store.everyone(), role)

    def found(self, name: str, role: Role, now: datetime) -> Outcome:
        """One of the first two admins and two approvers. Raises StaffRefused, Taken."""
        _check_name(name)

        _refuse(cannot_bind(self._base_url))

        def attempt(seen: int) -> Outcome:
            _refuse(self.cannot_found(role))
            token, invitation = self._invitation(0, now)
            change = Change(staff=accounts.founder(name, role, now), invitation=invitation)
            entry = _entry(MACHINE, "staff.found", "", now, name=name, role=role.value)
            staff = self._store.apply(change, entry, seen=seen)
            return Outcome(staff=staff, link=link(self._base_url, token))

        return self._retried(attempt)

    def propose(
        self,
        actor: int,
        grants: tuple[Grant, ...],
        now: datetime,
        *,
        name: str = "",
        staff: int | None = None,
        invites: bool = False,
    ) -> Outcome:
        """An invitation by `name`, or for the account `staff`: other roles, or a new link.

        An admin who proposes endorses with it. Raises StaffRefused, Taken.
        """
        _refuse(cannot_bind(self._base_url) or accounts.cannot_enrol(self._store.everyone()))
        person = None if staff is None else self._person(staff)
        _check_name(name if person is None else person.name)
        if not grants:
            raise StaffRefused("name at least one role; to take all away, disable the account")
        proposal = Proposal(
            id=self._random(8).hex(),
            staff=staff,
            name=name if person is None else person.name,
            grants=grants,
            proposed_by=actor,
            proposed_at=now,
            invites=invites or person is None,
        )
        if actor != MACHINE:
            return self._endorse(lambda: proposal, actor, now, "staff.propose")
        entry = _entry(MACHINE, "staff.propose", f"proposal:{proposal.id}", now, **_told(proposal))
        return self._retried(lambda seen: self._put(proposal, entry, seen))

    def renew(self, staff: int, actor: int, now: datetime) -> Outcome:
        """A new link: at once while the one given was not used; else admins have to endorse it,
        and then the person's passkeys and codes end. Raises StaffRefused."""
        person = self._person(staff)
        if not person.active:
            raise StaffRefused("this account is disabled; propose a change of role first")
        if self._store.open_invitation(staff) is None:
            return self.propose(actor, _running(person, now), now, staff=staff, invites=True)

        def attempt(seen: int) -> Outcome:
            token, invitation = self._invitation(staff, now)
            entry = _entry(actor, "staff.renew", f"staff:{staff}", now, name=person.name)
            self._store.apply(Change(invitation=invitation), entry, seen=seen)
            return Outcome(staff=person, link=link(self._base_url, token))

        return self._retried(attempt)

    def endorse(self, proposal_id: str, admin: int, now: datetime) -> Outcome:
        """Carried out with the last endorsement it needs. Raises StaffRefused, Taken."""
        return self._endorse(lambda: self._waiting(proposal_id), admin, now, "staff.endorse")

    def drop(self, proposal_id: str, actor: int, now: datetime) -> Outcome:
        """Raises StaffRefused if it does not wait."""
        entry = _entry(actor, "staff.drop", f"proposal:{proposal_id}", now)

        def attempt(seen: int) -> Outcome:
            waiting = self._waiting(proposal_id)
            return self._put(msgspec.structs.replace(waiting, state="dropped"), entry, seen)

        return self._retried(attempt)

    def disable(self, staff: int, actor: int, now: datetime) -> Outcome:
        """At once; ends the person's sessions. Raises StaffRefused."""

        def attempt(seen: int) -> Outcome:
            person = self._person(staff)
            _refuse(accounts.cannot_disable(person, self._store.everyone(), now))
            self._check_taking(actor, person, now)
            change = Change(staff=msgspec.structs.replace(person, active=False), ends_sessions=True)
            entry = _entry(actor, "staff.disable", f"staff:{staff}", now, name=person.name)
            return Outcome(staff=self._store.apply(change, entry, seen=seen))

        return self._retried(attempt)

    def lost(self, staff: int, actor: int, now: datetime) -> Outcome:
        """A device was lost or stolen: every passkey, the one-time password and all sessions of the
        person end at once. They keep their roles, and come back with a recovery code.

        Raises StaffRefused.
        """

        def attempt(seen: int) -> Outcome:
            person = self._person(staff)
            if not person.active:
                raise StaffRefused("this account is disabled already")
            self._check_taking(actor, person, now, comes_back=self._store.recovery_left(staff) > 0)
            entry = _entry(actor, "staff.lost", f"staff:{staff}", now, name=person.name)
            change = Change(staff=person, ends_sessions=True, ends_devices=True)
            return Outcome(staff=self._store.apply(change, entry, seen=seen))

        return self._retried(attempt)

    def _check_taking(
        self, actor: int, person: Staff, now: datetime, *, comes_back: bool = False
    ) -> None:
        """The machine's operator may go further than the desk: somebody has to be able to stop one
        of two admins tonight."""
        if actor == MACHINE:
            return
        _refuse(accounts.cannot_take(self._person(actor), person, now))
        if not comes_back:
            _refuse(accounts.cannot_lose(person, None, self._store.everyone(), now))

    def _endorse(
        self, find: Callable[[], Proposal], admin: int, now: datetime, act: str
    ) -> Outcome:
        def attempt(seen: int) -> Outcome:
            proposal, by = find(), self._person(admin)
            _refuse(accounts.cannot_endorse(proposal, by, now))
            self._check_change(proposal, now)
            then = accounts.endorsed(proposal, admin)
            if then.state == "done":
                return self._carry_out(then, admin, act, seen, now)
            entry = _entry(admin, act, f"proposal:{then.id}", now, **_told(then))
            return self._put(then, entry, seen)

        return self._retried(attempt)

    def _check_change(self, proposal: Proposal, now: datetime) -> None:
        if proposal.staff is None:
            return
        person, at = self._person(proposal.staff), now + accounts.after_proposal(proposal)
        after = accounts.effect(proposal, person, now)
        _refuse(accounts.cannot_lose(person, after, self._store.everyone(), at))

    def _carry_out(
        self, proposal: Proposal, admin: int, act: str, seen: int, now: datetime
    ) -> Outcome:
        person = None if proposal.staff is None else self._person(proposal.staff)
        staff = accounts.effect(proposal, person, now)
        token, invitation = self._invitation(staff.number, now)
        change = Change(
            staff=staff,
            invitation=invitation if proposal.invites else None,
            proposal=proposal,
            ends_sessions=True,
            ends_passkeys=proposal.invites,
        )
        subject = "" if person is None else f"staff:{person.number}"
        entry = _entry(admin, act, subject, now, **_told(proposal))
        stored = self._store.apply(change, entry, seen=seen)
        given = link(self._base_url, token) if proposal.invites else None
        return Outcome(staff=stored, proposal=proposal, link=given)

    def _put(self, proposal: Proposal, entry: Entry, seen: int) -> Outcome:
        self._store.apply(Change(proposal=proposal), entry, seen=seen)
        return Outcome(proposal=proposal)

    def _waiting(self, proposal_id: str) -> Proposal:
        found = [one for one in self._store.proposals() if one.id == proposal_id]
        if not found:
            raise StaffRefused(f"no proposal {proposal_id} waits; the list of the staff shows them")
        return found[0]

    def _person(self, number: int) -> Staff:
        person = self._store.person(number)
        if person is None:
            raise StaffRefused(f"nobody of the staff has the number {number}; see the list")
        return person

    def _invitation(self, staff: int, now: datetime) -> tuple[str, Invitation]:
        token = token_of(self._random(TOKEN_BYTES))
        return token, invitation_for(staff, token, now)

    def _retried(self, attempt: Callable[[int], Outcome]) -> Outcome:
        """Decides anew whenever somebody else acted between reading and storing."""
        for _ in range(_ATTEMPTS - 1):
            try:
                return attempt(self._seen())
            except DeskChanged:
                continue
        return attempt(self._seen())

    def _has_begun(self) -> bool:
        """Whether anybody of the staff acted; then the machine lets in nobody by itself."""
        after = 0
        while rows := self._log.rows(after=after):
            if any(row.actor != MACHINE for row in rows):
                return True
            after = rows[-1].n
        return False

    def _seen(self) -> int:
        newest = self._log.newest()
        return 0 if newest is None else newest.n


def _entry(actor: int, act: str, subject: str, now: datetime, **body: Any) -> Entry:
    return Entry(at=now, actor=actor, act=act, subject=subject, body=body)


def _told(proposal: Proposal) -> dict[str, Any]:
    return {
        "proposal": proposal.id,
        "name": proposal.name,
        "staff": proposal.staff,
        "grants": [told_grant(one) for one in proposal.grants],
        "endorsed_by": list(proposal.endorsed_by),
        "state": proposal.state,
    }


def told_grant(grant: Grant) -> dict[str, Any]:
    """For the log and for lists: JSON values, times in ISO 8601. `languages` where they are
    limited."""
    limited = {} if grant.languages is None else {"languages": sorted(grant.languages)}
    return {
        "role": grant.role.value,
        "area": None if grant.area is None else grant.area.geojson(),
        "kinds": None if grant.kinds is None else sorted(grant.kinds),
        "begins": grant.begins.isoformat(),
        "ends": None if grant.ends is None else grant.ends.isoformat(),
        **limited,
    }


def _running(person: Staff, now: datetime) -> tuple[Grant, ...]:
    return tuple(one for one in person.grants if one.ends is None or one.ends > now)


def _check_name(name: str) -> None:
    if not accounts.name_key(name) or len(name) > 80 or not name.isprintable():
        raise StaffRefused("write the person's name, in at most 80 characters")


def _refuse(reason: str | None) -> None:
    if reason is not None:
        raise StaffRefused(reason)
