"""DrillStop: what real alerts do to drills that are under way (DOMAIN section 8)."""

import logging
from datetime import datetime

import msgspec

from alerts.desk.compiling import Stamp
from alerts.desk.rendering import withdrawn
from alerts.model import Alert
from alerts.overtaking import overtaken
from alerts.pipeline import Means
from alerts.ports import RevisionOutOfOrder
from geo.area import Refused
from service.desk.ports import MACHINE, AuditLog, Entry

_log = logging.getLogger(__name__)


class DrillStop:
    """For any thread. A drill is withdrawn without a push: what of it was not sent yet is not sent
    any more, no list has it, and phones say by themselves that it has stopped."""

    def __init__(self, core: Means, audit: AuditLog) -> None:
        self._core = core
        self._audit = audit

    def look(self, now: datetime) -> int:
        """Says how many drills it ended. Never raises: what is real goes on whatever happens here,
        and housekeeping looks once more within a minute."""
        try:
            return sum(self._end(one, now) for one in overtaken(self._core.alerts.live(now)))
        except Exception:
            _log.exception("a drill goes on beside a real alert; the next look ends it")
            return 0

    def _end(self, alert: Alert, now: datetime) -> bool:
        stamp = Stamp(
            alert_id=alert.id,
            identifier=self._core.new_id(),
            sent=now.replace(microsecond=0),
            previous=None,
        )
        made = withdrawn(alert, stamp, self._core, now, stopped=True)
        if isinstance(made, Refused):
            return False
        try:
            issue = msgspec.structs.replace(made.issue, untold=True)
            self._core.alerts.issue([issue], None, ())
        except RevisionOutOfOrder:
            return False
        self._audit.append(
            Entry(
                at=now,
                actor=MACHINE,
                act="drill.stop",
                subject=f"alert:{alert.id}",
                body={"number": made.issue.revision.number},
            )
        )
        return True
