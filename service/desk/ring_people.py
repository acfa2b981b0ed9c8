"""Who may do something about a ring: asked anew at every call, because roles and periods change."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from alerts.desk.submission import Submission
from alerts.model import Kind, Phase
from geo.area import Area
from service.desk.means import DeskMeans
from service.desk.ports import Role, Staff, StaffStore
from service.desk.ring_rules import in_order
from service.desk.ring_store import RingStore
from service.desk.rings import Ring
from service.desk.roles import Act, has_role, may
from service.desk.templates import writers_of

Reopens = Callable[[Staff, int, datetime], bool | None]
PRESENT = timedelta(minutes=10)
"""Whoever used a page of the desk within this time is taken to be there."""

_ACTS = {Phase.ALL_CLEAR: Act.ALL_CLEAR, Phase.WITHDRAWN: Act.WITHDRAW}


class RingPeople:
    """For any thread. Reads only. `reopens`: whether somebody may decide on a street or a site that
    waits under this number (`CityReopening.may_decide`); None where that cannot be told."""

    def __init__(
        self, means: DeskMeans, staff: StaffStore, rings: RingStore, reopens: Reopens
    ) -> None:
        self._reopens = reopens
        self._means = means
        self._staff = staff
        self._rings = rings

    def able(self, ring: Ring, now: datetime) -> tuple[int, ...]:
        """In the order in which they are to be called."""
        found = [one.number for one in self._able(ring, now)]
        sessions = self._staff.sessions()
        present = {one.staff for one in sessions if now - one.used < PRESENT}
        return in_order(found, present, self._rings.last_called())

    def is_for_all(self, ring: Ring, now: datetime) -> bool:
        """Whether all approvers are called because nobody may act on just this."""
        if ring.staff or not ring.subject.startswith("city:"):
            return False
        everyone = [one for one in self._staff.everyone() if one.active]
        return not self._of_city(everyone, ring, now)

    def left(self) -> frozenset[int]:
        """Whose accounts are disabled."""
        return frozenset(one.number for one in self._staff.everyone() if not one.active)

    def _able(self, ring: Ring, now: datetime) -> Iterable[Staff]:
        everyone = [one for one in self._staff.everyone() if one.active]
        if ring.staff:
            return [one for one in everyone if one.number == ring.staff]
        sort, _, id = ring.subject.partition(":")
        if sort == "submission" and id.isdecimal():
            return self._of_submission(everyone, int(id), now)
        if sort == "alert":
            return self._of_alert(everyone, id, now)
        if sort == "reopening" and id.isdecimal():
            return self._of_reopening(everyone, int(id), now)
        if sort == "template":
            return self._of_template(everyone, bytes.fromhex(id), now)
        if sort == "warning":
            return self._of_warning(everyone, id, now)
        if sort in ("policy", "unmatched"):
            return [one for one in everyone if approves(one, now)]
        if sort == "city":
            return self._of_city(everyone, ring, now) or [
                one for one in everyone if approves(one, now)
            ]
        if sort == "feed":
            # Whoever decides has to look elsewhere meanwhile; whoever runs the service mends it.
            return [one for one in everyone if has_role(one, Role.ADMIN, now) or approves(one, now)]
        return [one for one in everyone if has_role(one, Role.ADMIN, now)]

    def _of_submission(self, everyone: Iterable[Staff], id: int, now: datetime) -> list[Staff]:
        submission = self._means.store.submission(id)
        frozen = None if submission is None else self._means.store.frozen(id)
        kind = None if submission is None else self._kind(submission)
        if submission is None or frozen is None or kind is None:
            return []
        area = self._means.touched(submission.alert_id, frozen.area)
        act = _ACTS.get(submission.phase, Act.APPROVE)
        writers = set() if act is Act.WITHDRAW else self._writers(submission)
        return [
            one for one in everyone if one.number not in writers and _may(one, act, kind, area, now)
        ]

    def _of_reopening(self, everyone: Iterable[Staff], id: int, now: datetime) -> list[Staff]:
        said = ((one, self._reopens(one, id, now)) for one in everyone)
        return [one for one, may in said if (approves(one, now) if may is None else may)]

    def _of_city(self, everyone: Iterable[Staff], ring: Ring, now: datetime) -> list[Staff]:
        """Whoever may approve all that it concerns; nobody where that was not stored."""
        return [
            one
            for one in everyone
            if ring.concerns
            and all(_may(one, Act.APPROVE, at.kind, at.ground, now) for at in ring.concerns)
        ]

    def _of_template(self, everyone: Iterable[Staff], hash: bytes, now: datetime) -> list[Staff]:
        template = self._means.store.template(hash)
        if template is None or template.draft.area is None:
            return []
        kind, area = template.draft.kind, template.draft.area
        writers = writers_of(template, self._means.store)
        others = (one for one in everyone if one.number not in writers)
        return [one for one in others if _may(one, Act.APPROVE, kind, area, now)]

    def _of_alert(self, everyone: Iterable[Staff], id: str, now: datetime) -> list[Staff]:
        """Whoever may write its update or its lifting, or approve one."""
        alert = self._means.core.alerts.alert(id)
        if alert is None:
            return []
        last = alert.latest
        acts = (Act.SUBMIT, Act.APPROVE)
        return [
            one
            for one in everyone
            if any(_may(one, act, last.kind, last.area, now) for act in acts)
        ]

    def _of_warning(self, everyone: Iterable[Staff], id: str, now: datetime) -> list[Staff]:
        alert = self._means.core.alerts.alert(id)
        if alert is None:
            return []
        kind, area = alert.latest.kind, alert.latest.area
        able = [one for one in everyone if _may(one, Act.APPROVE, kind, area, now)]
        # Nobody is responsible for all of it: whoever approves at all has to hear of it.
        return able or [one for one in everyone if approves(one, now)]

    def _kind(self, submission: Submission) -> Kind | None:
        if submission.draft_id:
            draft = self._means.store.draft(submission.draft_id, submission.version)
            return None if draft is None else draft.kind
        alert = self._means.core.alerts.alert(submission.alert_id)
        return None if alert is None else alert.latest.kind

    def _writers(self, submission: Submission) -> set[int]:
        versions = range(1, submission.version + 1)
        drafts = (self._means.store.draft(submission.draft_id, one) for one in versions)
        return {submission.submitted_by, *(one.author for one in drafts if one is not None)}


def _may(staff: Staff, act: Act, kind: Kind, area: Area, now: datetime) -> bool:
    return may(staff, act, kind=kind, area=area, now=now) is None


def approves(staff: Staff, now: datetime) -> bool:
    begins = staff.may_approve_from
    return has_role(staff, Role.APPROVER, now) and begins is not None and begins <= now
