"""Freezing: a draft or a withdrawal becomes the bytes that somebody else is asked to approve."""

from datetime import datetime

import msgspec

from alerts.desk.compiling import Stamp
from alerts.desk.draft import Draft
from alerts.desk.rendering import Rendered, rendered, withdrawn
from alerts.desk.submission import Frozen, Submission, approval_hash, root_of
from alerts.model import Alert
from geo.area import Refused
from service.desk.acting import DeskRefused
from service.desk.entries import entry_of
from service.desk.means import DeskMeans, Ring
from service.desk.rings import Why

_UNSEALED = b"\0" * 32


class Freezing:
    """Renders and stores; checks no permission. For the acts of `service.desk.deciding` alone."""

    def __init__(self, means: DeskMeans) -> None:
        self._means = means

    def freeze(
        self, draft: Draft, by: int, now: datetime, template: bytes | None = None
    ) -> Submission:
        """Raises DeskRefused if it could not be sent as it stands."""
        stamp = self._stamp(draft.alert_id, now)
        made = _demand(rendered(draft, stamp, self._means.voice, self._means.core, now))
        unsealed = _unsealed(made, stamp, by, now)
        return self._store(
            msgspec.structs.replace(
                unsealed, draft_id=draft.id, version=draft.version, template=template
            ),
            made.frozen,
        )

    def freeze_withdrawal(self, alert: Alert, by: int, now: datetime, note: str) -> Submission:
        """Raises DeskRefused if the alert is over."""
        stamp = self._stamp(alert.id, now)
        made = _demand(withdrawn(alert, stamp, self._means.core, now, note))
        unsealed = _unsealed(made, stamp, by, now)
        return self._store(msgspec.structs.replace(unsealed, note=note), made.frozen)

    def again(
        self, submission: Submission, approved: Frozen, draft: Draft | None, now: datetime
    ) -> Rendered | Refused:
        """The same rendered once more, with the stamp that it had. `draft` None: a withdrawal."""
        core = self._means.core
        stamp = Stamp(
            alert_id=submission.alert_id,
            identifier=submission.identifier,
            sent=submission.sent,
            previous=self._means.previous_key(submission.alert_id),
        )
        if submission.template is not None and not self._is_the_template(submission, draft):
            return Refused("It is not the template that was approved. Begin from the template.")
        if draft is not None:
            return rendered(draft, stamp, self._means.voice, core, now, approved.holding)
        alert = core.alerts.alert(submission.alert_id)
        if alert is None:
            return Refused("The alert that is to be withdrawn is not known here.")
        return withdrawn(alert, stamp, core, now, submission.note)

    def _is_the_template(self, submission: Submission, draft: Draft | None) -> bool:
        template = self._means.store.template(submission.template or b"")
        return template is not None and draft is not None and template.covers(draft)

    def _stamp(self, alert_id: str, now: datetime) -> Stamp:
        return Stamp(
            alert_id=alert_id or self._means.core.new_id(),
            identifier=self._means.core.new_id(),
            sent=now.replace(microsecond=0),
            previous=self._means.previous_key(alert_id),
        )

    def _store(self, unsealed: Submission, frozen: Frozen) -> Submission:
        sealed = msgspec.structs.replace(
            unsealed,
            hash=approval_hash(unsealed, frozen.area),
            audience=self._means.reaching.recipients(frozen.area, unsealed.at),
            told=self._means.reaching.about(frozen.area, unsealed.at).about,
        )
        entry = entry_of(sealed.submitted_by, "submission.submit", sealed, sealed.at)
        stored = self._means.store.submit(sealed, frozen, entry)
        if stored.template is None:
            subject = f"submission:{stored.id}"
            self._means.ring(Ring(why=Why.APPROVE, subject=subject))
        return stored


def _demand(made: Rendered | Refused) -> Rendered:
    if isinstance(made, Refused):
        raise DeskRefused(made.reason)
    return made


def _unsealed(made: Rendered, stamp: Stamp, by: int, now: datetime) -> Submission:
    revision, frozen = made.issue.revision, made.frozen
    return Submission(
        draft_id="",
        version=0,
        mode=revision.mode,
        phase=revision.phase,
        alert_id=revision.alert_id,
        number=revision.number,
        identifier=stamp.identifier,
        sent=stamp.sent,
        root=root_of(frozen.alert),
        withdrawal_root=root_of(frozen.withdrawal),
        all_clear_root=root_of(frozen.all_clear),
        hash=_UNSEALED,
        cap=made.cap,
        submitted_by=by,
        at=now,
        audience=0,
    )
