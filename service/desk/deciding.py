"""Submission and decision: freeze, ask another person, compare again, issue; take back.

At approval everything is rendered once more. With any difference from what was submitted, nothing
is sent, and somebody hears of it. Challenge, issue, state and log entry are one transaction.
"""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from alerts.desk.approval import differences, has_grown
from alerts.desk.checks import refusals
from alerts.desk.draft import Draft
from alerts.desk.rendering import Rendered
from alerts.desk.submission import State, Submission, came_too_late
from alerts.model import Alert, Kind, Mode, Phase
from alerts.overtaking import is_overtaken
from alerts.ports import RevisionOutOfOrder
from geo.area import Area, Refused
from service.desk.acting import Changed, DeskRefused, Held, Who, allow
from service.desk.approving import Asked
from service.desk.composing import Composing
from service.desk.desk_store import Issuing
from service.desk.entries import entry_of, subject_of
from service.desk.freezing import Freezing
from service.desk.means import DeskMeans, Ring
from service.desk.ports import MACHINE
from service.desk.rings import Why
from service.desk.roles import Act
from service.errors import NotFound

WAITS_FOR = timedelta(hours=6)
"""A submission older than this is not approved any more: the night has changed."""

REPLACED = "submitted anew"
"""The reason of a return that a newer version of the same draft made."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """It is on its way. `number` is the alert's revision."""

    alert_id: str
    number: int


