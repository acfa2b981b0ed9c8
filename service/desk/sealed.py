"""From approval to the last phone: what was stored to be sent must stay what was approved.

Whatever changes the store in between (a fault of ours, another program, a failing disk), the sender
notices before it reads a word out, sends nothing of it, and people at the desk hear of it.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np

from alerts.desk.submission import Submission, approval_hash, hash_told
from alerts.ports import AlertStore, Edition
from geo.cells import runs_of
from service.desk.desk_store import DeskStore
from service.desk.entries import entry_of, subject_of
from service.desk.means import Ring
from service.desk.ports import MACHINE, AuditLog

TEXTS = "not sent any further: a text is no longer the one that was approved; tell the town's IT"
GROUND = "not sent: the area is no longer the one that was approved; tell the town's IT"


class ApprovedSeal:
    """`service.sending.seal.Seal` for what the desk issued; all else was approved by nobody."""

    def __init__(
        self, store: DeskStore, alerts: AlertStore, audit: AuditLog, ring: Callable[[Ring], None]
    ) -> None:
        self._store = store
        self._alerts = alerts
        self._audit = audit
        self._ring = ring
        self._told: set[tuple[int, str]] = set()

    def broken_ground(self, alert_id: str, number: int) -> str | None:
        submission = self._approved(alert_id, number)
        alert = self._alerts.alert(alert_id)
        frozen = None if submission is None else self._store.frozen(submission.id)
        if submission is None or frozen is None or alert is None or alert.latest.number != number:
            return None
        same = alert.latest.area == frozen.area
        same = same and np.array_equal(self._alerts.runs(alert_id), runs_of(frozen.area))
        same = same and approval_hash(submission, frozen.area) == submission.hash
        return None if same else self._tell(submission, GROUND)

    def broken_texts(self, alert_id: str, number: int, editions: Sequence[Edition]) -> str | None:
        submission = self._approved(alert_id, number)
        if submission is None or hash_told(submission, editions) == submission.hash:
            return None
        return self._tell(submission, TEXTS)

    def _approved(self, alert_id: str, number: int) -> Submission | None:
        found = self._store.issued_for(alert_id)
        return next((one for one in found if one.number == number), None)

    def _tell(self, submission: Submission, why: str) -> str:
        """In the log, and rings; once for each."""
        if (submission.id, why) not in self._told:
            self._told.add((submission.id, why))
            now = datetime.now(UTC)
            entry = entry_of(MACHINE, "submission.held", submission, now, reason=why)
            self._audit.append(entry)
            self._ring(Ring(why=why, subject=subject_of(submission)))
        return why
