"""What a command on the machine becomes outside a training space: a draft, or break-glass.

Nobody alone sends what is real. A file becomes a draft, a withdrawal a submission that waits for
one approver; only a template that two people approved beforehand goes out at once.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from alerts.desk import draft as drafts
from alerts.desk.draft import Begun, Draft
from alerts.model import Alert, Mode, Phase
from alerts.report import Report, Status
from alerts.sources.reading import read
from service.desk.acting import DeskRefused
from service.desk.desk import Desk
from service.desk.ports import MACHINE


class DeskCommands:
    """Answers are JSON objects with `outcome` draft, waiting or new."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draft(self, raw: bytes, lifted: str, now: datetime) -> dict[str, Any]:
        """`lifted`: the alert's id if the file is its all-clear, else "". Nothing is sent."""
        composing = self._desk.composing
        if lifted:
            alert = self._alert(lifted)
            mode = alert.latest.mode
            makers: tuple[Callable[[Begun], Draft], ...] = (
                lambda begun: drafts.lifting(begun, alert),
            )
        else:
            mode = _mode_of(raw)
            makers = composing.from_bytes(raw, mode)
        made = [composing.begin_here(mode, now, one) for one in makers]
        return {
            "outcome": "draft",
            "alerts": [],
            "draft": made[0].id,
            "drafts": [one.id for one in made],
            "next": "nothing was sent: complete the draft at the desk; two people send it",
        }

    def withdrawal(self, alert: Alert, now: datetime) -> dict[str, Any]:
        waiting = self._desk.freezing.freeze_withdrawal(alert, MACHINE, now, "")
        return {
            "outcome": "waiting",
            "alerts": [],
            "submission": waiting.id,
            "next": "nothing was sent: one approver confirms the withdrawal at the desk",
        }

    def break_glass(self, template: str, now: datetime) -> dict[str, Any]:
        """Sends an approved template. Real in a real space; the review afterwards is in the log."""
        done = self._desk.templates.break_glass_here(template, Mode.REAL, now)
        return {
            "outcome": "new",
            "alerts": [{"id": done.alert_id, "number": done.number, "outcome": "new"}],
            "committed": now.timestamp(),
            "next": "sent by one person: two others review it at the desk",
        }

    def _alert(self, alert_id: str) -> Alert:
        alert = self._desk.means.core.alerts.alert(alert_id)
        if alert is None or alert.latest.phase is not Phase.LIVE:
            raise DeskRefused(f"no live alert {alert_id}; the status page lists them")
        return alert


def _mode_of(raw: bytes) -> Mode:
    """An exercise stays one; whatever else is readable is meant."""
    reports = [one for one in read(raw) if isinstance(one, Report)]
    is_exercise = bool(reports) and reports[0].status is Status.EXERCISE
    return Mode.DRILL if is_exercise else Mode.REAL
