"""What an operator can ask for over the control socket: issue, report, cancel, progress, …"""

import threading
import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from alerts import triage
from alerts.model import Alert, Mode, Phase
from alerts.pipeline import Means, Taken, end, take
from alerts.report import Report, Verdict
from alerts.sources.reading import read
from geo.errors import HanshoError
from service.desk_commands import DeskCommands
from service.errors import NotFound
from service.stores import Stores

Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]

# By rank of delivery (alerts/audience.py); + 4 means not yet confirmed.
RANK_NAMES = ("here", "stay", "home", "here_old")


class CommandRefused(HanshoError):
    """The command cannot be carried out; the message says why and what to do."""


class Commands:
    """Carries out one command; every answer is a JSON object. Issuing wakes the dispatcher.

    `others`: by their name, commands that are carried out elsewhere (`service.city_commands`,
    `service.staff_commands`). Outside a training space nothing is sent from here: `desk` makes a
    draft of it, which two people decide on. `taking`: held while a warning is taken in.
    """

    def __init__(
        self,
        means: Means,
        stores: Stores,
        wake: Callable[[], None],
        desk: DeskCommands,
        taking: AbstractContextManager[bool] | None = None,
        **others: Handler,
    ) -> None:
        self._means = means
        self._stores = stores
        self._wake = wake
        self._desk = desk
        self._taking = taking or threading.Lock()
        self._handlers: dict[str, Handler] = {
            "issue": self._issue,
            "cancel": self._cancel,
            "report": self._report,
            "progress": self._progress,
            **others,
        }

    def handle(self, command: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises CommandRefused for a command that is unknown or lacks a part."""
        handler = self._handlers.get(str(command.get("command")))
        if handler is None:
            raise CommandRefused(f"commands are {', '.join(self._handlers)}")
        try:
            return handler(command)
        except KeyError as error:
            raise CommandRefused(f"the command lacks {error}") from error

    def _issue(self, command: Mapping[str, Any]) -> dict[str, Any]:
        if command.get("break_glass"):
            return self._desk.break_glass(str(command["break_glass"]), datetime.now(UTC))
        raw = b64decode(command["report"])
        if self._means.policy.mode is not Mode.TRAINING:
            lifted = str(command.get("all_clear") or "")
            return self._desk.draft(raw, lifted, datetime.now(UTC))
        if command.get("all_clear"):
            return self._all_clear(str(command["all_clear"]), raw)
        # One at a time, so that one report handed over twice at once is still one report.
        with self._taking:
            taken = take(raw, self._means, datetime.now(UTC))
        committed = time.time()
        self._wake()
        return {
            "outcome": taken[0].outcome.value if taken else "error",
            "alerts": [_line(one) for one in taken],
            "committed": committed,
        }

    def _all_clear(self, alert_id: str, raw: bytes) -> dict[str, Any]:
        alert = self._open_alert(alert_id)
        items = read(raw)
        if len(items) != 1 or not isinstance(items[0], Report):
            raise CommandRefused("the file must hold exactly one readable warning")
        report = items[0]
        self._may_end(report, alert)
        return self._end(alert, Phase.ALL_CLEAR, report)

    def _may_end(self, report: Report, alert: Alert) -> None:
        refusal = triage.gate(report, self._means.policy)
        if refusal is not None:
            raise CommandRefused(refusal)
        if report.signature.verdict is Verdict.BROKEN:
            raise CommandRefused(f"its signature is broken: {report.signature.reason}")
        if (report.sender, report.source) != (alert.origin.sender, alert.origin.source):
            raise CommandRefused(
                f"only {alert.origin.sender} may give the all-clear for this alert"
            )
        if not any("AllClear" in hazard.response_types for hazard in report.hazards):
            raise CommandRefused("an all-clear needs responseType AllClear")
        if triage.mode_of(report, self._means.policy) is not alert.latest.mode:
            raise CommandRefused("an exercise cannot end a real alert, nor the other way round")

    def _report(self, command: Mapping[str, Any]) -> dict[str, Any]:
        return self._desk.draft(b64decode(command["report"]), "", datetime.now(UTC))

    def _cancel(self, command: Mapping[str, Any]) -> dict[str, Any]:
        alert = self._open_alert(str(command["alert"]))
        if self._means.policy.mode is not Mode.TRAINING:
            return self._desk.withdrawal(alert, datetime.now(UTC))
        return self._end(alert, Phase.WITHDRAWN, None)

    def _end(self, alert: Alert, phase: Phase, report: Report | None) -> dict[str, Any]:
        revision = end(alert, phase, report, self._means, datetime.now(UTC))
        committed = time.time()
        self._wake()
        line = {"id": alert.id, "number": revision.number, "outcome": "cancel"}
        return {"outcome": "cancel", "alerts": [line], "committed": committed}

    def _open_alert(self, alert_id: str) -> Alert:
        alert = self._stores.alerts.alert(alert_id)
        if alert is None:
            raise NotFound(f"no alert {alert_id}; the status page lists the live ones")
        if alert.latest.phase is not Phase.LIVE:
            raise CommandRefused(f"alert {alert_id} is over: {alert.latest.phase.value}")
        return alert

    def _progress(self, command: Mapping[str, Any]) -> dict[str, Any]:
        alert = self._stores.alerts.alert(str(command["alert"]))
        if alert is None:
            raise NotFound(f"no alert {command['alert']}")
        number = alert.latest.number
        unfinished = {
            (one.alert_id, one.number): one for one in self._stores.ledger.open_revisions()
        }
        still_open = unfinished.get((alert.id, number))
        counts = self._stores.ledger.counts(alert.id, number)
        by = self._stores.ledger.counts_by(alert.id, number)
        return {
            "number": number,
            "done": still_open is None,
            "all_recorded": still_open is None or still_open.all_recorded,
            "counts": {result.name.lower(): count for result, count in counts.items()},
            "by": {
                f"{language}/{rank_name(rank)}": count for (language, rank), count in by.items()
            },
        }


def rank_name(rank: int) -> str:
    """`here`, `stay`, `home`, `here_old`, with ` pending`, or `left`: for reports to people."""
    if rank >= 2 * len(RANK_NAMES):
        return "left"
    name = RANK_NAMES[rank % len(RANK_NAMES)]
    return f"{name} pending" if rank >= len(RANK_NAMES) else name


def _line(taken: Taken) -> dict[str, Any]:
    line: dict[str, Any] = {"outcome": taken.outcome.value}
    if taken.reason:
        line["reason"] = taken.reason
    if taken.revision is not None:
        line |= {"id": taken.revision.alert_id, "number": taken.revision.number}
    elif taken.linked:
        line["id"] = taken.linked
    return line
