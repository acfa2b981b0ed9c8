"""What was taken in, told in one line of JSON for each thing: what `hansho watch` prints."""

from typing import Any

from alerts.pipeline import Taken
from alerts.report import Report


def line_of(source: str, taken: Taken) -> dict[str, Any]:
    """`source`: the feed's name, or the file's. Keys as `hansho check` has them; `handling` says
    whether it was pushed, waits for an approver or is only shown, `because` why."""
    line: dict[str, Any] = {"source": source}
    if isinstance(taken.item, Report):
        report = taken.item
        line |= {
            "format": report.format,
            "sender": report.sender,
            "identifier": report.identifier,
            "sent": report.sent.isoformat(timespec="seconds"),
            "status": report.status.value,
        }
    line["outcome"] = taken.outcome.value
    if taken.revision is not None:
        revision = taken.revision
        line |= {
            "kind": revision.kind.value,
            "strength": revision.strength.value,
            "phase": revision.phase.value,
            "mode": revision.mode.value,
            "id": revision.alert_id,
            "number": revision.number,
        }
        if taken.release is not None:
            line["handling"] = taken.release.handling.value
            line["because"] = list(taken.release.reasons)
    elif taken.linked:
        line["id"] = taken.linked
    if taken.reason:
        line["reason"] = taken.reason
    return line
