"""CityReopening: what is given back. One person proposes it; another one's passkey carries it out.

What was proposed is compared with what holds at that moment; with any difference nothing is done,
it is in the log, and somebody hears of it.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from alerts.model import Kind
from geo.area import Area
from geo.changes import CityChanges, Closure, Word, reopened
from geo.shifts import Shift
from geo.sites import Site
from service.desk import city_entries as entries
from service.desk.acting import Changed, DeskRefused, NotAllowed, Who, allow
from service.desk.approving import Asked
from service.desk.city_changes import CityMeans, Saying
from service.desk.city_ground import (
    allow_streets,
    ground_of_site,
    ground_of_streets,
    kinds_of_closure,
    kinds_of_site,
)
from service.desk.means import Ring, Signing
from service.desk.ports import MACHINE, AuditLog, Role, Staff
from service.desk.reopening import (
    Reopening,
    SiteAgain,
    Split,
    Stage,
    carried_out,
    differences,
    sealed,
)
from service.desk.reopening_store import CarryingOut
from service.desk.rings import Why
from service.desk.roles import Act, has_role, may
from service.errors import NotFound

WAITS_FOR = timedelta(hours=6)
"""What has waited longer is not carried out any more: the ground has changed."""


class CityReopening:
    """Raises NotAllowed, NotFound, DeskRefused, DeskChanged, Changed, Spent, PasskeyRefused."""

    def __init__(self, means: CityMeans, signing: Signing, audit: AuditLog) -> None:
        self._means = means
        self._signing = signing
        self._audit = audit

    def reopening(self, id: int) -> Reopening:
        found = self._means.store.reopening(id)
        if found is None:
            raise NotFound("there is no such reopening; the list shows those that wait")
        return found

    def waiting(self) -> tuple[Reopening, ...]:
        return self._means.store.reopenings(Stage.WAITING)

    def after(self, reopening: Reopening, now: datetime) -> CityChanges | None:
        """What would hold; None where it does not fit what holds now."""
        changes = self._means.city.changes
        if differences(reopening, changes):
            return None
        return carried_out(reopening, changes, MACHINE, now)

    def shifts(self, reopening: Reopening, now: datetime) -> tuple[Shift, ...]:
        after = self.after(reopening, now)
        city = self._means.city
        return () if after is None else city.ways.shifts(city.changes, after)

    def without(self, number: int, now: datetime) -> CityChanges:
        """What would hold if this closure were lifted. Raises ChangeRefused."""
        return reopened(self._means.city.changes, (number,), {}, Word(at=now))

    def reopen(self, who: Who, numbers: Collection[int], reason: str, now: datetime) -> Reopening:
        """Proposes that these closures are lifted; they hold until somebody else approves."""
        changes = self._means.city.changes
        streets = tuple(one for one in changes.closures if one.number in numbers)
        if not streets or len(streets) != len(set(numbers)):
            raise NotFound("no such street is closed; the list shows those that are")
        for street in streets:
            allow_streets(who, street.hazard, street.segments, now)
        return self._put(who, now, reason, streets=streets)

    def propose(self, who: Who, parts: Split, saying: Saying, now: datetime) -> Reopening:
        """The sites of `parts.waits`; `CityChanging.say` has asked for permission."""
        changes, known = self._means.city.changes, self._sites()
        sites = tuple(
            SiteAgain(
                site=id, name=known[id].name, before=changes.state_of(id), after=parts.waits[id]
            )
            for id in sorted(parts.waits)
        )
        return self._put(who, now, saying.reason, sites=sites, review=saying.review)

    def ask(self, who: Who, id: int, now: datetime) -> Asked:
        """What this approver's passkey signs: the hash of exactly this change."""
        found = self._decidable(who, id, now)
        return self._signing.ask(found.hash, who.number, now)

    def approve(self, who: Who, id: int, nonce: bytes, answer: str, now: datetime) -> CityChanges:
        """Holds from this moment on. `answer`: the browser's JSON to `ask`."""
        found = self._decidable(who, id, now)
        proof = self._signing.verify(nonce, found.hash, who.number, answer, now)
        return self._means.city.change(
            lambda changes: self._same(found, changes, who.number, now),
            lambda to: self._carry_out(found, to, who.number, nonce, now, proof),
        )

    def reject(self, who: Who, id: int, why: str, now: datetime) -> None:
        """By somebody who could approve it, or what is left of it."""
        found = self._waiting(id)
        self._allow_to_reject(who, found, now)
        if not why.strip():
            raise DeskRefused("write the reason, so that the author can mend it")
        self._decide(found, Stage.REJECTED, who.number, why, now)
        self._ring(Why.REJECTED, found, staff=found.proposed_by, said=why)

    def drop(self, who: Who, id: int, now: datetime) -> None:
        """Taken back by who proposed it."""
        found = self._waiting(id)
        if who.number != found.proposed_by:
            raise DeskRefused("only who proposed it can take it back; an approver rejects it")
        self._decide(found, Stage.DROPPED, who.number, "", now)

    def expire(self, now: datetime) -> int:
        """Closes what has waited for too long; says how many."""
        old = [one for one in self.waiting() if now - one.proposed_at > WAITS_FOR]
        for one in old:
            self._decide(one, Stage.EXPIRED, MACHINE, "", now)
            self._ring(Why.EXPIRED, one, staff=one.proposed_by)
        return len(old)

    def hindrance(self, who: Who, found: Reopening, now: datetime) -> str:
        """Why this person cannot approve it, in a sentence; "" if they can."""
        try:
            self._check(who, found, now)
        except DeskRefused as error:
            return str(error)
        return ""

    def may_reject(self, who: Who, found: Reopening, now: datetime) -> bool:
        try:
            self._allow_to_reject(who, found, now)
        except NotAllowed:
            return False
        return who.number != found.proposed_by

    def may_decide(self, staff: Staff, id: int, now: datetime) -> bool | None:
        """Whether this person is to be called about it; None where it cannot be told any more,
        because a site of it is gone."""
        found = self._means.store.reopening(id)
        if found is None:
            return None
        try:
            asked = tuple(self._asked(found))
        except DeskRefused:
            return None
        held = [may(staff, Act.APPROVE, kind=kind, area=area, now=now) for kind, area in asked]
        return staff.number != found.proposed_by and not any(held)

    # --- what a decision rests on ---------------------------------------------------------------

    def _put(
        self,
        who: Who,
        now: datetime,
        reason: str,
        streets: tuple[Closure, ...] = (),
        sites: tuple[SiteAgain, ...] = (),
        review: datetime | None = None,
    ) -> Reopening:
        if not reason.strip():
            raise DeskRefused("write the reason, so that others can judge whether it still holds")
        made = sealed(
            Reopening(
                mode=self._means.mode,
                streets=streets,
                sites=sites,
                reason=reason.strip(),
                review=review,
                proposed_by=who.number,
                proposed_at=now,
            )
        )
        for one in self.waiting():
            if (one.proposed_by, one.is_same_as) == (who.number, made.is_same_as):
                return one
        entry = entries.about("reopening.propose", made, who.number, now)
        stored = self._means.store.propose(made, entry)
        self._ring(Why.REOPEN, stored)
        return stored

    def _decidable(self, who: Who, id: int, now: datetime) -> Reopening:
        found = self._waiting(id)
        self._check(who, found, now)
        return found

    def _check(self, who: Who, found: Reopening, now: datetime) -> None:
        if now - found.proposed_at > WAITS_FOR:
            raise DeskRefused("this has waited for too long; look at the ground, propose it anew")
        if who.number == found.proposed_by:
            raise DeskRefused("you proposed this; another person has to approve it")
        self._allow(who, found, now)

    def _allow(self, who: Who, found: Reopening, now: datetime) -> None:
        for kind, area in self._asked(found):
            allow(who, Act.APPROVE, kind, area, now)

    def _allow_to_reject(self, who: Who, found: Reopening, now: datetime) -> None:
        """What has left the city has no ground to ask about: any approver may turn that down."""
        left = tuple(self._left(found))
        is_approver = has_role(who.staff, Role.APPROVER, now) and who.session.strength == "passkey"
        if not left and not is_approver:
            raise NotAllowed("an approver who came in with a passkey rejects this; ask one of them")
        for kind, area in left:
            allow(who, Act.APPROVE, kind, area, now)

    def _asked(self, found: Reopening) -> Iterator[tuple[Kind, Area]]:
        """Every hazard and all the ground of it. Raises DeskRefused if a site of it is gone."""
        if not self._sites().keys() >= {one.site for one in found.sites}:
            raise DeskRefused("one of these sites is not in the city any more; propose anew")
        return self._left(found)

    def _left(self, found: Reopening) -> Iterator[tuple[Kind, Area]]:
        """The same, but for the sites that are gone."""
        for street in found.streets:
            ground = ground_of_streets(street.segments)
            yield from ((kind, ground) for kind in kinds_of_closure(street.hazard))
        known = self._sites()
        for site in (known[one.site] for one in found.sites if one.site in known):
            yield from ((kind, ground_of_site(site)) for kind in kinds_of_site(site))

    def _same(
        self, found: Reopening, changes: CityChanges, approver: int, now: datetime
    ) -> CityChanges:
        """Raises Changed, after it was logged and somebody was rung."""
        changed = differences(found, changes)
        if changed:
            why = " ".join(changed)
            self._audit.append(entries.about("reopening.refused", found, approver, now, why))
            self._ring(Why.CHANGED, found, said=why)
            raise Changed(changed)
        return carried_out(found, changes, approver, now)

    def _carry_out(
        self,
        found: Reopening,
        to: CityChanges,
        approver: int,
        nonce: bytes,
        now: datetime,
        proof: Mapping[str, Any],
    ) -> None:
        carrying = CarryingOut(id=found.id, approver=approver, nonce=nonce, at=now, to=to)
        entry = entries.about("reopening.approve", found, approver, now, n=to.n, proof=proof)
        self._means.store.carry_out(carrying, entry)

    def _decide(self, found: Reopening, stage: Stage, by: int, why: str, now: datetime) -> None:
        act = {Stage.REJECTED: "reject", Stage.DROPPED: "drop", Stage.EXPIRED: "expire"}[stage]
        entry = entries.about(f"reopening.{act}", found, by, now, why)
        self._means.store.decide(found.id, stage, by, now, why, entry)

    def _waiting(self, id: int) -> Reopening:
        found = self.reopening(id)
        if found.stage is not Stage.WAITING:
            raise DeskRefused(f"this was decided already: {found.stage.value}")
        return found

    def _sites(self) -> dict[str, Site]:
        return {one.id: one for one in self._means.city.bundle.places.sites}

    def _ring(self, why: Why, found: Reopening, staff: int | None = None, said: str = "") -> None:
        subject = f"reopening:{found.id}"
        self._means.ring(Ring(why=why, subject=subject, staff=staff, said=said))