class AskedAgain(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was sent yet: many more people are in the area than when it was submitted.

    The submitter agrees (`Deciding.agree`), then the approver approves once more.
    """

    before: int
    now: int


class Deciding:
    """Raises NotAllowed, NotFound, DeskChanged, Spent, PasskeyRefused, Changed, RuleBroken."""

    def __init__(self, means: DeskMeans, composing: Composing, freezing: Freezing) -> None:
        self._means = means
        self._freezing = freezing
        self._composing = composing
        self._submitting = threading.Lock()

    def submission(self, id: int) -> Submission:
        found = self._means.store.submission(id)
        if found is None:
            raise NotFound("there is no such submission; the list shows those that wait")
        return found

    def submit(self, who: Who, draft_id: str, version: int, now: datetime) -> Submission:
        """Freezes this version. What waits already and would still be sent is found again by a
        second click; anything else of this draft that waits is replaced.

        Raises Held with the checks that hold it back.
        """
        with self._submitting:
            return self._submit(who, draft_id, version, now)

    def _submit(self, who: Who, draft_id: str, version: int, now: datetime) -> Submission:
        """One at a time: of two clicks at once, the second finds what the first submitted."""
        draft = self._newest(draft_id, version)
        touched = draft.area
        if touched is not None:
            touched = self._means.touched(draft.alert_id, touched)
        allow(who, Act.SUBMIT, draft.kind, touched, now)
        self._composing.refuse_closed(draft_id)
        for earlier in self._waiting_of(draft):
            if earlier.version == version and not self._changes(earlier, now)[1]:
                return earlier
        self._refuse_drill(draft.mode, now)
        held = refusals(self._composing.checks(who, draft, now))
        if held:
            raise Held(held)
        for earlier in self._waiting_of(draft):
            entry = entry_of(who.number, "submission.replace", earlier, now)
            self._means.store.decide(earlier.id, State.RETURNED, who.number, now, REPLACED, entry)
        return self._freezing.freeze(draft, who.number, now)

    def begin_withdrawal(
        self, who: Who, alert_id: str, now: datetime, note: str = ""
    ) -> Submission:
        """Of any live alert, by one approver: freeze it, show it, then `ask` and `approve`.

        However often it is asked for, the sheet that this person opened before is found again while
        it still fits.
        """
        with self._submitting:
            alert = self._alert(alert_id)
            allow(who, Act.WITHDRAW, alert.latest.kind, alert.latest.area, now)
            begun = self._withdrawal_of(alert, who.number, now)
            return begun or self._freezing.freeze_withdrawal(alert, who.number, now, note)

    def _withdrawal_of(self, alert: Alert, by: int, now: datetime) -> Submission | None:
        wanted = (alert.id, Phase.WITHDRAWN, alert.latest.number + 1, by)
        for one in self._means.store.submissions(State.WAITING):
            is_theirs = (one.alert_id, one.phase, one.number, one.submitted_by) == wanted
            if is_theirs and now - one.at <= WAITS_FOR:
                return one
        return None

    def ask(self, who: Who, submission_id: int, now: datetime) -> Asked:
        """What the browser hands to this approver's passkey: good once, for ten minutes."""
        submission = self._waiting(submission_id)
        self._allow_decision(who, submission, now)
        if came_too_late(submission, self._means.core.alerts.alert(submission.alert_id)):
            raise Changed(("A newer revision of this alert was sent meanwhile. Read the alert.",))
        self._means.reaching.warm(now)
        return self._means.signing.ask(submission.hash, who.number, now)

    def approve(
        self, who: Who, submission_id: int, nonce: bytes, answer: str, now: datetime
    ) -> Issued | AskedAgain:
        """Sends exactly what was submitted, or nothing. `answer`: the browser's JSON to `ask`."""
        submission = self._waiting(submission_id)
        self._allow_decision(who, submission, now)
        content = submission.hash
        proof = self._means.signing.verify(nonce, content, who.number, answer, now)
        made = self._again(submission, who.number, now)
        asked = self._ask_about_growth(submission, made, who.number, now)
        if asked is not None:
            return asked
        return self.issue(submission, made, who.number, nonce, now, proof)

    def agree(self, who: Who, submission_id: int, now: datetime) -> None:
        """The submitter agrees to the larger audience."""
        submission = self._waiting(submission_id)
        allow(who, Act.SUBMIT, *self._about(submission), now)
        if who.number != submission.submitted_by:
            raise DeskRefused("only who submitted it can agree; submit it anew yourself")
        entry = entry_of(who.number, "submission.agree", submission, now)
        self._means.store.agree(submission_id, entry)
        self._ring(Why.APPROVE_AGAIN, submission)

    def give_back(self, who: Who, submission_id: int, reason: str, now: datetime) -> None:
        """Returned to its author with a reason; a new version can be submitted."""
        self._decide(who, submission_id, State.RETURNED, reason, now)

    def reject(self, who: Who, submission_id: int, reason: str, now: datetime) -> None:
        self._decide(who, submission_id, State.REJECTED, reason, now)

    def take_back(self, who: Who, submission_id: int, now: datetime) -> None:
        """By whoever submitted it, while nobody has decided: a return without a second person."""
        submission = self._waiting(submission_id)
        allow(who, _act_of_submitting(submission), *self._about(submission), now)
        if who.number != submission.submitted_by:
            raise DeskRefused("only who submitted it takes it back; return it with a reason")
        entry = entry_of(who.number, "submission.take_back", submission, now)
        self._means.store.decide(submission_id, State.RETURNED, who.number, now, "", entry)

    def issue(
        self,
        submission: Submission,
        made: Rendered,
        approver: int | None,
        nonce: bytes | None,
        now: datetime,
        proof: Mapping[str, Any] | None = None,
    ) -> Issued:
        """One transaction; wakes the dispatcher. For `approve` and break-glass alone."""
        self._refuse_drill(submission.mode, now)
        actor = MACHINE if approver is None else approver
        act = "submission.issue" if submission.template is None else "submission.break_glass"
        issuing = Issuing(
            submission=submission.id,
            approver=approver,
            nonce=nonce,
            at=now,
            issues=(made.issue,),
            key=made.key,
            references=made.references,
        )
        try:
            self._means.store.issue(issuing, entry_of(actor, act, submission, now, proof=proof))
        except RevisionOutOfOrder as error:
            self._refuse(submission, actor, now, (str(error),))
            raise Changed((f"The alert has changed at this moment: {error}",)) from error
        self._means.wake()
        if submission.template is not None:
            self._ring(Why.BREAK_GLASS, submission)
        return Issued(alert_id=submission.alert_id, number=submission.number)

    def expire(self, now: datetime) -> int:
        """Closes what has waited for too long; says how many."""
        old = [
            one
            for one in self._means.store.submissions(State.WAITING, 10_000)
            if now - one.at > WAITS_FOR
        ]
        for one in old:
            entry = entry_of(MACHINE, "submission.expire", one, now)
            self._means.store.decide(one.id, State.EXPIRED, MACHINE, now, "nobody decided", entry)
            self._ring(Why.EXPIRED, one, one.submitted_by)
        return len(old)

    # --- what a decision rests on ---------------------------------------------------------------

    def _again(self, submission: Submission, approver: int, now: datetime) -> Rendered:
        """The same once more. Raises Changed, after it was logged and somebody was rung."""
        made, changed = self._changes(submission, now)
        if changed or isinstance(made, Refused):
            self._refuse(submission, approver, now, changed)
            raise Changed(changed)
        return made

    def _changes(
        self, submission: Submission, now: datetime
    ) -> tuple[Rendered | Refused, tuple[str, ...]]:
        """What would be sent now, and in what it is not what was submitted."""
        approved = self._means.store.frozen(submission.id)
        assert approved is not None
        draft = self._draft_of(submission)
        made = self._freezing.again(submission, approved, draft, now)
        if isinstance(made, Refused):
            return made, (made.reason,)
        changed = differences(submission, approved, made.issue, made.frozen)
        return made, changed + self._newer_draft(submission)

    def _newer_draft(self, submission: Submission) -> tuple[str, ...]:
        if not submission.draft_id:
            return ()
        newest = self._composing.draft(submission.draft_id).version
        if newest == submission.version:
            return ()
        return (f"The draft has a newer version ({newest}) than was submitted. Submit that one.",)

    def _ask_about_growth(
        self, submission: Submission, made: Rendered, approver: int, now: datetime
    ) -> AskedAgain | None:
        """Never refuses: above a factor of two both are asked once more (DOMAIN section 6). Who
        sends a template alone is asked once more alone."""
        if submission.phase is not Phase.LIVE:
            return None
        is_alone = submission.template is not None
        before = submission.audience
        if submission.asked is not None:
            if not submission.agreed and not is_alone:
                return AskedAgain(before=before, now=submission.asked)
            before = submission.asked
        today = self._means.reaching.recipients(made.frozen.area, now)
        if not has_grown(before, today):
            return None
        entry = entry_of(approver, "submission.ask_again", submission, now)
        self._means.store.ask(submission.id, today, entry)
        if not is_alone:
            self._ring(Why.GROWN, submission)
        return AskedAgain(before=before, now=today)

    def _decide(
        self, who: Who, submission_id: int, state: State, reason: str, now: datetime
    ) -> None:
        submission = self._waiting(submission_id)
        kind, area = self._about(submission)
        allow(who, Act.APPROVE, kind, area, now)
        if not reason.strip():
            raise DeskRefused("write the reason, so that the author can mend it")
        act = f"submission.{state.value}"
        entry = entry_of(who.number, act, submission, now, reason=reason)
        self._means.store.decide(submission_id, state, who.number, now, reason, entry)
        self._ring(Why(state.value), submission, submission.submitted_by, reason)

    def _allow_decision(self, who: Who, submission: Submission, now: datetime) -> None:
        if now - submission.at > WAITS_FOR:
            raise DeskRefused("this has waited for too long; look at the night and submit it anew")
        self._refuse_drill(submission.mode, now)
        kind, area = self._about(submission)
        act = {Phase.ALL_CLEAR: Act.ALL_CLEAR, Phase.WITHDRAWN: Act.WITHDRAW}
        wanted = act.get(submission.phase, Act.APPROVE)
        if submission.template is not None:
            wanted = Act.BREAK_GLASS
        allow(who, wanted, kind, area, now)
        if wanted in (Act.APPROVE, Act.ALL_CLEAR) and who.number in self._writers(submission):
            raise DeskRefused("you wrote or submitted this; another person has to approve it")

    def _refuse_drill(self, mode: Mode, now: datetime) -> None:
        """Nobody is to read "this is a drill" beside what is none (DOMAIN section 8)."""
        if mode is Mode.DRILL and is_overtaken(self._means.core.alerts.live(now)):
            raise DeskRefused("a real alert is live, so no drill is sent; wait until it is over")

    def _writers(self, submission: Submission) -> set[int]:
        versions = range(1, submission.version + 1)
        authors = {self._composing.draft(submission.draft_id, one).author for one in versions}
        return authors | {submission.submitted_by}

    def _about(self, submission: Submission) -> tuple[Kind, Area]:
        frozen = self._means.store.frozen(submission.id)
        assert frozen is not None
        draft = self._draft_of(submission)
        kind = draft.kind if draft else self._alert(submission.alert_id).latest.kind
        return kind, self._means.touched(submission.alert_id, frozen.area)

    # --- small things ---------------------------------------------------------------------------

    def _newest(self, draft_id: str, version: int) -> Draft:
        draft = self._composing.draft(draft_id)
        if draft.version != version:
            raise DeskRefused(f"version {draft.version} was saved meanwhile; read it first")
        return draft

    def _waiting_of(self, draft: Draft) -> tuple[Submission, ...]:
        found = self._means.store.of_draft(draft.id)
        return tuple(one for one in found if one.state is State.WAITING)

    def _draft_of(self, submission: Submission) -> Draft | None:
        """None for a withdrawal, which has none."""
        if not submission.draft_id:
            return None
        return self._composing.draft(submission.draft_id, submission.version)

    def _waiting(self, id: int) -> Submission:
        found = self.submission(id)
        if found.state is not State.WAITING:
            raise DeskRefused(f"this was decided already: {found.state.value}")
        return found

    def _alert(self, alert_id: str) -> Alert:
        found = self._means.core.alerts.alert(alert_id)
        if found is None:
            raise NotFound(f"there is no alert {alert_id}; the list shows those that there are")
        return found

    def _refuse(
        self, submission: Submission, actor: int, now: datetime, why: tuple[str, ...]
    ) -> None:
        """A refusal is never silent: it is in the log, and people are rung."""
        entry = entry_of(actor, "submission.refused", submission, now, reason=" ".join(why))
        self._means.audit.append(entry)
        self._ring(Why.CHANGED, submission, said=" ".join(why))

    def _ring(
        self, why: Why, submission: Submission, staff: int | None = None, said: str = ""
    ) -> None:
        self._means.ring(Ring(why=why, subject=subject_of(submission), staff=staff, said=said))


def _act_of_submitting(submission: Submission) -> Act:
    if submission.template is not None:
        return Act.BREAK_GLASS
    return Act.WITHDRAW if submission.phase is Phase.WITHDRAWN else Act.SUBMIT
