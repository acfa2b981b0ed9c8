"""MemoryDeskStore: the in-memory twin of `DeskStore`, with the same rules as the tables."""

from datetime import datetime

import msgspec

from alerts.desk.draft import Draft
from alerts.desk.submission import Frozen, State, Submission
from alerts.desk.template import Template
from alerts.model import Phase
from alerts.ports import AlertStore, RevisionOutOfOrder
from alerts.retention import ended_at
from service.desk.desk_store import REVIEWERS, Issuing, Review, RuleBroken, Swept
from service.desk.entries import sweeping_entry
from service.desk.ports import AuditLog, DeskChanged, Entry, StaffStore
from service.desk.testing import MemoryAuditLog

replace = msgspec.structs.replace
_NOT_WAITING = "somebody else has decided on this already; read what became of it"


class MemoryDeskStore:
    """Issues through `alerts`, uses up challenges of `staff`, writes entries into `log`."""

    def __init__(self, alerts: AlertStore, staff: StaffStore, log: MemoryAuditLog) -> None:
        self._alerts = alerts
        self._staff = staff
        self._log: AuditLog = log
        self._lock = log.lock
        self._drafts: dict[str, list[Draft]] = {}
        self._templates: dict[bytes, Template] = {}
        self._submissions: list[Submission] = []
        self._frozen: list[Frozen | None] = []
        self._reviews: dict[int, list[Review]] = {}

    def save_draft(self, draft: Draft, entry: Entry) -> None:
        with self._lock:
            versions = self._drafts.setdefault(draft.id, [])
            if draft.version != len(versions) + 1:
                raise DeskChanged(f"version {len(versions)} was saved meanwhile; read it")
            if versions and versions[0].mode is not draft.mode:
                raise RuleBroken("a draft keeps its mode; begin a new draft")
            versions.append(draft)
            self._log.append(entry)

    def draft(self, draft_id: str, version: int | None = None) -> Draft | None:
        versions = self._drafts.get(draft_id, [])
        wanted = len(versions) if version is None else version
        return versions[wanted - 1] if 1 <= wanted <= len(versions) else None

    def drafts(self, most: int = 100) -> tuple[Draft, ...]:
        newest = [versions[-1] for versions in self._drafts.values() if versions]
        newest.sort(key=lambda one: one.id)
        return tuple(sorted(newest, key=lambda one: one.saved, reverse=True)[:most])

    def save_template(self, template: Template, entry: Entry) -> None:
        with self._lock:
            if template.hash not in self._templates:
                self._templates[template.hash] = replace(template, approved_by=None)
                self._log.append(entry)

    def approve_template(
        self, hash: bytes, approver: int, nonce: bytes, now: datetime, entry: Entry
    ) -> None:
        with self._lock:
            template = self._templates.get(hash)
            if template is not None and approver in self._writers_of(template):
                raise RuleBroken("another person than its writers approves a template")
            if template is not None and template.approved_by is not None:
                raise RuleBroken("a template is never changed; make a new one")
            if template is None:
                raise LookupError("there is no such template; the list shows those that there are")
            self._staff.consume(nonce, approver, hash, now)
            self._templates[hash] = replace(template, approved_by=approver, approved_at=now)
            self._log.append(entry)

    def _writers_of(self, template: Template) -> set[int]:
        known = self._drafts.get(template.draft.id, [])[: template.draft.version]
        return {template.made_by, *(one.author for one in known)}

    def template(self, hash: bytes) -> Template | None:
        return self._templates.get(hash)

    def templates(self) -> tuple[Template, ...]:
        found = self._templates.values()
        return tuple(sorted(found, key=lambda one: (one.name, one.made_at, one.hash)))

    def retire_template(self, hash: bytes, entry: Entry) -> None:
        with self._lock:
            template = self._templates.get(hash)
            if template is None:
                raise LookupError("there is no such template; the list shows those that there are")
            if template.retired_at is not None:
                raise RuleBroken("this template was retired already")
            self._templates[hash] = replace(template, retired_at=entry.at)
            self._log.append(entry)

    def look_at_template(self, hash: bytes, entry: Entry) -> None:
        with self._lock:
            template = self._templates.get(hash)
            if template is None or template.approved_by is None:
                raise RuleBroken("only an approved template is looked through again")
            self._templates[hash] = replace(template, looked_at=entry.at)
            self._log.append(entry)

    def submit(self, submission: Submission, frozen: Frozen, entry: Entry) -> Submission:
        with self._lock:
            if submission.template is not None and submission.template not in self._templates:
                raise RuleBroken("only a stored template goes out by one person")
            self._refuse_other_mode(submission)
            stored = replace(submission, id=len(self._submissions) + 1, state=State.WAITING)
            self._submissions.append(stored)
            self._frozen.append(frozen)
            self._log.append(entry)
            return stored

    def _refuse_other_mode(self, submission: Submission) -> None:
        if not submission.draft_id:
            return
        draft = self.draft(submission.draft_id, submission.version)
        if draft is None or draft.mode is not submission.mode:
            raise RuleBroken("a draft is submitted in the mode that it began with")
        if any(one.state is State.REJECTED for one in self.of_draft(submission.draft_id)):
            raise RuleBroken("this draft was rejected for good; begin a new one")

    def submission(self, id: int) -> Submission | None:
        return self._submissions[id - 1] if 1 <= id <= len(self._submissions) else None

    def frozen(self, id: int) -> Frozen | None:
        return self._frozen[id - 1] if 1 <= id <= len(self._frozen) else None

    def submissions(self, state: State | None = None, most: int = 100) -> tuple[Submission, ...]:
        found = [one for one in self._submissions if state in (None, one.state)]
        return tuple(found[::-1][:most])

    def of_draft(self, draft_id: str) -> tuple[Submission, ...]:
        return tuple(one for one in self._submissions[::-1] if one.draft_id == draft_id)

    def unreviewed(self, most: int = 100) -> tuple[Submission, ...]:
        sent = [one for one in self._submissions if one.state is State.ISSUED and one.template]
        return tuple(one for one in sent if len(self.reviews(one.id)) < REVIEWERS)[:most]

    def reviews(self, id: int) -> tuple[Review, ...]:
        return tuple(self._reviews.get(id, ()))

    def review(self, id: int, review: Review, entry: Entry) -> None:
        with self._lock:
            sent = self.submission(id)
            if sent is None or sent.state is not State.ISSUED or sent.template is None:
                raise RuleBroken("only what one person sent is reviewed")
            if review.staff in (sent.submitted_by, sent.decided_by):
                raise RuleBroken("who sent it alone does not review it; ask two others")
            if any(one.staff == review.staff for one in self.reviews(id)):
                raise RuleBroken("you have reviewed this already; it waits for another")
            if not review.note.strip():
                raise RuleBroken("a review says what was found")
            self._reviews.setdefault(id, []).append(review)
            self._log.append(entry)

    def sweep(self, before: datetime, at: datetime) -> Swept:
        with self._lock:
            needed = {one.id for one in self._submissions if self._is_needed(one, before)}
            kept = {one.draft_id for one in self._submissions if one.id in needed}
            old = [
                id
                for id, versions in self._drafts.items()
                if versions[-1].saved < before and id not in kept
            ]
            texts = [
                place
                for place, text in enumerate(self._frozen)
                if text is not None and place + 1 not in needed
            ]
            for id in old:
                del self._drafts[id]
            for place in texts:
                self._frozen[place] = None
            swept = Swept(drafts=len(old), texts=len(texts))
            if old or texts:
                self._log.append(sweeping_entry(swept, at))
            return swept

    def _is_needed(self, one: Submission, before: datetime) -> bool:
        if one.decided_at is None or one.decided_at >= before:
            return True
        if one.state is not State.ISSUED:
            return False
        alert = self._alerts.alert(one.alert_id)
        end = None if alert is None else ended_at(alert.latest)
        is_over = alert is None or (end is not None and end < before)
        is_open = one.template is not None and len(self.reviews(one.id)) < REVIEWERS
        return not is_over or is_open

    def issued_for(self, alert_id: str) -> tuple[Submission, ...]:
        found = [one for one in self._submissions if one.alert_id == alert_id]
        return tuple(one for one in found[::-1] if one.state is State.ISSUED)

    def decide(
        self, id: int, state: State, by: int, at: datetime, reason: str, entry: Entry
    ) -> None:
        with self._lock:
            decided = replace(
                self._waiting(id), state=state, decided_by=by, decided_at=at, reason=reason
            )
            self._put(decided, entry)

    def ask(self, id: int, audience: int, entry: Entry) -> None:
        with self._lock:
            self._put(replace(self._waiting(id), asked=audience, agreed=False), entry)

    def agree(self, id: int, entry: Entry) -> None:
        with self._lock:
            asked = self._waiting(id)
            if asked.asked is None:
                raise DeskChanged("nothing was asked about this; read it again")
            self._put(replace(asked, agreed=True), entry)

    def issue(self, issuing: Issuing, entry: Entry) -> None:
        with self._lock:
            waiting = self._waiting(issuing.submission)
            self._check(waiting, issuing)
            self._alerts.issue(issuing.issues, issuing.key, issuing.references)
            self._put(
                replace(
                    waiting,
                    state=State.ISSUED,
                    decided_by=issuing.approver,
                    decided_at=issuing.at,
                ),
                entry,
            )

    def _check(self, waiting: Submission, issuing: Issuing) -> None:
        of_draft = self.of_draft(waiting.draft_id) if waiting.draft_id else ()
        if any(one.state is State.ISSUED for one in of_draft):
            raise DeskChanged(_NOT_WAITING)
        approver, nonce = issuing.approver, issuing.nonce
        if waiting.template is not None:
            template = self._templates[waiting.template]
            if template.approved_by is None:
                raise RuleBroken("only an approved template goes out by one person")
            if template.retired_at is not None:
                raise RuleBroken("a retired template is not sent; choose another")
        elif approver is None or nonce is None:
            raise RuleBroken("without an approved template, a person approves with a passkey")
        elif waiting.phase is not Phase.WITHDRAWN and approver in self._writers(waiting):
            raise RuleBroken("another person than its authors must approve it")
        if approver is not None and nonce is not None:
            self._refuse_out_of_order(issuing)
            self._staff.consume(nonce, approver, waiting.hash, issuing.at)

    def _refuse_out_of_order(self, issuing: Issuing) -> None:
        """Before the challenge is used up, as a transaction would put it back."""
        for issue in issuing.issues:
            known = self._alerts.alert(issue.revision.alert_id)
            following = 1 if known is None else known.latest.number + 1
            if issue.revision.number != following:
                raise RevisionOutOfOrder(f"revision {following} is next; read the alert again")

    def _writers(self, submission: Submission) -> set[int]:
        versions = self._drafts.get(submission.draft_id, [])[: submission.version]
        return {submission.submitted_by, *(one.author for one in versions)}

    def _waiting(self, id: int) -> Submission:
        found = self.submission(id)
        if found is None or found.state is not State.WAITING:
            raise DeskChanged(_NOT_WAITING)
        return found

    def _put(self, submission: Submission, entry: Entry) -> None:
        self._submissions[submission.id - 1] = submission
        self._log.append(entry)
